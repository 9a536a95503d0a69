const hexPairs = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const keyAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/**
 * A source of numbers and identifiers that only its seed decides (the generator is sfc32). Not for secrets.
 */
export class Random {
  private readonly seed: number;
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number) {
    this.seed = seed | 0;
    this.a = 0x9e3779b9 | 0;
    this.b = 0x243f6a88 | 0;
    this.c = this.seed;
    // The first numbers of sfc32 are still close to its seed.
    for (let i = 0; i < 12; i += 1) {
      this.next();
    }
  }

  /** A source of its own for the label: it is the same however many numbers were drawn from this one. */
  fork(label: string): Random {
    let hash = this.seed ^ 0x811c9dc5;
    for (let i = 0; i < label.length; i += 1) {
      hash = Math.imul(hash ^ label.charCodeAt(i), 0x01000193);
    }
    return new Random(hash);
  }

  /** An unsigned integer of 32 bits. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** A number from 0 up to but not including 1. */
  unit(): number {
    return this.next() / 0x100000000;
  }

  /** An integer from 0 up to but not including the bound. */
  below(bound: number): number {
    return Math.floor(this.unit() * bound);
  }

  /** An integer from the first to the last, both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  /** True with the probability given. */
  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** One of the items, each as likely as any other. Throws RangeError when there is none. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) {
      throw new RangeError('There is nothing to pick from.');
    }
    return items[this.below(items.length)] as T;
  }

  /** Hexadecimal digits in lower case, as in EC2's ids. */
  hex(length: number): string {
    let digits = '';
    while (digits.length < length) {
      const word = this.next();
      digits += pair(word) + pair(word >>> 8) + pair(word >>> 16) + pair(word >>> 24);
    }
    return digits.slice(0, length);
  }

  /** A UUID of version 4, as in event ids and most request ids. */
  uuid(): string {
    const [p, q, r, s] = [this.next(), this.next(), this.next(), this.next()];
    const head = pair(p) + pair(p >>> 8) + pair(p >>> 16) + pair(p >>> 24);
    const middle = `${pair(q)}${pair(q >>> 8)}-${pair(((q >>> 16) & 0x0f) | 0x40)}${pair(q >>> 24)}`;
    const variant = pair((r & 0x3f) | 0x80) + pair(r >>> 8);
    const tail = pair(r >>> 16) + pair(r >>> 24) + pair(s) + pair(s >>> 8) + pair(s >>> 16) + pair(s >>> 24);
    return `${head}-${middle}-${variant}-${tail}`;
  }

  /** Capital letters and the digits 2 to 7, as in access key ids and unique ids of IAM. */
  keyCharacters(length: number): string {
    return this.characters(length, keyAlphabet, 5);
  }

  /** Characters of base64 without padding, as in tokens and checksums. */
  base64(length: number): string {
    return this.characters(length, base64Alphabet, 6);
  }

  private characters(length: number, alphabet: string, bits: number): string {
    const mask = alphabet.length - 1;
    const perWord = Math.floor(32 / bits);
    let text = '';
    while (text.length < length) {
      let word = this.next();
      for (let i = 0; i < perWord && text.length < length; i += 1) {
        text += alphabet.charAt(word & mask);
        word >>>= bits;
      }
    }
    return text;
  }
}

function pair(word: number): string {
  return hexPairs[word & 0xff] ?? '';
}
