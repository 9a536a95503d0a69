/**
 * Takes the pictures of the README: the sample account in a served VS Code, dark and light, into docs/images.
 */
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromiumArguments, ensureChromium } from './lib/chromium.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { projectRoot, vsixFile } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { offlineAws, sampleSettings, themes } from './lib/test-environment.mjs';
import { ensureVscode, newestVscode } from './lib/vscode-releases.mjs';
import { startVscodeServer } from './lib/vscode-server.mjs';

const imageFolder = path.join(projectRoot, 'docs/images');
/** The event to show in the viewer. */
const shownEvent = 'TerminateInstances';

await ensureDependencies();
const [vscode, browser] = await Promise.all([
  ensureVscode(newestVscode),
  ensureChromium(),
  run(process.execPath, [path.join(projectRoot, 'scripts/package.mjs')], { quiet: true }),
]);
const { chromium } = await import('@playwright/test');

const temporary = await mkdtemp(path.join(tmpdir(), 'trailscope-pictures-'));
const workspace = path.join(temporary, 'demo');
await cp(path.join(projectRoot, 'scripts/demo-workspace'), workspace, { recursive: true });
await mkdir(imageFolder, { recursive: true });
const server = await startVscodeServer({
  vscode,
  extensions: [vsixFile()],
  env: { ...offlineAws, TZ: 'UTC' },
});
const running = await chromium.launch({ executablePath: browser, args: chromiumArguments });
try {
  await takePicture('dark');
  await takePicture('light');
} finally {
  await running.close();
  await server.stop();
  await rm(temporary, { recursive: true, force: true });
}

/** @param {'dark' | 'light'} theme */
async function takePicture(theme) {
  await server.writeSettings({
    ...sampleSettings,
    'workbench.colorTheme': themes[theme],
    'window.commandCenter': false,
    'workbench.layoutControl.enabled': false,
  });
  const page = await running.newPage({ viewport: { width: 1440, height: 900 }, timezoneId: 'UTC' });
  await page.goto(server.address({ folder: workspace }));
  await page
    .locator('.activitybar')
    .getByRole('tab', { name: /^CloudTrail/ })
    .click();
  const sideBar = page.locator('.sidebar');
  await sideBar.getByRole('treeitem', { name: shownEvent }).first().click({ timeout: 30_000 });
  const viewer = page.frameLocator('iframe.webview.ready').frameLocator('#active-frame');
  await viewer.getByRole('heading').first().waitFor();
  await page.mouse.move(0, 0);
  const file = path.join(imageFolder, `overview-${theme}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  await page.close();
  console.log(`Wrote ${path.relative(projectRoot, file)}`);
}
