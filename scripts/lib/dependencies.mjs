import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectRoot } from './project.mjs';
import { elapsed, npm } from './run.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {boolean} [optional]
 */

/**
 * Installs the packages of package-lock.json when node_modules does not hold them: once per lock file. Install
 * scripts are not run; no package that the project uses needs its own.
 */
export async function ensureDependencies() {
  if (dependenciesAreCurrent()) {
    return;
  }
  const start = performance.now();
  console.log('Installing the packages of package-lock.json ...');
  await npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: projectRoot, quiet: true });
  console.log(`Installed the packages of package-lock.json (${elapsed(start)})`);
}

/**
 * npm writes node_modules/.package-lock.json as its last act, so an interrupted install does not count.
 *
 * @returns {boolean} Whether node_modules holds what package-lock.json asks for.
 */
function dependenciesAreCurrent() {
  const wanted = lockedPackages('package-lock.json');
  const installed = lockedPackages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([location, { version, optional }]) =>
      location === '' || (optional && !installed[location]) || installed[location]?.version === version,
  );
}

/**
 * @param {string} file Relative to the project.
 * @returns {Record<string, LockedPackage>} By folder; empty when there is no such file.
 */
function lockedPackages(file) {
  try {
    return JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8')).packages;
  } catch {
    return {};
  }
}
