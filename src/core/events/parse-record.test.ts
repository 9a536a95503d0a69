import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { call, hostileJson, hostileRecord, record, user } from '../../../test/support/records.ts';
import type { LookupItem } from './event.ts';
import { eventFromLookup, eventFromRecord } from './parse-record.ts';

describe('a record as an event', () => {
  it('is read field by field', () => {
    const source = record({ sharedEventID: 'shared-1' });
    expect(eventFromRecord(source)).toMatchObject({
      id: '22222222-aaaa-4bbb-8ccc-000000000001',
      time: Date.UTC(2026, 10, 19, 14, 2, 11),
      kind: 'management',
      version: '1.11',
      type: 'AwsApiCall',
      source: 'cloudtrail.amazonaws.com',
      name: 'DescribeTrails',
      region: 'us-east-1',
      access: 'read',
      sourceAddress: '203.0.113.7',
      accountId: '111122223333',
      sharedId: 'shared-1',
      error: undefined,
      problem: undefined,
    });
    expect(eventFromRecord(source).record).toBe(source);
  });

  it.each([
    [{ eventCategory: 'Management' }, 'management'],
    [{ eventCategory: 'Data', managementEvent: false }, 'data'],
    [{ eventCategory: 'NetworkActivity' }, 'network-activity'],
    [{ eventCategory: 'Insight' }, 'insight'],
    [{ eventCategory: 'Aggregated' }, 'aggregated'],
    [{ eventCategory: undefined, managementEvent: false }, 'data'],
    [{ eventCategory: undefined, managementEvent: undefined, eventType: 'AwsVpceEvent' }, 'network-activity'],
    [{ eventCategory: undefined, managementEvent: undefined, eventType: 'AwsCloudTrailInsight' }, 'insight'],
    // Version 1.05 and older said nothing about it.
    [{ eventCategory: undefined, managementEvent: undefined }, 'unknown'],
    [{ eventCategory: ['Data'], managementEvent: 'maybe' }, 'unknown'],
  ])('has the kind that %o tells: %s', (members, kind) => {
    expect(eventFromRecord(record(members)).kind).toBe(kind);
  });

  it('knows read and write only from the record', () => {
    expect(eventFromRecord(record({ readOnly: 'true' })).access).toBe('read');
    expect(eventFromRecord(record({ readOnly: false })).access).toBe('write');
    expect(eventFromRecord(record({ readOnly: undefined })).access).toBe('unknown');
  });

  it('takes the name, service and id of an Insights event from its details', () => {
    const event = eventFromRecord({
      eventVersion: '1.09',
      eventTime: '2026-11-19T09:00:00Z',
      awsRegion: 'us-east-1',
      eventID: 'insight-1',
      eventType: 'AwsCloudTrailInsight',
      eventCategory: 'Insight',
      insightDetails: { state: 'Start', eventSource: 'ec2.amazonaws.com', eventName: 'RunInstances' },
    });
    expect(event).toMatchObject({ kind: 'insight', name: 'RunInstances', source: 'ec2.amazonaws.com' });
    expect(event.actor).toMatchObject({ kind: 'service', name: 'CloudTrail Insights' });
    expect(event.problem).toBeUndefined();
  });

  it('takes the time and id of an aggregated record from where they are', () => {
    const event = eventFromRecord({
      eventVersion: '1.0',
      accountId: '111122223333',
      eventId: 'aggregate-1',
      eventCategory: 'Aggregated',
      eventSource: 's3.amazonaws.com',
      timeWindow: {
        windowStart: '2026-11-19T09:00:00Z',
        windowEnd: '2026-11-19T09:05:00Z',
        windowSize: 'PT5M',
      },
    });
    expect(event).toMatchObject({
      id: 'aggregate-1',
      time: Date.UTC(2026, 10, 19, 9),
      accountId: '111122223333',
      name: undefined,
      problem: undefined,
    });
  });

  it.each([
    [
      { errorCode: 'AccessDenied', errorMessage: 'no' },
      { code: 'AccessDenied', message: 'no' },
    ],
    [{ errorMessage: 'it broke' }, { code: 'Error', message: 'it broke' }],
    [{ responseElements: { errorCode: 'Nope', errorMessage: 'no' } }, { code: 'Nope', message: 'no' }],
    [{ responseElements: { Error: { Code: 'Nope' } } }, { code: 'Nope', message: undefined }],
    [
      { eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Failure' } },
      { code: 'Failure', message: undefined },
    ],
    [
      { eventName: 'ConsoleLogin', eventType: 'AwsConsoleSignIn', errorMessage: 'Failed authentication' },
      { code: 'Failure', message: 'Failed authentication' },
    ],
    [
      { eventName: 'CredentialVerification', serviceEventDetails: { CredentialVerification: 'Failure' } },
      { code: 'Failure', message: undefined },
    ],
    [{ eventName: 'ConsoleLogin', responseElements: { ConsoleLogin: 'Success' } }, undefined],
    [{ errorCode: 5, errorMessage: '' }, undefined],
  ])('finds the error of %o', (members, error) => {
    expect(eventFromRecord(record(members)).error).toEqual(error);
  });

  it.each([
    ['2026-11-19T14:02:11Z', Date.UTC(2026, 10, 19, 14, 2, 11)],
    ['2026-11-19T14:02:11.5Z', Date.UTC(2026, 10, 19, 14, 2, 11, 500)],
    ['2026-11-19T09:02:11-05:00', Date.UTC(2026, 10, 19, 14, 2, 11)],
    // Without a zone it is UTC all the same, whatever the zone of the computer.
    ['2026-11-19T14:02:11', Date.UTC(2026, 10, 19, 14, 2, 11)],
    ['19 November', undefined],
    ['2026-99-99T14:02:11Z', undefined],
    [1_763_560_931, undefined],
  ])('reads the time %s', (eventTime, time) => {
    expect(eventFromRecord(record({ eventTime })).time).toBe(time);
  });

  it.each([undefined, null, 'text', 7, [], [record()]])('says that %o is no record', (value) => {
    const event = eventFromRecord(value);
    expect(event.problem).toMatch(/not a JSON object/);
    expect(event.record).toEqual({});
    expect(event.actor).toMatchObject({ kind: 'unknown', name: 'unknown' });
  });

  it('says what a record lacks', () => {
    expect(eventFromRecord(record({ eventName: '' })).problem).toMatch(/eventName/);
    expect(eventFromRecord(record({ eventTime: null })).problem).toMatch(/eventTime/);
  });

  it('never throws and always has an actor, whatever it is given', () => {
    fc.assert(
      fc.property(fc.oneof(hostileRecord, fc.anything()), (value) => {
        expect(eventFromRecord(value).actor.name).not.toBe('');
      }),
      { numRuns: 300 },
    );
  });

  it('survives a record that is nested very deeply', () => {
    const deep: unknown = JSON.parse(`${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`);
    const event = eventFromRecord(record({ requestParameters: deep as never }));
    expect(event.name).toBe('DescribeTrails');
    expect(event.problem).toMatch(/nested deeper/);
    expect(() => JSON.stringify(event.record)).not.toThrow();
  });
});

describe('an item of LookupEvents', () => {
  const item: LookupItem = {
    eventId: 'event-1',
    eventName: 'StopInstances',
    readOnly: 'false',
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    eventTime: Date.UTC(2026, 10, 19, 14),
    eventSource: 'ec2.amazonaws.com',
    username: 'maria',
    resources: [{ type: 'AWS::EC2::Instance', name: 'i-05c30218156bcc246' }],
  };

  it('is read from its record, with the resources that only the item names', () => {
    const text = JSON.stringify(call('ec2', 'StopInstances', { eventID: 'event-1' }));
    expect(eventFromLookup({ ...item, cloudTrailEvent: text })).toMatchObject({
      id: 'event-1',
      time: Date.UTC(2026, 10, 19, 14, 2, 11),
      actor: { kind: 'user', name: 'maria' },
      resources: [{ name: 'i-05c30218156bcc246', type: 'AWS::EC2::Instance' }],
      problem: undefined,
    });
  });

  it('fills what an incomplete record lacks', () => {
    const event = eventFromLookup({ ...item, cloudTrailEvent: '{"eventVersion":"1.11"}' });
    expect(event).toMatchObject({
      id: 'event-1',
      name: 'StopInstances',
      access: 'write',
      problem: undefined,
    });
  });

  it.each([
    ['{"eventName":', /not a JSON object/],
    ['[]', /not a JSON object/],
    ['', /no record/],
    [undefined, /no record/],
  ])('with the record %o is readable from its own fields', (cloudTrailEvent, problem) => {
    const event = eventFromLookup({ ...item, ...(cloudTrailEvent !== undefined && { cloudTrailEvent }) });
    expect(event).toMatchObject({
      id: 'event-1',
      name: 'StopInstances',
      source: 'ec2.amazonaws.com',
      time: Date.UTC(2026, 10, 19, 14),
      access: 'write',
      actor: { name: 'maria', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' },
      resources: [{ name: 'i-05c30218156bcc246' }],
      record: {},
    });
    expect(event.problem).toMatch(problem);
  });

  it('keeps the text of a record that cannot be read, or not as a whole', () => {
    const original = (text: string) => eventFromLookup({ ...item, cloudTrailEvent: text }).original;
    const deep = `{"eventID":"event-1","requestParameters":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(original('<not json>')).toBe('<not json>');
    expect(original('[1]')).toBe('[1]');
    expect(original(deep)).toBe(deep);
    expect(original('{"eventID":"event-1"}')).toBeUndefined();
    expect(eventFromLookup(item).original).toBeUndefined();
  });

  it('hides a name that the service hides', () => {
    expect(eventFromLookup({ username: 'HIDDEN_DUE_TO_SECURITY_REASONS' }).actor.name).toBe('(hidden)');
    const identity = user('x', { userName: 'HIDDEN_DUE_TO_SECURITY_REASONS' });
    const cloudTrailEvent = JSON.stringify(record({ userIdentity: identity }));
    expect(eventFromLookup({ cloudTrailEvent }).actor.name).toBe('(hidden)');
  });

  it('never throws, whatever its fields hold', () => {
    fc.assert(
      fc.property(hostileJson, hostileJson, (fields, inside) => {
        const cloudTrailEvent = JSON.stringify(inside);
        expect(eventFromLookup(fields as LookupItem).actor.name).not.toBe('');
        expect(eventFromLookup({ ...(fields as LookupItem), cloudTrailEvent }).actor.name).not.toBe('');
      }),
    );
  });
});
