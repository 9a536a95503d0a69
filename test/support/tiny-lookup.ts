import { eventFromLookup } from '../../src/core/events/parse-record.ts';
import type { CloudTrailEvent } from '../../src/core/events/event.ts';
import { isJsonObject, nonEmptyString, objectOrEmpty, type JsonObject } from '../../src/core/json.ts';
import type { EventLookup, LookupAttributeKey } from '../../src/core/ports.ts';

/**
 * LookupEvents over records in memory: one attribute, whole values, letter by letter; management events, or those of
 * Insights when asked; times inclusive. Written from the service's documentation, apart from the code under test.
 */
export function tinyLookup(records: readonly TinyRecord[], query: EventLookup): readonly CloudTrailEvent[] {
  return records
    .filter(({ record, resources }) => {
      const category = record['eventCategory'];
      const wanted = query.category === 'insight' ? category === 'Insight' : category === 'Management';
      const time = Date.parse(record['eventTime'] as string);
      return (
        wanted &&
        time >= (query.from ?? -Infinity) &&
        time <= (query.to ?? Infinity) &&
        (query.attribute === undefined ||
          valuesOf(record, resources, query.attribute.key).includes(query.attribute.value))
      );
    })
    .map(tinyEvent);
}

/** A record and the resources that the service lists with it. */
export interface TinyRecord {
  readonly record: JsonObject;
  readonly resources: readonly { readonly type: string; readonly name: string }[];
}

/** The event as the adapter makes it of the service's answer. */
export function tinyEvent({ record, resources }: TinyRecord): CloudTrailEvent {
  return eventFromLookup({ resources, cloudTrailEvent: JSON.stringify(record) });
}

function valuesOf(
  record: JsonObject,
  resources: TinyRecord['resources'],
  key: LookupAttributeKey,
): readonly unknown[] {
  const subject = record['eventCategory'] === 'Insight' ? objectOrEmpty(record['insightDetails']) : record;
  switch (key) {
    case 'EventId':
      return [record['eventID']];
    case 'EventName':
      return [subject['eventName']];
    case 'EventSource':
      return [subject['eventSource']];
    case 'ReadOnly':
      return [typeof record['readOnly'] === 'boolean' ? String(record['readOnly']) : undefined];
    case 'Username':
      return [userName(record)];
    case 'AccessKeyId':
      return [objectOrEmpty(record['userIdentity'])['accessKeyId']];
    case 'ResourceType':
      return resources.map(({ type }) => type);
    case 'ResourceName':
      return resources.map(({ name }) => name);
  }
}

function userName(record: JsonObject): string | undefined {
  const identity = record['userIdentity'];
  if (!isJsonObject(identity)) {
    return undefined;
  }
  if (identity['type'] === 'Root') {
    return 'root';
  }
  return nonEmptyString(identity['userName']) ?? nonEmptyString(identity['principalId'])?.split(':')[1];
}
