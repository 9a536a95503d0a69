import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import type { LogIndexPlace } from '../../core/log-engine.ts';
import { isJsonObject } from '../../core/json.ts';
import type { IngestedFile } from './ingest.ts';

/** Changes whenever what is written here, or how records become columns, does. */
const formatVersion = 1;

/** What is known of a set of paths from an earlier opening. */
export interface IndexContent {
  readonly files: readonly IngestedFile[];
  readonly segments: readonly IndexSegment[];
  /** The number for the next file. */
  readonly nextNumber: number;
  /** Numbers of files whose events are in segments, and do not count any more. */
  readonly gone: readonly number[];
  /** Events that were left out of the segments as duplicates. */
  readonly duplicates: number;
}

/** A file of events, in the folder of the index. */
export interface IndexSegment {
  readonly name: string;
  readonly events: number;
}

/** Of logs that were never opened. */
export const emptyIndex: IndexContent = { files: [], segments: [], nextNumber: 1, gone: [], duplicates: 0 };

/**
 * What is kept of log files that were opened: their events in files that are never changed, and a list of them that is
 * replaced as a whole. So a crash leaves the old list or the new one, and another process can read what is there at any
 * time. Of two that add at the same time, the later one keeps nothing; it will read the files again.
 */
export class LogIndex {
  readonly folder: string;
  private readonly place: LogIndexPlace;
  /** The list as it was read; another one by now means that somebody else has written. */
  private listed = '';
  private made = 0;

  constructor(place: LogIndexPlace, paths: readonly string[]) {
    this.place = place;
    const key = createHash('sha256')
      .update(JSON.stringify([...paths].sort()))
      .digest('hex');
    this.folder = path.join(place.folder, `logs-${key.slice(0, 24)}`);
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
  }

  /** What is there; nothing where it is damaged, or of another version. */
  read(): IndexContent {
    this.listed = this.readList();
    const content = parseList(this.listed);
    const isWhole = content.segments.every(({ name }) => existsSync(path.join(this.folder, name)));
    if (!isWhole || content.files.length === 0) {
      return emptyIndex;
    }
    this.removeLoose();
    const now = new Date();
    utimesSync(this.listFile, now, now);
    return content;
  }

  pathOf(segment: string): string {
    return path.join(this.folder, segment);
  }

  /** A file for a new segment. Until it is listed it is this process's alone. */
  newSegment(): string {
    this.made += 1;
    return `${segmentPrefix}${process.pid}-${Date.now().toString(36)}-${this.made}.duckdb`;
  }

  /**
   * Puts a new list in the place of the old one.
   *
   * @returns why it is not done, in English; undefined when it is
   */
  commit(content: IndexContent): string | undefined {
    const bytes = content.segments.reduce((sum, { name }) => sum + sizeOf(this.pathOf(name)), 0);
    if (bytes > this.place.maxBytes) {
      return `It is larger than the ${megabytes(this.place.maxBytes)} MB that may be kept.`;
    }
    if (this.readList() !== this.listed) {
      return 'Another window keeps it.';
    }
    const list = JSON.stringify({ version: formatVersion, ...content });
    const unfinished = `${this.listFile}.${process.pid}`;
    writeFileSync(unfinished, list, { mode: 0o600, flush: true });
    renameSync(unfinished, this.listFile);
    this.listed = list;
    this.removeLoose();
    return undefined;
  }

  /** Forgets everything. */
  clear(): void {
    rmSync(this.listFile, { force: true });
    this.listed = '';
    this.removeLoose();
  }

  private get listFile(): string {
    return path.join(this.folder, 'files.json');
  }

  private readList(): string {
    try {
      return readFileSync(this.listFile, 'utf8');
    } catch {
      return '';
    }
  }

  /** Removes what is not listed and belongs to no process that runs. */
  private removeLoose(): void {
    const listed = new Set(parseList(this.listed).segments.map(({ name }) => name));
    for (const name of readdirSync(this.folder)) {
      const [, pid] = new RegExp(`^(?:${segmentPrefix}|files[.]json[.])(\\d+)`).exec(name) ?? [];
      if (!listed.has(name) && name !== 'files.json' && !(pid !== undefined && isAlive(Number(pid)))) {
        tryRemove(path.join(this.folder, name));
      }
    }
  }
}

const segmentPrefix = 'events-';

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

function parseList(text: string): IndexContent {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && value['version'] === formatVersion
      ? (value as unknown as IndexContent)
      : emptyIndex;
  } catch {
    return emptyIndex;
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/**
 * Makes room in the folder of all indexes: removes what processes left behind that are no more, and then the indexes that
 * were not used for longest, until the rest fits.
 *
 * @param kept the folder of the index that is about to be used
 */
export function tidyIndexes({ folder, maxBytes }: LogIndexPlace, kept: string): void {
  const entries = readdirSync(folder).map((name) => path.join(folder, name));
  for (const entry of entries) {
    const [, pid] = /^trailscope-engine-(\d+)-/.exec(path.basename(entry)) ?? [];
    if (pid !== undefined && !isAlive(Number(pid))) {
      tryRemove(entry);
    }
  }
  const indexes = entries
    .filter((entry) => path.basename(entry).startsWith('logs-'))
    .map((entry) => ({ entry, bytes: folderSize(entry), used: lastUse(entry) }))
    .sort((left, right) => right.used - left.used);
  let bytes = 0;
  for (const index of indexes) {
    bytes += index.bytes;
    if (bytes > maxBytes && index.entry !== kept) {
      tryRemove(index.entry);
      bytes -= index.bytes;
    }
  }
}

function folderSize(folder: string): number {
  return readdirSync(folder).reduce((sum, name) => sum + sizeOf(path.join(folder, name)), 0);
}

function lastUse(folder: string): number {
  try {
    return statSync(path.join(folder, 'files.json')).mtimeMs;
  } catch {
    return 0;
  }
}

/** On Windows what is open cannot be removed; it is tried again another time. */
function tryRemove(entry: string): void {
  try {
    rmSync(entry, { recursive: true, force: true });
  } catch {
    // See above.
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
