import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './project.mjs';

/**
 * @param {string} folder Relative to the project.
 * @param {string} ending Of the file name, such as `.test.ts`.
 * @returns {Promise<string[]>} The files below the folder, relative to the project with `/`, sorted.
 */
export async function filesBelow(folder, ending) {
  const entries = await readdir(path.join(projectRoot, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.relative(projectRoot, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort();
}
