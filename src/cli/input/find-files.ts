import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import picomatch from 'picomatch';
import { skippedFolders, type PathFilter } from '../../iac/configuration/path-filter.ts';
import { IgnoredFiles } from './ignored-files.ts';

/** A file to look at. */
export interface InputFile {
  /** Absolute. */
  readonly path: string;
  /** Whether the user named this very file; one that was found counts only when it is a template. */
  readonly isNamed: boolean;
}

/** A word of the command line that leads to no file, or a folder that cannot be listed. */
export interface InputProblem {
  readonly path: string;
  readonly message: string;
}

/** A filter whose paths are relative to a folder: that of the configuration. */
export interface FolderFilter {
  readonly folder: string;
  readonly filter: PathFilter;
}

export interface FindOptions {
  /** Absolute. */
  readonly cwd: string;
  /** The filter that governs the files of a folder. */
  readonly filterOf: (folder: string) => Promise<FolderFilter>;
}

/** The files that paths and globs lead to, each once, in the order of the paths and of their names. */
export async function findFiles(
  paths: readonly string[],
  options: FindOptions,
): Promise<{ readonly files: readonly InputFile[]; readonly problems: readonly InputProblem[] }> {
  const search = new Search(options);
  for (const word of paths) {
    await search.add(word);
  }
  return { files: [...search.files.values()], problems: search.problems };
}

/** Whether a file that a walk comes to is wanted. */
type Choice = (file: string, governing: FolderFilter) => boolean;

const ofFolder: Choice = (file, { folder, filter }) => filter.includesFile(filteredPath(folder, file));

/** A path as a filter sees it: of a file outside the filter's folder without the way up, or no glob would match it. */
function filteredPath(folder: string, file: string): string {
  return relativePath(folder, file).replace(/^(\.\.\/)+/, '');
}

/** With `/` between its parts on every platform. */
export function relativePath(folder: string, file: string): string {
  return path.relative(folder, file).replaceAll(path.sep, '/');
}

class Search {
  /** By real path, so that a file that several words lead to is linted once. */
  readonly files = new Map<string, InputFile>();
  readonly problems: InputProblem[] = [];
  readonly #options: FindOptions;

  constructor(options: FindOptions) {
    this.#options = options;
  }

  async add(word: string): Promise<void> {
    const absolute = path.resolve(this.#options.cwd, word);
    try {
      const found = await stat(absolute);
      if (found.isDirectory()) {
        await this.#walk(absolute, await IgnoredFiles.above(absolute), ofFolder);
      } else if (found.isFile() || found.isFIFO()) {
        await this.#take({ path: absolute, isNamed: true });
      } else {
        this.problems.push({ path: word, message: 'This is neither a file nor a folder.' });
      }
    } catch (error) {
      const { base, glob } = picomatch.scan(word.replaceAll(path.sep, '/'));
      if (glob === '') {
        this.problems.push({ path: word, message: reasonOf(error) });
      } else {
        await this.#expand(word, path.resolve(this.#options.cwd, base), glob);
      }
    }
  }

  async #expand(word: string, base: string, glob: string): Promise<void> {
    const matches = picomatch(glob, { dot: true, windows: false });
    let found = 0;
    const isWanted: Choice = (file, { folder, filter }) => {
      const isFound = matches(relativePath(base, file)) && !filter.excludesFile(filteredPath(folder, file));
      found += isFound ? 1 : 0;
      return isFound;
    };
    const isFolder = await stat(base).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
    if (isFolder) {
      await this.#walk(base, await IgnoredFiles.above(base), isWanted);
    }
    if (found === 0) {
      this.problems.push({ path: word, message: 'No file matches this glob.' });
    }
  }

  /** Symbolic links are not followed: what they lead to is found where it is, and a loop has no end. */
  async #walk(folder: string, ignored: IgnoredFiles, isWanted: Choice): Promise<void> {
    const governing = await this.#options.filterOf(folder);
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      this.problems.push({ path: folder, message: reasonOf(error) });
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inside = path.join(folder, entry.name);
      if (entry.isDirectory()) {
        const isExcluded = governing.filter.excludesFolder(filteredPath(governing.folder, inside));
        if (!skippedFolders.has(entry.name) && !isExcluded && !ignored.isIgnored(inside, true)) {
          await this.#walk(inside, await ignored.below(inside), isWanted);
        }
      } else if (entry.isFile() && !ignored.isIgnored(inside, false) && isWanted(inside, governing)) {
        await this.#take({ path: inside, isNamed: false });
      }
    }
  }

  async #take(file: InputFile): Promise<void> {
    // What a shell puts in for `<(command)` has no path of its own.
    const real = await realpath(file.path).catch(() => file.path);
    if (file.isNamed || !this.files.has(real)) {
      this.files.set(real, file);
    }
  }
}

/** Why a file or folder cannot be had, in words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'There is no such file or folder.',
  ENOTDIR: 'There is no such file or folder.',
  EACCES: 'Permission to read it is denied.',
  EPERM: 'Permission to read it is denied.',
  ELOOP: 'The symbolic link leads in a circle.',
  EISDIR: 'This is a folder.',
};
