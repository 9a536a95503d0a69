import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const projectRoot = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Where downloaded editors and the data of started ones are kept; git ignores it, and it may be deleted. */
export const cacheFolder = path.join(projectRoot, '.vscode-test');

/**
 * @typedef {object} Manifest What the scripts read of package.json.
 * @property {string} name
 * @property {string} publisher
 * @property {string} version
 * @property {{ vscode: string }} engines `vscode` is `^` and the oldest release that is supported.
 */

/** @returns {Manifest} The project's package.json. */
export function readManifest() {
  return JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8'));
}

/**
 * @param {string} [target] A platform, as VS Code names it; absent for the package without an engine, which runs on all.
 * @returns {string} The file that `npm run package` writes.
 */
export function vsixFile(target) {
  const { name, version } = readManifest();
  return path.join(projectRoot, `${name}-${target === undefined ? '' : `${target}-`}${version}.vsix`);
}

/**
 * @param {string} name A package.
 * @returns {string} Its version in package-lock.json.
 * @throws {Error} When it is not there.
 */
export function lockedVersion(name) {
  const { packages } = JSON.parse(readFileSync(path.join(projectRoot, 'package-lock.json'), 'utf8'));
  const version = packages[`node_modules/${name}`]?.version;
  if (typeof version !== 'string') {
    throw new Error(`${name} is not in package-lock.json.`);
  }
  return version;
}
