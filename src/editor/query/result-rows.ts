import { toTrailscopeError, type TrailscopeError } from '../../core/failures/failure.ts';
import type { JsonValue } from '../../core/json.ts';
import type { LogColumn, LogQueryResult, LogRow } from '../../core/log-engine.ts';

/** How much of a result is kept here. What is beyond can be exported. */
export interface ResultLimits {
  readonly rows: number;
  /** In characters, about. */
  readonly size: number;
}

export const usualLimits: ResultLimits = { rows: 200_000, size: 64_000_000 };

/** Where the rows end: there are more to ask for; that is all; no more are kept; the query was left; or it failed. */
export type RowsEnding = 'more' | 'all' | 'limit' | 'left' | TrailscopeError;

/** The rows of a result, as far as they were asked for. */
export class ResultRows {
  readonly columns: readonly LogColumn[];
  readonly #rows: LogRow[] = [];
  readonly #pages: AsyncIterator<readonly LogRow[]>;
  readonly #limits: ResultLimits;
  #ending: RowsEnding = 'more';
  #size = 0;
  #next: Promise<void> | undefined;

  constructor({ columns, pages }: LogQueryResult, limits: ResultLimits = usualLimits) {
    this.columns = columns;
    this.#pages = pages[Symbol.asyncIterator]();
    this.#limits = limits;
  }

  get ending(): RowsEnding {
    return this.#ending;
  }

  get count(): number {
    return this.#rows.length;
  }

  at(row: number): LogRow | undefined {
    return this.#rows[row];
  }

  slice(from: number, to: number): readonly LogRow[] {
    return this.#rows.slice(from, to);
  }

  /** Asks for rows until there are so many, or no more. Never fails: {@link ending} tells. */
  async upTo(count: number): Promise<void> {
    while (this.#ending === 'more' && this.#rows.length < count) {
      this.#next ??= this.#page();
      await this.#next;
    }
  }

  /** Leaves the query; the rows that are there stay. */
  leave(): void {
    if (this.#ending === 'more') {
      this.#ending = 'left';
      this.#end();
    }
  }

  async #page(): Promise<void> {
    try {
      const page = await this.#pages.next();
      if (page.done !== true) {
        this.#keep(page.value);
      } else if (this.#ending === 'more') {
        this.#ending = 'all';
      }
    } catch (thrown) {
      if (this.#ending === 'more') {
        this.#ending = toTrailscopeError(thrown);
      }
    }
    this.#next = undefined;
  }

  #keep(page: readonly LogRow[]): void {
    for (const row of page) {
      if (this.#rows.length >= this.#limits.rows || this.#size >= this.#limits.size) {
        this.#ending = 'limit';
        this.#end();
        return;
      }
      this.#rows.push(row);
      this.#size += sizeOf(row);
    }
  }

  #end(): void {
    this.#pages.return?.().catch(() => {
      // The query has come to its end by itself.
    });
  }
}

/** About how many characters a value takes. */
function sizeOf(value: JsonValue | undefined): number {
  if (typeof value === 'string') {
    return value.length;
  }
  if (typeof value !== 'object' || value === null) {
    return 8;
  }
  return Object.values(value).reduce<number>((sum, each) => sum + 8 + sizeOf(each), 0);
}
