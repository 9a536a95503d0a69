import { expect, type Frame, type Page } from '@playwright/test';
import { accessibilityProblems } from './accessibility.ts';
import { test } from './fixtures.ts';
import type { Workbench } from './workbench.ts';

/** What a browser says when a content security policy stops something. */
const policyComplaint = /content security policy|refused to (load|execute|apply|connect)/i;

/** Opens an event of the Events view with a click, and waits for its viewer. */
async function openEvent(workbench: Workbench, name: RegExp): Promise<Frame> {
  await workbench.openCloudTrail();
  await workbench.treeItem('Events', name).first().click();
  return viewerOf(workbench);
}

async function viewerOf(workbench: Workbench): Promise<Frame> {
  const frame = await workbench.webview('ts-event-viewer');
  await expect(frame.getByRole('heading', { level: 1 })).toBeVisible();
  return frame;
}

const row = (frame: Frame, name: string | RegExp) => frame.getByRole('treeitem', { name });
const searchField = (frame: Frame) => frame.getByRole('textbox', { name: 'Search in the record' });

/** The clipboard as another program sees it; the page has to have the focus, which a webview took. */
async function clipboard(page: Page): Promise<string> {
  await page.locator('.statusbar').click({ position: { x: 2, y: 2 } });
  return page.evaluate(() => navigator.clipboard.readText());
}

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
});

test('an event from the tree is told in a sentence, a summary and its record', async ({ workbench }) => {
  const frame = await openEvent(workbench, /^CreateTags .* by sven/);
  await expect(workbench.editorTab('CreateTags')).toBeVisible();
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText('CreateTags');
  await expect(frame.locator('.sentence')).toHaveText(/^sven tagged i-\w+ in us-east-1\.$/);
  await expect(frame.locator('.facts')).toContainText('succeeded');
  await expect(frame.getByText('sample account')).toBeVisible();
  await expect(frame.locator('[data-row=who]')).toContainText('sven');
  await expect(frame.locator('[data-row=what]')).toContainText('ec2:CreateTags');
  await expect(row(frame, 'eventName: "CreateTags"')).toBeVisible();
});

test('text of an event that tries to be HTML stays text', async ({ workbench }) => {
  const dialogs: string[] = [];
  workbench.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const frame = await openEvent(workbench, /^CreateTags .* by sven/);
  await frame.getByRole('button', { name: 'Expand all' }).click();
  await expect(row(frame, /^userAgent: ".*<img src=x onerror=alert\(document\.domain\)>"/)).toBeVisible();
  await expect(row(frame, /<script>alert\(1\)<\/script>/)).toHaveCount(1);
  await expect(frame.locator('[data-row=from]')).toContainText('<img src=x');
  await expect(frame.locator('img, a, iframe')).toHaveCount(0);
  await expect(row(frame, /\\u202e/)).toHaveCount(1);
  expect(dialogs).toEqual([]);
});

test('the security policy has nothing to stop', async ({ workbench }) => {
  const stopped: string[] = [];
  workbench.page.on('console', (message) => {
    if (policyComplaint.test(message.text())) {
      stopped.push(message.text());
    }
  });
  const frame = await openEvent(workbench, /^CreateTags .* by sven/);
  await frame.getByRole('button', { name: 'Expand all' }).click();
  await searchField(frame).fill('instance');
  await frame.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(frame.getByRole('menu')).toBeVisible();
  const policy = await frame.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content');
  expect(policy).toMatch(
    /^default-src 'none'; script-src 'nonce-[\w-]{22}'; base-uri 'none'; form-action 'none'$/,
  );
  expect(stopped).toEqual([]);
});

test('the search counts, walks through the matches, and Escape ends it', async ({ workbench }) => {
  const frame = await openEvent(workbench, /^CreateTags .* by sven/);
  await searchField(frame).fill('event');
  const count = frame.locator('.count');
  await expect(count).toHaveText(/^1 of \d+$/);
  await searchField(frame).press('Enter');
  await expect(count).toHaveText(/^2 of \d+$/);
  await searchField(frame).press('Shift+Enter');
  await searchField(frame).press('Shift+Enter');
  await expect(count).toHaveText(/^(\d+) of \1$/);
  await expect(frame.locator('mark').first()).toBeVisible();
  await searchField(frame).fill('no such text');
  await expect(count).toHaveText('no matches');
  await searchField(frame).press('Escape');
  await expect(searchField(frame)).toHaveValue('');
  await expect(frame.locator('mark')).toHaveCount(0);
});

test('a value and its path can be copied', async ({ workbench, page }) => {
  const frame = await openEvent(workbench, /^CreateTags .* by sven/);
  const tag = row(frame, /^key: "docs"/);
  await searchField(frame).fill('"docs"');
  await tag.hover();
  await frame.getByRole('button', { name: 'copy path' }).click();
  await expect(frame.getByText('Copied')).toBeVisible();
  expect(await clipboard(page)).toBe('requestParameters.tagSet.items[1].key');
  await tag.hover();
  await frame.getByRole('button', { name: 'copy value' }).click();
  await expect.poll(() => clipboard(page)).toBe('docs');
});

test('the whole event can be copied, with its secrets masked if they are on the screen', async ({
  workbench,
  page,
}) => {
  const frame = await openEvent(workbench, /^CreateTags .* by sven/);
  const copy = async (what: string) => {
    await frame.getByRole('button', { name: 'Copy', exact: true }).click();
    await frame.getByRole('menuitem', { name: what }).click();
    await expect(frame.getByText('Copied')).toBeVisible();
    return clipboard(page);
  };
  expect(await copy('Sentence')).toMatch(/^sven tagged i-\w+ in us-east-1\.$/);
  const record = JSON.parse(await copy('JSON')) as { userIdentity: { accessKeyId: string } };
  expect(record.userIdentity.accessKeyId).toMatch(/^AKIA\w{16}$/);
  await frame.getByRole('button', { name: 'Mask secrets' }).click();
  await expect(row(frame, /AKIA…/)).toHaveCount(0);
  await frame.getByRole('button', { name: 'Expand all' }).click();
  await expect(row(frame, /^accessKeyId: "AKIA…\w{4}"/)).toBeVisible();
  expect(await copy('JSON')).not.toContain(record.userIdentity.accessKeyId);
});

test('the raw JSON is one click away', async ({ workbench, page }) => {
  const frame = await openEvent(workbench, /^CreateTags .* by sven/);
  await frame.getByRole('button', { name: 'Raw JSON' }).click();
  await expect(workbench.editorTab(/^CreateTags-.*\.json/)).toBeVisible();
  await expect(page.locator('.editor-instance .view-lines')).toContainText('"eventVersion"');
});

test('another event opens in the same viewer, and the next one of the list too', async ({ workbench }) => {
  const frame = await openEvent(workbench, /^CreateTags .* by sven/);
  await frame.getByRole('button', { name: 'Next event' }).click();
  await expect(frame.getByRole('heading', { level: 1 })).not.toHaveText('CreateTags');
  await frame.getByRole('button', { name: 'Previous event' }).click();
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText('CreateTags');
  await workbench
    .treeItem('Events', /^ConsoleLogin/)
    .first()
    .click();
  await expect(frame.getByRole('heading', { level: 1 })).toHaveText('ConsoleLogin');
  await expect(workbench.page.locator('.editor-group-container').getByRole('tab')).toHaveCount(1);
});

test('everything can be done with the keyboard', async ({ workbench, page }) => {
  await workbench.openCloudTrail();
  await expect(workbench.treeItem('Events', /^CreateTags .* by sven/).first()).toBeVisible();
  await workbench.runCommand('CloudTrail: Focus on Events View');
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const frame = await viewerOf(workbench);

  await page.keyboard.press('/');
  await expect(searchField(frame)).toBeFocused();
  await page.keyboard.type('eventSource');
  await page.keyboard.press('ArrowDown');
  await expect(row(frame, /^eventSource/)).toBeFocused();

  await page.keyboard.press('Home');
  await expect(row(frame, /^eventVersion/)).toBeFocused();
  await page.keyboard.type('userid');
  await expect(row(frame, /^userIdentity/)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await expect(row(frame, /^userIdentity/)).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowRight');
  await expect(row(frame, /^type/)).toBeFocused();
  await expect(row(frame, /^type/)).toHaveAttribute('aria-level', '2');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(row(frame, /^userIdentity/)).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  await expect(frame.getByRole('button', { name: 'copy value' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(frame.getByText('Copied')).toBeVisible();

  await page.keyboard.press('Control+f');
  await expect(searchField(frame)).toBeFocused();
});

test('the viewer is restored after the window is reloaded', async ({ workbench, page }) => {
  const before = await openEvent(workbench, /^CreateTags .* by sven/);
  const sentence = await before.locator('.sentence').innerText();
  await row(before, /^userIdentity/).click();
  await row(before, /^requestParameters/).click();
  await before.getByRole('button', { name: 'Mask secrets' }).click();
  await searchField(before).fill('accessKeyId');
  await expect(before.locator('.count')).toHaveText('1 of 1');

  // Not the browser's reload: VS Code writes what it keeps when the window is closed its own way.
  await workbench.runCommand('Developer: Reload Window');
  await page.waitForEvent('load');
  const after = await viewerOf(workbench);
  await expect(after.locator('.sentence')).toHaveText(sentence);
  await expect(searchField(after)).toHaveValue('accessKeyId');
  await expect(row(after, /^accessKeyId: "AKIA…/)).toBeVisible();
  await expect(row(after, /^requestParameters/)).toHaveAttribute('aria-expanded', 'false');
  await expect(after.getByRole('button', { name: 'Mask secrets' })).toHaveAttribute('aria-pressed', 'true');
});

test('a viewer that was hidden comes back as it was left', async ({ workbench }) => {
  const before = await openEvent(workbench, /^CreateTags .* by sven/);
  await row(before, /^userIdentity/).click();
  await before.getByRole('button', { name: 'Raw JSON' }).click();
  await expect(workbench.editorTab(/\.json/)).toBeVisible();
  await workbench.editorTab(/^CreateTags(?!-)/).click();
  const after = await viewerOf(workbench);
  await expect(row(after, /^userIdentity/)).toHaveAttribute('aria-expanded', 'true');
});

test.describe('with times in UTC', () => {
  test.use({ settings: { 'trailscope.timeZone': 'utc' } });

  test('the time is that of the record', async ({ workbench }) => {
    const frame = await openEvent(workbench, /^CreateTags .* by sven/);
    const recorded = await row(frame, /^eventTime/).textContent();
    const [, day, clock] = /"([\d-]+)T([\d:]+)Z"/.exec(recorded ?? '') ?? [];
    await expect(frame.locator('.facts')).toContainText(`${day} ${clock} UTC`);
  });
});

test.describe('a long value', () => {
  test('is folded, and can be read line by line', async ({ workbench }) => {
    const frame = await openEvent(workbench, /^PutRolePolicy shop-web, .* by jonas/);
    await expect(row(frame, /^policyDocument/)).toHaveAttribute('aria-expanded', 'false');
    await frame.getByRole('button', { name: 'Expand all' }).click();
    await expect(row(frame, '"Statement": [')).toBeVisible();
    // Of the lines, only those near the visible part of the page are in the document.
    expect(await frame.getByRole('treeitem').count()).toBeLessThan(150);
    await row(frame, /^eventVersion/).click();
    await workbench.page.keyboard.press('End');
    await expect(frame.locator('.row.active')).toBeFocused();
    await expect(
      row(frame, /^eventCategory|^tlsDetails|^cipherSuite|^clientProvidedHostHeader/).last(),
    ).toBeVisible();
  });
});

for (const theme of ['dark', 'light', 'high contrast dark', 'high contrast light'] as const) {
  test.describe(`in the theme ${theme}`, () => {
    test.use({ theme });

    test('axe finds nothing wrong', async ({ workbench }) => {
      const frame = await openEvent(workbench, /^CreateTags .* by sven/);
      expect(await accessibilityProblems(frame)).toEqual([]);
      await frame.getByRole('button', { name: 'Expand all' }).click();
      await searchField(frame).fill('event');
      await expect(frame.locator('mark').first()).toBeVisible();
      expect(await accessibilityProblems(frame)).toEqual([]);
      await frame.getByRole('button', { name: 'Copy', exact: true }).click();
      await expect(frame.getByRole('menu')).toBeVisible();
      expect(await accessibilityProblems(frame)).toEqual([]);
    });
  });
}
