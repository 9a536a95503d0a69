import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testNow } from '../../../test/support/filters.ts';
import { call, hostileJson, hostileText } from '../../../test/support/records.ts';
import { eventFromRecord } from '../events/parse-record.ts';
import { guardDutyFilter } from './guardduty-filter.ts';
import { compileFilter } from './matches.ts';
import { printFilter } from './print-filter.ts';
import { selectionFilter } from './selection-filter.ts';

describe('a selected text', () => {
  it.each([
    ['i-05c30218156bcc246', 'resource', 'resource:i-05c30218156bcc246'],
    ['  "acme-audit",', 'resource', 'resource:acme-audit'],
    ['AKIAIOSFODNN7EXAMPLE', 'key', 'key:AKIAIOSFODNN7EXAMPLE'],
    ['203.0.113.7', 'address', 'ip:203.0.113.7'],
    ['1234abcd-12ab-34cd-56ef-1234567890ab', 'event', 'id:1234abcd-12ab-34cd-56ef-1234567890ab'],
    [
      'arn:aws:ec2:us-east-1:111122223333:instance/i-0abc',
      'resource',
      'resource:(arn:aws:ec2:us-east-1:111122223333:instance/i-0abc OR i-0abc)',
    ],
    ['arn:aws:s3:::logs/a/b', 'resource', 'resource:(arn:aws:s3:::logs/a/b OR logs/a/b)'],
    [
      'arn:aws:sts::111122223333:assumed-role/Admin/maria',
      'principal',
      'principal:arn:aws:sts::111122223333:assumed-role/Admin/maria',
    ],
  ])('%j is a %s', (text, kind, expected) => {
    const selection = selectionFilter(text);
    expect(selection?.kind).toBe(kind);
    expect(printFilter(selection!.filter)).toBe(expected);
    expect(printFilter(selection!.changes)).toMatch(/^(ip|resource):.* write:true$/);
  });

  it('that says nothing is nothing', () => {
    expect([' ', '""', 'a\nb', 'x'.repeat(3000)].map(selectionFilter)).toEqual(Array(4).fill(undefined));
  });

  it('finds calls that name the thing in a parameter', () => {
    const event = eventFromRecord(
      call('ec2', 'TerminateInstances', {
        requestParameters: { instancesSet: { items: [{ instanceId: 'i-0abc' }] } },
      }),
    );
    const { changes } = selectionFilter('arn:aws:ec2:us-east-1:111122223333:instance/i-0abc')!;
    expect(compileFilter(changes, testNow)(event)).toBe(true);
  });

  it('can be any text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const selection = selectionFilter(text);
        expect(selection === undefined || printFilter(selection.filter) !== '').toBe(true);
      }),
    );
  });
});

describe('a GuardDuty finding', () => {
  const finding = {
    AccountId: '111122223333',
    Region: 'us-east-1',
    Type: 'UnauthorizedAccess:IAMUser/ConsoleLoginSuccess.B',
    Title: 'Console sign-in from an unusual place',
    Resource: {
      ResourceType: 'AccessKey',
      AccessKeyDetails: { AccessKeyId: 'ASIAIOSFODNN7EXAMPLE', PrincipalId: 'AIDAX', UserName: 'maria' },
    },
    Service: {
      Action: { AwsApiCallAction: { RemoteIpDetails: { IpAddressV4: '198.51.100.9' } } },
      EventFirstSeen: '2026-11-19T10:00:00Z',
      EventLastSeen: '2026-11-19T11:00:00.123Z',
    },
  };
  const place = 'region:us-east-1 account:111122223333';
  const time = 'time:2026-11-19T09:00:00Z..2026-11-19T12:00:00.123Z';
  const small = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value).replace(/"([A-Z])(\w*)":/g, (_, first: string, rest: string) => {
        return `"${first.toLowerCase()}${rest}":`;
      }),
    );

  it.each([
    ['as the API gives it', finding],
    ['in a list', { Findings: [finding] }],
    ['as EventBridge gives it', { source: 'aws.guardduty', detail: small(finding) }],
    ['as the console exports it', [small(finding)]],
  ])('%s leads to the key, the place and the time', (_, value) => {
    const found = guardDutyFilter(JSON.stringify(value));
    expect(found).toMatchObject({ type: finding.Type, title: finding.Title });
    expect(printFilter(found!.filter)).toBe(`key:ASIAIOSFODNN7EXAMPLE ${place} ${time}`);
  });

  it.each([
    [{ AccessKeyDetails: { UserName: 'maria' } }, 'principal:maria'],
    [{ AccessKeyDetails: { AccessKeyId: 'GeneratedFindingAccessKeyId' } }, 'ip:198.51.100.9'],
  ])('with %j leads to the next best', (resource, expected) => {
    const found = guardDutyFilter(JSON.stringify({ ...finding, Resource: resource }));
    expect(printFilter(found!.filter)).toBe(`${expected} ${place} ${time}`);
  });

  it('without an actor leads to the resource', () => {
    const found = guardDutyFilter(
      JSON.stringify({ ...finding, Service: {}, Resource: { S3BucketDetails: [{ Name: 'logs' }] } }),
    );
    expect(printFilter(found!.filter)).toBe(`resource:logs ${place}`);
  });

  it('can be any JSON, and any text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          hostileJson.map((value) => JSON.stringify(value)),
          hostileText,
        ),
        (text) => {
          expect(guardDutyFilter(text)).toBeUndefined();
        },
      ),
    );
    expect(guardDutyFilter(JSON.stringify({ Type: 'x', Resource: { InstanceDetails: [] } }))).toBeUndefined();
  });
});
