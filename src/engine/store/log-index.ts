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
import { isAlive, tryRemove } from './leftovers.ts';

/** Changes whenever what is written here, or how records become columns, does. */
const formatVersion = 2;

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
    const key = digestOf(JSON.stringify([...paths].sort()));
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
    const list = listText(content);
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

/** The list as a text that tells when it is damaged: a digest, and JSON. */
function listText(content: IndexContent): string {
  const json = JSON.stringify({ version: formatVersion, ...content });
  return `${digestOf(json)}\n${json}`;
}

/** Nothing for a list that is damaged, or of another version. */
function parseList(text: string): IndexContent {
  const [digest = '', json = ''] = text.split('\n');
  if (digest !== digestOf(json)) {
    return emptyIndex;
  }
  const value: unknown = JSON.parse(json);
  return isJsonObject(value) && value['version'] === formatVersion
    ? (value as unknown as IndexContent)
    : emptyIndex;
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/**
 * Makes room in the folder of all indexes: removes those that were not used for longest, until the rest fits.
 *
 * @param kept the folder of the index that is used
 */
export function tidyIndexes({ folder, maxBytes }: LogIndexPlace, kept: string): void {
  const indexes = readdirSync(folder)
    .filter((name) => name.startsWith('logs-'))
    .map((name) => path.join(folder, name))
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

/** Another process may be removing it. */
function folderSize(folder: string): number {
  try {
    return readdirSync(folder).reduce((sum, name) => sum + sizeOf(path.join(folder, name)), 0);
  } catch {
    return 0;
  }
}

function lastUse(folder: string): number {
  try {
    return statSync(path.join(folder, 'files.json')).mtimeMs;
  } catch {
    return 0;
  }
}
