/**
 * The explorer's page in a real browser, with rows that are made when they are asked for: what a frame of scrolling
 * costs and how much memory the page takes, beside the same page with 1,000 rows; and the histogram beside the same
 * bars on a canvas.
 */
import { chromium, type Browser, type Page } from '@playwright/test';
import { chromiumArguments, ensureChromium } from '../../scripts/lib/chromium.mjs';
import type { Bins } from '../../src/core/query/event-set/event-view.ts';
import { bundledHost, ExplorerPage } from '../browser/explorer-page.ts';
import { themeVariables } from '../support/theme-variables.ts';
import { bench } from './runner.ts';

const frames = 120;
const fewRows = 1000;

const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: [...chromiumArguments, '--enable-precise-memory-info'],
});
const hostScript = await bundledHost();
try {
  const few = await opened(browser, fewRows);
  for (const count of [200_000, 1_000_000]) {
    const many = await opened(browser, count);
    const rows = count.toLocaleString('en-US');
    const compare = (name: string, unit: 'ms' | 'MB', run: (page: Page) => Promise<number>) =>
      bench(name, {
        baseline: { label: '1,000 rows', run: () => run(few) },
        candidate: { label: `${rows} rows`, run: () => run(many) },
        unit,
        rounds: 5,
      });
    await compare('scrolling: work of a frame, median', 'ms', (page) => scrolled(page, 0.5));
    await compare('scrolling: work of a frame, 95 %', 'ms', (page) => scrolled(page, 0.95));
    await compare('scrolling: frame to frame, 95 %', 'ms', (page) => scrolled(page, 0.95, 'interval'));
    await compare('memory of the page after that', 'MB', usedMemory);
    await many.close();
  }
  await bench('histogram, 120 bars of 7 values', {
    baseline: { label: 'canvas', run: () => redrawn(few, 'canvas') },
    candidate: { label: 'SVG', run: () => redrawn(few, 'svg') },
    unit: 'ms',
    rounds: 9,
  });
} finally {
  await browser.close();
}

async function opened(running: Browser, count: number): Promise<Page> {
  const context = await running.newContext({ viewport: { width: 1400, height: 900 } });
  const page = await context.newPage();
  const explorer = new ExplorerPage(page, hostScript);
  await explorer.open({ ...themeVariables('dark'), events: 'countless', count });
  await explorer.rowAt(0).getByText('user-0').waitFor();
  return page;
}

/** Scrolls for some frames, back and forth where there are few rows, and gives a quantile of their milliseconds. */
async function scrolled(page: Page, quantile: number, what: 'work' | 'interval' = 'work'): Promise<number> {
  await page.bringToFront();
  const grid = page.getByRole('grid');
  const times = await grid.evaluate(
    async (element, { count, kind }) => {
      const measured: number[] = [];
      let before = 0;
      let step = 280;
      for (let frame = 0; frame < count; frame++) {
        await new Promise<void>((resolve) => {
          requestAnimationFrame((now) => {
            const start = performance.now();
            if (
              element.scrollTop + step > element.scrollHeight - element.clientHeight ||
              element.scrollTop + step < 0
            ) {
              step = -step;
            }
            element.scrollTop += step;
            // Its handlers and what they draw belong to this frame.
            element.dispatchEvent(new Event('scroll'));
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              if (kind === 'work') {
                measured.push(performance.now() - start);
              } else if (before > 0) {
                measured.push(now - before);
              }
              before = now;
              resolve();
            };
            port2.postMessage(undefined);
          });
        });
      }
      return measured;
    },
    { count: frames, kind: what },
  );
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * quantile)] ?? NaN;
}

/** Megabytes of JavaScript objects that are still in use. */
async function usedMemory(page: Page): Promise<number> {
  const debug = await page.context().newCDPSession(page);
  await debug.send('HeapProfiler.collectGarbage');
  await debug.detach();
  return page.evaluate(() => {
    const { memory } = performance as Performance & { readonly memory: { readonly usedJSHeapSize: number } };
    return memory.usedJSHeapSize / 1e6;
  });
}

/** Draws a histogram anew, and gives the milliseconds until it is on the screen. */
async function redrawn(page: Page, how: 'canvas' | 'svg'): Promise<number> {
  await page.bringToFront();
  return page.evaluate(
    async ([kind, bins]) => {
      interface Chart extends HTMLElement {
        bins: Bins;
        readonly updateComplete: Promise<boolean>;
      }
      const chart = document.querySelector('ts-explorer')?.shadowRoot?.querySelector<Chart>('ts-histogram');
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      const start = performance.now();
      if (kind === 'svg' && chart) {
        chart.bins = { ...bins };
        await chart.updateComplete;
        chart.getBoundingClientRect();
      } else {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [1364, 92];
        document.body.append(canvas);
        const pen = canvas.getContext('2d');
        const most = Math.max(...bins.totals);
        bins.totals.forEach((_, bin) => {
          let below = 0;
          bins.stacks.forEach(({ counts }, index) => {
            const height = ((counts[bin] ?? 0) / most) * 92;
            if (pen) {
              pen.fillStyle = `hsl(${index * 50} 50% 50%)`;
              pen.fillRect((bin * 1364) / 120, 92 - below - height, 10, height);
            }
            below += height;
          });
        });
        // What is drawn is done only when it is read.
        pen?.getImageData(0, 0, 1, 1);
        canvas.remove();
      }
      return performance.now() - start;
    },
    [how, manyStacks()] as const,
  );
}

function manyStacks(): Bins {
  const stacks = Array.from({ length: 7 }, (_, stack) => {
    const counts = Array.from({ length: 120 }, (__, bin) => 5 + ((bin * (stack + 3)) % 17));
    const total = counts.reduce((sum, count) => sum + count, 0);
    return { kind: 'value' as const, value: `v${stack}`, label: `v${stack}`, total, counts };
  });
  const totals = Array.from({ length: 120 }, (_, bin) =>
    stacks.reduce((sum, { counts }) => sum + (counts[bin] ?? 0), 0),
  );
  return { from: 0, to: 120 * 3_600_000, width: 3_600_000, totals, stacks };
}
