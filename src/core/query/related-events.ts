import type { CloudTrailEvent } from '../events/event.ts';
import { valueAt } from '../events/record-values.ts';
import { allOf, type EventFilter, type FieldName } from './event-filter.ts';
import { fieldIs, pathTest } from './field-value.ts';

/** What an event can have in common with others. */
export type Relation = 'session' | 'key' | 'resource' | 'address';

const day = 24 * 3_600_000;

/** The event history goes back 90 days. */
const history: EventFilter = { kind: 'time', from: { kind: 'ago', amount: 90, unit: 'd' } };

/**
 * The events that have this in common with an event; undefined where it says nothing of the kind. What the service
 * can look up comes from all of its history, the rest from a day before and after.
 *
 * @param index which of the resources, for `resource`
 */
export function relatedFilter(
  event: CloudTrailEvent,
  relation: Relation,
  index = 0,
): EventFilter | undefined {
  const { actor, resources, sourceAddress } = event;
  switch (relation) {
    case 'session':
      return actor.session === undefined ? undefined : near(event, only('principal', actor.arn));
    case 'key':
      return within(history, only('key', actor.accessKeyId));
    case 'resource': {
      const resource = resources[index];
      return within(history, only('resource', resource?.arn ?? resource?.name));
    }
    case 'address':
      return near(event, only('ip', sourceAddress));
  }
}

/** The fields of the filter that say what a path of the record does. */
const fieldPaths: Readonly<Record<string, FieldName>> = {
  eventName: 'name',
  eventSource: 'source',
  sourceIPAddress: 'ip',
  awsRegion: 'region',
  errorCode: 'error',
  userAgent: 'agent',
  recipientAccountId: 'account',
  eventID: 'id',
  'userIdentity.accessKeyId': 'key',
  'userIdentity.arn': 'principal',
  vpcEndpointId: 'vpce',
};

/** The events that have the same value at a path of their records; undefined for a path to anything but one value. */
export function sameValueFilter(
  event: CloudTrailEvent,
  path: readonly (string | number)[],
): EventFilter | undefined {
  const value = valueAt(event.record, ...path);
  const isOne = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  if (!isOne || path.length === 0) {
    return undefined;
  }
  const field = fieldPaths[path.join('.')];
  const term: EventFilter =
    field === undefined
      ? { kind: 'path', path, test: pathTest([String(value)]) }
      : fieldIs(field, String(value));
  return near(event, term);
}

function only(field: FieldName, value: string | undefined): EventFilter | undefined {
  return value === undefined ? undefined : fieldIs(field, value);
}

function within(range: EventFilter, filter: EventFilter | undefined): EventFilter | undefined {
  return filter && allOf(filter, range);
}

function near({ time }: CloudTrailEvent, filter: EventFilter | undefined): EventFilter | undefined {
  const range: EventFilter =
    time === undefined
      ? history
      : { kind: 'time', from: { kind: 'at', time: time - day }, to: { kind: 'at', time: time + day } };
  return within(range, filter);
}
