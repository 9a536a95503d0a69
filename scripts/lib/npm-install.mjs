import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './project.mjs';
import { npm } from './run.mjs';

/**
 * Fills a folder that is there only when it is complete: the work is done beside it, and renamed at the end. Two that
 * do so at once do no harm.
 *
 * @param {string} folder
 * @param {(unfinished: string) => Promise<void>} fill
 */
export async function installInto(folder, fill) {
  const unfinished = `${folder}.unfinished-${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await fill(unfinished);
  try {
    await rename(unfinished, folder);
  } catch (error) {
    if (!existsSync(folder)) {
      throw error;
    }
    await rm(unfinished, { recursive: true, force: true });
  }
}

/**
 * Installs packages into a folder of their own, without their install scripts. The project's .npmrc goes along, for its
 * registry and its proxy; but not `engine-strict`, since these packages do not run on the Node that runs npm.
 *
 * @param {string} folder
 * @param {Readonly<Record<string, string>>} [packages] Exact versions; those of the folder's package.json when absent.
 */
export async function installPackages(folder, packages) {
  const npmrc = path.join(projectRoot, '.npmrc');
  if (existsSync(npmrc)) {
    await copyFile(npmrc, path.join(folder, '.npmrc'));
  }
  if (packages) {
    await writeFile(
      path.join(folder, 'package.json'),
      JSON.stringify({ private: true, dependencies: packages }),
    );
  }
  const flags = ['--omit=dev', '--ignore-scripts', '--engine-strict=false', '--no-audit', '--no-fund'];
  await npm(['install', '--prefix', folder, ...flags, '--loglevel=error'], { cwd: folder, quiet: true });
}
