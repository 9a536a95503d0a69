import fc from 'fast-check';
import { eventFromLookup, eventFromRecord } from '../../src/core/events/parse-record.ts';
import type { CloudTrailEvent } from '../../src/core/events/event.ts';
import { testNow } from './filters.ts';
import { call, hostileRecord, hostileText, record, roleSession, user } from './records.ts';

/** Events for property tests: of a few names, people and resources, so that filters find some of them. */

const identity = fc.constantFrom(
  user('maria'),
  user('jonas', { accessKeyId: 'AKIAEXAMPLEJONAS00' }),
  roleSession('Admin', 'maria'),
  roleSession('AWSServiceRoleForAutoScaling', 'AutoScaling'),
  { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333', principalId: '1' },
  { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' },
);

const soundEvent = fc
  .record({
    id: fc.uuid(),
    name: fc.constantFrom('RunInstances', 'ConsoleLogin', 'StopLogging', 'TerminateInstances'),
    service: fc.constantFrom('ec2', 's3', 'iam'),
    identity,
    seconds: fc.integer({ min: -3000, max: 3000 }),
    region: fc.constantFrom('us-east-1', 'eu-west-1'),
    readOnly: fc.constantFrom(true, false, undefined),
    error: fc.constantFrom('AccessDenied', undefined),
    address: fc.constantFrom('203.0.113.7', '198.51.100.9', '2001:db8::1', 'ec2.amazonaws.com'),
    agent: fc.oneof(fc.constantFrom('trailscope/0.1.0 aws-sdk-js/3', 'aws-cli/2.31.0'), hostileText),
    bucket: fc.constantFrom('logs', 'reports', 'arn:aws:s3:::logs/a', undefined),
    note: hostileText,
    listed: fc.option(fc.constantFrom('logs', 'arn:aws:s3:::reports', 'İx'), { nil: undefined }),
  })
  .map(({ id, name, service, seconds, error, listed, ...facts }) =>
    eventFromLookup({
      ...(listed !== undefined && { resources: [{ type: 'AWS::S3::Bucket', name: listed }] }),
      cloudTrailEvent: JSON.stringify(
        call(service, name, {
          eventID: id,
          eventTime: new Date(testNow + seconds * 1000).toISOString().replace('.000', ''),
          userIdentity: facts.identity,
          awsRegion: facts.region,
          readOnly: facts.readOnly,
          ...(error !== undefined && { errorCode: error }),
          sourceIPAddress: facts.address,
          userAgent: facts.agent,
          requestParameters: { bucketName: facts.bucket, items: [{ note: facts.note }, 7, true, null] },
        }),
      ),
    }),
  );

const outline = fc.tuple(fc.uuid(), fc.constantFrom('maria', 'logs')).map(([eventId, username]) =>
  eventFromLookup({
    eventId,
    username,
    eventName: 'RunInstances',
    eventTime: testNow,
    resources: [{ type: 'AWS::S3::Bucket', name: 'reports' }],
  }),
);

/** An event: mostly a sound one, sometimes an outline without a record, sometimes one of any record. */
export const anyEvent: fc.Arbitrary<CloudTrailEvent> = fc.oneof(
  { weight: 8, arbitrary: soundEvent },
  { weight: 1, arbitrary: outline },
  { weight: 2, arbitrary: hostileRecord.map((value) => eventFromRecord(value)) },
);

/** An event of maria's at so many seconds after {@link testNow}. */
export function eventAt(seconds: number, more: Parameters<typeof record>[0] = {}): CloudTrailEvent {
  return eventFromRecord(
    record({
      eventTime: new Date(testNow + seconds * 1000).toISOString().replace('.000', ''),
      eventID: `00000000-0000-4000-8000-${String(seconds + 1_000_000).padStart(12, '0')}`,
      ...more,
    }),
  );
}
