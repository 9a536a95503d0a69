import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectRoot } from './project.mjs';

/**
 * Imports TypeScript of the project, which Node runs only as a bundle.
 *
 * @param {string} name Of the bundle, in out/.
 * @param {string} code Of a module whose imports are relative to the project.
 * @returns {Promise<any>} What the module exports.
 */
export async function importSource(name, code) {
  const outfile = path.join(projectRoot, 'out/source', `${name}.mjs`);
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: projectRoot,
    stdin: { contents: code, resolveDir: projectRoot, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}
