/**
 * Which row has which key, for telling duplicates apart: event ids, which are UUIDs and are kept in 16 bytes each, and
 * any other text.
 */
export class IdIndex {
  /** Four words for each row, all zero for a row whose key is no UUID. */
  private words = new Uint32Array(4 * 1024);
  /** Rows by their hash, plus one; 0 is free. */
  private table = new Int32Array(4096);
  private uuids = 0;
  private length = 0;
  private readonly others = new Map<string, number>();
  private readonly otherKeys = new Map<number, string>();
  private readonly parsed = new Uint32Array(4);

  /** Bytes that the index holds for UUIDs. */
  get bytes(): number {
    return this.words.byteLength + this.table.byteLength;
  }

  /** Takes the key for the next row; false, and no row, if a row has it already. */
  add(key: string): boolean {
    if (this.length * 4 === this.words.length) {
      const larger = new Uint32Array(this.words.length * 2);
      larger.set(this.words);
      this.words = larger;
    }
    return this.parse(key) ? this.addParsed() : this.addOther(key);
  }

  /** The row with the key. */
  find(key: string): number | undefined {
    if (!this.parse(key)) {
      return this.others.get(key);
    }
    const row = (this.table[this.slot()] ?? 0) - 1;
    return row < 0 ? undefined : row;
  }

  keyOf(row: number): string {
    return this.otherKeys.get(row) ?? this.uuidOf(row);
  }

  /** An order of rows by their keys that does not depend on the order in which they came. */
  compare(left: number, right: number): number {
    for (let word = 0; word < 4; word += 1) {
      const difference = (this.words[left * 4 + word] ?? 0) - (this.words[right * 4 + word] ?? 0);
      if (difference !== 0) {
        return difference;
      }
    }
    const [leftKey = '', rightKey = ''] = [this.otherKeys.get(left), this.otherKeys.get(right)];
    return leftKey < rightKey ? -1 : leftKey > rightKey ? 1 : 0;
  }

  private addOther(key: string): boolean {
    if (this.others.has(key)) {
      return false;
    }
    this.others.set(key, this.length);
    this.otherKeys.set(this.length, key);
    this.length += 1;
    return true;
  }

  private addParsed(): boolean {
    const slot = this.slot();
    if (this.table[slot] !== 0) {
      return false;
    }
    this.words.set(this.parsed, this.length * 4);
    this.length += 1;
    this.table[slot] = this.length;
    this.uuids += 1;
    if (this.uuids * 2 > this.table.length) {
      this.rehash();
    }
    return true;
  }

  /** The place in the table of the parsed key, or the free one where it belongs. */
  private slot(): number {
    const mask = this.table.length - 1;
    let slot = hash(this.parsed, 0) & mask;
    for (let entry = this.table[slot] ?? 0; entry !== 0; entry = this.table[slot] ?? 0) {
      if (this.isParsed((entry - 1) * 4)) {
        return slot;
      }
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private isParsed(at: number): boolean {
    return (
      this.words[at] === this.parsed[0] &&
      this.words[at + 1] === this.parsed[1] &&
      this.words[at + 2] === this.parsed[2] &&
      this.words[at + 3] === this.parsed[3]
    );
  }

  private rehash(): void {
    const old = this.table;
    this.table = new Int32Array(old.length * 2);
    const mask = this.table.length - 1;
    for (const entry of old) {
      if (entry !== 0) {
        let slot = hash(this.words, (entry - 1) * 4) & mask;
        while (this.table[slot] !== 0) {
          slot = (slot + 1) & mask;
        }
        this.table[slot] = entry;
      }
    }
  }

  /** Reads a UUID in small letters into `parsed`; false for any other text, and for the one of zeros alone. */
  private parse(key: string): boolean {
    if (key.length !== 36) {
      return false;
    }
    this.parsed.fill(0);
    let digits = 0;
    for (let index = 0; index < 36; index += 1) {
      const unit = key.charCodeAt(index);
      if (index === 8 || index === 13 || index === 18 || index === 23) {
        if (unit !== 0x2d) {
          return false;
        }
        continue;
      }
      const digit =
        unit >= 0x30 && unit <= 0x39 ? unit - 0x30 : unit >= 0x61 && unit <= 0x66 ? unit - 0x57 : -1;
      if (digit < 0) {
        return false;
      }
      const word = digits >> 3;
      this.parsed[word] = ((this.parsed[word] ?? 0) << 4) | digit;
      digits += 1;
    }
    return this.parsed.some((word) => word !== 0);
  }

  private uuidOf(row: number): string {
    const hex = Array.from({ length: 4 }, (_, word) =>
      (this.words[row * 4 + word] ?? 0).toString(16).padStart(8, '0'),
    ).join('');
    return [8, 12, 16, 20, 32].map((end, index, ends) => hex.slice(ends[index - 1] ?? 0, end)).join('-');
  }
}

/** A UUID's bits are random, but tests and hostile records count them up. */
function hash(words: Uint32Array, at: number): number {
  let mixed = 0;
  for (let word = 0; word < 4; word += 1) {
    mixed = Math.imul(mixed ^ (words[at + word] ?? 0), 0x9e3779b1);
    mixed ^= mixed >>> 15;
  }
  return mixed >>> 0;
}
