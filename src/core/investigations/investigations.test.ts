import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent, eventAt } from '../../../test/support/events.ts';
import { testNow } from '../../../test/support/filters.ts';
import { hostileText } from '../../../test/support/records.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import type { JsonObject } from '../json.ts';
import { english } from '../localize.ts';
import type { Coverage } from '../query/coverage.ts';
import { everything } from '../query/event-filter.ts';
import { printFilter } from '../query/print-filter.ts';
import { filterOf } from '../query/presets.ts';
import { planLookup } from '../query/plan-lookup.ts';
import type { InvestigationAnswer, ParameterValues } from './investigation.ts';
import {
  answerWith,
  fetchFrom,
  investigations,
  missingParameter,
  runInvestigation,
} from './investigations.ts';

function ask(
  id: string,
  events: readonly CloudTrailEvent[],
  parameters: ParameterValues = {},
): Promise<InvestigationAnswer> {
  const investigation = investigations.find((each) => each.id === id)!;
  const run = { parameters, range: everything, fetch: fetchFrom(events, testNow) };
  return runInvestigation(investigation, run, english);
}

const call = (
  seconds: number,
  name: string,
  parameters: JsonObject,
  more: JsonObject = {},
): CloudTrailEvent =>
  eventAt(seconds, { eventName: name, readOnly: false, requestParameters: parameters, ...more });

describe.each(investigations.map((each) => [each.id, each] as const))('%s', (_, investigation) => {
  const values = (text: string): ParameterValues =>
    Object.fromEntries(investigation.parameters.map(({ id }) => [id, text]));

  it('answers for any events and values, and each finding has its events', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { maxLength: 20 }), hostileText, async (events, text) => {
        const parameters = values(text);
        const input = { parameters, events, coverage: undefined };
        const answers = [
          answerWith(investigation, input, english),
          await runInvestigation(
            investigation,
            { parameters, range: everything, fetch: fetchFrom(events, testNow) },
            english,
          ),
        ];
        for (const { headline, findings } of answers) {
          expect(headline).not.toBe('');
          expect(headline.length).toBeLessThan(2000);
          expect(findings.every(({ events: of, text: words }) => of.length > 0 && words !== '')).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is told by the one example of each parameter, and has words', () => {
    const examples = Object.fromEntries(investigation.parameters.map(({ id, example }) => [id, example]));
    expect(printFilter(investigation.filter(examples))).not.toBe('');
    expect(missingParameter(investigation, examples, english)).toBeUndefined();
    expect(investigation.title(english).length * investigation.description(english).length).toBeGreaterThan(
      0,
    );
  });

  it('asks the service for less than everything', () => {
    const examples = Object.fromEntries(investigation.parameters.map(({ id, example }) => [id, example]));
    const { complete, quick } = planLookup(investigation.filter(examples), testNow);
    const lookups = (quick ?? complete).lookups;
    // Errors are no attribute of LookupEvents.
    const isWhole = investigation.id === 'access-denied';
    expect(
      lookups.every(({ attribute, category }) => attribute !== undefined || category === 'insight'),
    ).toBe(!isWhole);
  });
});

describe('an investigation', () => {
  it('says which parameter is missing', () => {
    const [first] = investigations;
    expect(missingParameter(first!, { resource: ' ' }, english)).toBe(
      'Name, id or ARN is needed, such as i-05c30218156bcc246.',
    );
  });

  it('says what could not be seen', () => {
    const coverage: Coverage = {
      asked: { from: 0, to: testNow },
      kinds: ['management'],
      regions: [
        {
          account: '111122223333',
          region: 'eu-west-1',
          state: { kind: 'failed', reached: undefined, failure: { kind: 'denied' } },
        },
      ],
      hidden: undefined,
    };
    const rootUse = investigations.find(({ id }) => id === 'root-use')!;
    const { headline, unseen } = answerWith(rootUse, { parameters: {}, events: [], coverage }, english);
    expect(headline).toBe('The root user was not used.');
    expect(unseen[0]).toMatch(/^eu-west-1: The credentials lack a permission/);
    expect(unseen.at(-1)).toContain('us-east-1');
  });

  it('passes on what fetching fails with', async () => {
    const failing = (): Promise<never> => Promise.reject(new Error('expired'));
    const [first] = investigations;
    const run = { parameters: { resource: 'x' }, range: everything, fetch: failing };
    await expect(runInvestigation(first!, run, english)).rejects.toThrow('expired');
  });

  it('puts the range to the first filter', async () => {
    const asked: string[] = [];
    const [first] = investigations;
    await runInvestigation(
      first!,
      {
        parameters: { resource: 'x' },
        range: filterOf('time:-1h..'),
        fetch: (filter) => {
          asked.push(printFilter(filter));
          return Promise.resolve({ events: [], coverage: undefined });
        },
      },
      english,
    );
    expect(asked).toEqual(['resource:x write:true time:-1h..']);
  });
});

describe('who changed this', () => {
  it('names the deletion first, and says when nothing but failures was found', async () => {
    const bucket = { bucketName: 'logs' };
    const s3 = { eventSource: 's3.amazonaws.com' };
    const events = [
      call(1, 'CreateBucket', bucket, s3),
      call(2, 'DeleteBucket', bucket, s3),
      call(3, 'PutBucketTagging', bucket, s3),
      call(4, 'DeleteBucket', bucket, { ...s3, errorCode: 'AccessDenied' }),
    ];
    const { headline, findings } = await ask('who-changed-this', events, { resource: 'logs' });
    expect(headline).toMatch(
      /^maria deleted bucket logs in us-east-1\. That was at 2026-11-19 14:00:02 UTC\.$/,
    );
    expect(findings).toHaveLength(4);
    const failed = await ask('who-changed-this', events.slice(3), { resource: 'logs' });
    expect(failed.headline).toContain('tried to delete bucket logs');
    expect((await ask('who-changed-this', [], { resource: 'logs' })).headline).toBe(
      'No change to logs was found.',
    );
  });
});

describe('failed sign-ins', () => {
  const signIn = (seconds: number, address: string, isFailure: boolean): CloudTrailEvent =>
    eventAt(seconds, {
      eventName: 'ConsoleLogin',
      eventSource: 'signin.amazonaws.com',
      eventType: 'AwsConsoleSignIn',
      sourceIPAddress: address,
      responseElements: { ConsoleLogin: isFailure ? 'Failure' : 'Success' },
      additionalEventData: { MFAUsed: 'Yes' },
    });

  it('are not followed by a success before them, or from elsewhere', async () => {
    const events = [
      signIn(1, '203.0.113.7', false),
      signIn(2, '203.0.113.7', true),
      signIn(3, '203.0.113.9', false),
    ];
    const { headline, findings } = await ask('failed-sign-ins', events);
    expect(headline).toContain('None of them was followed');
    expect(findings[0]?.events).toHaveLength(1);
  });

  it('are none where all succeeded', async () => {
    const { headline } = await ask('failed-sign-ins', [signIn(1, '203.0.113.7', false)]);
    expect(headline).toBe('No console sign-in failed.');
  });
});

describe('changes to trails', () => {
  const trail = { eventSource: 'cloudtrail.amazonaws.com' };

  it('take a name and an ARN for one trail, and a second stop for none', async () => {
    const events = [
      call(0, 'StopLogging', { name: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/audit' }, trail),
      call(60, 'StopLogging', { name: 'audit' }, trail),
      call(180, 'StartLogging', { name: 'audit' }, trail),
    ];
    const { headline } = await ask('trail-changes', events);
    expect(headline).toContain('stopped audit at 2026-11-19 14:00:00 UTC; it logged again after 3 minutes.');
  });

  it('do not count a stop that was refused', async () => {
    const events = [call(0, 'StopLogging', { name: 'audit' }, { ...trail, errorCode: 'AccessDenied' })];
    const { headline } = await ask('trail-changes', events);
    expect(headline).toBe('1 change to trails was found.');
  });
});

describe('what was opened', () => {
  const policy = (seconds: number, principal: JsonObject[string], more: JsonObject = {}): CloudTrailEvent =>
    call(seconds, 'PutBucketPolicy', {
      bucketName: 'logs',
      bucketPolicy: { Statement: [{ Effect: 'Allow', Principal: principal, ...more }] },
    });

  it.each([
    ['*', {}, 1],
    [{ AWS: '*' }, {}, 1],
    [{ AWS: ['111122223333', '*'] }, {}, 1],
    [{ AWS: '111122223333' }, {}, 0],
    ['*', { Effect: 'Deny' }, 0],
    ['*', { Condition: { IpAddress: {} } }, 0],
  ])('by a policy for %j with %j is %d', async (principal, more, count) => {
    const { findings } = await ask('opened-to-the-world', [policy(1, principal, more)]);
    expect(findings).toHaveLength(count);
  });

  it('is still open until the same thing is closed', async () => {
    const group = (seconds: number, name: string, groupId: string, cidr: string): CloudTrailEvent =>
      call(seconds, name, {
        groupId,
        ipPermissions: { items: [{ ipRanges: { items: [{ cidrIp: cidr }] } }] },
      });
    const opened = group(0, 'AuthorizeSecurityGroupIngress', 'sg-1', '0.0.0.0/0');
    const other = group(60, 'RevokeSecurityGroupIngress', 'sg-2', '0.0.0.0/0');
    const narrow = group(90, 'RevokeSecurityGroupIngress', 'sg-1', '203.0.113.0/24');
    const closed = group(120, 'RevokeSecurityGroupIngress', 'sg-1', '0.0.0.0/0');
    expect((await ask('opened-to-the-world', [opened, other, narrow])).headline).toContain('1 were not seen');
    expect((await ask('opened-to-the-world', [opened, other, closed])).findings[0]?.text).toContain(
      'It was closed after 2 minutes.',
    );
  });
});

describe('who read or changed objects', () => {
  const object = (seconds: number, name: string, key: string | undefined, more: JsonObject = {}) =>
    call(
      seconds,
      name,
      { bucketName: 'acme-data', ...(key !== undefined && { key }) },
      {
        eventSource: 's3.amazonaws.com',
        eventCategory: 'Data',
        managementEvent: false,
        readOnly: !name.startsWith('Delete'),
        ...more,
      },
    );
  const events = [
    object(0, 'GetObject', 'invoices/1.pdf'),
    object(1, 'GetObject', 'invoices/2.pdf'),
    object(2, 'DeleteObject', 'invoices/2.pdf'),
    object(3, 'GetObject', 'other.txt', { errorCode: 'AccessDenied' }),
    object(4, 'DeleteObjects', undefined),
    object(5, 'GetObject', 'a', { requestParameters: { bucketName: 'another', key: 'a' } }),
    call(6, 'PutBucketPolicy', { bucketName: 'acme-data' }, { eventSource: 's3.amazonaws.com' }),
  ];

  it('counts calls on the objects of the bucket only, and names what was deleted', async () => {
    const { headline, findings, unseen } = await ask('object-access', events, { bucket: 'acme-data' });
    expect(headline).toMatch(
      /^5 calls on objects of acme-data by .+: 2 read, 2 changed something, 1 failed\.$/,
    );
    expect(findings.slice(0, 2).map(({ events: [event] }) => event?.name)).toEqual([
      'DeleteObject',
      'DeleteObjects',
    ]);
    expect(findings[2]?.text).toContain('GetObject 3, DeleteObject 1, DeleteObjects 1');
    expect(findings[2]?.text).toContain('invoices/1.pdf, invoices/2.pdf, other.txt');
    expect(unseen).toHaveLength(1);
  });

  it.each([
    ['invoices/*', 3],
    ['invoices/1.pdf', 1],
    ['*.txt', 1],
  ])('finds the keys that %s stands for', async (key, count) => {
    const { findings } = await ask('object-access', events, { bucket: 'acme-data', key });
    expect(new Set(findings.flatMap(({ events: of }) => of)).size).toBe(count);
  });

  it('says that there are none', async () => {
    const { headline, findings } = await ask('object-access', events, { bucket: 'nobody' });
    expect([headline, findings]).toEqual(['No call on such objects of nobody was found.', []]);
  });
});
