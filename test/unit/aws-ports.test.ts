import { describe, expect, test } from 'vitest';
import { openAws } from '../../src/aws/open-aws.ts';
import { connection } from '../../src/core/connection.ts';
import type { AwsPorts, EventPage } from '../../src/core/ports.ts';
import { inProcessHandler } from '../../src/sandbox/doors/in-process.ts';
import { createSampleAccount } from '../../src/sandbox/sample-account.ts';
import { eventAt, statusOf, trailNamed } from '../support/account-data.ts';
import { failureOf, never } from '../support/aws-on-wire.ts';
import { FakeTime } from '../support/fake-time.ts';
import { InMemoryAws } from '../support/in-memory-aws.ts';

const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });

/** Both implementations of the ports at one time, each with a stopped trail and more than one page of events. */
const implementations: readonly (readonly [string, (time: FakeTime) => AwsPorts])[] = [
  [
    'the adapters on the sample account',
    (time) => {
      const account = createSampleAccount({ clock: time });
      return openAws({
        version: '1.2.3',
        sampleHandler: () => Promise.resolve(inProcessHandler(account)),
        time,
      });
    },
  ],
  [
    'the ports in memory',
    (time) => {
      const minutesAgo = (minutes: number) => new Date(time.now() - minutes * 60_000).toISOString();
      return new InMemoryAws({
        trails: [{ trail: trailNamed('legacy'), status: statusOf({ isLogging: false }) }],
        events: Array.from({ length: 60 }, (_, index) => eventAt(minutesAgo(index), `event-${index}`)),
      });
    },
  ],
];

describe.each(implementations)('%s', (_, open) => {
  test('pages are fetched when they are asked for, newest event first, until the last', async () => {
    const time = new FakeTime();
    const day = { from: time.now() - 24 * 3_600_000, to: time.now() };
    const pages: EventPage[] = [];
    for await (const page of open(time).events.lookup(sample, day, never)) {
      pages.push(page);
    }
    expect(pages.length).toBeGreaterThan(1);
    expect(pages.map(({ isLast }) => isLast)).toEqual(pages.map((page) => page === pages.at(-1)));
    const times = pages.flatMap(({ events }) => events.map((event) => event.time ?? 0));
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(pages.filter(({ events }) => events.length > 50)).toEqual([]);
  });

  test('a range without events is one empty page', async () => {
    const time = new FakeTime();
    const pages = open(time).events.lookup(sample, { from: time.now() + 1, to: time.now() + 2 }, never);
    const iterator = pages[Symbol.asyncIterator]();
    expect(await iterator.next()).toEqual({ done: false, value: { events: [], isLast: true } });
    expect(await iterator.next()).toMatchObject({ done: true });
  });

  test('an attribute compares whole values', async () => {
    const attribute = { key: 'EventName', value: 'Terminate' } as const;
    const iterator = open(new FakeTime()).events.lookup(sample, { attribute }, never)[Symbol.asyncIterator]();
    expect(await iterator.next()).toMatchObject({ value: { events: [] } });
  });

  test('a call whose signal has aborted is cancelled', async () => {
    const aws = open(new FakeTime());
    const aborted = AbortSignal.abort();
    const calls = [
      aws.trails.list(sample, aborted),
      aws.account.identity(sample, aborted),
      aws.events.lookup(sample, {}, aborted)[Symbol.asyncIterator]().next(),
    ];
    const failures = await Promise.all(calls.map(failureOf));
    expect(failures.map(({ failure }) => failure.kind)).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  test('a trail that does not exist is not found', async () => {
    const aws = open(new FakeTime());
    const { failure } = await failureOf(aws.trails.status(sample, trailNamed('nobody-made-it'), never));
    expect(failure).toEqual({ kind: 'not-found', code: 'TrailNotFoundException' });
  });

  test('the account has an id and Regions', async () => {
    const aws = open(new FakeTime());
    expect((await aws.account.identity(sample, never)).account).toBe('111122223333');
    expect(await aws.account.regions(sample, never)).toContain('us-east-1');
  });
});

describe('the ports in memory, for tests', () => {
  test('record calls, and fail until they recover', async () => {
    const aws = new InMemoryAws();
    aws.fail('trails.list', { kind: 'denied', action: 'cloudtrail:DescribeTrails' });
    expect((await failureOf(aws.trails.list(sample, never))).failure.kind).toBe('denied');
    aws.recover('trails.list');
    expect(await aws.trails.list(sample, never)).toEqual([]);
    aws.failOnce('account.identity', { kind: 'expired' });
    expect((await failureOf(aws.account.identity(sample, never))).failure.kind).toBe('expired');
    await aws.account.identity(sample, never);
    expect(aws.callNames()).toEqual(['trails.list', 'trails.list', 'account.identity', 'account.identity']);
  });

  test('keep callers waiting until they are released or give up', async () => {
    const aws = new InMemoryAws();
    const release = aws.hold('trails.list');
    const controller = new AbortController();
    const impatient = failureOf(aws.trails.list(sample, controller.signal));
    const patient = aws.trails.list(sample, never);
    controller.abort();
    expect((await impatient).failure.kind).toBe('cancelled');
    release();
    expect(await patient).toEqual([]);
  });
});
