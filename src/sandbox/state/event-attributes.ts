import { nonEmptyString, objectOrEmpty } from '../../core/json.ts';
import type { JsonObject } from '../../core/json.ts';
import type { LookupAttributeKey } from '../../core/ports.ts';
import { eventResources } from './event-resources.ts';

/** The values by which LookupEvents finds a record under an attribute: none, one, or for resources several. */
export function attributeValues(record: JsonObject, key: LookupAttributeKey): readonly string[] {
  switch (key) {
    case 'EventId':
      return some(record['eventID']);
    case 'EventName':
      return some(subject(record)['eventName']);
    case 'EventSource':
      return some(subject(record)['eventSource']);
    case 'ReadOnly':
      return some(readOnly(record));
    case 'Username':
      return some(userName(record));
    case 'AccessKeyId':
      return some(accessKeyId(record));
    case 'ResourceType':
      return eventResources(record).map(({ type }) => type);
    case 'ResourceName':
      return eventResources(record).map(({ name }) => name);
  }
}

/** A record as an item of LookupEvents' answer. Members that the service leaves out of an event are undefined. */
export function lookupItem(record: JsonObject): JsonObject {
  return {
    EventId: nonEmptyString(record['eventID']),
    EventName: nonEmptyString(subject(record)['eventName']),
    ReadOnly: readOnly(record),
    AccessKeyId: accessKeyId(record),
    EventTime: recordTime(record) / 1000,
    EventSource: nonEmptyString(subject(record)['eventSource']),
    Username: userName(record),
    Resources: eventResources(record).map(({ type, name }) => ({ ResourceType: type, ResourceName: name })),
    CloudTrailEvent: JSON.stringify(record),
  };
}

/** The time of the record in epoch milliseconds; NaN if it tells none. */
export function recordTime(record: JsonObject): number {
  return Date.parse(nonEmptyString(record['eventTime']) ?? '');
}

/** Whether the record tells of an anomaly in the rate of calls rather than of a call. */
export function isInsight(record: JsonObject): boolean {
  return record['eventCategory'] === 'Insight' || record['eventType'] === 'AwsCloudTrailInsight';
}

/** Where the record names its event: in its details for an Insights event, else in itself. */
function subject(record: JsonObject): JsonObject {
  return isInsight(record) ? objectOrEmpty(record['insightDetails']) : record;
}

function readOnly(record: JsonObject): string | undefined {
  const value = record['readOnly'];
  return typeof value === 'boolean' ? String(value) : undefined;
}

function accessKeyId(record: JsonObject): string | undefined {
  return nonEmptyString(objectOrEmpty(record['userIdentity'])['accessKeyId']);
}

/**
 * The name that the event history shows: the user's name, the session name of a role, `root`. Services and other
 * accounts have none.
 */
function userName(record: JsonObject): string | undefined {
  const identity = objectOrEmpty(record['userIdentity']);
  if (identity['type'] === 'Root') {
    return 'root';
  }
  const name = nonEmptyString(identity['userName']);
  if (name !== undefined) {
    return name;
  }
  const principal = nonEmptyString(identity['principalId']) ?? '';
  return nonEmptyString(principal.slice(principal.indexOf(':') + 1 || principal.length));
}

function some(value: unknown): readonly string[] {
  const text = nonEmptyString(value);
  return text === undefined ? [] : [text];
}
