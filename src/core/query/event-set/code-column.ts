type Codes = Uint8Array | Uint16Array | Uint32Array;

/** A growing column of small whole numbers, in as few bytes each as the largest needs. */
export class CodeColumn {
  length = 0;
  private data: Codes = new Uint8Array(1024);

  /** The codes; what lies behind {@link length} means nothing. Valid until the next push. */
  get codes(): Codes {
    return this.data;
  }

  /** Bytes that the column holds. */
  get bytes(): number {
    return this.data.byteLength;
  }

  at(row: number): number {
    return this.data[row] ?? 0;
  }

  push(code: number): void {
    if (this.length === this.data.length) {
      this.data = copied(this.data, this.data.length * 2, this.data.BYTES_PER_ELEMENT);
    }
    const needed = code < 0x100 ? 1 : code < 0x10000 ? 2 : 4;
    if (needed > this.data.BYTES_PER_ELEMENT) {
      this.data = copied(this.data, this.data.length, needed);
    }
    this.data[this.length] = code;
    this.length += 1;
  }
}

function copied(from: Codes, length: number, width: number): Codes {
  const to =
    width === 1 ? new Uint8Array(length) : width === 2 ? new Uint16Array(length) : new Uint32Array(length);
  to.set(from);
  return to;
}
