import { describe, expect, test } from 'vitest';
import { connection } from '../../core/connection.ts';
import { eventFromLookup, eventFromRecord } from '../../core/events/parse-record.ts';
import { english } from '../../core/localize.ts';
import type { EventView, Part, Row } from '../../protocol/event-view.ts';
import { plainText } from '../../protocol/event-view.ts';
import { timesIn } from '../time/times.ts';
import { eventView } from './event-view.ts';

const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });
const own = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
const words = { now: Date.parse('2026-11-20T13:02:11Z'), times: timesIn('utc', 'en', english), t: english };

const terminated = {
  eventVersion: '1.11',
  userIdentity: {
    type: 'AssumedRole',
    principalId: 'AROAEXAMPLE:maria@acme',
    arn: 'arn:aws:sts::111122223333:assumed-role/Admin/maria@acme',
    accountId: '111122223333',
    accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
    sessionContext: {
      sessionIssuer: { type: 'Role', userName: 'Admin', arn: 'arn:aws:iam::111122223333:role/Admin' },
      attributes: { creationDate: '2026-11-19T13:40:00Z', mfaAuthenticated: 'true' },
    },
  },
  eventTime: '2026-11-19T14:02:11Z',
  eventSource: 'ec2.amazonaws.com',
  eventName: 'TerminateInstances',
  awsRegion: 'us-east-1',
  sourceIPAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.15.0 md/Botocore',
  requestParameters: { instancesSet: { items: [{ instanceId: 'i-05c30218156bcc246' }] } },
  responseElements: {
    instancesSet: {
      items: [
        {
          instanceId: 'i-05c30218156bcc246',
          previousState: { name: 'running' },
          currentState: { name: 'shutting-down' },
        },
      ],
    },
  },
  eventID: 'e1',
  readOnly: false,
  eventType: 'AwsApiCall',
  recipientAccountId: '111122223333',
  eventCategory: 'Management',
};

const viewOf = (record: unknown, from = sample): EventView =>
  eventView({ connection: from, event: eventFromRecord(record) }, words);

/** A part as a reader sees it: a chip in brackets, a notice with its sign. */
function shown(part: Part): string {
  switch (part.kind) {
    case 'arrow':
      return '->';
    case 'chip':
      return `[${part.text}]`;
    case 'notice':
      return `${part.tone === 'error' ? '(x)' : '(!)'} ${part.text}`;
    default:
      return part.text;
  }
}

const shownRow = ({ lines }: Row) => lines.map(({ parts }) => parts.map(shown).join(' ')).join('\n');
const rowsOf = (view: EventView) => Object.fromEntries(view.rows.map((row) => [row.id, shownRow(row)]));

describe('a call', () => {
  test('has its name, service and kind', () => {
    const { title, service, chips } = viewOf(terminated);
    expect([title, service]).toEqual(['TerminateInstances', 'ec2.amazonaws.com']);
    expect(chips.map(({ text }) => text)).toEqual(['write', 'Management', 'sample account']);
  });

  test('is not marked as sample on an account of the user', () => {
    expect(viewOf(terminated, own).chips.map(({ text }) => text)).toEqual(['write', 'Management']);
  });

  test('is told in one sentence with who and what in bold', () => {
    const { sentence } = viewOf(terminated);
    expect(plainText(sentence)).toContain('terminated i-05c30218156bcc246 in us-east-1');
    const strong = sentence.filter(({ style }) => style === 'strong').map(({ text }) => text);
    expect(strong).toContain('i-05c30218156bcc246');
  });

  test('tells when, how long ago, from where, with what, and how it ended', () => {
    const { facts, outcome } = viewOf(terminated);
    expect(facts.map(({ text }) => text)).toEqual([
      '2026-11-19 14:02:11 UTC',
      '23 hours ago',
      'from 203.0.113.7 with AWS CLI 2.15.0',
    ]);
    expect(outcome).toEqual({ kind: 'succeeded', text: 'succeeded' });
  });

  test('has rows for who, what, on what, from where and what came of it', () => {
    expect(rowsOf(viewOf(terminated))).toEqual({
      who: '[maria@acme] AssumeRole 13:40 · MFA -> [Admin / maria@acme] ASIA…MPLE',
      what: 'ec2:TerminateInstances us-east-1 · account 111122223333 (!) used by attackers to destroy evidence or disrupt services T1485',
      on: 'i-05c30218156bcc246 AWS::EC2::Instance',
      from: '203.0.113.7 aws-cli/2.15.0 md/Botocore',
      result: 'running -> shutting-down',
    });
  });

  test('never shows a whole access key', () => {
    expect(JSON.stringify(viewOf(terminated))).not.toContain('ASIAIOSFODNN7EXAMPLE');
  });

  test('says of a name that the caller chose that nothing proves it', () => {
    const [who] = viewOf(terminated).rows;
    const [first] = who!.lines[0]!.parts;
    expect(first).toMatchObject({
      kind: 'chip',
      text: 'maria@acme',
      note: 'a name that the caller chose; nothing proves it',
    });
  });

  test('opens the console only for an account that the console knows', () => {
    const links = (from: typeof own) =>
      viewOf(terminated, from).rows.flatMap(({ lines }) =>
        lines.flatMap((line) => line.links.map(({ kind }) => kind)),
      );
    const pages = (from: typeof own) => links(from).filter((kind) => !kind.startsWith('events-by-'));
    expect(pages(sample)).toEqual(['documentation']);
    expect(pages(own)).toEqual(['documentation', 'event', 'resource']);
  });

  test('leads to the other events of the session, the key, the resource and the address', () => {
    const links = viewOf(terminated).rows.flatMap(({ id, lines }) =>
      lines.flatMap((line) => line.links.map(({ kind }) => `${id}: ${kind}`)),
    );
    expect(links).toEqual(
      expect.arrayContaining([
        'who: events-by-session',
        'who: events-by-key',
        'on: events-by-resource',
        'from: events-by-address',
      ]),
    );
  });

  test('offers the AWS CLI command only where there is one', () => {
    expect(viewOf(terminated).copies).toEqual(['json', 'sentence', 'id']);
    expect(viewOf(terminated, own).copies).toEqual(['json', 'sentence', 'id', 'command']);
  });

  test('that lies in the future says so', () => {
    expect(viewOf({ ...terminated, eventTime: '2026-11-21T13:02:11Z' }).facts[1]?.text).toBe('in 24 hours');
  });

  test('with many resources names the first and counts the rest', () => {
    const resources = Array.from({ length: 20 }, (_, index) => ({
      ARN: `arn:aws:s3:::acme-${index}`,
      type: 'AWS::S3::Bucket',
    }));
    const on = rowsOf(viewOf({ ...terminated, resources }))['on']!.split('\n');
    expect(on).toHaveLength(9);
    expect(on.at(-1)).toBe('and 12 more');
  });
});

describe('a failure', () => {
  const denied = {
    ...terminated,
    responseElements: null,
    errorCode: 'Client.UnauthorizedOperation',
    errorMessage: 'You are not authorized to perform this operation.',
  };

  test('is marked in words in the headline and in the result', () => {
    const view = viewOf(denied);
    expect(view.outcome).toEqual({ kind: 'failed', text: 'failed: UnauthorizedOperation' });
    expect(rowsOf(view)['result']).toBe(
      '(x) Client.UnauthorizedOperation You are not authorized to perform this operation.',
    );
  });
});

describe('a sign-in without MFA', () => {
  test('says so beside the name', () => {
    const login = {
      userIdentity: { type: 'IAMUser', userName: 'maria', accountId: '111122223333' },
      eventSource: 'signin.amazonaws.com',
      eventName: 'ConsoleLogin',
      eventType: 'AwsConsoleSignIn',
      responseElements: { ConsoleLogin: 'Success' },
      additionalEventData: { MFAUsed: 'No' },
    };
    expect(rowsOf(viewOf(login))['who']).toBe('[maria] without MFA');
  });
});

describe('an Insights event', () => {
  const insight = {
    eventTime: '2026-11-19T10:00:00Z',
    awsRegion: 'us-east-1',
    eventID: 'e2',
    recipientAccountId: '111122223333',
    eventCategory: 'Insight',
    insightDetails: {
      state: 'End',
      eventSource: 'ec2.amazonaws.com',
      eventName: 'RunInstances',
      insightType: 'ApiCallRateInsight',
      insightContext: {
        statistics: {
          baseline: { average: 0.2882 },
          insight: { average: 52.4 },
          insightDuration: 6,
          baselineDuration: 10080,
        },
        attributions: [
          {
            attribute: 'userIdentityArn',
            insight: [{ value: 'arn:aws:iam::111122223333:user/maria', average: 50.1 }],
          },
          { attribute: 'errorCode', insight: [{ value: null, average: 52.4 }] },
        ],
      },
    },
  };

  test('has rows of its own, and neither an actor nor an outcome', () => {
    const view = viewOf(insight);
    expect(view.outcome).toBeUndefined();
    expect(rowsOf(view)).toEqual({
      what: 'unusual rate of calls · it ended',
      rate: '52 a minute the usual rate is 0.29',
      duration: '6 min compared with the 7 days before',
      'attribution-0': 'arn:aws:iam::111122223333:user/maria 50 a minute',
      'attribution-1': 'none 52 a minute',
      where: 'us-east-1 account 111122223333',
    });
  });

  test('of a type that is not known is shown as recorded', () => {
    const strange = {
      ...insight,
      insightDetails: { insightType: 'SomethingNew', state: 'Paused', insightContext: 5 },
    };
    expect(rowsOf(viewOf(strange))).toEqual({
      what: 'SomethingNew · Paused',
      where: 'us-east-1 account 111122223333',
    });
  });
});

test('an aggregated record tells its window and what was counted', () => {
  const view = viewOf({
    eventVersion: '1.0',
    accountId: '111122223333',
    eventId: 'e3',
    eventCategory: 'Aggregated',
    awsRegion: 'us-east-1',
    eventSource: 's3.amazonaws.com',
    timeWindow: {
      windowStart: '2026-11-19T10:00:00Z',
      windowEnd: '2026-11-19T10:05:00Z',
      windowSize: 'PT5M',
    },
    summary: {
      primaryDimension: { dimension: 'eventName', statistics: [{ name: 'GetObject', value: 1200 }] },
      details: [
        {
          dimension: 'resourceARN',
          statistics: Array.from({ length: 7 }, (_, n) => ({ name: `r${n}`, value: n })),
        },
      ],
    },
  });
  expect(view.title).toBe('Aggregated');
  expect(rowsOf(view)).toEqual({
    window: '2026-11-19 10:00:00 UTC to 2026-11-19 10:05:00 UTC',
    'dimension-0': 'GetObject 1,200',
    'dimension-1': 'r0 0\nr1 1\nr2 2\nr3 3\nr4 4\nand 2 more',
    where: 'us-east-1 account 111122223333',
  });
});

describe('bad input', () => {
  test('an event whose record is no JSON shows its outline and what is wrong, and claims no outcome', () => {
    const event = eventFromLookup({
      eventId: 'e4',
      eventName: 'RunInstances',
      eventSource: 'ec2.amazonaws.com',
      username: 'maria',
      eventTime: Date.parse('2026-11-19T14:02:11Z'),
      cloudTrailEvent: '<not json>',
    });
    const view = eventView({ connection: sample, event }, words);
    expect(view.problem).toMatch(/not a JSON object/);
    expect(view.outcome).toBeUndefined();
    expect(rowsOf(view)['who']).toBe('[maria]');
  });

  test('an empty record still has a title, a sentence and a key', () => {
    const view = viewOf({});
    expect(view.title).toBe('Event without a name');
    expect(plainText(view.sentence)).not.toBe('');
    expect(view.facts.map(({ text }) => text)).toEqual(['at an unknown time']);
    expect(view.rows.map(({ id }) => id)).not.toContain('result');
  });

  test.each([
    null,
    'text',
    7,
    [],
    { userIdentity: null },
    { userIdentity: [], resources: 'x', requestParameters: 5 },
  ])('the record %j does not fail', (record) => {
    expect(viewOf(record).title).toBe('Event without a name');
  });

  test('text that hides or reorders itself is made visible, and endless text is cut', () => {
    const view = viewOf({
      ...terminated,
      eventName: `Evil\u202eName${'n'.repeat(10_000)}`,
      userAgent: '\u0000\u200b'.repeat(2000),
      errorCode: 'E'.repeat(10_000),
      errorMessage: 'M'.repeat(100_000),
    });
    const text = JSON.stringify(view);
    expect(text).not.toMatch(/[\u202e\u200b]|\\u0000/);
    expect(text.length).toBeLessThan(15_000);
  });
});

test('events without an id are told apart by their records', () => {
  const nameless = { ...terminated, eventID: undefined };
  const another = { ...nameless, sourceIPAddress: '203.0.113.8' };
  expect(viewOf(nameless).key).toBe(viewOf({ ...nameless }).key);
  expect(viewOf(nameless).key).not.toBe(viewOf(another).key);
});
