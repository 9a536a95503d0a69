import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test as base, type Page } from '@playwright/test';
import { build } from 'esbuild';
import { projectRoot } from '../../scripts/lib/project.mjs';
import { webviewPage } from '../../src/editor/webview-page.ts';
import type { ExplorerPageOptions } from '../support/explorer-page.ts';
import { themeVariables, type ThemeName } from '../support/theme-variables.ts';

/** Where the page pretends to be; nothing is sent there. */
const address = 'http://127.0.0.1/explorer';

/** What a file or a group of tests may choose with `test.use({ ... })`. */
interface Choices {
  readonly theme: ThemeName;
  readonly events: ExplorerPageOptions['events'];
  readonly count: number;
}

interface Fixtures extends Choices {
  /** The explorer's page, with a fake host behind it, in place of one in VS Code. */
  readonly explorer: ExplorerPage;
}

/** A test of the built page by itself: under its real security policy, but without VS Code around it. */
export const test = base.extend<Fixtures, { readonly hostScript: string }>({
  theme: ['dark', { option: true }],
  events: ['week', { option: true }],
  count: [2000, { option: true }],

  hostScript: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the pattern.
    async ({}, use) => {
      await use(await bundledHost());
    },
    { scope: 'worker' },
  ],

  explorer: async ({ page, hostScript, theme, events, count }, use) => {
    const explorer = new ExplorerPage(page, hostScript);
    await explorer.open({ ...themeVariables(theme), events, count });
    await use(explorer);
  },
});

/** The fake host as a script for the browser. */
export async function bundledHost(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(projectRoot, 'test/support/explorer-page.ts')],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

/** The page, and the few things that tests do to it over and over. */
export class ExplorerPage {
  readonly page: Page;
  /** What the security policy stopped, and errors that nobody caught. */
  readonly complaints: string[] = [];
  readonly #hostScript: string;

  constructor(page: Page, hostScript: string) {
    this.page = page;
    this.#hostScript = hostScript;
    page.on('console', (message) => {
      if (message.type() === 'error') {
        this.complaints.push(message.text());
      }
    });
    page.on('pageerror', (error) => {
      this.complaints.push(String(error));
    });
  }

  /** Opens the page; the host goes in through the debugger, since the security policy rightly blocks a script tag. */
  async open(options: ExplorerPageOptions): Promise<void> {
    const html = webviewPage({
      script: '/explorer.js',
      nonce: 'of-a-test',
      language: 'en',
      title: 'CloudTrail events',
    });
    const script = await readFile(path.join(projectRoot, 'dist/webviews/explorer.js'), 'utf8');
    await this.page.route('**/*', (route) =>
      route.request().url() === address
        ? route.fulfill({ contentType: 'text/html', body: html })
        : route.fulfill({ contentType: 'text/javascript', body: script }),
    );
    await this.page.addInitScript(`window.explorerOptions = ${JSON.stringify(options)}`);
    await this.page.addInitScript(this.#hostScript);
    await this.page.goto(address);
    await this.grid.waitFor();
  }

  get grid() {
    return this.page.getByRole('grid', { name: 'Events' });
  }

  get filter() {
    return this.page.getByRole('combobox', { name: 'Filter' });
  }

  get histogram() {
    return this.page.getByRole('slider', { name: 'Events over time' });
  }

  /** The rows that are drawn, by a part of their text. */
  row(text: string | RegExp) {
    return this.grid.getByRole('row').filter({ hasText: text });
  }

  /** The row at a place, counted from 0; the header is no row here. */
  rowAt(place: number) {
    return this.grid.locator(`[aria-rowindex="${place + 2}"]`);
  }
}
