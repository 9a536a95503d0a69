import { open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '../../core/json.ts';

/** A stretch of text that DuckDB reads in one statement: a line per file or per some of its records. */
export interface SpooledBatch {
  readonly parts: readonly string[];
  /** Bytes of the longest line. */
  readonly longestLine: number;
}

/** Lines of records that are put together here are cut when they reach this many characters. */
const lineLength = 8 * 1024 * 1024;

/** Bytes that are gathered before they are written. */
const bufferSize = 4 * 1024 * 1024;

const [lineFeed, carriageReturn, space] = [0x0a, 0x0d, 0x20];

/**
 * Writes the contents of log files for DuckDB: one JSON object per line, with the number of the file (`f`), the place of
 * the first record within it (`b`) and `Records`. Several parts, so that as many threads can read them. DuckDB is never
 * given a user's file: what it reads has been inflated and looked at, and does not change.
 */
export class Spool {
  private readonly parts: Part[] = [];
  private longestLine = 0;
  private size = 0;

  /** @param count of parts */
  static async create(folder: string, name: string, count: number): Promise<Spool> {
    const spool = new Spool();
    for (let index = 0; index < count; index++) {
      spool.parts.push(await Part.create(path.join(folder, `${name}-${index}.ndjson`)));
    }
    return spool;
  }

  /** Bytes written so far. */
  get bytes(): number {
    return this.size;
  }

  /** Takes a content that is one object with `Records`, from `start` to `end`. Its line ends become spaces, in place. */
  async addContent(file: number, bytes: Buffer, start: number, end: number): Promise<void> {
    const content = bytes.subarray(start + 1, end);
    replaceAll(content, lineFeed);
    replaceAll(content, carriageReturn);
    await this.addLine([Buffer.from(`{"f":${file},`), content]);
  }

  /** Takes records that have the types of the columns. */
  async addRecords(file: number, records: Iterable<JsonObject>): Promise<void> {
    let [line, begin, next] = ['', 0, 0];
    for (const record of records) {
      line += `${line === '' ? '' : ','}${wellFormed(JSON.stringify(record))}`;
      next += 1;
      if (line.length >= lineLength) {
        await this.addLine([Buffer.from(`{"f":${file},"b":${begin},"Records":[${line}]}`)]);
        [line, begin] = ['', next];
      }
    }
    if (line !== '') {
      await this.addLine([Buffer.from(`{"f":${file},"b":${begin},"Records":[${line}]}`)]);
    }
  }

  async finish(): Promise<SpooledBatch> {
    await Promise.all(this.parts.map((part) => part.close()));
    const parts = this.parts.filter(({ size }) => size > 0).map(({ file }) => file);
    return { parts, longestLine: this.longestLine };
  }

  async remove(): Promise<void> {
    await Promise.all(
      this.parts.map(async (part) => {
        await part.close();
        await rm(part.file, { force: true });
      }),
    );
  }

  private async addLine(pieces: readonly Buffer[]): Promise<void> {
    const length = pieces.reduce((sum, { length: bytes }) => sum + bytes, 1);
    this.longestLine = Math.max(this.longestLine, length);
    this.size += length;
    const smallest = this.parts.reduce((best, part) => (part.size < best.size ? part : best));
    await smallest.write([...pieces, newLine]);
  }
}

const newLine = Buffer.from('\n');

/** JSON between members has line ends only as white space. */
function replaceAll(bytes: Buffer, byte: number): void {
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) {
    bytes[at] = space;
  }
}

/** DuckDB takes no text with half a surrogate pair, which JSON can write as an escape. */
function wellFormed(json: string): string {
  return json.includes('\\ud')
    ? json.replace(/(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/gi, '$1\\ufffd')
    : json;
}

class Part {
  readonly file: string;
  size = 0;
  private readonly handle: FileHandle;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private isOpen = true;

  private constructor(file: string, handle: FileHandle) {
    this.file = file;
    this.handle = handle;
  }

  static async create(file: string): Promise<Part> {
    return new Part(file, await open(file, 'w', 0o600));
  }

  async write(pieces: readonly Buffer[]): Promise<void> {
    for (const piece of pieces) {
      this.waiting.push(piece);
      this.waitingBytes += piece.length;
      this.size += piece.length;
    }
    if (this.waitingBytes >= bufferSize) {
      await this.flush();
    }
  }

  async close(): Promise<void> {
    if (this.isOpen) {
      this.isOpen = false;
      try {
        await this.flush();
      } finally {
        await this.handle.close();
      }
    }
  }

  private async flush(): Promise<void> {
    const buffers = this.waiting;
    [this.waiting, this.waitingBytes] = [[], 0];
    if (buffers.length > 0) {
      const wanted = buffers.reduce((sum, { length }) => sum + length, 0);
      const { bytesWritten } = await this.handle.writev(buffers);
      if (bytesWritten !== wanted) {
        throw Object.assign(new Error('The disk took only a part of what was written.'), { code: 'ENOSPC' });
      }
    }
  }
}
