import { CloudTrailClient, LookupEventsCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import type { LookupEventsCommandInput, LookupEventsCommandOutput } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { inProcessHandler } from '../../doors/in-process.ts';
import { createSampleAccount } from '../../sample-account.ts';
import { sampleTrails } from '../../sample/cast.ts';

const start = Date.UTC(2026, 3, 1, 12);
const minute = 60_000;
const day = 86_400_000;

function record(position: number, members: JsonObject = {}): JsonObject {
  return {
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      principalId: 'AIDAEXAMPLEJONAS',
      userName: 'jonas',
      accessKeyId: 'AKIAEXAMPLEJONAS',
    },
    eventTime: new Date(start - position * minute).toISOString().replace('.000Z', 'Z'),
    eventSource: 'ec2.amazonaws.com',
    eventName: 'DescribeInstances',
    awsRegion: 'us-east-1',
    eventID: `event-${position}`,
    readOnly: true,
    eventType: 'AwsApiCall',
    managementEvent: true,
    eventCategory: 'Management',
    ...members,
  };
}

/** One event a minute, the newest a minute ago. */
function minutes(count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => record(count - index));
}

function sample(records: readonly JsonObject[], region = 'us-east-1') {
  const clock = { time: start, now: () => clock.time };
  const account = createSampleAccount({ clock, history: () => records, throttles: false });
  const inRegion = (name: string) =>
    new CloudTrailClient({
      region: name,
      credentials: { accessKeyId: 'AKIAEXAMPLECALLER', secretAccessKey: 'secret' },
      requestHandler: inProcessHandler(account),
      maxAttempts: 1,
    });
  const client = inRegion(region);
  const lookup = (input: LookupEventsCommandInput = {}) => client.send(new LookupEventsCommand(input));
  return { clock, client, inRegion, lookup };
}

function ids({ Events = [] }: LookupEventsCommandOutput): (string | undefined)[] {
  return Events.map(({ EventId }) => EventId);
}

describe('pages', () => {
  it('has the newest events first, fifty to a page, each once', async () => {
    const { lookup } = sample(minutes(120));
    const sizes: number[] = [];
    const seen: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      // The events that the lookups themselves make are newer than the range.
      const EndTime = new Date(start - minute);
      const page = await lookup({ EndTime, ...(token !== undefined && { NextToken: token }) });
      sizes.push(ids(page).length);
      seen.push(...ids(page));
      token = page.NextToken;
    } while (token !== undefined);
    expect(sizes).toEqual([50, 50, 20]);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, index) => `event-${index + 1}`));
  });

  it('keeps its place when events arrive between two pages', async () => {
    const { clock, client, lookup } = sample(minutes(6));
    const input = { MaxResults: 3 };
    const first = await lookup(input);
    clock.time += 10 * minute;
    await client.send(new StartLoggingCommand({ Name: sampleTrails.audit.name }));
    const second = await lookup({ ...input, NextToken: first.NextToken });
    expect([...ids(first), ...ids(second)]).toEqual(
      [1, 2, 3, 4, 5, 6].map((position) => `event-${position}`),
    );
    expect(second.NextToken).toBeUndefined();
  });

  it('tells apart events of the same second', async () => {
    const sameSecond = ['a', 'b', 'c'].map((id) => record(5, { eventID: id }));
    const { lookup } = sample(sameSecond);
    const first = await lookup({ MaxResults: 2 });
    const second = await lookup({ MaxResults: 2, NextToken: first.NextToken });
    expect([...ids(first), ...ids(second).slice(0, 1)]).toEqual(['c', 'b', 'a']);
  });

  it('has no next page after exactly one full page', async () => {
    const { lookup } = sample(minutes(50));
    const page = await lookup({ EndTime: new Date(start - minute) });
    expect(ids(page)).toHaveLength(50);
    expect(page.NextToken).toBeUndefined();
  });

  it.each<[string, (token: string) => LookupEventsCommandInput]>([
    ['another attribute', (token) => ({ NextToken: token, LookupAttributes: [readOnlyIs('true')] })],
    ['another page size', (token) => ({ NextToken: token, MaxResults: 4 })],
    ['another time', (token) => ({ NextToken: token, MaxResults: 3, StartTime: new Date(start - day) })],
    ['another category', (token) => ({ NextToken: token, MaxResults: 3, EventCategory: 'insight' })],
    ['a made-up token', () => ({ NextToken: 'MTIzLjQ=', MaxResults: 3 })],
    ['an empty token', () => ({ NextToken: '', MaxResults: 3 })],
  ])('refuses a token with %s', async (_, changed) => {
    const { lookup } = sample(minutes(9));
    const { NextToken: token = '' } = await lookup({ MaxResults: 3 });
    expect(token).not.toBe('');
    await expect(lookup(changed(token))).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });

  it('refuses a token of another Region', async () => {
    const { lookup, inRegion } = sample(minutes(9));
    const { NextToken } = await lookup({ MaxResults: 3 });
    const elsewhere = inRegion('us-west-2').send(new LookupEventsCommand({ MaxResults: 3, NextToken }));
    await expect(elsewhere).rejects.toMatchObject({ name: 'InvalidNextTokenException' });
  });

  it.each([0, 51, -1])('refuses %d results', async (MaxResults) => {
    const { lookup } = sample([]);
    await expect(lookup({ MaxResults })).rejects.toMatchObject({
      name: 'InvalidMaxResultsException',
      $metadata: { httpStatusCode: 400 },
    });
  });
});

const readOnlyIs = (value: string) => ({ AttributeKey: 'ReadOnly', AttributeValue: value }) as const;

describe('what an item says', () => {
  it('is in the shapes of the service', async () => {
    const full = record(1, {
      eventName: 'TerminateInstances',
      readOnly: false,
      requestParameters: { instancesSet: { items: [{ instanceId: 'i-0123456789abcdef0' }] } },
    });
    const { Events } = await sample([full]).lookup();
    expect(Events).toEqual([
      {
        EventId: 'event-1',
        EventName: 'TerminateInstances',
        ReadOnly: 'false',
        AccessKeyId: 'AKIAEXAMPLEJONAS',
        EventTime: new Date(start - minute),
        EventSource: 'ec2.amazonaws.com',
        Username: 'jonas',
        Resources: [{ ResourceType: 'AWS::EC2::Instance', ResourceName: 'i-0123456789abcdef0' }],
        CloudTrailEvent: JSON.stringify(full),
      },
    ]);
  });

  it('leaves out what the record does not tell', async () => {
    const bare = { eventTime: record(1)['eventTime'], awsRegion: 'us-east-1', eventID: 'bare' };
    const { Events } = await sample([bare]).lookup();
    expect(Events).toEqual([
      {
        EventId: 'bare',
        EventTime: new Date(start - minute),
        Resources: [],
        CloudTrailEvent: JSON.stringify(bare),
      },
    ]);
  });

  it.each([
    ['the user of an IAM user', { type: 'IAMUser', userName: 'jonas' }, 'jonas'],
    ['the session of a role', { type: 'AssumedRole', principalId: 'AROAEXAMPLE:maria' }, 'maria'],
    ['root', { type: 'Root', principalId: '111122223333' }, 'root'],
    ['nobody for a service', { type: 'AWSService', invokedBy: 'autoscaling.amazonaws.com' }, undefined],
    ['nobody for another account', { type: 'AWSAccount', principalId: 'AIDAEXAMPLE' }, undefined],
    ['nobody without an identity', null, undefined],
  ])('names %s', async (_, userIdentity, name) => {
    const { Events } = await sample([record(1, { userIdentity })]).lookup();
    expect(Events?.[0]?.Username).toBe(name);
  });
});

describe('lookup by an attribute', () => {
  const records = [
    record(4, { eventName: 'CreateUser', eventSource: 'iam.amazonaws.com', readOnly: false }),
    record(3, {
      userIdentity: {
        type: 'AssumedRole',
        principalId: 'AROAEXAMPLE:maria',
        accessKeyId: 'ASIAEXAMPLEMARIA',
      },
    }),
    record(2, { requestParameters: { instanceId: 'i-1' } }),
    record(1),
  ];

  it.each([
    ['EventId', 'event-3', ['event-3']],
    ['EventName', 'CreateUser', ['event-4']],
    ['ReadOnly', 'false', ['event-4']],
    ['ReadOnly', 'true', ['event-1', 'event-2', 'event-3']],
    ['Username', 'maria', ['event-3']],
    ['ResourceType', 'AWS::EC2::Instance', ['event-2']],
    ['ResourceName', 'i-1', ['event-2']],
    ['EventSource', 'iam.amazonaws.com', ['event-4']],
    ['AccessKeyId', 'ASIAEXAMPLEMARIA', ['event-3']],
    ['Username', 'mar', []],
    ['EventName', 'createuser', []],
  ] as const)('%s %s', async (AttributeKey, AttributeValue, expected) => {
    const { lookup } = sample(records);
    expect(ids(await lookup({ LookupAttributes: [{ AttributeKey, AttributeValue }] }))).toEqual(expected);
  });

  it('finds what happened after the first lookup', async () => {
    const { clock, client, lookup } = sample(records);
    const byName = {
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'StartLogging' }],
    } as const;
    expect(ids(await lookup({ LookupAttributes: [...byName.LookupAttributes] }))).toEqual([]);
    clock.time += 1000;
    await client.send(new StartLoggingCommand({ Name: sampleTrails.audit.name }));
    expect(ids(await lookup({ LookupAttributes: [...byName.LookupAttributes] }))).toHaveLength(1);
  });

  it.each<[string, LookupEventsCommandInput]>([
    ['two attributes', { LookupAttributes: [readOnlyIs('true'), readOnlyIs('false')] }],
    [
      'an unknown attribute',
      { LookupAttributes: [{ AttributeKey: 'Colour' as never, AttributeValue: 'x' }] },
    ],
    ['an empty value', { LookupAttributes: [readOnlyIs('')] }],
    ['a value too long', { LookupAttributes: [readOnlyIs('x'.repeat(2001))] }],
    ['a value too long by what counts twice', { LookupAttributes: [readOnlyIs('_'.repeat(1001))] }],
    ['an attribute that Insights lack', { EventCategory: 'insight', LookupAttributes: [readOnlyIs('true')] }],
  ])('refuses %s', async (_, input) => {
    const { lookup } = sample(records);
    await expect(lookup(input)).rejects.toMatchObject({ name: 'InvalidLookupAttributesException' });
  });
});

describe('the time range', () => {
  it('includes both ends', async () => {
    const { lookup } = sample(minutes(5));
    const page = await lookup({
      StartTime: new Date(start - 4 * minute),
      EndTime: new Date(start - 2 * minute),
    });
    expect(ids(page)).toEqual(['event-2', 'event-3', 'event-4']);
  });

  it('goes back 90 days and moves on with the clock', async () => {
    const { clock, lookup } = sample([record((91 * day) / minute), record((89.5 * day) / minute), record(1)]);
    const EndTime = new Date(start - minute);
    expect(ids(await lookup({ EndTime }))).toEqual(['event-1', `event-${(89.5 * day) / minute}`]);
    clock.time += day;
    expect(ids(await lookup({ EndTime }))).toEqual(['event-1']);
  });

  it('does not show what has not happened yet', async () => {
    const { lookup } = sample([record(-10), record(1)]);
    expect(ids(await lookup({ EndTime: new Date(start + day) }))).toEqual(['event-1']);
  });

  it.each<[string, LookupEventsCommandInput]>([
    ['the start after the end', { StartTime: new Date(start), EndTime: new Date(start - minute) }],
    ['a range before the last 90 days', { EndTime: new Date(start - 91 * day) }],
  ])('refuses %s', async (_, input) => {
    await expect(sample([]).lookup(input)).rejects.toMatchObject({ name: 'InvalidTimeRangeException' });
  });
});

describe('Regions and categories', () => {
  const insight = {
    eventVersion: '1.11',
    eventType: 'AwsCloudTrailInsight',
    eventTime: record(2)['eventTime'],
    awsRegion: 'us-east-1',
    eventID: 'insight-1',
    insightDetails: { state: 'Start', eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' },
    eventCategory: 'Insight',
  };

  it('has a history for each Region', async () => {
    const records = [record(2, { awsRegion: 'eu-west-1' }), record(1)];
    expect(ids(await sample(records, 'eu-west-1').lookup())).toEqual(['event-2']);
    expect(ids(await sample(records, 'us-west-2').lookup())).toEqual([]);
  });

  it('gives Insights events when asked for them, and only then', async () => {
    const { lookup } = sample([insight, record(1)]);
    expect(ids(await lookup({ EndTime: new Date(start - minute) }))).toEqual(['event-1']);
    const { Events } = await lookup({
      EventCategory: 'insight',
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: 'RunInstances' }],
    });
    expect(Events).toEqual([
      {
        EventId: 'insight-1',
        EventName: 'RunInstances',
        EventSource: 'ec2.amazonaws.com',
        EventTime: new Date(start - 2 * minute),
        Resources: [],
        CloudTrailEvent: JSON.stringify(insight),
      },
    ]);
  });

  it('refuses any other category', async () => {
    const lookup = sample([]).lookup({ EventCategory: 'management' as never });
    await expect(lookup).rejects.toMatchObject({ name: 'InvalidEventCategoryException' });
  });

  it('leaves data events to the trails', async () => {
    const data = record(1, { eventCategory: 'Data', managementEvent: false });
    expect(ids(await sample([data]).lookup())).toEqual([]);
  });
});

it('reads past records that it cannot place', async () => {
  const odd = [record(3, { eventTime: 'yesterday' }), record(2, { awsRegion: 7 }), record(1)];
  expect(ids(await sample(odd).lookup())).toEqual(['event-1']);
});
