import { existsSync } from 'node:fs';
import { cp, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { installInto } from './npm-install.mjs';
import { cacheFolder, lockedVersion, projectRoot, vsixFile } from './project.mjs';
import { npm } from './run.mjs';

/**
 * The platforms that VS Code knows by these names, and the package of DuckDB's binding for each. Other platforms get the
 * package without an engine.
 *
 * @type {Readonly<Record<string, string>>}
 */
export const engineTargets = {
  'linux-x64': '@duckdb/node-bindings-linux-x64',
  'linux-arm64': '@duckdb/node-bindings-linux-arm64',
  'alpine-x64': '@duckdb/node-bindings-linux-x64-musl',
  'alpine-arm64': '@duckdb/node-bindings-linux-arm64-musl',
  'darwin-x64': '@duckdb/node-bindings-darwin-x64',
  'darwin-arm64': '@duckdb/node-bindings-darwin-arm64',
  'win32-x64': '@duckdb/node-bindings-win32-x64',
  'win32-arm64': '@duckdb/node-bindings-win32-arm64',
};

/** @returns {string | undefined} The name of this platform; undefined for one without an engine. */
export function currentTarget() {
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  const isMusl = process.platform === 'linux' && report.header?.glibcVersionRuntime === undefined;
  const name = `${isMusl ? 'alpine' : process.platform}-${process.arch}`;
  return name in engineTargets ? name : undefined;
}

/** @returns {string} The package that an editor on this machine takes: that for its platform, where there is one. */
export function vsixForThisPlatform() {
  return vsixFile(currentTarget());
}

/** Where the engine looks for the binding first: beside its own code. */
const shippedFolder = path.join(projectRoot, 'dist/node_modules');

/** What of a binding's package the engine needs, and its licence. */
const shipped = /\.(node|so|dylib|dll)$|^package\.json$|^LICENSE$/;

/**
 * Puts the binding for a platform beside the bundle, in place of any other; fetches it where it is not installed.
 *
 * @param {string} target One of {@link engineTargets}.
 */
export async function shipEngine(target) {
  const name = engineTargets[target];
  if (name === undefined) {
    throw new Error(
      `There is no engine for ${target}. There is for ${Object.keys(engineTargets).join(', ')}.`,
    );
  }
  await removeEngine();
  const destination = path.join(shippedFolder, name);
  await mkdir(destination, { recursive: true });
  await cp(await bindingFolder(name), destination, {
    recursive: true,
    filter: (file) => !path.extname(file) || shipped.test(path.basename(file)),
  });
}

/** Leaves the bundle without a binding of its own. */
export async function removeEngine() {
  await rm(shippedFolder, { recursive: true, force: true });
}

/**
 * @param {string} name
 * @returns {Promise<string>} Where the package is.
 */
async function bindingFolder(name) {
  const installed = path.join(projectRoot, 'node_modules', name);
  if (existsSync(installed)) {
    return installed;
  }
  const version = lockedVersion(name);
  const folder = path.join(cacheFolder, 'bindings', `${path.basename(name)}-${version}`);
  if (!existsSync(folder)) {
    console.log(`Fetching ${name} ${version} ...`);
    await installInto(folder, async (unfinished) => {
      // npm refuses packages for other platforms unless it is forced to.
      const flags = [
        '--force',
        '--ignore-scripts',
        '--no-save',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ];
      await npm(['install', '--prefix', unfinished, ...flags, `${name}@${version}`], {
        cwd: unfinished,
        quiet: true,
      });
    });
  }
  return path.join(folder, 'node_modules', name);
}
