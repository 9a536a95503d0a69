import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runForCode } from './run.mjs';

/**
 * @typedef {import('./vscode-releases.mjs').InstalledVscode} InstalledVscode
 *
 * @typedef {Readonly<Record<string, unknown>>} Settings User settings, by their full name.
 *
 * @typedef {object} ServerOptions
 * @property {InstalledVscode} vscode
 * @property {Settings} [settings] Replace the quiet defaults of the same name; not looked at when the data folder has
 *   settings already.
 * @property {readonly string[]} [extensions] VSIX files to install.
 * @property {number} [port] Any free one when absent.
 * @property {string} [token] What the browser must show to be let in; anyone on this machine may when absent.
 * @property {string} [dataFolder] Kept when given; else a new one, removed at the end.
 * @property {NodeJS.ProcessEnv} [env] Added to the environment of the server and its extension hosts.
 *
 * @typedef {object} VscodeServer
 * @property {number} port
 * @property {string} dataFolder
 * @property {(address?: AddressOptions) => string} address What to open in a browser.
 * @property {(settings: Settings) => Promise<void>} writeSettings Replaces the user settings; an open page follows.
 * @property {() => string} output What the server printed so far.
 * @property {() => Promise<void>} stop
 *
 * @typedef {object} AddressOptions
 * @property {string} [folder] The workspace folder; none when absent.
 * @property {Development} [development] An extension under development, loaded from its folder.
 *
 * @typedef {object} Development
 * @property {string} extension The extension's folder.
 * @property {string} tests The module whose `run()` the extension host calls.
 */

/** @type {Settings} Nothing opens, asks or downloads by itself. */
const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'git.openRepositoryInParentFolders': 'never',
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

const startDeadline = 60_000;

/** @type {Set<() => Promise<void>>} What ends the servers that were started. */
const running = new Set();
let heedsSignals = false;

/**
 * Writes user settings: the given ones over those that keep VS Code quiet.
 *
 * @param {string} file
 * @param {Settings} settings
 */
export async function writeQuietSettings(file, settings) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, JSON.stringify({ ...quietSettings, ...settings }, undefined, 2));
}

/**
 * Starts a served VS Code on the loopback address and waits until it can be opened. It is ended with this process, by
 * Ctrl+C too.
 *
 * @param {ServerOptions} options
 * @returns {Promise<VscodeServer>}
 * @throws {Error} When an extension cannot be installed, or the server ends or says nothing for a minute.
 */
export async function startVscodeServer(options) {
  // Its path is short, since VS Code puts sockets there, which are left behind when it is ended.
  const temporary = await mkdtemp(path.join(tmpdir(), 'trailscope-vscode-'));
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;
  const stop = async () => {
    running.delete(stop);
    if (child) {
      await endGroup(child);
    }
    await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  running.add(stop);
  heedSignals();
  try {
    const dataFolder = options.dataFolder ?? temporary;
    const settingsFile = path.join(dataFolder, 'data/User/settings.json');
    await prepare(options, dataFolder, settingsFile);
    child = spawn(options.vscode.node, await serverArguments(options, dataFolder, temporary), {
      env: { ...serverEnvironment(), TMPDIR: temporary, ...options.env },
      // A group of its own, so that its extension hosts can be ended with it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const { port, output } = await listening(child);
    return {
      port,
      dataFolder,
      address: (address = {}) => pageAddress(port, options.token, address),
      writeSettings: (settings) => writeQuietSettings(settingsFile, settings),
      output,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Ends what runs when this process is told to end: a server is in a group of its own, which no signal reaches. */
function heedSignals() {
  if (heedsSignals) {
    return;
  }
  heedsSignals = true;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.once(signal, () => {
      void Promise.allSettled([...running].map((stop) => stop())).then(() =>
        process.exit(process.exitCode ?? 1),
      );
    });
  }
}

/**
 * @param {ServerOptions} options
 * @param {string} dataFolder
 * @param {string} settingsFile
 */
async function prepare({ vscode, settings = {}, extensions = [] }, dataFolder, settingsFile) {
  if (!existsSync(settingsFile)) {
    await writeQuietSettings(settingsFile, settings);
  }
  for (const vsix of extensions) {
    await installExtension(vscode, dataFolder, vsix);
  }
}

/**
 * @param {ServerOptions} options
 * @param {string} dataFolder
 * @param {string} privateFolder Which nobody else can read.
 * @returns {Promise<string[]>}
 */
async function serverArguments({ vscode, port = 0, token }, dataFolder, privateFolder) {
  const common = [
    vscode.serverMain,
    ...['--host', '127.0.0.1', '--port', String(port)],
    '--accept-server-license-terms',
    ...['--telemetry-level', 'off', '--server-data-dir', dataFolder],
  ];
  if (token === undefined) {
    // A built VS Code runs an extension from its folder, and tests in it, only with the driver.
    return [...common, '--without-connection-token', '--enable-smoke-test-driver'];
  }
  // Not as an argument: everybody on this machine can read those.
  const tokenFile = path.join(privateFolder, 'token');
  await writeFile(tokenFile, token, { mode: 0o600 });
  return [...common, '--connection-token-file', tokenFile];
}

/**
 * The environment without what would make a VS Code believe that it runs inside another one, and with a gallery of
 * extensions that is nowhere, since it would be asked about ours.
 *
 * @returns {NodeJS.ProcessEnv}
 */
function serverEnvironment() {
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
  for (const name of Object.keys(env)) {
    if (
      name.startsWith('VSCODE_') ||
      name === 'XDG_RUNTIME_DIR' ||
      name === 'ELECTRON_RUN_AS_NODE' ||
      name === 'NODE_OPTIONS'
    ) {
      delete env[name];
    }
  }
  return env;
}

/**
 * @param {InstalledVscode} vscode
 * @param {string} dataFolder
 * @param {string} vsix
 */
async function installExtension(vscode, dataFolder, vsix) {
  const args = [vscode.serverMain, '--accept-server-license-terms', '--server-data-dir', dataFolder];
  const { code, output } = await runForCode(vscode.node, [...args, '--install-extension', vsix, '--force'], {
    quiet: true,
  });
  if (code !== 0 || !output.includes('successfully installed')) {
    throw new Error(`${vsix} could not be installed into VS Code ${vscode.version}:\n${output}`);
  }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<{ port: number, output: () => string }>} When the server accepts connections.
 */
function listening(child) {
  return new Promise((resolve, reject) => {
    let text = '';
    const output = () => text;
    const fail = (/** @type {string} */ what) => {
      clearTimeout(deadline);
      reject(new Error(`The VS Code server ${what}. It printed:\n${text}`));
    };
    const deadline = setTimeout(() => fail('did not start within a minute'), startDeadline);
    const read = (/** @type {Buffer} */ chunk) => {
      text += chunk.toString();
      const port = /agent listening on (\d+)/.exec(text)?.[1];
      if (port && text.includes('Extension host agent started')) {
        clearTimeout(deadline);
        resolve({ port: Number(port), output });
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => fail(`cannot be started: ${error.message}`));
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 */
async function endGroup(child) {
  const { pid } = child;
  if (pid === undefined) {
    return;
  }
  const ended = new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve(undefined);
    }
    child.once('exit', resolve);
  });
  signalGroup(pid, 'SIGTERM');
  const deadline = setTimeout(() => signalGroup(pid, 'SIGKILL'), 3000);
  await ended;
  clearTimeout(deadline);
  // Extension hosts outlive a server that is told to end, to let a page reconnect.
  signalGroup(pid, 'SIGKILL');
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody of the group is left.
  }
}

/**
 * @param {number} port
 * @param {string | undefined} token
 * @param {AddressOptions} options
 * @returns {string}
 */
function pageAddress(port, token, { folder, development }) {
  const remote = (/** @type {string} */ file) => `vscode-remote://127.0.0.1:${port}${file}`;
  const payload = development && [
    ['extensionDevelopmentPath', remote(development.extension)],
    ['extensionTestsPath', remote(development.tests)],
  ];
  const address = new URL(`http://127.0.0.1:${port}/`);
  const parameters = { tkn: token, folder, payload: payload && JSON.stringify(payload) };
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) {
      address.searchParams.set(name, value);
    }
  }
  return address.href;
}
