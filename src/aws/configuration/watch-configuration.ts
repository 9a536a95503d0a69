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
  const watchers = new Map<string, FSWatcher>();
  let seen = new Map(watched.map(({ path }) => [path, stateOf(path)]));
  let timer: NodeJS.Timeout | undefined;
  const look = () => {
    timer = undefined;
    rearm();
    const now = new Map(watched.map(({ path }) => [path, stateOf(path)]));
    const changes = watched.filter(({ path }) => now.get(path) !== seen.get(path));
    seen = now;
    for (const change of new Set(changes.map((each) => each.change))) {
      listener(change);
    }
  };
  const soon = () => {
    timer ??= setTimeout(look, settling);
  };
  const rearm = () => {
    const folders = new Set(
      watched.map(({ path, change }) => nearestFolder(change === 'profiles' ? dirname(path) : path)),
    );
    for (const [folder, watcher] of watchers) {
      if (!folders.has(folder)) {
        watcher.close();
        watchers.delete(folder);
      }
    }
    for (const folder of folders) {
      if (!watchers.has(folder)) {
        // A folder that goes away ends its watcher with an error or an event; both lead to another look.
        watchers.set(folder, watch(folder, { persistent: false }, soon).on('error', soon));
      }
    }
  };
  rearm();
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) {
      watcher.close();
    }
  };
};

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
