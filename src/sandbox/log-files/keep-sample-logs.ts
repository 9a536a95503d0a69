import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Clock } from '../../core/ports.ts';
import { sampleLogFiles } from './sample-log-files.ts';

/** What the folder of sample log files is written from. */
export interface SampleLogsOptions {
  /** Absolute. Its parent is made. */
  readonly folder: string;
  /** Of what writes the files: a folder of another version is replaced. */
  readonly version: string;
  readonly clock: Clock;
}

/** Says which version wrote the folder; a name that nobody takes for a log file. */
const versionFile = '.version';

/**
 * Writes the sample log files, unless they are there already, into a sibling first: the folder is whole or not there,
 * also when two windows write it at once. Other work goes on between the files.
 *
 * @throws the errors of the file system
 */
export async function keepSampleLogs({ folder, version, clock }: SampleLogsOptions): Promise<void> {
  if (await isOfVersion(folder, version)) {
    return;
  }
  await mkdir(path.dirname(folder), { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  const former = `${unfinished}-former`;
  try {
    await writeFiles(unfinished, clock.now());
    await writeFile(path.join(unfinished, versionFile), version);
    await moveAside(folder, former);
    await rename(unfinished, folder);
  } catch (error) {
    // Another window may have been first.
    if (!(await isOfVersion(folder, version))) {
      throw error;
    }
  } finally {
    await rm(unfinished, { recursive: true, force: true });
    await rm(former, { recursive: true, force: true });
  }
}

/** What is there, if anything is. */
async function moveAside(folder: string, aside: string): Promise<void> {
  try {
    await rename(folder, aside);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) {
      throw error;
    }
  }
}

async function isOfVersion(folder: string, version: string): Promise<boolean> {
  try {
    return (await readFile(path.join(folder, versionFile), 'utf8')) === version;
  } catch {
    return false;
  }
}

async function writeFiles(folder: string, endTime: number): Promise<void> {
  for (const file of sampleLogFiles(endTime)) {
    const target = path.join(folder, ...file.path.split('/'));
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.bytes);
  }
}
