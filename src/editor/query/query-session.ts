import { cancelled, isCancelled, TrailscopeError, toTrailscopeError } from '../../core/failures/failure.ts';
import type { JsonValue } from '../../core/json.ts';
import type { ExportTarget, LogSet } from '../../core/log-engine.ts';
import type { Clock } from '../../core/ports.ts';
import { fieldIs } from '../../core/query/field-value.ts';
import type { ResultSort } from '../../protocol/query-results.ts';
import { Emitter, type Ending } from '../emitter.ts';
import type { EventItem } from '../events/event-selection.ts';
import { eventOfLog } from '../opened-logs/log-event.ts';
import type { OpenedLog, OpenedLogs } from '../opened-logs/opened-logs.ts';
import { sortedQuery } from './language/query-text.ts';
import { ResultRows } from './result-rows.ts';

/** What is asked. */
export interface Question {
  readonly log: OpenedLog;
  readonly sql: string;
  /** Where in the document the SQL begins, in UTF-16 units. */
  readonly offset: number;
  readonly sort?: ResultSort;
}

/** How the query of a session stands; times in milliseconds. */
export type QueryState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly since: number; readonly stage: 'opening' | 'asking' }
  | { readonly kind: 'done'; readonly took: number }
  | { readonly kind: 'failed'; readonly error: TrailscopeError }
  /** The files were read without DuckDB, so there is no SQL. */
  | { readonly kind: 'no-sql'; readonly why: string | undefined }
  | { readonly kind: 'cancelled'; readonly took: number };

/** A result, with the question that it answers. */
interface Result {
  /** Tells results apart. */
  readonly number: number;
  readonly question: Question;
  readonly rows: ResultRows;
}

/** Rows that are asked for at once, so that a scroll meets rows that are there. */
const ahead = 2048;

/** The query of one document: it is run, its rows are pulled as they are wanted, and its events opened. */
export class QuerySession implements Ending {
  readonly #logs: Pick<OpenedLogs, 'open'>;
  readonly #clock: Clock;
  readonly #changed = new Emitter<undefined>();
  readonly onDidChange = this.#changed.event;
  #abort = new AbortController();
  #state: QueryState = { kind: 'idle' };
  #question: Question | undefined;
  #result: Result | undefined;
  #results = 0;
  /** The files that were opened last. */
  #opened: { readonly log: OpenedLog; readonly set: LogSet } | undefined;

  constructor(logs: Pick<OpenedLogs, 'open'>, clock: Clock) {
    this.#logs = logs;
    this.#clock = clock;
  }

  get state(): QueryState {
    return this.#state;
  }

  /** What was asked last. */
  get question(): Question | undefined {
    return this.#question;
  }

  /** The last result, which stays until the next one is there. */
  get result(): Result | undefined {
    return this.#result;
  }

  /** The set of these files where they are the ones that are open here: for those who only want to look. */
  setOf({ key }: OpenedLog): LogSet | undefined {
    const { log, set } = this.#opened ?? {};
    return log?.key === key && set?.isLost === false ? set : undefined;
  }

  /** Opens files ahead of the first query. A failure is left to that. */
  async prepare(log: OpenedLog): Promise<void> {
    try {
      await this.#open(log, this.#abort.signal);
    } catch {
      // The query will tell.
    }
  }

  /** Runs a query in place of the one before; resolves when its first rows are there, or it has none. Never fails. */
  async run(question: Question): Promise<void> {
    const before = this.#abort;
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const since = this.#clock.now();
    this.#question = question;
    this.#result?.rows.leave();
    this.#show({ kind: 'running', since, stage: 'opening' });
    const asking = this.#ask(question, since, signal);
    // Only now: files that were being read for the one before are read on for this one.
    before.abort();
    const state = await asking;
    if (signal === this.#abort.signal) {
      if (state.kind !== 'done') {
        this.#result = undefined;
      }
      this.#show(state);
      void this.#more(ahead);
    }
  }

  cancel(): void {
    if (this.#state.kind === 'running') {
      const took = this.#clock.now() - this.#state.since;
      this.#stop();
      this.#result = undefined;
      this.#show({ kind: 'cancelled', took });
    }
  }

  /** Runs the query again for its rows in another order. */
  async sort(sort: ResultSort): Promise<void> {
    const { question } = this.#result ?? {};
    await (question && this.run({ ...question, sort }));
  }

  /** Rows of a result; fewer where there are not so many, none where another result has come. */
  rows(result: number, from: number, to: number): readonly (readonly JsonValue[])[] {
    const { number, rows } = this.#result ?? {};
    if (rows === undefined || number !== result) {
      return [];
    }
    if (to + ahead / 2 > rows.count) {
      void this.#more(rows.count + 1);
    }
    return rows.slice(from, to);
  }

  /** A value of a result; undefined where there is none. */
  value(result: number, row: number, column: number): JsonValue | undefined {
    return this.rows(result, row, row + 1)[0]?.[column];
  }

  /** The index of the column with ids of events; undefined for rows that are none. */
  get eventColumn(): number | undefined {
    const at = this.#result?.rows.columns.findIndex(({ name }) => name.toLowerCase() === 'eventid') ?? -1;
    return at < 0 ? undefined : at;
  }

  /**
   * The event of a row; undefined for a row without one.
   *
   * @throws TrailscopeError
   */
  async eventOf(result: number, row: number): Promise<EventItem | undefined> {
    const { eventColumn } = this;
    const id = eventColumn === undefined ? undefined : this.value(result, row, eventColumn);
    const log = this.#result?.question.log;
    if (typeof id !== 'string' || log === undefined) {
      return undefined;
    }
    const { signal } = this.#abort;
    const set = this.setOf(log) ?? (await this.#open(log, signal));
    const view = await set.view({ filter: fieldIs('id', id), now: this.#clock.now() }, signal);
    try {
      const [found] = await view.rows(0, 1, { by: 'time', descending: true }, signal);
      return found && eventOfLog(log, (await set.record(found.row, signal)).record);
    } finally {
      view.close();
    }
  }

  /**
   * Writes all rows of a query to a file.
   *
   * @throws TrailscopeError
   */
  async export(question: Question, target: ExportTarget, signal: AbortSignal): Promise<number> {
    const set = await this.#logs.open(question.log, signal);
    try {
      failWithoutSql(set);
      return (await set.export({ sql: sqlOf(question) }, target, signal)).rows;
    } finally {
      set.close();
    }
  }

  dispose(): void {
    this.#stop();
    this.#opened?.set.close();
    this.#opened = undefined;
  }

  async #ask(question: Question, since: number, signal: AbortSignal): Promise<QueryState> {
    try {
      const set = await this.#open(question.log, signal);
      if (set.report.engine === 'plain') {
        return { kind: 'no-sql', why: set.report.why };
      }
      if (signal === this.#abort.signal) {
        this.#show({ kind: 'running', since, stage: 'asking' });
      }
      const rows = new ResultRows(await set.query({ sql: sqlOf(question) }, signal));
      await rows.upTo(1);
      if (rows.ending instanceof TrailscopeError) {
        throw rows.ending;
      }
      if (signal === this.#abort.signal) {
        this.#results += 1;
        this.#result = { number: this.#results, question, rows };
      } else {
        rows.leave();
      }
      return { kind: 'done', took: this.#clock.now() - since };
    } catch (thrown) {
      const error = toTrailscopeError(thrown);
      return isCancelled(error)
        ? { kind: 'cancelled', took: this.#clock.now() - since }
        : { kind: 'failed', error };
    }
  }

  /** The set of these files: the one that others read anew since, if there is one. */
  async #open(log: OpenedLog, signal: AbortSignal): Promise<LogSet> {
    const set = await this.#logs.open(log, signal);
    if (signal.aborted) {
      set.close();
      throw cancelled();
    }
    this.#opened?.set.close();
    this.#opened = { log, set };
    return set;
  }

  async #more(count: number): Promise<void> {
    const rows = this.#result?.rows;
    if (rows?.ending !== 'more') {
      return;
    }
    await rows.upTo(count);
    if (rows === this.#result?.rows) {
      this.#changed.fire(undefined);
    }
  }

  /** Ends what is under way; the rows that are there stay. */
  #stop(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#result?.rows.leave();
  }

  #show(state: QueryState): void {
    this.#state = state;
    this.#changed.fire(undefined);
  }
}

function sqlOf({ sql, sort }: Question): string {
  return sort === undefined ? sql : sortedQuery(sql, sort);
}

function failWithoutSql({ report }: LogSet): void {
  if (report.engine === 'plain') {
    throw new TrailscopeError({ kind: 'unavailable' }, report.why ?? 'SQL needs DuckDB.');
  }
}
