import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filtersOf, testNow } from '../../../test/support/filters.ts';
import { call, record, roleSession, user } from '../../../test/support/records.ts';
import { tinyEvent, tinyLookup, type TinyRecord } from '../../../test/support/tiny-lookup.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import type { JsonObject } from '../json.ts';
import { english } from '../localize.ts';
import type { EventFilter } from './event-filter.ts';
import type { LookupPlan } from './lookup-plan.ts';
import { compileFilter } from './matches.ts';
import { parseFilter } from './parse-filter.ts';
import { planLookup } from './plan-lookup.ts';
import { planWords } from './plan-words.ts';
import { printFilter } from './print-filter.ts';

const parsed = (text: string): EventFilter => parseFilter(text, english).filter!;

const names = ['RunInstances', 'ConsoleLogin', 'StopLogging'];
const identities: readonly JsonObject[] = [
  user('maria'),
  user('jonas', { accessKeyId: 'AKIAEXAMPLEJONAS00' }),
  roleSession('Admin', 'maria'),
  roleSession('deploy', 'ci'),
  { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333', principalId: '1' },
  { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
];
const buckets = ['logs', 'reports', 'arn:aws:s3:::logs/key'];

const anyRecord: fc.Arbitrary<TinyRecord> = fc
  .record({
    id: fc.uuid(),
    name: fc.constantFrom(...names),
    source: fc.constantFrom('ec2.amazonaws.com', 's3.amazonaws.com'),
    identity: fc.constantFrom(...identities),
    seconds: fc.integer({ min: -3000, max: 3000 }),
    region: fc.constantFrom('us-east-1', 'eu-west-1'),
    readOnly: fc.constantFrom(true, false, undefined),
    error: fc.constantFrom('AccessDenied', undefined),
    bucket: fc.constantFrom(...buckets, undefined),
    isInsight: fc.boolean(),
    lists: fc.constantFrom(...buckets, undefined),
  })
  .map(({ lists, ...facts }) => ({
    record: facts.isInsight ? insight(facts) : managementEvent(facts),
    resources: lists === undefined || facts.isInsight ? [] : [{ type: 'AWS::S3::Bucket', name: lists }],
  }));

interface Facts {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly identity: JsonObject;
  readonly seconds: number;
  readonly region: string;
  readonly readOnly: boolean | undefined;
  readonly error: string | undefined;
  readonly bucket: string | undefined;
}

function managementEvent(facts: Facts): JsonObject {
  return record({
    eventID: facts.id,
    eventName: facts.name,
    eventSource: facts.source,
    userIdentity: facts.identity,
    eventTime: timeText(facts.seconds),
    awsRegion: facts.region,
    readOnly: facts.readOnly,
    ...(facts.error !== undefined && { errorCode: facts.error }),
    requestParameters: facts.bucket === undefined ? null : { bucketName: facts.bucket },
  });
}

function insight({ id, name, source, seconds, region }: Facts): JsonObject {
  return {
    eventVersion: '1.09',
    eventID: id,
    eventTime: timeText(seconds),
    awsRegion: region,
    eventType: 'AwsCloudTrailInsight',
    recipientAccountId: '111122223333',
    eventCategory: 'Insight',
    insightDetails: { state: 'Start', eventSource: source, eventName: name },
  };
}

function timeText(seconds: number): string {
  return new Date(testNow + seconds * 1000).toISOString().replace('.000', '');
}

const terms = fc
  .constantFrom(
    ...names.map((name) => `name:${name}`),
    ...['name:Run*', 'source:ec2', 'source:s3', 'source:*', 'user:maria', 'user:root', 'user:*', 'who:Admin'],
    ...['key:AKIAIOSFODNN7EXAMPLE', 'userIdentity.accessKeyId:AKIAEXAMPLEJONAS00', 'key:*', 'write:true'],
    ...['write:false', 'error:*', 'error:AccessDenied', 'region:us-east-1', 'account:111122223333', 'logs'],
    ...['category:insight', 'category:management', '-category:insight', 'category:data', 'resource:logs'],
    ...[
      'resource:reports',
      'resourcetype:AWS::S3::Bucket',
      'requestParameters.bucketName:logs',
      'time:-20m..',
    ],
    ...['time:..-10m', 'time:-40m..-5m', 'time:now..', '*'],
  )
  .map(parsed);

const nothingIsAsked = 'Nothing is asked: the event history of CloudTrail has no events that could pass.';

describe('a lookup plan', () => {
  const run = (plan: LookupPlan, records: readonly TinyRecord[]): Map<string, CloudTrailEvent> => {
    const inReach = records.filter(
      ({ record: { awsRegion, recipientAccountId } }) =>
        (plan.regions?.includes(awsRegion as string) ?? true) &&
        (plan.accounts?.includes(recipientAccountId as string) ?? true),
    );
    const found = plan.lookups.flatMap((lookup) => tinyLookup(inReach, lookup));
    return new Map(found.map((event) => [String(event.id), event]));
  };
  const idsOf = (events: Iterable<CloudTrailEvent>, filter: EventFilter): readonly string[] =>
    [...events]
      .filter(compileFilter(filter, testNow))
      .map(({ id }) => String(id))
      .sort();

  it('with the predicate gives what the predicate alone gives', () => {
    fc.assert(
      fc.property(filtersOf(terms), fc.array(anyRecord, { maxLength: 30 }), (filter, records) => {
        const all = records.map(tinyEvent);
        const { complete } = planLookup(filter, testNow);
        const found = run(complete, records);
        expect(idsOf(found.values(), filter)).toEqual(idsOf(all, filter));
        expect(complete.reach).toBe('all');
      }),
      { numRuns: 1500 },
    );
  });

  it('leaves to this side no more than is left', () => {
    fc.assert(
      fc.property(filtersOf(terms), fc.array(anyRecord, { maxLength: 30 }), (filter, records) => {
        const { complete } = planLookup(filter, testNow);
        const inReach = [...run(complete, records).values()];
        // With several values the answers to one are those of another conjunct's too.
        expect(idsOf(inReach, complete.rest)).toEqual(idsOf(inReach, filter));
      }),
      { numRuns: 1500 },
    );
  });

  it('that is quick finds a part of what passes, and all that the service lists', () => {
    fc.assert(
      fc.property(filtersOf(terms), fc.array(anyRecord, { maxLength: 30 }), (filter, records) => {
        const { quick } = planLookup(filter, testNow);
        fc.pre(quick !== undefined);
        const found = idsOf(run(quick, records).values(), filter);
        const all = idsOf(records.map(tinyEvent), filter);
        expect(all).toEqual(expect.arrayContaining([...found]));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['', 'At the service: nothing; every event is fetched', undefined],
    ['time:-1h', 'At the service: the time', undefined],
    ['name:StopLogging', 'At the service: EventName = StopLogging', undefined],
    ['name:StopLogging user:maria', 'At the service: Username = maria', 'Here: name:StopLogging'],
    ['name:(StopLogging OR DeleteTrail)', 'At the service: EventName, 2 values one by one', undefined],
    ['name:Stop* source:ec2', 'At the service: EventSource = ec2.amazonaws.com', 'Here: name:Stop*'],
    ['write:true -user:ci-*', 'At the service: ReadOnly = false', 'Here: -user:ci-*'],
    ['name:A OR user:b', 'At the service: nothing; every event is fetched', 'Here: name:A OR user:b'],
    [
      `name:("${'x'.repeat(2001)}")`,
      'At the service: nothing; every event is fetched',
      `Here: name:${'x'.repeat(2001)}`,
    ],
    ['category:data', nothingIsAsked, undefined],
    ['name:A name:B', nothingIsAsked, undefined],
    ['time:now..-1h', nothingIsAsked, undefined],
    ['-*', nothingIsAsked, undefined],
  ])('of %j is put into words', (text, service, here) => {
    const words = planWords(planLookup(parsed(text), testNow).complete, english);
    expect(words).toEqual({ service, here, caution: undefined });
  });

  it('asks for management and Insights events, unless the filter needs one of them', () => {
    const categories = (text: string): unknown[] =>
      planLookup(parsed(text), testNow).complete.lookups.map(({ category }) => category);
    expect(categories('name:RunInstances')).toEqual([undefined, 'insight']);
    expect(categories('category:insight')).toEqual(['insight']);
    expect(categories('-category:insight')).toEqual([undefined]);
    // Insights have no user.
    expect(categories('user:maria')).toEqual([undefined]);
  });

  it('asks only the Regions and accounts that are named', () => {
    const { complete } = planLookup(parsed('region:(us-east-1 OR eu-west-1) account:111122223333'), testNow);
    expect(complete).toMatchObject({ regions: ['eu-west-1', 'us-east-1'], accounts: ['111122223333'] });
    expect(planLookup(parsed('region:us-*'), testNow).complete.regions).toBeUndefined();
  });

  it('of a resource has a quick way, and says what it may miss', () => {
    const { complete, quick } = planLookup(parsed('resource:i-0abc write:true time:-24h'), testNow);
    expect(complete.lookups[0]?.attribute).toEqual({ key: 'ReadOnly', value: 'false' });
    expect(quick?.lookups).toEqual([
      { from: testNow - 86_400_000, attribute: { key: 'ResourceName', value: 'i-0abc' } },
    ]);
    expect(printFilter(quick!.rest)).toBe('resource:i-0abc write:true');
    expect(planWords(quick!, english).caution).toContain('lists this very resource');
    // A key finds less, and surely.
    expect(planLookup(parsed('resource:i-0abc key:AKIAX'), testNow).quick).toBeUndefined();
  });

  it('of many values asks by something else', () => {
    const many = `name:(${Array.from({ length: 40 }, (_, index) => `Name${index}`).join(' OR ')})`;
    const { complete } = planLookup(parsed(`${many} source:iam`), testNow);
    expect(complete.lookups[0]?.attribute).toEqual({ key: 'EventSource', value: 'iam.amazonaws.com' });
  });
});

describe('a call', () => {
  it('is found by what it says of its resource', () => {
    const { quick } = planLookup(parsed('resource:logs'), testNow);
    const lists = {
      record: call('s3', 'DeleteBucket'),
      resources: [{ type: 'AWS::S3::Bucket', name: 'logs' }],
    };
    expect(tinyLookup([lists], quick!.lookups[0]!)).toHaveLength(1);
  });
});
