import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../core/json.ts';
import type { RecordPlaces } from '../reading/split-records.ts';
import { wellFormed } from './well-formed.ts';

/** A stretch of text that DuckDB reads in one statement: a line per record. */
export interface SpooledBatch {
  readonly parts: readonly string[];
  /** Bytes of the longest line, or more. */
  readonly longestLine: number;
}

/**
 * The longest record, in bytes. DuckDB sets aside a multiple of the longest line for every thread; the whole files that
 * CloudTrail writes are shorter.
 */
const longestRecord = 64 * 1024 * 1024;

/** Characters of lines that are put together before they are written. */
const writtenAtOnce = 4 * 1024 * 1024;

const [lineFeed, closeBrace] = [0x0a, 0x7d];

/**
 * Writes the records of log files for DuckDB: one JSON object per line, which begins with the number of the file (`f`)
 * and the place of the record within it (`i`). Several parts, so that as many threads can read them. DuckDB is never
 * given a user's file: what it reads has been inflated and looked at, and does not change.
 */
export class Spool {
  private readonly parts: readonly Part[];
  private longestLine = 0;
  private size = 0;
  /** Lines are put together here, again and again: new memory would have to be made and cleared each time. */
  private scratch = Buffer.alloc(0);

  /** @param count of parts */
  constructor(folder: string, name: string, count: number) {
    this.parts = Array.from(
      { length: count },
      (_, index) => new Part(path.join(folder, `${name}-${index}.ndjson`)),
    );
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.size;
  }

  /** Takes the records of a content, as they stand there. */
  addContent(file: number, bytes: Buffer, { starts, ends }: RecordPlaces): void {
    const head = `{"f":${file},"i":`;
    const most = bytes.length + starts.length * (head.length + 12);
    if (this.scratch.length < most) {
      this.scratch = Buffer.allocUnsafeSlow(most);
    }
    const lines = this.scratch;
    let length = 0;
    for (const [place, start] of starts.entries()) {
      const begin = length;
      length += lines.write(`${head}${place},`, length, 'latin1');
      length += bytes.copy(lines, length, start, ends[place]);
      lines[length++] = closeBrace;
      lines[length++] = lineFeed;
      this.longestLine = Math.max(this.longestLine, length - begin);
    }
    this.write(lines.subarray(0, length));
  }

  /**
   * Takes records that have the types of the columns.
   *
   * @returns how many were left out because they are too long
   */
  addRecords(file: number, records: Iterable<JsonObject>): number {
    let [lines, place, tooLong] = ['', 0, 0];
    for (const record of records) {
      const line = `${wellFormed(JSON.stringify({ f: file, i: place, ...record }))}\n`;
      place += 1;
      // A unit of a text is three bytes at most.
      const most = line.length * 3;
      if (most > longestRecord && Buffer.byteLength(line) > longestRecord) {
        tooLong += 1;
        continue;
      }
      this.longestLine = Math.max(this.longestLine, Math.min(most, longestRecord));
      lines += line;
      if (lines.length >= writtenAtOnce) {
        this.write(Buffer.from(lines));
        lines = '';
      }
    }
    this.write(Buffer.from(lines));
    return tooLong;
  }

  finish(): SpooledBatch {
    for (const part of this.parts) {
      part.close();
    }
    const parts = this.parts.filter(({ size }) => size > 0).map(({ file }) => file);
    return { parts, longestLine: this.longestLine };
  }

  remove(): void {
    for (const part of this.parts) {
      part.close();
      rmSync(part.file, { force: true });
    }
  }

  private write(lines: Buffer): void {
    this.size += lines.length;
    const smallest = this.parts.reduce((best, part) => (part.size < best.size ? part : best));
    smallest.write(lines);
  }
}

/** Whether no record is longer than DuckDB is given. */
export function areShort({ starts, ends }: RecordPlaces): boolean {
  return starts.every((start, place) => (ends[place] ?? start) - start <= longestRecord);
}

class Part {
  readonly file: string;
  size = 0;
  private descriptor: number | undefined;

  constructor(file: string) {
    this.file = file;
    this.descriptor = openSync(file, 'w', 0o600);
  }

  /** Into the memory of the system, which is faster than to hand it to another thread. */
  write(lines: Buffer): void {
    for (let at = 0; this.descriptor !== undefined && at < lines.length;) {
      at += writeSync(this.descriptor, lines, at);
    }
    this.size += lines.length;
  }

  close(): void {
    if (this.descriptor !== undefined) {
      closeSync(this.descriptor);
      this.descriptor = undefined;
    }
  }
}
