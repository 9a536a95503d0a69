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

/** @returns {string} The file that `npm run package` writes. */
export function vsixFile() {
  const { name, version } = readManifest();
  return path.join(projectRoot, `${name}-${version}.vsix`);
}
