import type { JsonObject } from '../json.ts';
import { isJsonObject, nonEmptyString, objectOrEmpty } from '../json.ts';
import { actorOf, hidden, nobody } from './actor.ts';
import { boundedRecord, deepestLevel } from './bounded-record.ts';
import { displayName } from './display-text.ts';
import type { Access, Actor, CloudTrailEvent, EventError, EventKind, LookupItem } from './event.ts';
import { flagAt, textAt, timeAt } from './record-values.ts';
import { resourcesOf } from './resources.ts';

/**
 * A CloudTrail record of any kind and version as an event. Anything is taken, nothing is thrown: what is missing or
 * of the wrong type is undefined in the event, and {@link CloudTrailEvent.problem} says what is wrong.
 */
export function eventFromRecord(record: unknown): CloudTrailEvent {
  return normalise(record, undefined);
}

/**
 * An item of a LookupEvents answer as an event. The record is the item's `CloudTrailEvent` text; where that is
 * missing or not JSON, the event is made of the item's own few fields and says so in `problem`.
 */
export function eventFromLookup(item: LookupItem): CloudTrailEvent {
  const lookup = objectOrEmpty(item) as LookupItem;
  const text: unknown = lookup.cloudTrailEvent;
  if (typeof text !== 'string' || text === '') {
    return fromItemAlone(lookup, 'The service sent no record with this event; only its outline is known.');
  }
  const record = parseJson(text);
  if (!isJsonObject(record)) {
    const problem = 'The record of this event is not a JSON object; only its outline is known.';
    return { ...fromItemAlone(lookup, problem), original: text };
  }
  const event = normalise(record, lookup);
  return event.record === record ? event : { ...event, original: text };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function normalise(value: unknown, item: LookupItem | undefined): CloudTrailEvent {
  const whole = objectOrEmpty(value);
  const record = boundedRecord(whole);
  const insight = objectOrEmpty(record['insightDetails']);
  const kind = kindOf(record);
  const name = textAt(record, 'eventName') ?? textAt(insight, 'eventName') ?? nonEmptyString(item?.eventName);
  const time =
    timeAt(record, 'eventTime') ?? timeAt(record, 'timeWindow', 'windowStart') ?? epochTime(item?.eventTime);
  return {
    id: textAt(record, 'eventID') ?? textAt(record, 'eventId') ?? nonEmptyString(item?.eventId),
    time,
    kind,
    version: textAt(record, 'eventVersion'),
    type: textAt(record, 'eventType'),
    source:
      textAt(record, 'eventSource') ?? textAt(insight, 'eventSource') ?? nonEmptyString(item?.eventSource),
    name,
    region: textAt(record, 'awsRegion'),
    access: accessOf(flagAt(record, 'readOnly') ?? flagAt(item, 'readOnly')),
    actor: actorOf(record),
    sourceAddress: textAt(record, 'sourceIPAddress'),
    userAgent: textAt(record, 'userAgent'),
    error: errorOf(record, name),
    resources: resourcesOf(record, item?.resources),
    accountId: textAt(record, 'recipientAccountId') ?? textAt(record, 'accountId'),
    sharedId: textAt(record, 'sharedEventID'),
    record,
    original: undefined,
    problem: problemOf(value, kind, name, time) ?? (record === whole ? undefined : tooDeep),
  };
}

function fromItemAlone(item: LookupItem, problem: string): CloudTrailEvent {
  const empty = normalise({}, item);
  const user = nonEmptyString(item.username);
  const actor: Actor = {
    ...empty.actor,
    name: user === undefined ? nobody : user.startsWith('HIDDEN_') ? hidden : displayName(user),
    accessKeyId: nonEmptyString(item.accessKeyId),
  };
  return { ...empty, actor, problem };
}

function epochTime(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

const categories = new Map<unknown, EventKind>([
  ['Management', 'management'],
  ['Data', 'data'],
  ['NetworkActivity', 'network-activity'],
  ['Insight', 'insight'],
  ['Aggregated', 'aggregated'],
]);

const kindsByType = new Map<unknown, EventKind>([
  ['AwsCloudTrailInsight', 'insight'],
  ['AwsAggregatedEvent', 'aggregated'],
  ['AwsVpceEvents', 'network-activity'],
  ['AwsVpceEvent', 'network-activity'],
  // The documentation and the data do not agree on the name.
  ['AwsVpcEvents', 'network-activity'],
  ['AwsVpcEvent', 'network-activity'],
]);

/** `eventCategory` came with version 1.07; before, `managementEvent` (1.06) and the event's type tell. */
function kindOf(record: JsonObject): EventKind {
  const known = categories.get(record['eventCategory']) ?? kindsByType.get(record['eventType']);
  if (known !== undefined) {
    return known;
  }
  const isManagement = flagAt(record, 'managementEvent');
  if (isManagement !== undefined) {
    return isManagement ? 'management' : 'data';
  }
  return isJsonObject(record['insightDetails']) ? 'insight' : 'unknown';
}

function accessOf(readOnly: boolean | undefined): Access {
  if (readOnly === undefined) {
    return 'unknown';
  }
  return readOnly ? 'read' : 'write';
}

/** Where services write errors besides `errorCode`: pairs of paths to a code and a message. */
const errorPlaces: readonly (readonly [readonly string[], readonly string[]])[] = [
  [['errorCode'], ['errorMessage']],
  [
    ['responseElements', 'errorCode'],
    ['responseElements', 'errorMessage'],
  ],
  [
    ['responseElements', 'Error', 'Code'],
    ['responseElements', 'Error', 'Message'],
  ],
  [
    ['responseElements', 'error', 'code'],
    ['responseElements', 'error', 'message'],
  ],
];

function errorOf(record: JsonObject, name: string | undefined): EventError | undefined {
  for (const [codePath, messagePath] of errorPlaces) {
    const code = textAt(record, ...codePath);
    const message = textAt(record, ...messagePath);
    if (code !== undefined || message !== undefined) {
      return { code: code ?? (isSignIn(record) ? 'Failure' : 'Error'), message };
    }
  }
  // Sign-in events name themselves: `"responseElements": {"ConsoleLogin": "Failure"}`.
  const isFailure = ['responseElements', 'serviceEventDetails'].some(
    (part) => name !== undefined && textAt(record, part, name) === 'Failure',
  );
  return isFailure ? { code: 'Failure', message: undefined } : undefined;
}

function isSignIn(record: JsonObject): boolean {
  return record['eventType'] === 'AwsConsoleSignIn';
}

const tooDeep = `The record is nested deeper than ${deepestLevel} levels; what lies below them is left out.`;

function problemOf(
  value: unknown,
  kind: EventKind,
  name: string | undefined,
  time: number | undefined,
): string | undefined {
  if (!isJsonObject(value)) {
    return 'This is not a CloudTrail record: it is not a JSON object.';
  }
  if (name === undefined && kind !== 'aggregated') {
    return 'The record does not say which call it is about (eventName is missing).';
  }
  return time === undefined
    ? 'The record does not say when it happened (eventTime is missing or no time).'
    : undefined;
}
