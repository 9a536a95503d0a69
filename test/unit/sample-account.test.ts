import { describe, expect, test } from 'vitest';
import { openAws, type Aws } from '../../src/aws/open-aws.ts';
import { connection, inRegion, type Connection } from '../../src/core/connection.ts';
import type { CloudTrailEvent } from '../../src/core/events/event.ts';
import type { EventLookup } from '../../src/core/ports.ts';
import { trailState, type Trail } from '../../src/core/trails/trail.ts';
import { inProcessHandler } from '../../src/sandbox/doors/in-process.ts';
import { createSampleAccount } from '../../src/sandbox/sample-account.ts';
import { failureOf, never } from '../support/aws-on-wire.ts';
import { FakeTime } from '../support/fake-time.ts';
import { stubUserConfig } from '../support/user-config.ts';

const hour = 3_600_000;
const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });

/** The sample account as the editor opens it: the SDK's clients on the wire protocols, in this process. */
function openSample(): { readonly aws: Aws; readonly time: FakeTime; readonly log: readonly string[] } {
  stubUserConfig();
  const time = new FakeTime();
  const log: string[] = [];
  const account = createSampleAccount({ clock: time });
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.resolve(inProcessHandler(account)),
    time,
    log: (line) => log.push(line),
  });
  return { aws, time, log };
}

async function eventsOf(aws: Aws, where: Connection, query: EventLookup): Promise<CloudTrailEvent[]> {
  const events: CloudTrailEvent[] = [];
  for await (const page of aws.events.lookup(where, query, never)) {
    events.push(...page.events);
  }
  return events;
}

async function trailNamed(aws: Aws, where: Connection, name: string): Promise<Trail> {
  const trails = await aws.trails.list(where, never);
  return trails.find((trail) => trail.name === name)!;
}

describe('trails', () => {
  test('each Region lists its own and the shadows of multi-Region trails, whose state is that of their home', async () => {
    const { aws } = openSample();
    const seen: string[] = [];
    for (const region of ['us-east-1', 'eu-west-1', 'us-west-2']) {
      const where = inRegion(sample, region);
      for (const trail of await aws.trails.list(where, never)) {
        seen.push(`${region} ${trail.name} ${trailState(await aws.trails.status(where, trail, never))}`);
      }
    }
    expect(seen.sort()).toEqual([
      'eu-west-1 data-access failing',
      'eu-west-1 org-audit logging',
      'us-east-1 org-audit logging',
      'us-west-2 legacy stopped',
      'us-west-2 org-audit logging',
    ]);
  });

  test('selectors, Insights and tags of a trail, asked from another Region than its home', async () => {
    const { aws } = openSample();
    const where = inRegion(sample, 'us-west-2');
    const audit = await trailNamed(aws, where, 'org-audit');
    expect((await aws.trails.selectors(where, audit, never)).kind).toBe('advanced');
    expect(await aws.trails.insights(where, audit, never)).toContainEqual({ type: 'ApiCallRateInsight' });
    expect((await aws.trails.tags(where, audit, never)).get('team')).toBe('security');
    const legacy = await trailNamed(aws, where, 'legacy');
    expect((await aws.trails.selectors(where, legacy, never)).kind).toBe('basic');
    expect(await aws.trails.insights(where, legacy, never)).toEqual([]);
  });

  test('starting a stopped trail is seen in its status and in the history of its Region', async () => {
    const { aws, time } = openSample();
    const where = inRegion(sample, 'us-west-2');
    const legacy = await trailNamed(aws, where, 'legacy');
    const started = time.now();
    await aws.caller.call(
      where,
      { service: 'cloudtrail', operation: 'StartLogging', region: where.region, input: { Name: legacy.arn } },
      never,
    );
    expect(trailState(await aws.trails.status(sample, legacy, never))).toBe('logging');
    const [event, ...others] = await eventsOf(aws, where, {
      from: started,
      attribute: { key: 'EventName', value: 'StartLogging' },
    });
    expect(others).toEqual([]);
    expect(event).toMatchObject({ name: 'StartLogging', region: 'us-west-2', access: 'write' });
  });

  test('a trail that is gone is not found', async () => {
    const { aws } = openSample();
    const audit = await trailNamed(aws, sample, 'org-audit');
    const gone = { ...audit, name: 'gone', arn: audit.arn.replace('org-audit', 'gone') };
    expect((await failureOf(aws.trails.status(sample, gone, never))).failure).toEqual({
      kind: 'not-found',
      code: 'TrailNotFoundException',
    });
  });
});

describe('events', () => {
  test('all of the last 24 hours: newest first, each once, none broken, and never too fast for the service', async () => {
    const { aws, time, log } = openSample();
    const to = time.now();
    const from = to - 24 * hour;
    const events = await eventsOf(aws, sample, { from, to });
    const times = events.map((event) => event.time ?? 0);
    expect(events.length).toBeGreaterThan(50);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(times.filter((each) => each < from || each > to)).toEqual([]);
    expect(events.filter(({ problem }) => problem !== undefined)).toEqual([]);
    expect(new Set(events.map(({ region }) => region))).toEqual(new Set(['us-east-1']));
    const lookups = log.filter((line) => line.startsWith('cloudtrail:LookupEvents us-east-1: 200'));
    expect(lookups).toHaveLength(log.length);
    expect(lookups).toHaveLength(Math.ceil(events.length / 50));
  });

  test('one attribute at the service: writes only', async () => {
    const { aws, time } = openSample();
    const from = time.now() - 24 * hour;
    const writes = await eventsOf(aws, sample, { from, attribute: { key: 'ReadOnly', value: 'false' } });
    expect(writes.length).toBeGreaterThan(0);
    expect(new Set(writes.map(({ access }) => access))).toEqual(new Set(['write']));
  });

  test('Insights events', async () => {
    const { aws } = openSample();
    const insights = await eventsOf(aws, sample, { category: 'insight' });
    expect(insights.length).toBeGreaterThan(0);
    expect(new Set(insights.map(({ kind }) => kind))).toEqual(new Set(['insight']));
  });

  test('a time range that ends before it begins is refused with its code', async () => {
    const { aws, time } = openSample();
    const lookup = eventsOf(aws, sample, { from: time.now(), to: time.now() - hour });
    expect((await failureOf(lookup)).failure).toEqual({ kind: 'refused', code: 'InvalidTimeRangeException' });
  });
});

test('who the caller is, and the Regions of the account', async () => {
  const { aws } = openSample();
  expect(await aws.account.identity(sample, never)).toMatchObject({ account: '111122223333' });
  expect(await aws.account.regions(sample, never)).toEqual(
    expect.arrayContaining(['us-east-1', 'eu-west-1']),
  );
});
