/** Details of this many things are read unasked; those of others when the user comes to them. */
const mostAhead = 20;

/** How many are read at a time: the services limit how often they may be asked. */
const atOnce = 3;

/** Reads details of the things in a list, a few at a time, those that the user looks at first. */
export class LazyDetails<Detail> {
  readonly #read: (id: string) => Promise<Detail>;
  readonly #onDetail: () => void;
  readonly #details = new Map<string, Detail>();
  readonly #known = new Set<string>();
  #waiting: string[] = [];
  #running = 0;
  #idle: (() => void)[] = [];

  /** @param read may fail, which leaves the thing without details */
  constructor(read: (id: string) => Promise<Detail>, onDetail: () => void) {
    this.#read = read;
    this.#onDetail = onDetail;
  }

  of(id: string): Detail | undefined {
    return this.#details.get(id);
  }

  /** Wants the details of those at the beginning of a list. */
  ahead(ids: readonly string[]): void {
    const fresh = ids.slice(0, mostAhead).filter((id) => !this.#known.has(id));
    fresh.forEach((id) => this.#known.add(id));
    this.#waiting.push(...fresh);
    this.#work();
  }

  /** Wants the details of one before all others. */
  now(id: string): void {
    if (!this.#known.has(id) || this.#waiting.includes(id)) {
      this.#known.add(id);
      this.#waiting = [id, ...this.#waiting.filter((other) => other !== id)];
      this.#work();
    }
  }

  /** Resolves when nothing is read any more. */
  async idle(): Promise<void> {
    if (this.#running > 0) {
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    }
  }

  #work(): void {
    while (this.#running < atOnce && this.#waiting.length > 0) {
      const id = this.#waiting.shift() ?? '';
      this.#running += 1;
      void this.#readOne(id);
    }
  }

  async #readOne(id: string): Promise<void> {
    try {
      this.#details.set(id, await this.#read(id));
      this.#onDetail();
    } catch {
      // What cannot be looked at can be chosen all the same: the review says why it will not do.
    }
    this.#running -= 1;
    this.#work();
    if (this.#running === 0) {
      this.#idle.splice(0).forEach((done) => {
        done();
      });
    }
  }
}
