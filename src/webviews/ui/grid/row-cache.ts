/** A row as the host tells it. */
interface NumberedRow {
  /** The number by which the host knows it. */
  readonly row: number;
}

/** Rows, and the revision of the table that they are of. */
interface RowsOf<Row> {
  readonly revision: number;
  readonly rows: readonly Row[];
}

/** Rows are asked for and kept in blocks of this many. */
export const blockSize = 100;

/** The host answers for at most this many rows at once. */
const mostRows = 500;

/** Blocks that are kept; the farthest from the screen go first. */
const mostBlocks = 60;

interface Block<Row> {
  readonly rows: readonly Row[];
  /** The newest revision of the table that it is known to be of. */
  readonly revision: number;
}

/**
 * The rows near the screen, by their places in the sorted table. Rows of an older revision stay until the new ones
 * have come, so that the table does not flicker while rows are read. One request is under way at a time, and always
 * for what is wanted by then: a scroll through a million rows asks for the few that it rests at.
 */
export class RowCache<Row extends NumberedRow> {
  readonly #ask: (from: number, to: number) => Promise<RowsOf<Row> | undefined>;
  readonly #onRows: () => void;
  readonly #blocks = new Map<number, Block<Row>>();
  #revision = 0;
  /** Changes when all that is under way has lost its meaning. */
  #era = 0;
  #wanted = { first: 0, last: -1 };
  #isBusy = false;
  /** What the host could not answer; it is not asked for it again until something changes. */
  #refused: string | undefined;

  constructor(ask: (from: number, to: number) => Promise<RowsOf<Row> | undefined>, onRows: () => void) {
    this.#ask = ask;
    this.#onRows = onRows;
  }

  /** Forgets all rows: their order is another one. */
  clear(): void {
    this.#blocks.clear();
    this.#era += 1;
    this.#refused = undefined;
    void this.#next();
  }

  /** The table is of this revision now. */
  outdate(revision: number): void {
    this.#revision = revision;
    void this.#next();
  }

  /** Keeps the places `first` to `last` (inclusive) at hand. */
  want(first: number, last: number): void {
    this.#wanted = { first, last };
    void this.#next();
  }

  /** The row at a place; undefined while it has not come. */
  at(place: number): Row | undefined {
    return this.#blocks.get(Math.floor(place / blockSize))?.rows[place % blockSize];
  }

  /** The place of a row among those at hand, by the host's number for it. */
  placeOf(row: number): number | undefined {
    for (const [block, { rows }] of this.#blocks) {
      const at = rows.findIndex((each) => each.row === row);
      if (at >= 0) {
        return block * blockSize + at;
      }
    }
    return undefined;
  }

  async #next(): Promise<void> {
    const range = this.#isBusy ? undefined : this.#missing();
    if (range === undefined) {
      return;
    }
    const { from, to } = range;
    const asked = { era: this.#era, revision: this.#revision };
    this.#isBusy = true;
    const answer = await this.#ask(from, to);
    this.#isBusy = false;
    if (asked.era === this.#era) {
      if (answer === undefined) {
        this.#refused = this.#key(from, to);
      } else {
        this.#keep(from, to, answer.rows, Math.max(answer.revision, asked.revision));
        this.#onRows();
      }
    }
    void this.#next();
  }

  /** The blocks between the first and the last one that are missing or old, as far as one request goes. */
  #missing(): { readonly from: number; readonly to: number } | undefined {
    const { first, last } = this.#wanted;
    let [from, to]: (number | undefined)[] = [];
    for (let block = Math.floor(first / blockSize); block * blockSize <= last; block += 1) {
      const known = this.#blocks.get(block);
      if (known === undefined || known.revision < this.#revision) {
        from ??= block * blockSize;
        to = Math.min((block + 1) * blockSize, from + mostRows);
      }
    }
    return from === undefined || to === undefined || this.#refused === this.#key(from, to)
      ? undefined
      : { from, to };
  }

  #key(from: number, to: number): string {
    return `${from} ${to} ${this.#revision}`;
  }

  #keep(from: number, to: number, rows: readonly Row[], revision: number): void {
    for (let start = from; start < to; start += blockSize) {
      const own = rows.slice(start - from, start - from + blockSize);
      this.#blocks.set(start / blockSize, { rows: own, revision });
    }
    const middle = (this.#wanted.first + this.#wanted.last) / 2 / blockSize;
    const far = [...this.#blocks.keys()].sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle));
    for (const block of far.slice(mostBlocks)) {
      this.#blocks.delete(block);
    }
  }
}
