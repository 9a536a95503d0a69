/** Entries by number, each once. Number 0 is kept for "none". */
export class Dictionary<Entry> {
  private readonly codes = new Map<string, number>();
  private readonly entries: Entry[] = [];

  /** One more than the largest code. */
  get size(): number {
    return this.entries.length + 1;
  }

  /** The code of the entry with this key; an entry is made for a key that is new. */
  codeOf(key: string, make: () => Entry): number {
    const known = this.codes.get(key);
    if (known !== undefined) {
      return known;
    }
    const code = this.entries.push(make());
    this.codes.set(key, code);
    return code;
  }

  /** The entry of a code; undefined for 0. */
  at(code: number): Entry | undefined {
    return this.entries[code - 1];
  }
}
