import picomatch from 'picomatch';
import { configurationDefaults, type Configuration } from '../../core/posture/configuration.ts';

/** Which files of a folder a configuration wants looked at. Paths are relative to its folder, with `/` between parts. */
export interface PathFilter {
  /** Whether a file is looked at when its folder is linted. */
  readonly includesFile: (path: string) => boolean;
  /** Whether a file is left out even where a glob of the user's matches it. */
  readonly excludesFile: (path: string) => boolean;
  /** Whether nothing below a folder is wanted, so that it need not be opened. */
  readonly excludesFolder: (path: string) => boolean;
}

/** Folders in which nothing is looked for unless they are named themselves. */
export const skippedFolders: ReadonlySet<string> = new Set(['node_modules', '.git']);

export function pathFilter({ include, exclude }: Configuration): PathFilter {
  const isIncluded = matcher(include ?? configurationDefaults.include);
  const isExcluded = matcher(exclude ?? configurationDefaults.exclude);
  // `build/**` means the folder too, and `build` or `build/` all that is in it.
  const excludesFolder = (path: string) => isExcluded(path) || isExcluded(`${path}/`);
  const excludesFile = (path: string) => isExcluded(path) || foldersOf(path).some(excludesFolder);
  return { includesFile: (path) => isIncluded(path) && !excludesFile(path), excludesFile, excludesFolder };
}

/** The folders that a relative path goes through. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

const longestGlob = 1_000;

/** With one more, a name of 200 characters can be tried in a billion ways. */
const mostChoices = 3;

/**
 * Why a glob cannot be taken: a configuration may come with a repository that nobody trusts, and a glob is a regular
 * expression, which tries every way to share a path out among its wildcards. One wildcard in a folder's or file's name
 * leaves no choice; each further one does, and each further `**`.
 */
export function globFault(glob: string): string | undefined {
  const parts = glob.split('/');
  const choices = parts
    .map((part) => (part === '**' ? 1 : Math.max(0, (part.match(/\*+/g)?.length ?? 0) - 1)))
    .reduce((sum, count) => sum + count, parts.includes('**') ? -1 : 0);
  return glob.length > longestGlob || choices > mostChoices
    ? 'This glob is too long or has too many wildcards, and matching it could take for ever. Divide it into several.'
    : undefined;
}

/** Whether a path matches one of some globs. */
function matcher(globs: readonly string[]): (path: string) => boolean {
  return globs.length === 0
    ? () => false
    : picomatch(globs.map(wholeGlob), { dot: true, noextglob: true, windows: false });
}

/**
 * A glob of a configuration as one for paths that are relative to its folder. One without a slash matches at any depth;
 * a leading slash stands for that folder, as in `.gitignore`; a leading `./` is nothing.
 */
export function wholeGlob(glob: string): string {
  const plain = glob.replace(/^\.\//, '');
  const hasSlash = plain.replace(/\/$/, '').includes('/');
  return hasSlash ? plain.replace(/^\//, '') : `**/${plain}`;
}
