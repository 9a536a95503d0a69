import { existsSync, readdirSync, statSync, watch, type FSWatcher } from 'node:fs';
import { dirname, join } from 'node:path';
import type { UserConfiguration } from '../../core/user-configuration.ts';
import { awsFolder, nonEmpty, sharedFilePaths } from './shared-files.ts';

type Change = Parameters<Parameters<UserConfiguration['watch']>[0]>[0];

/** Milliseconds in which changes count as one: an editor writes a file in several steps. */
const settling = 100;

/** What is watched: files of profiles, and folders of the tokens that signing in leaves. */
interface Watched {
  readonly change: Change;
  readonly path: string;
}

/**
 * Watches the shared files and the folders of tokens, which need not exist yet. It watches folders, since files are
 * replaced as often as written; where a folder is missing, the nearest one above it tells when it comes.
 */
export const watchConfiguration: UserConfiguration['watch'] = (listener) => {
  const watched = watchedPaths();
  const folders = new FolderWatchers(() => {
    timer ??= setTimeout(look, settling);
  });
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    timer = undefined;
    folders.watch(watched.map(folderOf));
    const now = statesOf(watched);
    const changes = watched.filter(({ path }) => now.get(path) !== seen.get(path));
    seen = now;
    for (const change of new Set(changes.map((each) => each.change))) {
      listener(change);
    }
  };
  folders.watch(watched.map(folderOf));
  let seen = statesOf(watched);
  return () => {
    clearTimeout(timer);
    folders.watch([]);
  };
};

/** Watchers of folders, which may come and go. */
class FolderWatchers {
  /** By path and inode: a folder that was removed and made again is another one. */
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #tell: () => void;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** Watches these folders, or what is above them, and no others any more. */
  watch(paths: readonly string[]): void {
    const folders = new Map(
      paths.map(nearestFolder).map((folder) => [`${folder} ${statSync(folder).ino}`, folder]),
    );
    for (const [key, watcher] of this.#watchers) {
      if (!folders.has(key)) {
        watcher.close();
        this.#watchers.delete(key);
      }
    }
    for (const [key, folder] of folders) {
      if (!this.#watchers.has(key)) {
        this.#add(key, folder);
      }
    }
  }

  #add(key: string, folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, this.#tell);
      // The folder is gone; another look finds the one above.
      watcher.on('error', this.#tell);
      this.#watchers.set(key, watcher);
    } catch {
      // Not to be watched, or too many are: changes in it are seen with the next change elsewhere.
    }
  }
}

function folderOf({ change, path }: Watched): string {
  return change === 'profiles' ? dirname(path) : path;
}

function statesOf(watched: readonly Watched[]): ReadonlyMap<string, string> {
  return new Map(watched.map(({ path }) => [path, stateOf(path)]));
}

function watchedPaths(): readonly Watched[] {
  const { config, credentials } = sharedFilePaths();
  const folder = awsFolder();
  const login = nonEmpty(process.env['AWS_LOGIN_CACHE_DIRECTORY']) ?? join(folder, 'login', 'cache');
  return [
    { change: 'profiles', path: config },
    { change: 'profiles', path: credentials },
    { change: 'sessions', path: join(folder, 'sso', 'cache') },
    { change: 'sessions', path: login },
  ];
}

/** A text that differs once the file, or a file in the folder, was written. */
function stateOf(path: string): string {
  try {
    const names = statSync(path).isDirectory() ? readdirSync(path).sort() : [''];
    return names
      .map((name) => {
        const { mtimeMs, size, ino } = statSync(join(path, name));
        return `${name} ${mtimeMs} ${size} ${ino}`;
      })
      .join('\n');
  } catch {
    return 'missing';
  }
}

function nearestFolder(folder: string): string {
  const above = dirname(folder);
  return existsSync(folder) || above === folder ? folder : nearestFolder(above);
}
