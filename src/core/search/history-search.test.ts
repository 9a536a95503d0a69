import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { InMemoryAws } from '../../../test/support/in-memory-aws.ts';
import { connection, inRegion } from '../connection.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import type { EventLookup } from '../ports.ts';
import type { RegionState } from '../query/coverage.ts';
import { HistorySearch, historyMilliseconds } from './history-search.ts';

const chain = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const account = '111122223333';
const start = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const { signal } = new AbortController();

/** An event some hours before the start. */
function eventIn(
  region: string,
  hours: number,
  id = `${region} ${hours}`,
  name = 'RunInstances',
): CloudTrailEvent {
  const time = new Date(start - hours * hour).toISOString();
  return { ...eventAt(time, id, { eventName: name, awsRegion: region }), region };
}

interface Options {
  readonly lookups?: readonly EventLookup[];
  readonly regions?: readonly string[];
  readonly pageSize?: number;
}

function search(
  events: readonly CloudTrailEvent[],
  { lookups = [{}], regions = ['us-east-1'], pageSize = 2 }: Options = {},
) {
  const aws = new InMemoryAws({ events, pageSize });
  const clock = { time: start, now: () => clock.time };
  const found: string[] = [];
  const progress: RegionState[][] = [];
  const places = regions.map((region) => ({ account, connection: inRegion(chain, region) }));
  const running = new HistorySearch(places, lookups, {
    history: aws.events,
    clock,
    onEvents: (page) => found.push(...page.map(({ id }) => id ?? '')),
    onProgress: () => progress.push(running.regions.map(({ state }) => state)),
  });
  return { aws, clock, found, progress, running };
}

describe('a search of the event history', () => {
  it('finds the events of all Regions, and ends', async () => {
    const events = [1, 2, 3].flatMap((hours) => [eventIn('us-east-1', hours), eventIn('eu-west-1', hours)]);
    const { running, found } = search(events, { regions: ['us-east-1', 'eu-west-1', 'ap-south-1'] });
    await running.run(signal);
    expect([...found].sort()).toEqual(events.map(({ id }) => id).sort());
    expect(running.isDone).toBe(true);
    expect(running.regions.map(({ region, state }) => [region, state.kind])).toEqual([
      ['us-east-1', 'done'],
      ['eu-west-1', 'done'],
      ['ap-south-1', 'done'],
    ]);
  });

  it('asks nothing before it runs, and nothing of Regions without lookups', async () => {
    const { running, aws } = search([eventIn('us-east-1', 1)], { lookups: [] });
    expect(aws.calls).toEqual([]);
    await running.run(signal);
    expect(aws.calls).toEqual([]);
    expect(running.isDone).toBe(true);
  });

  it('tells how far back each Region has got', async () => {
    const { running, progress } = search([1, 2, 3, 4].map((hours) => eventIn('us-east-1', hours)));
    await running.run(signal);
    expect(progress.map(([state]) => state)).toEqual([
      { kind: 'reading', reached: undefined },
      { kind: 'reading', reached: start - 2 * hour },
      { kind: 'done' },
    ]);
  });

  it('pauses, and goes on where it was', async () => {
    const { running, found, aws } = search([1, 2, 3, 4, 5].map((hours) => eventIn('us-east-1', hours)));
    const pause = new AbortController();
    aws.hold('events.lookup');
    const first = running.run(pause.signal);
    pause.abort();
    await first;
    expect(running.regions[0]?.state).toEqual({ kind: 'paused', reached: undefined });
    aws.hold('events.lookup')();
    await running.run(signal);
    expect(found).toEqual([1, 2, 3, 4, 5].map((hours) => `us-east-1 ${hours}`));
  });

  it('goes on after a failure from where it was, and no event is missing', async () => {
    const { running, found, aws } = search(
      [1, 2, 2, 2, 3, 4].map((hours, n) => eventIn('us-east-1', hours, `${n}`)),
    );
    let pages = 0;
    const lookup = aws.events.lookup.bind(aws.events);
    aws.events.lookup = async function* (...ask) {
      for await (const page of lookup(...ask)) {
        pages += 1;
        if (pages === 2) {
          aws.failOnce('events.lookup', { kind: 'expired' });
        }
        yield page;
      }
    };
    await running.run(signal);
    expect(running.regions[0]?.state).toEqual({
      kind: 'failed',
      reached: start - 2 * hour,
      failure: { kind: 'expired' },
    });
    await running.run(signal);
    expect(running.isDone).toBe(true);
    expect([...new Set(found)].sort()).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('keeps the other Regions going when one is denied', async () => {
    const events = [eventIn('us-east-1', 1), eventIn('eu-west-1', 1)];
    const { running, found, aws } = search(events, { regions: ['us-east-1', 'eu-west-1'] });
    aws.failOnce('events.lookup', { kind: 'denied', action: 'cloudtrail:LookupEvents' });
    await running.run(signal);
    expect(found).toEqual(['eu-west-1 1']);
    expect(running.regions.map(({ state }) => state.kind)).toEqual(['failed', 'done']);
  });

  it('reads several lookups side by side, never one far before the other', async () => {
    const names = ['RunInstances', 'StopInstances'];
    const events = [1, 2, 3, 4, 5, 6].map((hours) =>
      eventIn('us-east-1', hours, `${hours}`, names[hours % 2]),
    );
    const lookups = names.map((value) => ({ attribute: { key: 'EventName', value } as const }));
    const { running, found } = search(events, { lookups, pageSize: 1 });
    await running.run(signal);
    expect(found).toEqual(['2', '1', '3', '4', '5', '6']);
  });

  it('asks for the 90 days that the service has, whatever the filter asks for', async () => {
    const { running, aws } = search([], { lookups: [{ from: 0 }] });
    await running.run(signal);
    expect(aws.calls.map(({ query }) => query?.from)).toEqual([start - historyMilliseconds]);
    expect(running.range).toEqual({ from: start - historyMilliseconds, to: start });
  });

  it('judges the time that is left by the time that the rest took', async () => {
    const { running, aws, clock } = search(
      [1, 2, 3].map((hours) => eventIn('us-east-1', hours)),
      { lookups: [{ from: start - 10 * hour, to: start }] },
    );
    expect(running.remaining).toBeUndefined();
    const lookup = aws.events.lookup.bind(aws.events);
    const estimates: (number | undefined)[] = [];
    aws.events.lookup = async function* (...ask) {
      for await (const page of lookup(...ask)) {
        clock.time += 1000;
        yield page;
        estimates.push(running.remaining);
      }
    };
    await running.run(signal);
    // Two of ten hours took a second.
    expect(estimates[0]).toBe(4000);
  });
});
