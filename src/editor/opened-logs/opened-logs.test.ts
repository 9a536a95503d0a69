import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { english } from '../../core/localize.ts';
import type { LogEngine, LogReport, LogSet, OpenLogs } from '../../core/log-engine.ts';
import type { NodeSource, TreeNode } from '../tree/tree-node.ts';
import { LogsModel } from './logs-model.ts';
import { OpenedLogs } from './opened-logs.ts';

const { signal } = new AbortController();

function reportOf(more: Partial<LogReport> = {}): LogReport {
  return {
    engine: 'duckdb',
    why: undefined,
    events: 1200,
    duplicates: 0,
    files: { found: 3, read: 3, known: 0, digests: 0 },
    quarantine: [],
    places: [
      { account: '111122223333', region: 'us-east-1', events: 1199, from: undefined, to: undefined },
      { account: undefined, region: undefined, events: 1, from: undefined, to: undefined },
    ],
    kinds: ['management'],
    extent: { from: Date.UTC(2026, 10, 19), to: Date.UTC(2026, 10, 20) },
    ...more,
  };
}

/** An engine whose openings are finished, or failed, by the test. */
class HeldEngine implements LogEngine {
  readonly openings: {
    readonly request: OpenLogs;
    readonly signal: AbortSignal;
    readonly finish: (report?: LogReport) => void;
    readonly fail: (error: Error) => void;
  }[] = [];
  /** The sets that were opened, and whether each was closed. */
  readonly sets: { isClosed: boolean; isLost: boolean }[] = [];

  open(request: OpenLogs, opening: AbortSignal): Promise<LogSet> {
    return new Promise((resolve, reject) => {
      const finish = (report = reportOf()): void => {
        const state = { isClosed: false, isLost: false };
        this.sets.push(state);
        resolve({
          report,
          get isLost() {
            return state.isLost;
          },
          close: () => {
            state.isClosed = true;
          },
        } as LogSet);
      };
      this.openings.push({ request, signal: opening, finish, fail: reject });
    });
  }

  dispose(): void {
    // There is no process.
  }
}

function memoryOf(value?: unknown) {
  const memory = {
    value,
    get: () => memory.value,
    update: (_: string, next: unknown) => {
      memory.value = next;
      return Promise.resolve();
    },
  };
  return memory;
}

async function setUp(...paths: string[]) {
  const engine = new HeldEngine();
  const memory = memoryOf();
  const logs = new OpenedLogs(memory, () => Promise.resolve(engine));
  const log = await logs.add(paths.length === 0 ? ['/logs/prod'] : paths);
  return { engine, memory, logs, log };
}

/** Lets what is under way go on as far as it can. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) {
    await Promise.resolve();
  }
}

describe('the list of opened log files', () => {
  it('has the last opened first, and each folder once', async () => {
    const { logs } = await setUp('/logs/prod');
    await logs.add(['/logs/test']);
    await logs.add(['/logs/prod']);
    await logs.add(['/b.json', '/a.json']);
    await logs.add(['/a.json', '/b.json', '/a.json']);
    expect(logs.list.map(({ paths }) => paths)).toEqual([
      ['/a.json', '/b.json'],
      ['/logs/test'],
      ['/logs/prod'],
    ]);
  });

  it('has a name for files that were chosen together', async () => {
    const { logs } = await setUp('/logs/prod');
    await logs.add(['/b.json', '/a.json', '/c.json']);
    expect(logs.list.map(({ name }) => name)).toEqual(['a.json +2', 'prod']);
  });

  it('tells folders of one name apart by where they are', async () => {
    const { logs } = await setUp('/prod/logs');
    const other = await logs.add(['/test/logs']);
    expect(other.name).toBe('logs (test)');
    expect(logs.list.map(({ name }) => name)).toEqual(['logs (test)', 'logs (prod)']);
    await logs.remove(other);
    expect(logs.list.map(({ name }) => name)).toEqual(['logs']);
  });

  it('is remembered as paths', async () => {
    const { logs, memory } = await setUp('/logs/prod');
    await logs.add(['/logs/test']);
    const later = new OpenedLogs(memoryOf(structuredClone(memory.value)), () => Promise.reject(new Error()));
    expect(later.list).toEqual(logs.list);
    expect(later.stateOf(later.list[0]!)).toEqual({ kind: 'unread' });
  });

  it.each([undefined, null, 7, 'x', [null, 7, {}, { paths: 'x' }, { paths: [7, 'relative', ''] }]])(
    'is empty where %j is remembered',
    (value) => {
      expect(new OpenedLogs(memoryOf(value), () => Promise.reject(new Error())).list).toEqual([]);
    },
  );

  it('forgets what is taken off', async () => {
    const { logs, memory, log } = await setUp();
    await logs.remove(log);
    expect([logs.list, memory.value, logs.find(log.key)]).toEqual([[], [], undefined]);
  });
});

describe('opened log files', () => {
  it('are read once for all that have them open, and closed with the last', async () => {
    const { logs, log, engine } = await setUp();
    const both = Promise.all([logs.open(log, signal), logs.open(log, signal)]);
    await settle();
    expect(engine.openings).toHaveLength(1);
    engine.openings[0]?.finish();
    const [one, other] = await both;
    const third = await logs.open(log, signal);
    one.close();
    one.close();
    other.close();
    expect(engine.sets).toEqual([{ isClosed: false, isLost: false }]);
    third.close();
    expect(engine.sets[0]?.isClosed).toBe(true);
    void logs.open(log, signal);
    await settle();
    expect(engine.openings).toHaveLength(2);
  });

  it('are not read on when nobody waits any more', async () => {
    const { logs, log, engine } = await setUp();
    const [first, second] = [new AbortController(), new AbortController()];
    const opening = [logs.open(log, first.signal), logs.open(log, second.signal)];
    await settle();
    first.abort();
    await expect(opening[0]).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect(engine.openings[0]?.signal.aborted).toBe(false);
    second.abort();
    await expect(opening[1]).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect(engine.openings[0]?.signal.aborted).toBe(true);
    // A set that comes all the same is closed.
    engine.openings[0]?.finish();
    await settle();
    expect(engine.sets[0]?.isClosed).toBe(true);
  });

  it('leave nothing at the signal of whoever has them open', async () => {
    const { logs, log, engine } = await setUp();
    const { signal: own } = new AbortController();
    const opening = logs.open(log, own);
    await settle();
    engine.openings[0]?.finish();
    (await opening).close();
    expect(getEventListeners(own, 'abort')).toEqual([]);
  });

  it('are not read for whoever has gone already', async () => {
    const { logs, log, engine } = await setUp();
    const gone = logs.open(log, AbortSignal.abort());
    await expect(gone).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    expect(engine.openings.every((opening) => opening.signal.aborted)).toBe(true);
  });

  it('are looked at again, while others keep what they have', async () => {
    const { logs, log, engine } = await setUp();
    const before = logs.open(log, signal);
    await settle();
    engine.openings[0]?.finish();
    await before;
    const again = logs.open(log, signal, 'again');
    await settle();
    engine.openings[1]?.finish(reportOf({ events: 1300 }));
    expect((await again).report.events).toBe(1300);
    expect(engine.sets[0]?.isClosed).toBe(false);
    expect(logs.stateOf(log)).toMatchObject({ kind: 'ready', report: { events: 1300 } });
  });

  it('are read again where their engine came to its end', async () => {
    const { logs, log, engine } = await setUp();
    const before = logs.open(log, signal);
    await settle();
    engine.openings[0]?.finish();
    await before;
    engine.sets[0]!.isLost = true;
    void logs.open(log, signal);
    await settle();
    expect(engine.openings).toHaveLength(2);
  });

  it('tell how far reading is, and why it failed', async () => {
    const { logs, log, engine } = await setUp();
    const told: string[] = [];
    logs.onDidChange((changed) => told.push(changed === undefined ? 'list' : logs.stateOf(changed).kind));
    const failing = logs.look(log, signal);
    await settle();
    const files = { done: 1, found: 3 };
    engine.openings[0]?.request.onProgress?.({ stage: 'reading', files, bytes: files, events: 7 });
    expect(logs.stateOf(log)).toMatchObject({ kind: 'reading', progress: { files, events: 7 } });
    engine.openings[0]?.fail(new TrailscopeError({ kind: 'unavailable' }, 'No memory'));
    await failing;
    expect(logs.stateOf(log)).toMatchObject({ kind: 'failed', error: { message: 'No memory' } });
    expect(told).toEqual(['reading', 'reading', 'failed']);
  });

  it('are not read on when they are taken off the list, unless somebody shows them', async () => {
    const { logs, log, engine } = await setUp();
    const shown = await logs.add(['/logs/shown']);
    void logs.look(log, signal);
    void logs.look(shown, signal);
    void logs.open(shown, signal);
    await settle();
    await Promise.all([logs.remove(log), logs.remove(shown)]);
    expect(engine.openings.map((opening) => opening.signal.aborted)).toEqual([true, false]);
    expect(logs.stateOf(log)).toEqual({ kind: 'unread' });
  });

  it('say that reading was stopped', async () => {
    const { logs, log, engine } = await setUp();
    const stop = new AbortController();
    const looking = logs.look(log, stop.signal);
    await settle();
    stop.abort();
    engine.openings[0]?.fail(new TrailscopeError({ kind: 'cancelled' }, 'Cancelled'));
    await looking;
    await settle();
    expect(logs.stateOf(log)).toEqual({ kind: 'stopped' });
  });
});

const times = { full: (time: number) => new Date(time).toISOString(), short: String, zone: 'utc' } as never;

async function rowsOf(source: NodeSource, id?: string): Promise<readonly TreeNode[]> {
  return source.children(id);
}

describe('the rows of the log files', () => {
  it('say what is in them, where it is from, and what could not be read', async () => {
    const { logs, log, engine } = await setUp();
    const model = new LogsModel(logs, english, () => times);
    const [unread] = await rowsOf(model);
    expect(unread).toMatchObject({ label: 'prod', description: '', context: ['log'], subject: { log } });
    const below = rowsOf(model, unread!.id);
    await settle();
    engine.openings[0]?.finish(
      reportOf({
        duplicates: 2,
        files: { found: 5, read: 3, known: 0, digests: 1 },
        quarantine: [
          { path: '/logs/prod/a.json.gz', fault: 'truncated', detail: 'It ends in the middle' },
          { path: '/logs/prod/b.json', fault: 'not-json', detail: 'Unexpected token' },
        ],
      }),
    );
    const rows = await below;
    expect(rows.map(({ label, description }) => [label, description])).toEqual([
      ['2 files could not be read, or not wholly.', undefined],
      ['us-east-1', '111122223333 · 1,199 events'],
      ['no Region', '1 event'],
      ['2 events that were there twice were left out.', undefined],
      ['1 digest file was set aside: it has no events.', undefined],
    ]);
    const [ready] = await rowsOf(model);
    expect(ready).toMatchObject({
      description: '1,200 events · 2 bad files',
      context: ['log', 'hasQuarantine'],
    });
    expect(model.parent(rows[0]!.id)).toBe(ready?.id);
    expect(
      (await rowsOf(model, rows[0]!.id)).map(({ label, description, spoken }) => [
        label,
        description,
        spoken,
      ]),
    ).toEqual([
      ['cut off', 'a.json.gz', 'a.json.gz, cut off'],
      ['not JSON', 'b.json', 'b.json, not JSON'],
    ]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  });

  it('are few, however many files are bad', async () => {
    const { logs, log, engine } = await setUp();
    const quarantine = Array.from({ length: 5000 }, (_, index) => ({
      path: `/logs/${index}`,
      fault: 'empty' as const,
      detail: '',
    }));
    const looking = logs.look(log, signal);
    await settle();
    engine.openings[0]?.finish(reportOf({ quarantine }));
    await looking;
    const model = new LogsModel(logs, english, () => times);
    const [first] = await rowsOf(model, (await rowsOf(model))[0]!.id);
    const rows = await rowsOf(model, first!.id);
    expect([rows.length, rows.at(-1)?.label]).toEqual([1001, '… and 4,000 more']);
  });

  it('offer another try where reading failed', async () => {
    const { logs, engine } = await setUp();
    const model = new LogsModel(logs, english, () => times);
    const [row] = await rowsOf(model);
    const below = rowsOf(model, row!.id);
    await settle();
    engine.openings[0]?.fail(new TrailscopeError({ kind: 'unavailable' }, 'No memory'));
    expect((await below).map(({ context }) => context?.[0])).toEqual(['failure']);
  });

  it('read nothing by themselves where somebody stopped it', async () => {
    const { logs, log, engine } = await setUp();
    const model = new LogsModel(logs, english, () => times);
    const explorer = new AbortController();
    const opening = logs.open(log, explorer.signal);
    await settle();
    explorer.abort();
    engine.openings[0]?.fail(new TrailscopeError({ kind: 'cancelled' }, 'Cancelled'));
    await expect(opening).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
    await settle();
    // VS Code asks for the rows below an open row whenever it changes.
    const [row] = await rowsOf(model);
    const below = await rowsOf(model, row!.id);
    expect(row?.description).toBe('not read');
    expect(below.map(({ command }) => command)).toMatchObject([
      { id: 'trailscope.rereadLogs', arguments: [{ log }] },
    ]);
    expect(engine.openings).toHaveLength(1);
  });

  it('tell their changes one by one', async () => {
    const { logs, log } = await setUp();
    const model = new LogsModel(logs, english, () => times);
    const told: (string | undefined)[] = [];
    model.onDidChange((node) => told.push(node?.label));
    void logs.look(log, signal);
    await settle();
    await logs.remove(log);
    expect(told).toEqual(['prod', undefined]);
    model.dispose();
  });
});
