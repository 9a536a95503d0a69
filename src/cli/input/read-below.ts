import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * The text of a file that another file names, in UTF-8. Undefined where that cannot be read, is no plain file, or lies
 * outside of the folder, also by a symbolic link: what a repository brings must not lead anywhere else.
 *
 * @param folder absolute
 * @param file absolute
 */
export async function readBelow(folder: string, file: string): Promise<string | undefined> {
  try {
    const real = await realpath(file);
    const way = path.relative(await realpath(folder), real);
    const isBelow = way !== '' && way.split(path.sep)[0] !== '..' && !path.isAbsolute(way);
    return isBelow && (await stat(real)).isFile() ? await readFile(real, 'utf8') : undefined;
  } catch {
    return undefined;
  }
}
