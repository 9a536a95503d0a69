/**
 * Opens Trailscope in a VS Code, connected to the sample account: in the desktop VS Code on the PATH if there is one
 * that is new enough, else in one that is served to the browser. Nothing of yours is touched: settings, extensions
 * and the demo workspace are kept under .vscode-test/.
 *
 *     npm start
 *     npm start -- --web           serve it, even though there is a desktop VS Code
 *     npm start -- --port 8123     serve it on this port, not on any free one
 *     npm start -- --no-open       only print the address
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { findDesktopVscode } from './lib/desktop-vscode.mjs';
import { vsixForThisPlatform } from './lib/engine-package.mjs';
import { cacheFolder, projectRoot, readManifest } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { sampleSettings } from './lib/test-environment.mjs';
import { ensureVscode, newestVscode } from './lib/vscode-releases.mjs';
import { startVscodeServer, writeQuietSettings } from './lib/vscode-server.mjs';

const { values: flags } = parseArgs({
  options: {
    port: { type: 'string' },
    'no-open': { type: 'boolean', default: false },
    web: { type: 'boolean', default: false },
  },
});

const workspace = path.join(cacheFolder, 'demo-workspace');
const settings = { ...sampleSettings, 'workbench.colorTheme': 'Default Dark Modern' };

try {
  const isServed = flags.web || flags.port !== undefined;
  const desktop = isServed ? undefined : await findDesktopVscode(readManifest().engines.vscode.slice(1));
  await (desktop ? openDesktop(desktop) : serve());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function packExtension() {
  await ensureDependencies();
  await run(process.execPath, [path.join(projectRoot, 'scripts/package.mjs'), '--to-install'], {
    quiet: true,
  });
  await cp(path.join(projectRoot, 'scripts/demo-workspace'), workspace, { recursive: true });
}

/** @param {import('./lib/desktop-vscode.mjs').DesktopVscode} desktop */
async function openDesktop({ program, version }) {
  await packExtension();
  const userData = path.join(cacheFolder, 'desktop/user-data');
  const folders = [
    '--user-data-dir',
    userData,
    '--extensions-dir',
    path.join(cacheFolder, 'desktop/extensions'),
  ];
  const settingsFile = path.join(userData, 'User/settings.json');
  if (!existsSync(settingsFile)) {
    await writeQuietSettings(settingsFile, settings);
  }
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  await run(program, [...folders, ...asRoot, '--install-extension', vsixForThisPlatform(), '--force'], {
    quiet: true,
  });
  await run(program, [...folders, ...asRoot, '--new-window', workspace], { quiet: true });
  console.log(`${extensionName()} is open in VS Code ${version}, with settings and extensions of its own.`);
}

async function serve() {
  const [vscode] = await Promise.all([ensureVscode(newestVscode), packExtension()]);
  // Ctrl+C is how it is meant to end.
  process.exitCode = 0;
  const server = await startVscodeServer({
    vscode,
    settings,
    extensions: [vsixForThisPlatform()],
    token: randomBytes(16).toString('hex'),
    dataFolder: path.join(cacheFolder, 'served'),
    ...(flags.port === undefined ? {} : { port: Number(flags.port) }),
  });
  const address = server.address({ folder: workspace });
  console.log(`${extensionName()} is open in VS Code ${vscode.version} at\n\n    ${address}\n`);
  console.log('Only who has this address can open it. Ctrl+C stops it.');
  if (!flags['no-open'] && !process.env['CI']) {
    openBrowser(address);
  }
}

/** @returns {string} */
function extensionName() {
  return `Trailscope ${readManifest().version}`;
}

/**
 * Opens the address in the person's own browser, if there is a way to; it has been printed anyway.
 *
 * @param {string} address
 */
function openBrowser(address) {
  const hasScreen = process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'];
  if (process.platform === 'linux' && !hasScreen) {
    return;
  }
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open';
  const child = spawn(opener, [address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
