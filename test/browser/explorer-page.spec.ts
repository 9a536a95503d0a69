import { expect } from '@playwright/test';
import { accessibilityProblems } from './accessibility.ts';
import { test, type ExplorerPage } from './explorer-page.ts';

/** The text that a cell of a row shows. */
const cell = (explorer: ExplorerPage, place: number, column: number) =>
  explorer.rowAt(place).locator(`[aria-colindex="${column}"]`);

/** What the page has asked of its host, of one kind. */
function asked(explorer: ExplorerPage, kind: string): Promise<unknown[]> {
  return explorer.page.evaluate(
    (wanted) => window.fakeHost.asked.filter((each) => each.kind === wanted),
    kind,
  );
}

const lastAsked = async (explorer: ExplorerPage, kind: string) => (await asked(explorer, kind)).at(-1);

const button = (explorer: ExplorerPage, name: string | RegExp) => explorer.page.getByRole('button', { name });

async function applyFilter(explorer: ExplorerPage, text: string): Promise<void> {
  await explorer.filter.fill(text);
  await explorer.filter.press('Enter');
}

const counts = (explorer: ExplorerPage) => explorer.page.locator('.counts');

test.afterEach(async ({ explorer }) => {
  expect(explorer.complaints).toEqual([]);
  expect(await explorer.page.evaluate(() => window.fakeHost.refused)).toEqual([]);
});

test.describe('the filter', () => {
  test('applies with Enter, and everything follows', async ({ explorer }) => {
    await expect(counts(explorer)).toHaveText('2,000 of 2,000 events');
    await applyFilter(explorer, 'name:StopLogging');
    await expect(counts(explorer)).toHaveText(/^\d\d of 2,000 events$/);
    await expect(explorer.rowAt(0)).toContainText('StopLogging');
    await expect(button(explorer, /^Event: StopLogging/)).toHaveAttribute('aria-pressed', 'true');
    await expect(button(explorer, /^Event: /)).toHaveCount(1);
  });

  test('underlines what cannot be read and says why, and does not apply it', async ({ explorer }) => {
    await explorer.filter.fill('nane:StopLogging');
    await expect(explorer.page.locator('.piece-field.bad')).toHaveText('nane');
    await expect(explorer.filter).toHaveAttribute('aria-invalid', 'true');
    await expect(explorer.page.locator('#problem')).toContainText('name');
    await explorer.filter.press('Enter');
    await expect(explorer.page.locator('#problem')).toContainText('name');
    await expect(counts(explorer)).toHaveText('2,000 of 2,000 events');
    await explorer.filter.press('Escape');
    await expect(explorer.filter).toHaveValue('');
    await expect(explorer.page.locator('#problem')).toHaveText('');
  });

  test('completes fields and their values with the keyboard', async ({ explorer }) => {
    const { page, filter } = explorer;
    await filter.focus();
    await page.keyboard.type('na');
    await expect(page.getByRole('option').first()).toContainText('name:');
    await page.keyboard.press('Tab');
    await expect(filter).toHaveValue('name:');
    await expect(page.getByRole('option').first()).toContainText('DescribeInstances');
    await page.keyboard.type('Stop');
    await expect(page.getByRole('option')).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await expect(filter).toHaveAttribute('aria-activedescendant', 'completion-0');
    await page.keyboard.press('Enter');
    await expect(filter).toHaveValue('name:StopLogging ');
    await expect(filter).toHaveAttribute('aria-expanded', 'false');
    await page.keyboard.press('Enter');
    await expect(counts(explorer)).toHaveText(/^\d\d of/);
  });

  test('asks one question at a time, and shows the answer to the newest', async ({ explorer }) => {
    const { page, filter } = explorer;
    await page.evaluate(() => window.fakeHost.held.add('check'));
    await filter.focus();
    await page.keyboard.type('error:(');
    expect(await asked(explorer, 'check')).toEqual([{ kind: 'check', text: 'e' }]);
    await page.evaluate(() => {
      window.fakeHost.release();
    });
    await expect(page.locator('#problem')).not.toHaveText('');
    expect(await asked(explorer, 'check')).toEqual([
      { kind: 'check', text: 'e' },
      { kind: 'check', text: 'error:(' },
    ]);
  });

  test('is not overwritten while somebody types', async ({ explorer }) => {
    await explorer.filter.fill('name:Half');
    await explorer.page.evaluate(() => {
      window.fakeHost.set({ filter: 'user:maria' });
    });
    await expect(button(explorer, 'any time')).toHaveCount(0);
    await expect(explorer.filter).toHaveValue('name:Half');
    await explorer.filter.press('Escape');
    await explorer.filter.press('Escape');
    await expect(explorer.filter).toHaveValue('user:maria');
  });

  test('takes presets and saved filters from menus', async ({ explorer }) => {
    await button(explorer, 'Presets').click();
    await explorer.page.getByRole('menuitem', { name: /^Errors/ }).click();
    await expect(explorer.filter).toHaveValue('error:*');
    await button(explorer, 'Saved').click();
    await explorer.page.getByRole('menuitem', { name: /^What maria changed/ }).click();
    await expect(explorer.filter).toHaveValue('user:maria write:true');
    await button(explorer, 'Saved').click();
    await explorer.page.getByRole('menuitem', { name: 'Save this filter…' }).click();
    expect(await lastAsked(explorer, 'act')).toEqual({ kind: 'act', what: 'save-filter' });
  });

  test('a pasted text of 100 kB is refused in words', async ({ explorer }) => {
    await applyFilter(explorer, `name:x ${'y'.repeat(100_000)}`);
    await expect(explorer.page.locator('#problem')).toContainText(/too long|100/i);
  });
});

test.describe('the histogram', () => {
  test('zooms into what the mouse brushes, and out again', async ({ explorer }) => {
    const { page, histogram } = explorer;
    const box = (await histogram.boundingBox())!;
    await page.mouse.move(box.x + box.width * 0.25, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 40, { steps: 4 });
    await page.mouse.up();
    await expect(explorer.filter).toHaveValue(/^time:2026-11-1\S+\.\.2026-11-1/);
    await expect(counts(explorer)).not.toHaveText(/^2,000/);
    const zoomedIn = (await lastAsked(explorer, 'time')) as { from: number; to: number };
    await button(explorer, 'Zoom out').click();
    await expect.poll(async () => (await asked(explorer, 'time')).length).toBe(2);
    const zoomedOut = (await lastAsked(explorer, 'time')) as { from: number; to: number };
    expect(zoomedOut.to - zoomedOut.from).toBeGreaterThan((zoomedIn.to - zoomedIn.from) * 1.9);
    await button(explorer, 'any time').click();
    await expect(explorer.filter).toHaveValue('');
  });

  test('can be brushed with the keyboard, and says what is selected', async ({ explorer }) => {
    const { page, histogram } = explorer;
    await histogram.focus();
    await page.keyboard.press('Home');
    await expect(histogram).toHaveAttribute('aria-valuenow', '1');
    await page.keyboard.press('ArrowRight');
    await expect(histogram).toHaveAttribute('aria-valuetext', /^Nov 13, \d\d:00 – \d\d:00 UTC: \d+ events/);
    await page.keyboard.press('Shift+PageUp');
    await expect(histogram).toHaveAttribute('aria-valuetext', /^Selected Nov 13.*: \d+ events, \d+ failed$/);
    await page.keyboard.press('Escape');
    await expect(histogram).toHaveAttribute('aria-valuetext', /^Nov/);
    await page.keyboard.press('Shift+ArrowLeft');
    await page.keyboard.press('Enter');
    await expect(explorer.filter).toHaveValue(/^time:/);
  });

  test('is a table too, for everybody who wants one', async ({ explorer }) => {
    const { page } = explorer;
    const table = page.getByRole('table', { name: 'Events over time' });
    const total = await table
      .getByRole('row')
      .evaluateAll((rows) =>
        rows.slice(1).reduce((sum, row) => sum + Number(row.querySelector('td')?.textContent), 0),
      );
    expect(total).toBe(2000);
    await button(explorer, 'Show as a table').click();
    await expect(explorer.histogram).toBeHidden();
    await expect(table.getByRole('columnheader')).toHaveText(['Time', 'Events', 'succeeded', 'failed']);
    await expect(table).toBeInViewport();
  });

  test('stacks by a field, with a pattern and a name for each stack', async ({ explorer }) => {
    await button(explorer, 'Stacked by: Outcome').click();
    await explorer.page.getByRole('menuitemcheckbox', { name: 'Region' }).click();
    await expect(explorer.page.locator('.legend')).toContainText('us-east-1');
    await expect(explorer.page.locator('.legend')).toContainText('eu-west-1');
    expect(await lastAsked(explorer, 'bins')).toMatchObject({ stackBy: 'region' });
    expect(await lastAsked(explorer, 'remember')).toMatchObject({ ui: { stackBy: 'region' } });
  });

  test('marks when CloudTrail saw something unusual', async ({ explorer }) => {
    await explorer.page.evaluate(() => {
      const from = Date.parse('2026-11-17T14:00:00Z');
      const text = 'Unusually many RunInstances';
      window.fakeHost.set({ insights: [{ from, to: from + 7_200_000, text, filter: 'name:RunInstances' }] });
    });
    await button(explorer, 'Unusually many RunInstances').click();
    await expect(explorer.filter).toHaveValue('name:RunInstances');
  });
});

test.describe('the values', () => {
  test('are included and excluded with the mouse', async ({ explorer }) => {
    const { filter } = explorer;
    await button(explorer, /^Region: eu-west-1/).click();
    await expect(filter).toHaveValue('region:eu-west-1');
    await button(explorer, /^Region: eu-west-1/).click();
    await expect(filter).toHaveValue('');
    await button(explorer, /^Region: eu-west-1/).hover();
    await button(explorer, 'Exclude eu-west-1').click();
    await expect(filter).toHaveValue('-region:eu-west-1');
    await button(explorer, /^Who: sven/).click({ modifiers: ['Alt'] });
    await expect(filter).toHaveValue(/^-region:eu-west-1 -principal:/);
  });

  test('are one tab stop, and all can be done with keys', async ({ explorer }) => {
    const { page, filter } = explorer;
    await button(explorer, 'Event').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(button(explorer, /^Event: DescribeInstances/)).toBeFocused();
    await page.keyboard.press('ArrowRight');
    await expect(button(explorer, 'Exclude DescribeInstances')).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(filter).toHaveValue('-name:DescribeInstances');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /^Event: / })).toHaveCount(0);
    expect(await lastAsked(explorer, 'remember')).toMatchObject({ ui: { folded: ['name'] } });
    await page.keyboard.press('Tab');
    await expect(explorer.grid).toBeFocused();
  });

  test('grow a list, and tell of events without a value once the list is whole', async ({ explorer }) => {
    await expect(button(explorer, /^Event: /)).toHaveCount(5);
    await button(explorer, '6 more').click();
    await expect(button(explorer, /^Event: /)).toHaveCount(11);
    await button(explorer, /^Error: \(none\)/).click();
    await expect(explorer.filter).toHaveValue('-error:*');
  });

  test('can be put away', async ({ explorer }) => {
    await button(explorer, 'Hide the values').click();
    await expect(button(explorer, /^Event: /)).toHaveCount(0);
    expect(await lastAsked(explorer, 'remember')).toMatchObject({ ui: { hasFacets: false } });
    await button(explorer, 'Show the values').click();
    await expect(button(explorer, /^Event: /)).toHaveCount(5);
  });
});

test.describe('the table', () => {
  test('is walked through with keys, opens events and copies cells', async ({ explorer }) => {
    const { page, grid } = explorer;
    await grid.focus();
    await expect(grid).toHaveAttribute('aria-activedescendant', 'cell-0-0');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await expect(grid).toHaveAttribute('aria-activedescendant', 'cell-1-1');
    const row = await page.evaluate(() => window.fakeHost.requests('rows').length);
    expect(row).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    expect(await lastAsked(explorer, 'open')).toMatchObject({ toSide: false, keepsFocus: false });
    await page.keyboard.press('Control+Enter');
    expect(await lastAsked(explorer, 'open')).toMatchObject({ toSide: true, keepsFocus: false });
    await page.keyboard.press('Space');
    expect(await lastAsked(explorer, 'open')).toMatchObject({ toSide: true, keepsFocus: true });
    await page.keyboard.press('c');
    expect(await lastAsked(explorer, 'copy')).toMatchObject({ column: 'event' });
    await expect(page.getByText('Copied')).toBeVisible();
    await page.keyboard.press('Control+End');
    await expect(explorer.rowAt(1999)).toBeInViewport();
    await expect(grid).toHaveAttribute('aria-activedescendant', 'cell-1999-6');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('Control+Home');
    await expect(explorer.rowAt(0)).toBeInViewport();
  });

  test('opens the event that is double-clicked, or whose name is clicked', async ({ explorer }) => {
    await cell(explorer, 3, 3).dblclick();
    const opened = (await lastAsked(explorer, 'open')) as { row: number };
    await explorer.rowAt(4).locator('.name').click();
    await expect
      .poll(async () => ((await lastAsked(explorer, 'open')) as { row: number }).row)
      .not.toBe(opened.row);
    expect(await asked(explorer, 'open')).toHaveLength(2);
  });

  test('opens the event once that is double-clicked, wherever the two clicks are', async ({ explorer }) => {
    const { page } = explorer;
    const at = async (row: number) => {
      const places = [explorer.rowAt(row).locator('.name'), cell(explorer, row, 3)];
      const boxes = await Promise.all(places.map((place) => place.boundingBox()));
      return boxes.map((box) => [(box?.x ?? 0) + 4, (box?.y ?? 0) + 4] as const);
    };
    const ways = [
      ['name', 'name'],
      ['name', 'cell'],
      ['cell', 'name'],
      ['cell', 'cell'],
    ] as const;
    for (const [index, way] of ways.entries()) {
      const [name, other] = await at(index + 2);
      for (const [clicks, place] of way.entries()) {
        await page.mouse.move(...(place === 'name' ? name! : other!));
        await page.mouse.down({ clickCount: clicks + 1 });
        await page.mouse.up({ clickCount: clicks + 1 });
      }
      await expect.poll(async () => (await asked(explorer, 'open')).length).toBe(index + 1);
    }
  });

  test('sorts by a header, with the mouse and with keys', async ({ explorer }) => {
    const { page, grid } = explorer;
    const header = grid.getByRole('columnheader', { name: 'Event' });
    await header.click();
    await expect(header).toHaveAttribute('aria-sort', 'ascending');
    await expect(cell(explorer, 0, 2)).toContainText('AssumeRole');
    await header.click();
    await expect(header).toHaveAttribute('aria-sort', 'descending');
    await expect(cell(explorer, 0, 2)).toContainText('TerminateInstances');
    await grid.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(grid.getByRole('columnheader', { name: 'Time' })).toHaveAttribute('aria-sort', 'descending');
  });

  test('sizes and moves its columns, with the mouse and with keys', async ({ explorer }) => {
    const { page, grid } = explorer;
    const header = (name: string) => grid.getByRole('columnheader', { name });
    const before = (await header('Who').boundingBox())!;
    const edge = before.x + before.width - 1;
    await page.mouse.move(edge, before.y + 10);
    await page.mouse.down();
    await page.mouse.move(edge + 60, before.y + 10, { steps: 3 });
    await page.mouse.up();
    expect((await header('Who').boundingBox())!.width).toBeCloseTo(before.width + 60, 0);
    await header('Region').dragTo(header('Event'));
    await expect(grid.getByRole('columnheader').nth(1)).toContainText('Region');
    await grid.focus();
    await page.keyboard.press('Control+Home');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Alt+ArrowRight');
    await expect(grid.getByRole('columnheader').first()).toContainText('Region');
    await page.keyboard.press('Shift+ArrowRight');
    expect(await lastAsked(explorer, 'columns')).toMatchObject({
      columns: [
        { name: 'region' },
        { name: 'time', width: 186 },
        { name: 'event' },
        { name: 'who' },
        { name: 'what' },
        { name: 'from' },
        { name: 'result' },
      ],
    });
    await expect(header('Time')).toHaveAttribute('aria-sort', 'descending');
  });

  test('tells writes, reads and failures apart in shapes and words', async ({ explorer }) => {
    await applyFilter(explorer, 'name:StopLogging');
    await expect(cell(explorer, 0, 2)).toHaveText(/^\s*write\s+StopLogging\s*$/);
    await applyFilter(explorer, 'name:DescribeInstances');
    await expect(cell(explorer, 0, 2)).toHaveText(/^\s*read\s+DescribeInstances\s*$/);
    await applyFilter(explorer, 'error:AccessDenied');
    await expect(cell(explorer, 0, 2)).toHaveText(/^\s*failed write\s+DeleteBucket\s*$/);
    await expect(cell(explorer, 0, 7)).toHaveText('AccessDenied');
    await expect(explorer.rowAt(0)).toHaveAttribute('title', /tried to|denied|failed/i);
  });

  test('stays with the events that are looked at when others come before them', async ({ explorer }) => {
    const { page, grid } = explorer;
    await grid.focus();
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press('PageDown');
    }
    const place = Number((await grid.getAttribute('aria-activedescendant'))?.split('-')[1]);
    const text = await explorer.rowAt(place).innerText();
    const { y } = (await explorer.rowAt(place).boundingBox())!;
    await page.evaluate(() => {
      window.fakeHost.insert(7);
    });
    await expect(counts(explorer)).toHaveText('2,007 of 2,007 events');
    await expect(grid).toHaveAttribute('aria-activedescendant', `cell-${place + 7}-0`);
    expect(await explorer.rowAt(place + 7).innerText()).toBe(text);
    expect((await explorer.rowAt(place + 7).boundingBox())!.y).toBeCloseTo(y, 0);
  });

  test('says so when nothing passes, and what was likely meant', async ({ explorer }) => {
    await applyFilter(explorer, 'name:stoplogging');
    await expect(explorer.page.getByText('No event passes the filter.')).toBeVisible();
    await explorer.page.evaluate(() => {
      window.fakeHost.set({ meant: 'name:StopLogging' });
    });
    await button(explorer, 'name:StopLogging').click();
    await expect(explorer.filter).toHaveValue('name:StopLogging');
  });

  test('tells no filter to be at fault where there are no events', async ({ explorer }) => {
    const set = (state: 'done' | 'paused') =>
      explorer.page.evaluate((each) => {
        const reading = { state: each, text: 'logs', hasFailures: false } as const;
        window.fakeHost.set({ filter: '', count: 0, total: 0, reading });
      }, state);
    await set('paused');
    await expect(explorer.page.getByText('Nothing was read yet.')).toBeVisible();
    await set('done');
    await expect(explorer.page.getByText('There are no events.')).toBeVisible();
  });

  test('shows that rows are still to come, and what failed', async ({ explorer }) => {
    await explorer.page.evaluate(() => {
      window.fakeHost.held.add('rows');
    });
    await explorer.grid.focus();
    await explorer.page.keyboard.press('Control+End');
    await expect(explorer.rowAt(1999)).toHaveAttribute('aria-busy', 'true');
    await explorer.page.evaluate(() => {
      window.fakeHost.release();
      window.fakeHost.failing.set('copy', 'There is no clipboard.');
    });
    await expect(explorer.rowAt(1999)).toHaveAttribute('aria-busy', 'false');
    await explorer.page.keyboard.press('c');
    await expect(explorer.page.getByText('There is no clipboard.')).toBeVisible();
  });
});

for (const count of [200_000, 1_000_000]) {
  test.describe(`${count} rows`, () => {
    test.use({ events: 'countless', count });

    test('are scrolled through by wheel, bar and keys, with few rows in the document', async ({
      explorer,
    }) => {
      const { page, grid } = explorer;
      await expect(grid).toHaveAttribute('aria-rowcount', String(count + 1));
      const box = (await grid.boundingBox())!;
      await page.mouse.move(box.x + 200, box.y + 200);
      await page.mouse.wheel(0, 2400);
      // 100 rows of 24 pixels, wherever the bar is by then.
      const head = grid.getByRole('row').first();
      const bottom = (await head.boundingBox())!.y + (await head.boundingBox())!.height;
      await expect.poll(async () => (await explorer.rowAt(100).boundingBox())?.y).toBeCloseTo(bottom, 0);
      await grid.evaluate((element) => {
        element.scrollTop = element.scrollHeight / 2;
      });
      const middle = grid.locator('[role=row]').filter({ hasText: /user-/ });
      await expect
        .poll(async () => Number(await middle.nth(20).getAttribute('aria-rowindex')))
        .toBeGreaterThan(count * 0.49);
      await grid.evaluate((element) => {
        element.scrollTop = element.scrollHeight;
      });
      await expect(explorer.rowAt(count - 1)).toBeInViewport();
      await expect(cell(explorer, count - 1, 3)).toHaveText(`user-${(count - 1) % 97}`);
      await grid.focus();
      await page.keyboard.press('Control+End');
      await page.keyboard.press('ArrowUp');
      await expect(grid).toHaveAttribute('aria-activedescendant', `cell-${count - 2}-6`);
      await page.keyboard.press('Control+Home');
      await expect(explorer.rowAt(0)).toBeInViewport();
      expect(await grid.getByRole('row').count()).toBeLessThan(80);
    });

    test('are asked for near the screen only', async ({ explorer }) => {
      const { grid, page } = explorer;
      for (let step = 1; step <= 40; step++) {
        await grid.evaluate((element, share) => {
          element.scrollTop = element.scrollHeight * share;
        }, step / 40);
      }
      await expect(explorer.rowAt(count - 1)).toContainText('user-');
      const rows = await page.evaluate(() =>
        window.fakeHost.requests('rows').reduce((sum, { from, to }) => sum + to - from, 0),
      );
      expect(rows).toBeLessThan(41 * 500);
    });
  });
}

test.describe('the foot and the answer', () => {
  test('tells how far each Region got, failures in words, and pauses and hurries', async ({ explorer }) => {
    const { page } = explorer;
    await page.evaluate(() => {
      const reading = {
        state: 'reading',
        text: 'us-east-1 back to 17 Nov',
        remaining: 'about 40 s',
        isFullSpeed: false,
        hasFailures: true,
      } as const;
      window.fakeHost.set({ reading });
    });
    await button(explorer, /us-east-1 back to 17 Nov · about 40 s/).click();
    const regions = page.getByRole('region', { name: 'Regions' });
    await expect(regions).toContainText('eu-south-2');
    await expect(regions.getByRole('listitem').filter({ hasText: 'eu-south-2' })).toContainText('failed');
    await expect(regions).toContainText('The Region is not enabled.');
    await expect(regions).toContainText('No data events');
    for (const [name, what] of [
      ['Pause', 'pause'],
      ['Full speed', 'full-speed'],
      ['Try again', 'read'],
    ] as const) {
      await button(explorer, name).click();
      expect(await lastAsked(explorer, 'act')).toEqual({ kind: 'act', what });
    }
  });

  test('reads what has come since when all was read', async ({ explorer }) => {
    await explorer.page.evaluate(() => {
      const reading = { state: 'done', text: '17 Regions done', hasFailures: false } as const;
      window.fakeHost.set({ reading });
    });
    await button(explorer, 'Refresh').click();
    expect(await lastAsked(explorer, 'act')).toEqual({ kind: 'act', what: 'read' });
  });

  test('says how much noise is hidden, and of which kinds', async ({ explorer }) => {
    await button(explorer, 'Hide noise').click();
    await expect(button(explorer, 'Hide noise')).toHaveAttribute('aria-pressed', 'true');
    await expect(explorer.page.getByText(/^\d{3} hidden$/)).toBeVisible();
    await button(explorer, 'What is noise').click();
    const reads = explorer.page.getByRole('menuitemcheckbox', { name: /^Calls that only read/ });
    await expect(reads).toHaveAttribute('aria-checked', 'true');
    await reads.click();
    await expect(explorer.page.getByText('0 hidden')).toBeVisible();
  });

  test('an investigation says what it found, and leads to the events', async ({ explorer }) => {
    await explorer.page.evaluate(() => {
      window.fakeHost.set({
        answer: {
          title: 'Who stopped the trail?',
          headline: 'sven stopped the trail org-audit once.',
          findings: [{ text: 'sven stopped org-audit', filter: 'name:StopLogging user:sven' }],
          unseen: ['Regions that are not enabled'],
        },
      });
    });
    await expect(explorer.page.getByText('sven stopped the trail org-audit once.').first()).toBeVisible();
    await button(explorer, 'sven stopped org-audit').click();
    await expect(explorer.filter).toHaveValue('name:StopLogging user:sven');
    await explorer.page.getByText('What this could not see').click();
    await expect(explorer.page.getByText('Regions that are not enabled')).toBeVisible();
    await button(explorer, 'Close the answer').click();
    expect(await lastAsked(explorer, 'act')).toEqual({ kind: 'act', what: 'close-answer' });
  });

  test('counts are told to screen readers when a filter applies, and not while events pour in', async ({
    explorer,
  }) => {
    const live = explorer.page.locator('ts-explorer [role=status].visually-hidden');
    await expect(live).toHaveText('');
    await explorer.page.evaluate(() => {
      window.fakeHost.change();
    });
    await applyFilter(explorer, 'name:StopLogging');
    await expect(live).toHaveText(/^\d\d of 2,000 events$/);
  });
});

test('all the ways on are in menus and buttons', async ({ explorer }) => {
  for (const [name, what] of [
    ['Choose sources', 'choose-sources'],
    ['Investigate…', 'investigate'],
    ['Export…', 'export'],
  ] as const) {
    const found = name === 'Choose sources' ? explorer.page.getByTitle(name) : button(explorer, name);
    await found.click();
    expect(await lastAsked(explorer, 'act')).toEqual({ kind: 'act', what });
  }
  const more = explorer.page.getByRole('button', { name: 'More', exact: true });
  await more.click();
  await explorer.page.getByRole('menuitem', { name: 'Paste a GuardDuty finding…' }).click();
  expect(await lastAsked(explorer, 'act')).toEqual({ kind: 'act', what: 'paste-finding' });
  await more.click();
  await explorer.page.clock.setFixedTime('2026-11-21T14:00:00Z');
  await explorer.page.getByRole('menuitemcheckbox', { name: 'Times as how long ago' }).click();
  await expect(cell(explorer, 0, 1)).toHaveText(/^\s*\d\d hours ago\s*$/);
});

test('everything from the filter to an opened event can be done with the keyboard', async ({ explorer }) => {
  const { page } = explorer;
  await explorer.filter.focus();
  await page.keyboard.type('error:AccessDenied');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Enter');
  await expect(explorer.rowAt(0)).toContainText('AccessDenied');
  const passed: string[] = [];
  for (let step = 0; step < 30 && passed.at(-1) !== 'grid'; step++) {
    await page.keyboard.press('Tab');
    passed.push(
      await page.evaluate(() => {
        let element = document.activeElement;
        while (element?.shadowRoot?.activeElement) {
          element = element.shadowRoot.activeElement;
        }
        return element?.getAttribute('role') ?? element?.tagName ?? '';
      }),
    );
  }
  expect(passed).toContain('slider');
  expect(passed.at(-1)).toBe('grid');
  await page.keyboard.press('Enter');
  expect(await asked(explorer, 'open')).toHaveLength(1);
});

test('the page comes back as it was left', async ({ explorer }) => {
  const { page, grid } = explorer;
  await grid.getByRole('columnheader', { name: 'Event' }).click();
  await expect(cell(explorer, 0, 2)).toContainText('AssumeRole');
  await grid.evaluate((element) => {
    element.scrollTop = 24_000;
  });
  await expect.poll(() => lastAsked(explorer, 'remember')).toMatchObject({ ui: { top: 1000 } });
  await page.evaluate(() => {
    window.fakeHost.set({ kept: { filter: 'kept by the host' } });
  });
  await expect
    .poll(() => page.evaluate(() => window.keptState))
    .toMatchObject({
      version: 1,
      ui: { top: 1000, sort: { by: 'name' } },
      kept: { filter: 'kept by the host' },
    });
  await page.addInitScript(() => {
    const { begin } = window.fakeHost;
    window.fakeHost.begin = {
      ...begin,
      ui: { ...begin.ui, sort: { by: 'name', descending: false }, top: 1000 },
    };
  });
  await page.reload();
  await expect(explorer.rowAt(1000)).toBeInViewport();
  await expect(grid.getByRole('columnheader', { name: 'Event' })).toHaveAttribute('aria-sort', 'ascending');
});

test.describe('hostile texts', () => {
  test.use({ events: 'hostile' });

  test('stay texts, everywhere', async ({ explorer }) => {
    const { page } = explorer;
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    await expect(explorer.row('<img src=x onerror=alert(1)>').first()).toBeVisible();
    await button(explorer, 'Stacked by: Outcome').click();
    await page.getByRole('menuitemcheckbox', { name: 'Event', exact: true }).click();
    await expect(page.locator('.legend')).toContainText('<img src=x');
    await button(explorer, /^Event: <img src=x/).click();
    await expect(explorer.filter).toHaveValue(/<img src=x onerror=alert\(1\)>/);
    await expect(counts(explorer)).toHaveText('1 of 8 events');
    await page.evaluate(() => {
      const text = '"><img src=x onerror=alert(2)>';
      window.fakeHost.set({
        answer: { title: text, headline: text, findings: [{ text, filter: text }], unseen: [text] },
        plan: { service: text, here: text, caution: text, canBeThorough: true },
        sources: [{ name: text, regions: [{ region: text, state: 'failed', text }], limits: [text] }],
        saved: [{ name: text, text }],
      });
    });
    await expect(page.locator('.caution')).toContainText('<img src=x');
    await expect(page.locator('img, script:not([nonce]), iframe, a')).toHaveCount(0);
    expect(dialogs).toEqual([]);
  });
});

for (const theme of ['dark', 'light', 'high contrast dark', 'high contrast light'] as const) {
  test.describe(`in a ${theme} theme`, () => {
    test.use({ theme });

    test('nothing is wrong with its accessibility', async ({ explorer }) => {
      const { page } = explorer;
      const frame = page.mainFrame();
      await expect(explorer.rowAt(0)).toContainText(/\w/);
      await expect(button(explorer, /^Event: /).first()).toBeVisible();
      expect(await accessibilityProblems(frame)).toEqual([]);
      await page.evaluate(() => {
        const failed = { state: 'reading', text: 'us-east-1', isFullSpeed: true, hasFailures: true } as const;
        window.fakeHost.set({
          reading: failed,
          answer: { title: 'a', headline: 'b', findings: [{ text: 'c', filter: 'name:c' }], unseen: ['d'] },
          plan: { service: 'x', here: 'y', caution: 'Something may be missing.', canBeThorough: true },
        });
      });
      await button(explorer, /^us-east-1$/).click();
      await button(explorer, 'Hide noise').click();
      await explorer.grid.focus();
      await page.keyboard.press('ArrowDown');
      expect(await accessibilityProblems(frame)).toEqual([]);
      await explorer.filter.fill('nane:x us');
      await expect(page.getByRole('option').first()).toBeVisible();
      await page.keyboard.press('ArrowDown');
      expect(await accessibilityProblems(frame)).toEqual([]);
      await page.keyboard.press('Escape');
      await button(explorer, 'What is noise').click();
      await expect(page.getByRole('menu')).toBeVisible();
      expect(await accessibilityProblems(frame)).toEqual([]);
    });
  });
}

test('a narrow window shows everything, one below the other', async ({ explorer }) => {
  const { page } = explorer;
  await page.setViewportSize({ width: 380, height: 600 });
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  await explorer.grid.scrollIntoViewIfNeeded();
  await expect(explorer.rowAt(0)).toBeInViewport();
  await expect(button(explorer, /^Event: /).first()).toBeVisible();
});

test('without colours of their own, things can still be told apart', async ({ explorer }) => {
  const { page } = explorer;
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
  await explorer.filter.fill('name:x');
  await expect(explorer.filter).toHaveCSS('color', 'rgb(0, 0, 0)');
  await explorer.filter.press('Escape');
  await explorer.filter.press('Escape');
  await explorer.grid.focus();
  await expect(explorer.rowAt(0)).toHaveCSS('outline-style', 'solid');
});
