import { beforeEach, describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { english } from '../../core/localize.ts';
import type { LogEngine, LogQuery, LogReport, LogRow, LogSet } from '../../core/log-engine.ts';
import { printFilter } from '../../core/query/print-filter.ts';
import { OpenedLogs, type LogState, type OpenedLog } from '../opened-logs/opened-logs.ts';
import { QuerySession } from './query-session.ts';
import { queryStatus } from './query-status.ts';

const log: OpenedLog = { key: '/logs', paths: ['/logs'], name: 'logs' };
let reading: LogState = { kind: 'unread' };
const words = {
  t: english,
  language: 'en',
  stateOf: () => reading,
  lineAt: (offset: number) => ({ line: 1, column: offset + 1 }),
};
const cancelled = () => new TrailscopeError({ kind: 'cancelled' }, 'Cancelled.');

/** What a fake engine answers: pages of rows, or what it fails with in the place of one. */
type Answer = readonly (readonly LogRow[] | TrailscopeError)[];

/** An engine that answers when it is told to. */
class FakeLogs {
  readonly asked: string[] = [];
  readonly openedKeys: string[] = [];
  readonly exported: string[] = [];
  /** Queries that were left before their end. */
  left = 0;
  open_ = 0;
  engine: LogReport['engine'] = 'duckdb';
  isLost = false;
  columns = [
    { name: 'eventID', type: 'VARCHAR' },
    { name: 'n', type: 'BIGINT' },
  ];
  answers: Answer[] = [];
  /** Queries wait for this. */
  gate: Promise<void> = Promise.resolve();
  failure: TrailscopeError | undefined;
  filters: string[] = [];

  async open({ key }: OpenedLog, signal: AbortSignal): Promise<LogSet> {
    this.openedKeys.push(key);
    await Promise.resolve();
    if (this.failure !== undefined) {
      throw this.failure;
    }
    if (signal.aborted) {
      throw cancelled();
    }
    this.open_ += 1;
    let isOpen = true;
    const isLost = () => this.isLost;
    const event = eventAt('2026-11-19T14:02:11Z', 'found');
    return {
      report: { engine: this.engine, why: 'The binding is missing.' } as LogReport,
      get isLost() {
        return isLost();
      },
      query: (query, asked) => this.#query(query, asked),
      export: ({ sql }) => {
        this.exported.push(sql);
        return Promise.resolve({ rows: 3 });
      },
      view: ({ filter }) => {
        this.filters.push(printFilter(filter));
        const found = printFilter(filter) === 'id:found' ? [{ row: 5, event }] : [];
        return Promise.resolve({ rows: () => Promise.resolve(found), close: () => undefined } as never);
      },
      record: (row) => Promise.resolve({ record: row === 5 ? event.record : {}, path: '' }),
      kept: () => Promise.resolve(undefined),
      close: () => {
        this.open_ -= isOpen ? 1 : 0;
        isOpen = false;
      },
    };
  }

  async #query({ sql }: LogQuery, signal: AbortSignal) {
    this.asked.push(sql);
    const answer = this.answers.shift() ?? [];
    await this.gate;
    if (signal.aborted) {
      throw cancelled();
    }
    if (answer[0] instanceof TrailscopeError) {
      throw answer[0];
    }
    const pages = [...answer];
    const next = async () => {
      await Promise.resolve();
      if (signal.aborted) {
        throw cancelled();
      }
      const page = pages.shift();
      if (page instanceof TrailscopeError) {
        throw page;
      }
      return page === undefined
        ? ({ done: true, value: undefined } as const)
        : ({ done: false, value: page } as const);
    };
    const leave = () => {
      this.left += 1;
      return Promise.resolve({ done: true, value: undefined } as const);
    };
    return { columns: this.columns, pages: { [Symbol.asyncIterator]: () => ({ next, return: leave }) } };
  }
}

const page = (from: number, count: number): readonly LogRow[] =>
  Array.from({ length: count }, (_, n) => [`id-${from + n}`, from + n]);

let logs: FakeLogs;
let session: QuerySession;
let now: number;
beforeEach(() => {
  reading = { kind: 'unread' };
  logs = new FakeLogs();
  now = 1000;
  session = new QuerySession(logs, { now: () => now });
});

const run = (sql = 'SELECT 1') => session.run({ log, sql, offset: 0 });
const status = () => queryStatus(session, words);
/** Until all that can go on has gone on. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('a query', () => {
  it('is told from its beginning to its end', async () => {
    const told: string[] = [];
    session.onDidChange(() => told.push(status().text));
    expect(status()).toMatchObject({ state: 'idle', rows: 0, columns: [] });
    logs.answers.push([page(0, 3)]);
    const running = run();
    now += 250;
    await running;
    await settle();
    expect(told).toEqual([
      'Opening the log files…',
      'Running…',
      'First 3 rows, more below · answered in 0.25 s',
      '3 rows · answered in 0.25 s',
    ]);
    expect(status()).toMatchObject({ state: 'done', rows: 3, source: 'logs', hasEvents: true });
    expect(status().columns).toMatchObject([
      { name: 'eventID', isNumber: false },
      { name: 'n', isNumber: true },
    ]);
  });

  it('tells how far its files are read', () => {
    void run();
    reading = { kind: 'reading', progress: undefined };
    expect(status().text).toBe('Opening the log files…');
    const bytes = { done: 0, found: 0 };
    const files = { done: 1200, found: 4000 };
    reading = { kind: 'reading', progress: { stage: 'reading', files, bytes, events: 9 } };
    expect(status().text).toBe('Opening the log files: 1,200 of 4,000…');
  });

  it('without rows says so', async () => {
    logs.answers.push([]);
    await run();
    expect(status()).toMatchObject({ state: 'done', rows: 0, text: '0 rows · answered in 0 s' });
    expect(status().columns).toHaveLength(2);
  });

  it('gives its rows as they are wanted, and no sooner', async () => {
    logs.answers.push([page(0, 2048), page(2048, 2048), page(4096, 4)]);
    await run();
    await settle();
    expect(status()).toMatchObject({ rows: 2048, text: 'First 2,048 rows, more below · answered in 0 s' });
    const { result } = status();
    expect(session.rows(result, 0, 2)).toEqual(page(0, 2));
    await settle();
    expect(status().rows).toBe(2048);
    session.rows(result, 2000, 2100);
    await settle();
    expect(status().rows).toBe(4096);
    session.rows(result, 4000, 4100);
    await settle();
    session.rows(result, 4000, 4100);
    await settle();
    expect(status()).toMatchObject({ rows: 4100, text: '4,100 rows · answered in 0 s' });
  });

  it('is asked on, where pages are small, until there is something to scroll', async () => {
    logs.answers.push([page(0, 1), page(1, 2), page(3, 1)]);
    await run();
    await settle();
    expect(status()).toMatchObject({ rows: 4, text: '4 rows · answered in 0 s' });
  });

  it('is replaced by the next one', async () => {
    let open: () => void = () => undefined;
    logs.gate = new Promise((resolve) => {
      open = resolve;
    });
    logs.answers.push([page(0, 1)], [page(7, 1)]);
    const first = run('SELECT 1');
    await settle();
    const second = run('SELECT 2');
    open();
    await Promise.all([first, second]);
    await settle();
    expect(logs.asked).toEqual(['SELECT 1', 'SELECT 2']);
    expect(status()).toMatchObject({ state: 'done', result: 1, rows: 1 });
    expect(session.rows(1, 0, 9)).toEqual(page(7, 1));
    expect(logs.open_).toBe(1);
  });

  it('keeps the rows of the one before until it has its own', async () => {
    logs.answers.push([page(0, 2048), page(2048, 1)], [page(0, 1)]);
    await run();
    await settle();
    const next = run();
    expect(status()).toMatchObject({ state: 'running', result: 1, rows: 2048 });
    expect(logs.left).toBe(1);
    await next;
    expect(status()).toMatchObject({ state: 'done', result: 2, rows: 1 });
    expect(session.rows(1, 0, 1)).toEqual([]);
  });

  it('that is cancelled says after how long, and the next one runs', async () => {
    logs.gate = new Promise(() => undefined);
    void run();
    await settle();
    now += 12_300;
    session.cancel();
    expect(status()).toMatchObject({ state: 'cancelled', text: 'Cancelled after 12 s', columns: [] });
    logs.gate = Promise.resolve();
    logs.answers = [[page(0, 1)]];
    await run();
    expect(status().state).toBe('done');
    session.cancel();
    expect(status().state).toBe('done');
  });

  it('is asked again in another order', async () => {
    logs.answers.push([page(0, 1)], [page(0, 1)]);
    await run('SELECT 1;');
    await session.sort({ column: 1, descending: true });
    expect(logs.asked[1]).toBe('SELECT * FROM (\nSELECT 1\n) ORDER BY 2 DESC NULLS LAST');
    expect(status().sort).toEqual({ column: 1, descending: true });
    await session.export(
      session.result!.question,
      { format: 'csv', path: '/x.csv' },
      new AbortController().signal,
    );
    expect(logs.exported).toEqual([logs.asked[1]]);
  });
});

describe('a query that fails', () => {
  it('says why and where', async () => {
    const message =
      'Binder Error: Referenced column "nope" not found\n\nLINE 1: SELECT nope\n               ^';
    logs.answers.push([new TrailscopeError({ kind: 'invalid-input' }, message)]);
    await session.run({ log, sql: 'SELECT nope', offset: 100 });
    expect(status()).toMatchObject({
      state: 'failed',
      text: 'No result',
      problem: {
        title: 'The query is not right',
        detail: 'Referenced column "nope" not found',
        place: { line: 1, column: 108 },
      },
    });
  });

  it('because the engine came to its end says so, and the next one runs', async () => {
    const crash = new TrailscopeError(
      { kind: 'unavailable' },
      'The log engine came to an unexpected end (SIGSEGV).',
    );
    logs.answers.push([crash], [page(0, 1)]);
    await run();
    expect(status().problem).toMatchObject({
      title: 'The log engine stopped',
      detail: 'The log engine came to an unexpected end (SIGSEGV).',
      place: undefined,
    });
    await run();
    expect(status()).toMatchObject({ state: 'done', problem: undefined });
  });

  it('on the way keeps the rows that it has', async () => {
    const crash = new TrailscopeError({ kind: 'unavailable' }, 'It ended.');
    logs.answers.push([page(0, 5), crash]);
    await run();
    await settle();
    expect(status()).toMatchObject({ state: 'done', rows: 5 });
    expect(status().text).toBe('First 5 rows; then it failed: It ended. · answered in 0 s');
  });

  it.each([
    ['Out of Memory Error: failed to allocate', 'The query needs more memory than it may have'],
    ['The query took longer than 600 s.', 'The query took too long'],
  ])('for its limits says what to do: %s', async (message, title) => {
    logs.answers.push([new TrailscopeError({ kind: 'unavailable' }, message)]);
    await run();
    expect(status().problem?.title).toBe(title);
    expect(status().problem?.advice).not.toBe('');
  });

  it('because the files cannot be read says so', async () => {
    logs.failure = new TrailscopeError({ kind: 'invalid-input' }, '/logs cannot be read (EACCES).');
    await run();
    expect(status().problem?.detail).toContain('/logs cannot be read (EACCES).');
  });

  it('where there is no DuckDB says what is missing', async () => {
    logs.engine = 'plain';
    await run();
    expect(logs.asked).toEqual([]);
    expect(status()).toMatchObject({
      state: 'failed',
      problem: { title: 'SQL is not available here', detail: 'The binding is missing.' },
    });
    const { signal } = new AbortController();
    const exporting = session.export(
      { log, sql: 'SELECT 1', offset: 0 },
      { format: 'csv', path: '/x' },
      signal,
    );
    await expect(exporting).rejects.toMatchObject({ failure: { kind: 'unavailable' } });
    session.dispose();
    expect(logs.open_).toBe(0);
  });
});

describe('the event of a row', () => {
  it('is found by its id', async () => {
    logs.answers.push([
      [
        ['found', 1],
        ['elsewhere', 2],
        [null, 3],
      ],
    ]);
    await run();
    const item = await session.eventOf(1, 0);
    expect(item?.event.id).toBe('found');
    expect(item?.connection.credentials).toEqual({ kind: 'files', path: '/logs' });
    expect(await session.eventOf(1, 1)).toBeUndefined();
    expect(await session.eventOf(1, 2)).toBeUndefined();
    expect(await session.eventOf(1, 99)).toBeUndefined();
    expect(logs.filters).toEqual(['id:found', 'id:elsewhere']);
  });

  it('is none where the result has no ids', async () => {
    logs.columns = [{ name: 'n', type: 'BIGINT' }];
    logs.answers.push([[[1]]]);
    await run();
    expect(status().hasEvents).toBe(false);
    expect(await session.eventOf(1, 0)).toBeUndefined();
  });

  it('is looked for in the files of the result, whatever is asked by now', async () => {
    logs.answers.push([[['found', 1]]]);
    await run();
    logs.gate = new Promise(() => undefined);
    void session.run({ log: { ...log, key: '/other' }, sql: 'SELECT 2', offset: 0 });
    await settle();
    expect((await session.eventOf(1, 0))?.connection.credentials).toEqual({ kind: 'files', path: '/logs' });
    expect(logs.openedKeys).toEqual(['/logs', '/other', '/logs']);
    expect(logs.open_).toBe(1);
  });

  it('is found when the engine had to be started again', async () => {
    logs.answers.push([[['found', 1]]]);
    await run();
    logs.isLost = true;
    expect(session.setOf(log)).toBeUndefined();
    expect((await session.eventOf(1, 0))?.event.id).toBe('found');
    expect(logs.open_).toBe(1);
  });
});

describe('a session', () => {
  it('opens files ahead, and leaves a failure to the query', async () => {
    logs.failure = new TrailscopeError({ kind: 'unavailable' }, 'Not now.');
    await session.prepare(log);
    expect(status().state).toBe('idle');
    logs.failure = undefined;
    await session.prepare(log);
    expect(session.setOf(log)).toBeDefined();
    expect(session.setOf({ ...log, key: '/other' })).toBeUndefined();
  });

  it('reads on what is being opened ahead, when its query is run', async () => {
    const reads: AbortSignal[] = [];
    const open = (_: unknown, signal: AbortSignal) => {
      reads.push(signal);
      return new Promise<never>(() => undefined);
    };
    const engine: LogEngine = { open, dispose: () => undefined };
    const memory = { get: () => undefined, update: () => Promise.resolve() };
    const opened = new OpenedLogs(memory, () => Promise.resolve(engine));
    const own = await opened.add(['/logs']);
    session = new QuerySession(opened, { now: () => now });
    void session.prepare(own);
    await settle();
    void session.run({ log: own, sql: 'SELECT 1', offset: 0 });
    await settle();
    expect(reads.map(({ aborted }) => aborted)).toEqual([false]);
    session.cancel();
    expect(reads.map(({ aborted }) => aborted)).toEqual([true]);
  });

  it('closes what it has open', async () => {
    logs.answers.push([page(0, 2048), page(2048, 2048), page(4096, 1)]);
    await run();
    await settle();
    session.dispose();
    expect(logs.open_).toBe(0);
    expect(logs.left).toBe(1);
  });
});
