import { isJsonObject } from '../../../core/json.ts';
import type { JsonObject, JsonValue } from '../../../core/json.ts';
import { lookupAttributeKeys } from '../../../core/ports.ts';
import type { LookupAttribute, LookupAttributeKey } from '../../../core/ports.ts';
import { answeredDate } from '../../history/dates.ts';
import { recordedMembers } from '../../state/call-record.ts';
import { lookupItem } from '../../state/event-attributes.ts';
import { jsonList } from '../../state/json-list.ts';
import { ServiceError } from '../../wire/service-error.ts';
import type { Operation } from '../service.ts';
import { cursorOf, tokenFor } from './next-token.ts';

/** How long the service keeps the event history. */
const historyDays = 90;
const day = 86_400_000;

/** The most events of a page, and how many it has unless fewer are asked for. */
const pageSize = 50;

const longestValue = 2000;

/** The attributes by which Insights events can be looked up. */
const insightKeys: readonly LookupAttributeKey[] = ['EventId', 'EventName', 'EventSource'];

/** Management or Insights events of one Region and the last 90 days, newest first. */
export const lookupEvents: Operation = {
  readOnly: true,
  // The service's quota, per account and Region.
  callsPerSecond: 2,
  requestParameters: recordedParameters,

  run({ state, region, input, time }) {
    const limit = maxResults(input['MaxResults']);
    const category = categoryOf(input['EventCategory']);
    const attribute = lookupAttribute(input['LookupAttributes'], category);
    const { from, to } = timeRange(input, time);
    const token = input['NextToken'];
    const { entries, hasMore } = state.history.find(region, category, {
      from,
      to,
      now: time,
      attribute,
      before: token === undefined ? undefined : cursorOf(token, region, input),
      limit,
    });
    const last = entries.at(-1);
    return {
      Events: entries.map(({ record }) => lookupItem(record)),
      NextToken: hasMore && last !== undefined ? tokenFor(last, region, input) : undefined,
    };
  },
};

function maxResults(value: JsonValue | undefined): number {
  if (value === undefined || value === null) {
    return pageSize;
  }
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > pageSize) {
    const message = `The value of MaxResults must be between 1 and ${pageSize}.`;
    throw new ServiceError('InvalidMaxResultsException', message);
  }
  return value;
}

function categoryOf(value: JsonValue | undefined): 'management' | 'insight' {
  if (value === undefined || value === null) {
    return 'management';
  }
  if (value !== 'insight') {
    throw new ServiceError('InvalidEventCategoryException', 'The value of EventCategory must be insight.');
  }
  return 'insight';
}

function lookupAttribute(
  list: JsonValue | undefined,
  category: 'management' | 'insight',
): LookupAttribute | undefined {
  const attributes = jsonList(list);
  if (attributes.length > 1) {
    throw invalidAttributes('You can specify only one lookup attribute.');
  }
  const [attribute] = attributes;
  if (attribute === undefined) {
    return undefined;
  }
  const { AttributeKey: name, AttributeValue: value } = isJsonObject(attribute) ? attribute : {};
  const key = lookupAttributeKeys.find((each) => each === name);
  if (key === undefined || (category === 'insight' && !insightKeys.includes(key))) {
    throw invalidAttributes(`The attribute key ${JSON.stringify(name)} is not valid for ${category} events.`);
  }
  if (typeof value !== 'string' || value === '' || countedLength(value) > longestValue) {
    throw invalidAttributes(`The attribute value must have 1 to ${longestValue} characters.`);
  }
  return { key, value };
}

/** The service counts some characters twice. */
function countedLength(value: string): number {
  return value.length + (value.match(/[_ ,\n]/g)?.length ?? 0);
}

function invalidAttributes(message: string): ServiceError {
  return new ServiceError('InvalidLookupAttributesException', message);
}

/** The times that are asked for, epoch milliseconds, cut to the 90 days that there are. */
function timeRange(input: JsonObject, now: number): { from: number; to: number } {
  const oldest = now - historyDays * day;
  const from = milliseconds(input['StartTime']) ?? oldest;
  const to = milliseconds(input['EndTime']) ?? now;
  if (from > to) {
    const message = 'The start time must be before the end time.';
    throw new ServiceError('InvalidTimeRangeException', message);
  }
  if (to < oldest) {
    const message = `The time range must be within the last ${historyDays} days.`;
    throw new ServiceError('InvalidTimeRangeException', message);
  }
  return { from: Math.max(from, oldest), to: Math.min(to, now) };
}

function milliseconds(value: JsonValue | undefined): number | undefined {
  if (value === undefined || value === null) {
    return undefined;
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new ServiceError('SerializationException', '');
  }
  return value * 1000;
}

/** The request as CloudTrail records it: times as texts in the form of the Java runtime. */
function recordedParameters(input: JsonObject): JsonObject | null {
  const times: Record<string, string> = {};
  for (const member of ['StartTime', 'EndTime']) {
    const value = input[member];
    if (typeof value === 'number' && !Number.isNaN(new Date(value * 1000).getTime())) {
      times[member] = answeredDate(value * 1000);
    }
  }
  return recordedMembers({ ...input, ...times });
}
