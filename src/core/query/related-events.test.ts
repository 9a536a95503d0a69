import { describe, expect, it } from 'vitest';
import { eventFromRecord } from '../events/parse-record.ts';
import { english } from '../localize.ts';
import { compileFilter } from './matches.ts';
import { parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';
import { relatedFilter, sameValueFilter } from './related-events.ts';

const event = eventFromRecord({
  eventID: 'a',
  eventTime: '2026-11-19T14:02:11Z',
  eventName: 'StopInstances',
  eventSource: 'ec2.amazonaws.com',
  sourceIPAddress: '203.0.113.7',
  userIdentity: {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::111122223333:assumed-role/Admin/maria',
    accessKeyId: 'ASIAEXAMPLE',
    sessionContext: { sessionIssuer: { type: 'Role', userName: 'Admin' } },
  },
  requestParameters: { force: true, instancesSet: { items: [{ instanceId: 'i-1' }] } },
  resources: [{ ARN: 'arn:aws:ec2:us-east-1:111122223333:instance/i-1', type: 'AWS::EC2::Instance' }],
});
const bare = eventFromRecord({ eventID: 'b' });
const now = Date.UTC(2026, 10, 20);

describe('related events', () => {
  it.each(['session', 'key', 'resource', 'address'] as const)(
    'by %s begin with the event itself',
    (relation) => {
      const filter = relatedFilter(event, relation)!;
      expect(compileFilter(filter, now)(event)).toBe(true);
      expect(
        compileFilter(
          filter,
          now,
        )(
          eventFromRecord({
            ...event.record,
            userIdentity: {},
            sourceIPAddress: '192.0.2.1',
            resources: [],
            requestParameters: null,
          }),
        ),
      ).toBe(false);
    },
  );

  it('are none where the event says nothing of the kind', () => {
    expect(
      (['session', 'key', 'resource', 'address'] as const).map((each) => relatedFilter(bare, each)),
    ).toEqual(Array(4).fill(undefined));
    expect(relatedFilter(event, 'resource', 7)).toBeUndefined();
  });
});

describe('events with the same value', () => {
  it.each([
    [['eventName'], 'name:StopInstances'],
    [['userIdentity', 'accessKeyId'], 'key:ASIAEXAMPLE'],
    [['requestParameters', 'instancesSet', 'items', 0, 'instanceId'], 'i-1'],
    [['requestParameters', 'force'], 'true'],
  ])('at %j pass a filter that can be read back', (path, words) => {
    const filter = sameValueFilter(event, path)!;
    expect(compileFilter(filter, now)(event)).toBe(true);
    const text = printFilter(filter);
    expect(text).toContain(words);
    expect(parseFilter(text, english).filter).toEqual(filter);
  });

  it.each([[[]], [['requestParameters']], [['nothing', 'there']]])('are none for %j', (path) => {
    expect(sameValueFilter(event, path)).toBeUndefined();
  });
});
