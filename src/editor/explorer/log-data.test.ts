import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { english } from '../../core/localize.ts';
import type { LogEngine, LogReport, LogSet, LogView, OpenLogs } from '../../core/log-engine.ts';
import { everything, type EventFilter } from '../../core/query/event-filter.ts';
import { EventSet } from '../../core/query/event-set/event-set.ts';
import { coverageWords } from '../../core/query/coverage-words.ts';
import { parseFilter } from '../../core/query/parse-filter.ts';
import { OpenedLogs } from '../opened-logs/opened-logs.ts';
import { LogData } from './log-data.ts';

const now = Date.UTC(2026, 10, 20, 12);
const newestFirst = { by: 'time', descending: true } as const;
const events = [
  eventAt('2026-11-19T14:02:11Z', 'c'),
  eventAt('2026-11-18T14:02:11Z', 'b', { eventName: 'StopLogging', awsRegion: 'eu-west-1' }),
  eventAt('2026-11-17T14:02:11Z', 'a'),
];

/** A set over events in memory. Its views answer a turn later, and refuse what comes after they were closed. */
class FakeLogs implements LogSet {
  readonly report: LogReport;
  isLost = false;
  readonly opened: EventFilter[] = [];
  closed = 0;
  isClosed = false;
  /** What the next view fails with. */
  failure: TrailscopeError | undefined;
  readonly #set = new EventSet();

  constructor(of: readonly CloudTrailEvent[]) {
    this.#set.add(of);
    this.report = {
      engine: 'plain',
      why: undefined,
      events: of.length,
      duplicates: 0,
      files: { found: 1, read: 1, known: 0, digests: 0 },
      quarantine: [],
      places: [
        { account: '111122223333', region: 'us-east-1', events: of.length, from: undefined, to: undefined },
      ],
      kinds: ['management', 'data'],
      extent: this.#set.view({ filter: everything, now }).extent,
    };
  }

  async view(...[options, signal]: Parameters<LogSet['view']>): Promise<LogView> {
    const { failure } = this;
    this.failure = undefined;
    this.opened.push(options.filter);
    await Promise.resolve();
    if (failure !== undefined) {
      throw failure;
    }
    throwIfAborted(signal);
    const view = this.#set.view(options);
    const answer = async <T>(value: () => T, asked: AbortSignal): Promise<T> => {
      await Promise.resolve();
      throwIfAborted(asked);
      return value();
    };
    return {
      count: view.count,
      hidden: view.hidden,
      extent: view.extent,
      rows: (from, to, sort, asked) => answer(() => view.rows(from, to, sort), asked),
      bins: (bins, asked) => answer(() => view.bins(bins), asked),
      facets: (field, top, asked) => answer(() => view.facets(field, top), asked),
      events: async function* (asked) {
        for (const row of view.rows(0, view.count)) {
          yield await answer(() => [row], asked);
        }
      },
      close: () => {
        this.closed += 1;
      },
    };
  }

  record(row: number): ReturnType<LogSet['record']> {
    return Promise.resolve({ record: this.#set.recordOf(row), path: '/logs/a.json.gz' });
  }

  query(): never {
    throw new Error('Nobody asks in SQL here.');
  }

  export(): never {
    throw new Error('Nobody exports with the engine here.');
  }

  kept(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  close(): void {
    this.isClosed = true;
  }
}

/** Opens what it is told to open, as soon as `hold` has resolved. */
class FakeEngine implements LogEngine {
  hold: Promise<unknown> = Promise.resolve();
  openings = 0;
  failure: TrailscopeError | undefined;
  readonly #next: () => LogSet | undefined;

  constructor(next: () => LogSet | undefined) {
    this.#next = next;
  }

  async open({ onProgress }: OpenLogs, signal: AbortSignal): Promise<LogSet> {
    const { failure } = this;
    this.failure = undefined;
    this.openings += 1;
    onProgress?.({ stage: 'reading', files: { done: 1, found: 3 }, bytes: { done: 1, found: 3 }, events: 1 });
    await Promise.race([this.hold, aborted(signal)]);
    throwIfAborted(signal);
    const set = failure === undefined ? this.#next() : undefined;
    if (set === undefined) {
      throw failure ?? new Error('There are no more sets.');
    }
    return set;
  }

  dispose(): void {
    // There is no process.
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new TrailscopeError({ kind: 'cancelled' }, 'Cancelled');
  }
}

/** An explorer's data of files that were read, and of which the next reading gives the next of the sets. */
async function dataOf(of = events, ...later: readonly CloudTrailEvent[][]) {
  const unread = await openedOf(of, ...later);
  await unread.data.read();
  return unread;
}

/** The same before anything was read. */
async function openedOf(of = events, ...later: readonly CloudTrailEvent[][]) {
  const sets = [of, ...later].map((each) => new FakeLogs(each));
  let next = 0;
  const engine = new FakeEngine(() => sets[next++]);
  const memory = { get: () => undefined, update: () => Promise.resolve() };
  const logs = new OpenedLogs(memory, () => Promise.resolve(engine));
  const log = await logs.add(['/logs']);
  return { engine, opened: logs, logs: sets[0]!, sets, data: new LogData(log, logs, { now: () => now }) };
}

function filterOf(text: string): EventFilter {
  return parseFilter(text, english).filter ?? everything;
}

async function idsOf(data: LogData): Promise<readonly (string | undefined)[]> {
  return (await data.rows(0, 10, newestFirst)).map(({ event }) => event.id);
}

async function idsIn(stream: AsyncIterable<CloudTrailEvent>): Promise<readonly (string | undefined)[]> {
  const ids: (string | undefined)[] = [];
  for await (const { id } of stream) {
    ids.push(id);
  }
  return ids;
}

describe('opened log files in an explorer', () => {
  it('are all there from the start', async () => {
    const { data } = await dataOf();
    expect(await idsOf(data)).toEqual(['c', 'b', 'a']);
    expect(await data.counts()).toMatchObject({ shown: 3, total: 3 });
    expect(data.reading.state).toBe('done');
    expect(data.range).toEqual({ from: events[2]?.time, to: events[0]?.time });
  });

  it('say what they are of', async () => {
    const [source] = (await dataOf()).data.sources;
    expect(source).toMatchObject({
      name: 'logs',
      coverage: {
        kinds: ['management', 'data'],
        regions: [{ account: '111122223333', region: 'us-east-1', state: { kind: 'done' } }],
      },
    });
  });

  it('span a day where they have no event', async () => {
    expect((await dataOf([])).data.range).toEqual({ from: now - 24 * 3_600_000, to: now });
  });

  it('show what passes, say that it changed, and close the view of before', async () => {
    const { data, logs } = await dataOf();
    let changes = 0;
    data.onDidChange(() => {
      changes += 1;
    });
    const before = data.revision;
    await data.counts();
    data.ask({ filter: filterOf('name:StopLogging') });
    expect(await idsOf(data)).toEqual(['b']);
    expect(await data.counts()).toMatchObject({ shown: 1, total: 3 });
    expect([data.revision > before, changes, logs.closed]).toEqual([true, 1, 1]);
  });

  it('answer for the filter of now when it is changed in the middle', async () => {
    const { data } = await dataOf();
    const rows = data.rows(0, 10, newestFirst);
    const counts = data.counts();
    data.ask({ filter: filterOf('name:StopLogging') });
    expect((await rows).map(({ event }) => event.id)).toEqual(['b']);
    expect((await counts).shown).toBe(1);
  });

  it('tell what went wrong to whoever asks, and go on with the next filter', async () => {
    const { data, logs } = await dataOf();
    logs.failure = new TrailscopeError({ kind: 'unavailable' }, 'The engine came to its end');
    data.ask({ filter: filterOf('name:StopLogging') });
    await expect(data.counts()).rejects.toMatchObject({ failure: { kind: 'unavailable' } });
    data.ask({ filter: everything });
    expect((await data.counts()).shown).toBe(3);
  });

  it('give the whole event of a row, as of these files', async () => {
    const { data } = await dataOf();
    const [, second] = await data.rows(0, 10, newestFirst);
    const item = await data.eventOf(second?.row ?? -1);
    expect(item?.event.name).toBe('StopLogging');
    expect(item?.connection).toMatchObject({
      credentials: { kind: 'files', path: '/logs' },
      region: 'eu-west-1',
    });
  });

  it('give what is shown, and what passes another filter, one by one', async () => {
    const { data, logs } = await dataOf();
    await data.counts();
    data.ask({ filter: filterOf('region:us-east-1') });
    expect(await idsIn(data.events())).toEqual(['c', 'a']);
    expect(await idsIn(data.matching(everything))).toEqual(['c', 'b', 'a']);
    // That of before, and the one that was only for this question.
    expect(logs.closed).toBe(2);
  });

  it('know the values of all events, whatever is shown', async () => {
    const { data } = await dataOf();
    data.ask({ filter: filterOf('name:Nothing') });
    const { values } = await data.facetsOfAll('name', 10);
    expect(values.map(({ value }) => value)).toEqual(['TerminateInstances', 'StopLogging']);
  });

  it('are closed with the explorer', async () => {
    const { data, logs } = await dataOf();
    data.dispose();
    expect(logs.isClosed).toBe(true);
    await expect(data.counts()).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  });

  it('are nothing before they are read, and tell how reading stands', async () => {
    const { data, engine } = await openedOf();
    expect(await data.counts()).toMatchObject({ shown: 0, total: 0 });
    expect(await idsIn(data.matching(everything))).toEqual([]);
    expect(data.reading.state).toBe('idle');
    let finish: (value: unknown) => void = () => undefined;
    engine.hold = new Promise((resolve) => {
      finish = resolve;
    });
    const reading = data.read();
    await engineReached(data);
    expect(data.reading).toEqual({ state: 'reading', remaining: undefined, files: { done: 1, found: 3 } });
    finish(undefined);
    await reading;
    expect(data.reading).toEqual({ state: 'done', remaining: undefined, files: { done: 1, found: 1 } });
  });

  it('can be stopped while they are read, and read on', async () => {
    const { data, engine } = await openedOf();
    engine.hold = new Promise(() => undefined);
    const reading = data.read();
    await engineReached(data);
    data.pause();
    await reading;
    expect(data.reading.state).toBe('paused');
    engine.hold = Promise.resolve();
    await data.read();
    expect((await data.counts()).total).toBe(3);
  });

  it('are read on, and not from their beginning, when the filter changes meanwhile', async () => {
    const { data, engine } = await openedOf();
    let finish: (value: unknown) => void = () => undefined;
    engine.hold = new Promise((resolve) => {
      finish = resolve;
    });
    const reading = data.read();
    await engineReached(data);
    data.ask({ filter: filterOf('name:StopLogging') });
    const other = data.read();
    finish(undefined);
    await Promise.all([reading, other]);
    expect(await idsOf(data)).toEqual(['b']);
    expect(engine.openings).toBe(1);
  });

  it('are said not to be read, where they are not', async () => {
    const { data, engine } = await openedOf();
    const gaps = () => coverageWords(data.sources[0]!.coverage, english).gaps;
    expect(gaps()).toEqual(['logs: nothing was read yet.']);
    engine.hold = new Promise(() => undefined);
    const reading = data.read();
    await engineReached(data);
    data.pause();
    await reading;
    expect(gaps()).toEqual(['logs: nothing was read yet.']);
    engine.hold = Promise.resolve();
    await data.read();
    expect(gaps()).not.toContain('logs: nothing was read yet.');
  });

  it('follow when somebody else reads them anew', async () => {
    const { data, sets, opened } = await dataOf(events, [...events, eventAt('2026-11-20T08:00:00Z', 'd')]);
    await opened.look(data.log, new AbortController().signal, 'again');
    await data.read();
    expect(await idsOf(data)).toEqual(['d', 'c', 'b', 'a']);
    expect(sets.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('are there too when somebody else read them after they were paused', async () => {
    const { data, engine, opened } = await openedOf();
    engine.hold = new Promise(() => undefined);
    const reading = data.read();
    await engineReached(data);
    data.pause();
    await reading;
    engine.hold = Promise.resolve();
    await opened.look(data.log, new AbortController().signal);
    await data.read();
    expect([data.reading.state, engine.openings]).toEqual(['done', 2]);
  });

  it('say why they cannot be read, and can be read again', async () => {
    const { data, engine } = await openedOf();
    engine.failure = new TrailscopeError({ kind: 'not-found', code: 'ENOENT' }, 'There is no /logs');
    await expect(data.read()).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    expect(data.reading.state).toBe('idle');
    expect(data.sources[0]?.coverage.regions[0]?.state.kind).toBe('failed');
    await data.read();
    expect(data.sources[0]?.coverage.regions[0]?.state.kind).toBe('done');
  });

  it('look for what has changed when they are refreshed, with the filter of now', async () => {
    const { data, sets } = await dataOf(events, [...events, eventAt('2026-11-20T08:00:00Z', 'd')]);
    data.ask({ filter: filterOf('region:us-east-1') });
    await data.refresh();
    expect(await idsOf(data)).toEqual(['d', 'c', 'a']);
    expect(sets.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('are read again where the engine came to its end', async () => {
    const { data, logs } = await dataOf(events, events);
    logs.isLost = true;
    logs.failure = new TrailscopeError({ kind: 'unavailable' }, 'The engine came to its end');
    data.ask({ filter: filterOf('name:StopLogging') });
    await expect(data.counts()).rejects.toMatchObject({ failure: { kind: 'unavailable' } });
    expect(data.reading.state).toBe('idle');
    expect(data.sources[0]?.coverage.regions[0]?.state.kind).toBe('failed');
    await data.read();
    expect(await idsOf(data)).toEqual(['b']);
  });
});

/** Resolves when the engine has told how far it is. */
function engineReached(data: LogData): Promise<void> {
  return new Promise((resolve) => {
    const subscription = data.onDidChange(() => {
      if (data.reading.files !== undefined) {
        subscription.dispose();
        resolve();
      }
    });
  });
}
