import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { RecordStore } from '../../core/query/event-set/record-store.ts';

/** Records that are compressed together: enough to find what they have in common, few enough to open at once. */
const blockSize = 128;

/** Blocks that stay open: what is on the screen, and what a sort or an export goes through. */
const openBlocks = 32;

/** So many records take 200 MB as they are, and are searched by text five times as fast. */
const plainRecords = 100_000;

/**
 * The texts of records: the first as they are, and all more in about a tenth of their size, for records are much
 * alike. Those of one block are compressed together once the block is full, and opened together when one of them is
 * asked for.
 */
export class CompressedRecords implements RecordStore {
  readonly #plain: string[] = [];
  readonly #mostPlain: number;
  readonly #blocks: Uint8Array[] = [];
  readonly #open = new Map<number, readonly string[]>();
  #last: string[] = [];

  /** @param mostPlain how many records are kept as they are */
  constructor(mostPlain = plainRecords) {
    this.#mostPlain = mostPlain;
  }

  /** Bytes of what is compressed. */
  get bytes(): number {
    return this.#blocks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  push(text: string): void {
    if (this.#plain.length < this.#mostPlain) {
      this.#plain.push(text);
      return;
    }
    this.#last.push(text);
    if (this.#last.length === blockSize) {
      this.#blocks.push(deflateRawSync(JSON.stringify(this.#last), { level: 3 }));
      this.#last = [];
    }
  }

  at(row: number): string {
    const packed = row - this.#plain.length;
    if (packed < 0) {
      return this.#plain[row] ?? '';
    }
    const block = Math.floor(packed / blockSize);
    const texts = block === this.#blocks.length ? this.#last : this.#opened(block);
    return texts[packed % blockSize] ?? '';
  }

  #opened(block: number): readonly string[] {
    const known = this.#open.get(block);
    if (known !== undefined) {
      return known;
    }
    const compressed = this.#blocks[block];
    const texts =
      compressed === undefined
        ? []
        : (JSON.parse(inflateRawSync(compressed).toString()) as readonly string[]);
    this.#open.set(block, texts);
    const [oldest] = this.#open.keys();
    if (this.#open.size > openBlocks && oldest !== undefined) {
      this.#open.delete(oldest);
    }
    return texts;
  }
}
