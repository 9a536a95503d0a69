import { readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

/** What the folders of engines are called, before the number of the process that owns the engine. */
export const engineFolderPrefix = 'trailscope-engine-';

/**
 * Removes the folders of engines that could not do it themselves, such as after a power cut. One of a process that is not
 * here may belong to one elsewhere, where the folder is shared; so it must be old, too.
 *
 * @param now epoch milliseconds
 */
export function removeLeftovers(parent: string, now: number): void {
  for (const name of readdirSync(parent)) {
    const [, pid] = new RegExp(`^${engineFolderPrefix}(\\d+)-`).exec(name) ?? [];
    const folder = path.join(parent, name);
    if (pid !== undefined && !isAlive(Number(pid)) && now - changed(folder) > oldAge) {
      tryRemove(folder);
    }
  }
}

const oldAge = 60 * 60 * 1000;

/** When something in a folder was made or removed last, in epoch milliseconds; now, where that cannot be told. */
function changed(folder: string): number {
  try {
    return statSync(folder).mtimeMs;
  } catch {
    return Infinity;
  }
}

/** On Windows what is open cannot be removed; it is tried again another time. */
export function tryRemove(entry: string): void {
  try {
    rmSync(entry, { recursive: true, force: true });
  } catch {
    // See above.
  }
}

/** Whether a process is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
