import { describe, expect, it } from 'vitest';
import { accountsByConnection } from '../../../test/support/accounts-by-connection.ts';
import { eventAt } from '../../../test/support/account-data.ts';
import { InMemoryAws } from '../../../test/support/in-memory-aws.ts';
import { connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { english } from '../../core/localize.ts';
import { parseFilter } from '../../core/query/parse-filter.ts';
import { everything, type EventFilter } from '../../core/query/event-filter.ts';
import { latestArrival } from '../../core/search/read-ranges.ts';
import { HistoryData } from './history-data.ts';

const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });
const prod = connection({ credentials: { kind: 'profile', name: 'prod' }, region: 'eu-west-1' });
const start = Date.UTC(2026, 10, 20, 12);
const minute = 60_000;
const newestFirst = { by: 'time', descending: true } as const;

function eventIn(
  region: string,
  minutesAgo: number,
  name = 'RunInstances',
  accountId = '111122223333',
): CloudTrailEvent {
  const time = new Date(start - minutesAgo * 60_000).toISOString();
  const id = `${region} ${minutesAgo} ${accountId}`;
  return eventAt(time, id, { eventName: name, awsRegion: region, recipientAccountId: accountId });
}

function filterOf(text: string): EventFilter {
  return parseFilter(text, english).filter ?? everything;
}

function listed(...connections: (typeof sample)[]) {
  return connections.map((each) => ({ connection: each, regions: 'enabled' as const, isPinned: false }));
}

function dataOf(aws: InMemoryAws, clock = { now: () => start }, limit?: number) {
  const needs = { ports: () => Promise.resolve(aws), clock, t: english };
  return new HistoryData(listed(sample), { ...needs, ...(limit !== undefined && { limit }) });
}

async function idsOf(data: HistoryData): Promise<string[]> {
  return (await data.rows(0, 100, newestFirst)).map(({ event }) => event.id ?? '');
}

describe('the event history of several Regions', () => {
  const events = [eventIn('us-east-1', 1), eventIn('eu-west-1', 2, 'StopLogging'), eventIn('us-east-1', 3)];
  const regions = ['eu-west-1', 'us-east-1'];

  it('is asked nothing before it is read', async () => {
    const aws = new InMemoryAws({ events, regions });
    const data = dataOf(aws);
    data.ask({ filter: everything });
    expect([aws.calls, data.reading.state, await idsOf(data)]).toEqual([[], 'idle', []]);
  });

  it('is one list, newest first, and says what was read', async () => {
    const data = dataOf(new InMemoryAws({ events, regions }));
    await data.read();
    expect(await idsOf(data)).toEqual(events.map(({ id }) => id));
    expect(data.reading.state).toBe('done');
    const [source] = data.sources;
    expect(
      source?.coverage.regions.map(({ account, region, state }) => [account, region, state.kind]),
    ).toEqual([
      ['111122223333', 'eu-west-1', 'done'],
      ['111122223333', 'us-east-1', 'done'],
    ]);
  });

  it('asks the service for what it can do, in the Regions that can have it, and does the rest here', async () => {
    const aws = new InMemoryAws({ events, regions });
    const data = dataOf(aws);
    data.ask({ filter: filterOf('name:StopLogging region:eu-west-1 -user:nobody') });
    await data.read();
    const lookups = aws.calls.filter(({ name }) => name === 'events.lookup');
    expect(
      lookups.map(({ connection: { region }, query }) => [region, query?.attribute, query?.category]),
    ).toEqual([
      ['eu-west-1', { key: 'EventName', value: 'StopLogging' }, undefined],
      ['eu-west-1', { key: 'EventName', value: 'StopLogging' }, 'insight'],
    ]);
    expect(data.plan.service).toContain('StopLogging');
    expect(data.plan.here).toContain('-user:nobody');
  });

  it('is not read again for what was read already', async () => {
    const aws = new InMemoryAws({ events, regions });
    const data = dataOf(aws);
    await data.read();
    const calls = aws.calls.length;
    data.ask({ filter: filterOf('name:StopLogging time:-1h..') });
    expect(data.reading.state).toBe('done');
    expect(await idsOf(data)).toEqual(['eu-west-1 2 111122223333']);
    expect(aws.calls).toHaveLength(calls);
  });

  it('is read again from now when that is asked for, and what is there comes once', async () => {
    const clock = { time: start, now: () => clock.time };
    const aws = new InMemoryAws({ events, regions });
    const data = dataOf(aws, clock);
    await data.read();
    clock.time += 60_000;
    aws.change({ events: [eventIn('us-east-1', -1), ...events] });
    await data.refresh();
    expect(await idsOf(data)).toHaveLength(4);
    expect((await data.counts()).total).toBe(4);
  });

  it('reads only what may have come since when it is read again, however late that came', async () => {
    const clock = { time: start, now: () => clock.time };
    const aws = new InMemoryAws({ events, regions });
    const data = dataOf(aws, clock);
    data.ask({ filter: filterOf('time:-7d..') });
    await data.read();
    const before = aws.calls.length;
    clock.time += 10 * minute;
    const late = eventIn('us-east-1', latestArrival / minute - 1);
    aws.change({ events: [eventIn('us-east-1', -1), late, ...events] });
    await data.refresh();
    const lookups = aws.calls.slice(before).filter(({ name }) => name === 'events.lookup');
    expect(new Set(lookups.map(({ query }) => query?.from))).toEqual(new Set([start - latestArrival]));
    expect(await idsOf(data)).toHaveLength(5);
    expect(data.reading.state).toBe('done');
    // What was read since is known, too.
    clock.time += 24 * 60 * minute;
    await data.refresh();
    expect(aws.calls.at(-1)?.query?.from).toBe(start + 10 * minute - latestArrival);
    expect(data.range).toEqual({ from: clock.time - 7 * 24 * 60 * minute, to: clock.time });
  });

  it('says what is missing when it cannot be read again, and reads that later', async () => {
    const clock = { time: start, now: () => clock.time };
    const aws = new InMemoryAws({ events, regions });
    const data = dataOf(aws, clock);
    await data.read();
    clock.time += 60 * minute;
    aws.change({ events: [eventIn('us-east-1', -50), ...events] });
    aws.fail('events.lookup', { kind: 'throttled' });
    await data.refresh();
    expect(data.reading.state).toBe('paused');
    expect(data.sources[0]?.coverage.regions).toMatchObject(
      regions.map((region) => ({ region, known: start - latestArrival, state: { kind: 'failed' } })),
    );
    aws.recover('events.lookup');
    await data.read();
    expect(data.reading.state).toBe('done');
    expect(await idsOf(data)).toHaveLength(4);
  });

  it('asks again only in the Regions that were not read to their end', async () => {
    const aws = new InMemoryAws({ events, regions });
    aws.failOnce('events.lookup', { kind: 'denied', action: 'cloudtrail:LookupEvents' });
    const data = dataOf(aws);
    await data.read();
    const before = aws.calls.length;
    data.ask({ filter: filterOf('name:StopLogging') });
    await data.read();
    const asked = aws.calls.slice(before).map(({ connection: { region } }) => region);
    expect(new Set(asked).size).toBe(1);
    expect(data.reading.state).toBe('done');
  });

  it('counts what it hides as noise', async () => {
    const reads = [eventIn('us-east-1', 1, 'DescribeInstances')].map((event) => ({
      ...event,
      access: 'read' as const,
      record: { ...event.record, readOnly: true },
    }));
    const data = dataOf(new InMemoryAws({ events: [...reads, ...events.slice(1)], regions }));
    const noise = { reads: true, services: false, trailscope: false, ignored: [] };
    data.ask({ filter: everything, noise });
    await data.read();
    expect(await data.counts()).toMatchObject({ shown: 2, total: 3, hidden: { reads: 1 } });
  });

  it('shows what it has when a Region is denied, says so, and asks that one again', async () => {
    const aws = new InMemoryAws({ events, regions });
    aws.failOnce('events.lookup', { kind: 'denied', action: 'cloudtrail:LookupEvents' });
    const data = dataOf(aws);
    await data.read();
    expect(data.reading.state).toBe('paused');
    expect(data.sources[0]?.coverage.regions.map(({ state }) => state.kind).sort()).toEqual([
      'done',
      'failed',
    ]);
    await data.read();
    expect(await idsOf(data)).toHaveLength(3);
    expect(data.reading.state).toBe('done');
  });

  it('pauses and goes on', async () => {
    const aws = new InMemoryAws({ events, regions });
    const release = aws.hold('events.lookup');
    const data = dataOf(aws);
    const reading = data.read();
    while (aws.calls.filter(({ name }) => name === 'events.lookup').length < 2) {
      await Promise.resolve();
    }
    data.pause();
    await reading;
    expect(data.reading.state).toBe('paused');
    release();
    await data.read();
    expect(await idsOf(data)).toHaveLength(3);
  });

  it('goes on when that is wanted before the pause has come to its end', async () => {
    const aws = new InMemoryAws({ events, regions });
    const release = aws.hold('events.lookup');
    const data = dataOf(aws);
    void data.read();
    while (aws.calls.filter(({ name }) => name === 'events.lookup').length < 2) {
      await Promise.resolve();
    }
    data.pause();
    const reading = data.read();
    release();
    await reading;
    expect(data.reading.state).toBe('done');
    expect(await idsOf(data)).toHaveLength(3);
  });

  it('does what the user wants when a filter is changed in the middle', async () => {
    const aws = new InMemoryAws({ events, regions });
    const release = aws.hold('events.lookup');
    const data = dataOf(aws);
    const first = data.read();
    expect(data.read()).toBe(first);
    data.ask({ filter: filterOf('name:StopLogging') });
    const second = data.read();
    release();
    await Promise.all([first, second]);
    expect(await idsOf(data)).toEqual(['eu-west-1 2 111122223333']);
    expect(data.reading.state).toBe('done');
  });

  it('sets the pace', async () => {
    const aws = new InMemoryAws();
    const data = dataOf(aws);
    data.isFullSpeed = true;
    await Promise.resolve();
    data.isFullSpeed = false;
    await Promise.resolve();
    expect(aws.paces).toEqual(['full', 'half']);
  });

  it('uses all of the rate only as long as an explorer that wants it is open', async () => {
    const aws = new InMemoryAws();
    const atFullSpeed = new Set<unknown>();
    const needs = { ports: () => Promise.resolve(aws), clock: { now: () => start }, t: english, atFullSpeed };
    const [first, second] = [new HistoryData(listed(sample), needs), new HistoryData(listed(prod), needs)];
    first.isFullSpeed = true;
    expect(second.isFullSpeed).toBe(true);
    second.dispose();
    first.dispose();
    await Promise.resolve();
    expect(aws.paces).toEqual(['full', 'half']);
  });

  it('says that what is older than the history is not in it, and asks nothing for it', async () => {
    const aws = new InMemoryAws({ events, regions });
    const data = dataOf(aws);
    data.ask({ filter: filterOf('time:2020-01-01..2020-02-01') });
    await data.read();
    expect(aws.callNames()).not.toContain('events.lookup');
    expect(data.range.from).toBeLessThan(data.range.to);
    expect(data.plan.caution).toContain('90 days');
    data.ask({ filter: filterOf('time:-200d..') });
    expect(data.plan.caution).toContain('90 days');
    data.ask({ filter: filterOf('time:-90d..') });
    expect(data.plan.caution).toBeUndefined();
  });

  it('spans the events that come with times after now, as from a service whose clock is ahead', async () => {
    const ahead = eventIn('us-east-1', -5);
    const data = dataOf(new InMemoryAws({ events: [...events, ahead], regions }));
    data.ask({ filter: filterOf('time:-1h..') });
    await data.read();
    expect(data.range.to).toBe(ahead.time);
    data.ask({ filter: filterOf('time:-1h..now') });
    expect(data.range.to).toBe(start);
  });
});

describe('the event history of more events than are kept', () => {
  const many = Array.from({ length: 20 }, (_, age) =>
    eventIn('us-east-1', age, age % 5 === 0 ? 'StopLogging' : 'RunInstances'),
  );

  function full(limit = 8) {
    const aws = new InMemoryAws({ events: many, pageSize: 4 });
    return { aws, data: dataOf(aws, undefined, limit) };
  }

  it('is read as far as that, and says so', async () => {
    const { data } = full();
    await data.read();
    expect(data.reading).toEqual({ state: 'paused', remaining: undefined, full: 8 });
    expect(await idsOf(data)).toEqual(many.slice(0, 8).map(({ id }) => id));
    expect(data.sources[0]?.coverage.regions).toMatchObject([
      { state: { kind: 'paused', reached: many[7]?.time } },
    ]);
  });

  it('is not read on while there is no room, and nothing goes', async () => {
    const { aws, data } = full();
    await data.read();
    const calls = aws.calls.length;
    await data.read();
    expect(aws.calls).toHaveLength(calls);
    expect(await idsOf(data)).toHaveLength(8);
    expect(data.reading.full).toBe(8);
  });

  it('is read to its end for a filter that fewer events pass, whatever the service does of it', async () => {
    for (const filter of ['name:StopLogging', 'name:Stop*', 'name:StopLogging OR user:nobody']) {
      const { data } = full();
      await data.read();
      data.ask({ filter: filterOf(filter) });
      await data.read();
      expect(data.reading.state).toBe('done');
      expect(await idsOf(data)).toEqual([0, 5, 10, 15].map((age) => many[age]?.id));
    }
  });

  it('is read again for another filter, for which events were left out', async () => {
    const { data } = full(12);
    await data.read();
    data.ask({ filter: filterOf('name:Stop*') });
    await data.read();
    data.ask({ filter: filterOf('name:Stop* OR time:-7m..') });
    expect(data.reading.state).not.toBe('done');
    await data.read();
    expect(await idsOf(data)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 10, 15].map((age) => many[age]?.id));
  });

  it('goes on with what came while the times of the filter moved', async () => {
    const clock = { time: start, now: () => clock.time };
    const aws = new InMemoryAws({ events: many, pageSize: 4 });
    const data = dataOf(aws, clock, 8);
    await data.read();
    data.ask({ filter: filterOf('name:Stop* time:..-6m') });
    await data.read();
    expect(await idsOf(data)).toEqual([10, 15].map((age) => many[age]?.id));
    clock.time += 5 * minute;
    await data.refresh();
    expect(await idsOf(data)).toEqual([5, 10, 15].map((age) => many[age]?.id));
  });
});

describe('the event history of several connections', () => {
  const accountNumbered = (account: string, events: readonly CloudTrailEvent[]) =>
    new InMemoryAws({ identity: { account, arn: `arn:aws:iam::${account}:root`, userId: account }, events });

  function twoAccounts() {
    const first = accountNumbered('111122223333', [eventIn('us-east-1', 1)]);
    const second = accountNumbered('444455556666', [eventIn('us-east-1', 2, 'StopLogging', '444455556666')]);
    const aws = accountsByConnection(({ credentials }) => (credentials.kind === 'profile' ? second : first));
    const needs = { ports: () => Promise.resolve(aws), clock: { now: () => start }, t: english };
    return { first, second, data: new HistoryData(listed(sample, prod), needs) };
  }

  it('is one list, and each event knows its connection', async () => {
    const { data } = twoAccounts();
    await data.read();
    const rows = await data.rows(0, 10, newestFirst);
    const connections = await Promise.all(rows.map(({ row }) => data.eventOf(row)));
    expect(connections.map((item) => item?.connection.credentials.kind)).toEqual(['sample', 'profile']);
    expect(connections.map((item) => item?.connection.region)).toEqual(['us-east-1', 'us-east-1']);
    expect(await data.eventOf(99)).toBeUndefined();
  });

  it('goes on with one when the other has no credentials, and says so', async () => {
    const { data, second } = twoAccounts();
    second.failOnce('account.identity', { kind: 'expired' });
    await data.read();
    expect(await idsOf(data)).toHaveLength(1);
    expect(data.sources[1]?.coverage.regions).toMatchObject([
      { state: { kind: 'failed', failure: { kind: 'expired' } } },
    ]);
    await data.read();
    expect(data.sources[1]?.coverage.regions).toMatchObject([{ state: { kind: 'done' } }]);
    expect(await idsOf(data)).toHaveLength(2);
  });

  it('reads no more of a connection that was removed, keeps what was read, and says so', async () => {
    const { data, first, second } = twoAccounts();
    const release = second.hold('events.lookup');
    const reading = data.read();
    while (!second.callNames().includes('events.lookup')) {
      await Promise.resolve();
    }
    data.keepTo((each) => each.credentials.kind === 'sample');
    await reading;
    expect(data.reading.state).toBe('done');
    expect(data.sources.map(({ isRemoved }) => isRemoved)).toEqual([undefined, true]);
    expect(data.sources[1]?.coverage.regions).toMatchObject([{ state: { kind: 'paused' } }]);
    expect(await idsOf(data)).toEqual(['us-east-1 1 111122223333']);
    release();
    const calls = second.calls.length;
    first.change({ events: [eventIn('us-east-1', 0), eventIn('us-east-1', 1)] });
    await data.refresh();
    expect(second.calls).toHaveLength(calls);
    expect(await idsOf(data)).toEqual(['us-east-1 0 111122223333', 'us-east-1 1 111122223333']);
    expect(data.reading.state).toBe('done');
    expect(data.sources[1]?.coverage.regions).toMatchObject([{ state: { kind: 'waiting' } }]);
    data.keepTo(() => false);
    expect(data.reading.state).not.toBe('done');
  });

  it('reads a connection on that is back', async () => {
    const { data, second } = twoAccounts();
    data.keepTo((each) => each.credentials.kind === 'sample');
    await data.read();
    expect(second.calls).toEqual([]);
    data.keepTo(() => true);
    await data.read();
    expect(data.reading.state).toBe('done');
    expect(await idsOf(data)).toHaveLength(2);
  });
});
