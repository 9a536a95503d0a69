import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { english } from '../../core/localize.ts';
import type { LogReport, LogSet, LogView } from '../../core/log-engine.ts';
import { everything, type EventFilter } from '../../core/query/event-filter.ts';
import { EventSet } from '../../core/query/event-set/event-set.ts';
import { parseFilter } from '../../core/query/parse-filter.ts';
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

function throwIfAborted(signal: AbortSignal): void {
  if (signal.aborted) {
    throw new TrailscopeError({ kind: 'cancelled' }, 'Cancelled');
  }
}

function dataOf(of = events) {
  const logs = new FakeLogs(of);
  return { logs, data: new LogData(logs, 'logs', '/logs', { now: () => now }) };
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
    const { data } = dataOf();
    expect(await idsOf(data)).toEqual(['c', 'b', 'a']);
    expect(await data.counts()).toMatchObject({ shown: 3, total: 3 });
    expect(data.reading.state).toBe('done');
    expect(data.range).toEqual({ from: events[2]?.time, to: events[0]?.time });
  });

  it('say what they are of', () => {
    const [source] = dataOf().data.sources;
    expect(source).toMatchObject({
      name: 'logs',
      coverage: {
        kinds: ['management', 'data'],
        regions: [{ account: '111122223333', region: 'us-east-1', state: { kind: 'done' } }],
      },
    });
  });

  it('span a day where they have no event', () => {
    expect(dataOf([]).data.range).toEqual({ from: now - 24 * 3_600_000, to: now });
  });

  it('show what passes, say that it changed, and close the view of before', async () => {
    const { data, logs } = dataOf();
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
    const { data } = dataOf();
    const rows = data.rows(0, 10, newestFirst);
    const counts = data.counts();
    data.ask({ filter: filterOf('name:StopLogging') });
    expect((await rows).map(({ event }) => event.id)).toEqual(['b']);
    expect((await counts).shown).toBe(1);
  });

  it('tell what went wrong to whoever asks, and go on with the next filter', async () => {
    const { data, logs } = dataOf();
    logs.failure = new TrailscopeError({ kind: 'unavailable' }, 'The engine came to its end');
    data.ask({ filter: filterOf('name:StopLogging') });
    await expect(data.counts()).rejects.toMatchObject({ failure: { kind: 'unavailable' } });
    data.ask({ filter: everything });
    expect((await data.counts()).shown).toBe(3);
  });

  it('give the whole event of a row, as of these files', async () => {
    const { data } = dataOf();
    const [, second] = await data.rows(0, 10, newestFirst);
    const item = await data.eventOf(second?.row ?? -1);
    expect(item?.event.name).toBe('StopLogging');
    expect(item?.connection).toMatchObject({
      credentials: { kind: 'files', path: '/logs' },
      region: 'eu-west-1',
    });
  });

  it('give what is shown, and what passes another filter, one by one', async () => {
    const { data, logs } = dataOf();
    await data.counts();
    data.ask({ filter: filterOf('region:us-east-1') });
    expect(await idsIn(data.events())).toEqual(['c', 'a']);
    expect(await idsIn(data.matching(everything))).toEqual(['c', 'b', 'a']);
    // That of before, and the one that was only for this question.
    expect(logs.closed).toBe(2);
  });

  it('know the values of all events, whatever is shown', async () => {
    const { data } = dataOf();
    data.ask({ filter: filterOf('name:Nothing') });
    const { values } = await data.facetsOfAll('name', 10);
    expect(values.map(({ value }) => value)).toEqual(['TerminateInstances', 'StopLogging']);
  });

  it('are closed with the explorer', async () => {
    const { data, logs } = dataOf();
    data.dispose();
    expect(logs.isClosed).toBe(true);
    await expect(data.counts()).rejects.toMatchObject({ failure: { kind: 'cancelled' } });
  });
});
