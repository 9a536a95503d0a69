/** Trails and events of a made-up account, for tests; what a test is about is given, the rest is plain. */
import type { CloudTrailEvent } from '../../src/core/events/event.ts';
import { eventFromRecord } from '../../src/core/events/parse-record.ts';
import type { JsonObject } from '../../src/core/json.ts';
import type { Trail, TrailStatus } from '../../src/core/trails/trail.ts';

/** A multi-Region trail of us-east-1. */
export function trailNamed(name: string, rest: Partial<Trail> = {}): Trail {
  const homeRegion = rest.homeRegion ?? 'us-east-1';
  return {
    name,
    arn: `arn:aws:cloudtrail:${homeRegion}:111122223333:trail/${name}`,
    homeRegion,
    isMultiRegion: true,
    isOrganization: false,
    includesGlobalServiceEvents: true,
    validatesLogFiles: true,
    bucket: 'acme-audit',
    ...rest,
  };
}

/** A status of a trail that logs and delivers. */
export function statusOf(rest: Partial<TrailStatus> = {}): TrailStatus {
  return { isLogging: true, logFiles: {}, digests: {}, cloudWatchLogs: {}, notifications: {}, ...rest };
}

/** A write in us-east-1 by the user maria, made from a record; `time` is such as `2026-11-19T14:02:11Z`. */
export function eventAt(time: string, id: string, rest: JsonObject = {}): CloudTrailEvent {
  return eventFromRecord({
    eventVersion: '1.11',
    userIdentity: {
      type: 'IAMUser',
      userName: 'maria',
      arn: 'arn:aws:iam::111122223333:user/maria',
      accountId: '111122223333',
    },
    eventTime: time,
    eventSource: 'ec2.amazonaws.com',
    eventName: 'TerminateInstances',
    awsRegion: 'us-east-1',
    sourceIPAddress: '203.0.113.7',
    eventID: id,
    eventType: 'AwsApiCall',
    eventCategory: 'Management',
    readOnly: false,
    requestParameters: { instancesSet: { items: [{ instanceId: 'i-05c30218156bcc246' }] } },
    ...rest,
  });
}
