/**
 * Takes the pictures of the README into docs/images, in a served VS Code, dark and light: the sample account, log files, a
 * query, several connections, a plan under review, a template with problems, and CDK source with some.
 * `npm run screenshots -- lint` takes only those of this name.
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromiumArguments, ensureChromium } from './lib/chromium.mjs';
import {
  pictureProfiles,
  showConnections,
  showReview,
  startEmulator,
  widenSideBar,
} from './lib/connection-scenes.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { vsixForThisPlatform } from './lib/engine-package.mjs';
import { showLogFiles, showQuery } from './lib/log-scenes.mjs';
import { projectRoot } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { offlineAws, sampleSettings, themes } from './lib/test-environment.mjs';
import { ensureVscode, newestVscode } from './lib/vscode-releases.mjs';
import { startVscodeServer } from './lib/vscode-server.mjs';

const imageFolder = path.join(projectRoot, 'docs/images');
/** The trail to unfold, and the event to show in the viewer: an instance that a person terminated through a role. */
const shownTrail = 'org-audit';
const shownEvent = /TerminateInstances.*by maria/;
const sideBarWidth = 520;
/** The template to lint, and the text in it whose hover is shown. */
const shownTemplate = 'old-trail.yaml';
const shownProperty = 'KmsKeyId';

/** What the explorer is asked: changes by people, of a week. */
const shownFilter = 'write:true -user:deploy-bot time:-7d..';

/** What each picture shows: brings it to the screen. */
const scenes = {
  overview: showSampleAccount,
  explorer: showExplorer,
  'log-files': showLogFiles,
  query: showQuery,
  connections: showConnections,
  review: showReview,
  lint: showProblems,
  'cdk-typescript': showCdk('audit-stack.ts', 'encryptionKey'),
  'cdk-python': showCdk('audit_stack.py', 'is_organization_trail'),
};
const names = process.argv.slice(2);
const unknown = names.filter((name) => !(name in scenes));
if (unknown.length > 0) {
  console.error(`No picture ${unknown.join(', ')}; there are ${Object.keys(scenes).join(', ')}.`);
  process.exit(2);
}
const chosen = Object.entries(scenes).filter(([name]) => names.length === 0 || names.includes(name));

await ensureDependencies();
const [vscode, browser] = await Promise.all([
  ensureVscode(newestVscode),
  ensureChromium(),
  run(process.execPath, [path.join(projectRoot, 'scripts/package.mjs'), '--to-install'], { quiet: true }),
]);
const { chromium } = await import('@playwright/test');

const temporary = await mkdtemp(path.join(tmpdir(), 'trailscope-pictures-'));
const workspace = path.join(temporary, 'demo');
await cp(path.join(projectRoot, 'scripts/demo-workspace'), workspace, { recursive: true });
await mkdir(imageFolder, { recursive: true });
const emulator = await startEmulator();
const configFile = path.join(temporary, 'config');
await writeFile(configFile, pictureProfiles(emulator.address));
const server = await startVscodeServer({
  vscode,
  extensions: [vsixForThisPlatform()],
  env: { ...offlineAws, AWS_CONFIG_FILE: configFile, HOME: temporary, TZ: 'UTC' },
});
const running = await chromium.launch({ executablePath: browser, args: chromiumArguments });
try {
  for (const [name, show] of chosen) {
    await takePicture(name, 'dark', show);
    await takePicture(name, 'light', show);
  }
} finally {
  await running.close();
  await server.stop();
  emulator.stop();
  await rm(temporary, { recursive: true, force: true });
}

/**
 * @param {string} name
 * @param {'dark' | 'light'} theme
 * @param {(page: import('@playwright/test').Page) => Promise<void>} show
 */
async function takePicture(name, theme, show) {
  await server.writeSettings({
    ...sampleSettings,
    'workbench.colorTheme': themes[theme],
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
  });
  const page = await running.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' });
  await page.goto(server.address({ folder: workspace }));
  await show(page);
  const file = path.join(imageFolder, `${name}-${theme}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  await page.close();
  console.log(`Wrote ${path.relative(projectRoot, file)}`);
}

/** @param {import('@playwright/test').Page} page */
async function showSampleAccount(page) {
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^CloudTrail/ })
    .click();
  await widenSideBar(page, sideBarWidth);
  await page.locator('.sidebar').getByRole('treeitem').filter({ hasText: shownTrail }).first().click();
  await (await findEvent(page)).click();
  const viewer = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await viewer.getByRole('heading').first().waitFor();
  await page.mouse.move(0, 0);
}

/** @param {import('@playwright/test').Page} page */
async function showProblems(page) {
  const files = page.locator('.sidebar').getByRole('treeitem');
  await files.filter({ hasText: shownTemplate }).dblclick();
  await page.locator('.squiggly-error').first().waitFor();
  await page.keyboard.press('Control+Shift+M');
  // The editor scrolls to the problem that is chosen.
  await page
    .locator('.markers-panel')
    .getByRole('treeitem')
    .filter({ hasText: shownProperty })
    .first()
    .click();
  await page.locator('.view-line').getByText(shownProperty).first().hover();
  await page.locator('.monaco-hover').getByText('Why:').waitFor();
}

/**
 * @param {string} name
 * @param {string} shown The text whose hover is shown.
 * @returns {(page: import('@playwright/test').Page) => Promise<void>}
 */
function showCdk(name, shown) {
  return async (page) => {
    const files = page.locator('.sidebar').getByRole('treeitem');
    await files.filter({ hasText: /^cdk$/ }).click();
    await files.filter({ hasText: name }).dblclick();
    await page.locator('.squiggly-error').first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.markers-panel').getByRole('treeitem').nth(1).click();
    await page.locator('.view-line').getByText(shown).first().hover();
    await page.locator('.monaco-hover').getByText('Why:').waitFor();
  };
}

/** @param {import('@playwright/test').Page} page */
async function showExplorer(page) {
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^CloudTrail/ })
    .click();
  await page.locator('.sidebar').getByRole('treeitem').filter({ hasText: shownTrail }).first().waitFor();
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill('>CloudTrail: Explore events');
  await page.locator('.quick-input-list').getByText('CloudTrail: Explore events').first().click();
  const explorer = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await explorer.getByText('Regions done').waitFor();
  await page.keyboard.press('Control+B');
  await explorer.getByRole('combobox').fill(shownFilter);
  await explorer.getByRole('combobox').press('Enter');
  // The rows of before stay until the new ones are there.
  await explorer
    .getByRole('row')
    .filter({ hasText: 'GetCallerIdentity' })
    .first()
    .waitFor({ state: 'detached' });
  await explorer.getByText(/^\d+ Regions done$/).waitFor();
  await explorer.getByRole('row').nth(8).waitFor();
  await page.mouse.move(0, 0);
}

/**
 * Scrolls down the events, which exist in the page only while they are in sight.
 *
 * @param {import('@playwright/test').Page} page
 * @returns {Promise<import('@playwright/test').Locator>}
 */
async function findEvent(page) {
  const items = page.locator('.sidebar').getByRole('treeitem');
  await items.filter({ hasText: 'Today' }).waitFor();
  const event = items.filter({ hasText: shownEvent }).first();
  // The wheel turns what the pointer is over: the list, wherever its rows and the view's message are by then.
  const list = await page
    .locator('.sidebar .pane')
    .filter({ has: page.locator('.pane-header').getByText('Events', { exact: true }) })
    .locator('.monaco-list')
    .boundingBox();
  for (let scrolled = 0; scrolled < 60 && (await event.count()) === 0; scrolled++) {
    const more = items.filter({ hasText: 'Load more' });
    if ((await more.count()) > 0) {
      // It goes when its page has come, maybe in this moment.
      await more
        .first()
        .click({ timeout: 2000 })
        .catch(() => undefined);
    }
    if (list) {
      await page.mouse.move(list.x + list.width / 2, list.y + list.height / 2);
    }
    await page.mouse.wheel(0, 200);
  }
  return event;
}
