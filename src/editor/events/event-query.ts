import type { CloudTrailEvent } from '../../core/events/event.ts';
import { isJsonObject, nonEmptyString, type JsonObject } from '../../core/json.ts';
import { lookupAttributeKeys, type EventLookup, type LookupAttribute } from '../../core/ports.ts';

/** What the Events view is asked to show of one connection. */
export interface EventQuery {
  readonly range: TimeRange;
  /** Writes alone, as the console shows at first, or everything. */
  readonly access: 'writes' | 'all';
  readonly attribute?: LookupAttribute;
}

/** The last so many hours, or between two times (epoch milliseconds, both inclusive). */
export type TimeRange =
  | { readonly kind: 'last'; readonly hours: number }
  | { readonly kind: 'between'; readonly from: number; readonly to: number };

/** How far back the event history goes, in hours: 90 days. */
export const historyHours = 90 * 24;

export const defaultQuery: EventQuery = { range: { kind: 'last', hours: 24 }, access: 'writes' };

/** The query with another attribute, or with none. To ask for writes by attribute is to show writes only. */
export function withAttribute(query: EventQuery, attribute: LookupAttribute | undefined): EventQuery {
  const { range, access } = query;
  if (attribute === undefined) {
    return { range, access };
  }
  if (attribute.key !== 'ReadOnly') {
    return { range, access, attribute };
  }
  return attribute.value === 'false' ? { range, access: 'writes' } : { range, access: 'all', attribute };
}

/** The query with writes alone or everything; an attribute that asks for reads goes away with it. */
export function withAccess(query: EventQuery, access: EventQuery['access']): EventQuery {
  const { range, attribute } = query;
  return { range, access, ...(attribute !== undefined && attribute.key !== 'ReadOnly' && { attribute }) };
}

/** What of a query the service does, and what is left to do with its answers. */
export interface PlannedLookup {
  readonly lookup: EventLookup;
  /** Left out of the answers on this side, because the service takes one attribute only. */
  readonly leavesReadsOut: boolean;
}

/**
 * How a query is asked at a time (epoch milliseconds). LookupEvents honours one attribute: it goes to what the user
 * asked for, and only when that is nothing to `ReadOnly`, so that writes alone come from the service.
 */
export function planLookup({ range, access, attribute }: EventQuery, now: number): PlannedLookup {
  const times =
    range.kind === 'between' ? { from: range.from, to: range.to } : { from: now - range.hours * 3_600_000 };
  if (attribute === undefined && access === 'writes') {
    return { lookup: { ...times, attribute: { key: 'ReadOnly', value: 'false' } }, leavesReadsOut: false };
  }
  return {
    lookup: { ...times, ...(attribute !== undefined && { attribute }) },
    leavesReadsOut: access === 'writes',
  };
}

/** Whether an answer of the service is to be shown. An event that does not say what it is counts as a write. */
export function isWanted({ leavesReadsOut }: PlannedLookup, event: CloudTrailEvent): boolean {
  return !leavesReadsOut || event.access !== 'read';
}

/** A query as it was remembered; the default one for anything that is not understood. */
export function parseQuery(value: unknown): EventQuery {
  if (!isJsonObject(value)) {
    return defaultQuery;
  }
  const range = parseRange(value['range']);
  const attribute = parseAttribute(value['attribute']);
  const access = value['access'] === 'all' ? 'all' : 'writes';
  return { range: range ?? defaultQuery.range, access, ...(attribute !== undefined && { attribute }) };
}

function parseRange(value: unknown): TimeRange | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const { kind, hours, from, to } = value as JsonObject & Record<'kind' | 'hours' | 'from' | 'to', unknown>;
  if (kind === 'last' && typeof hours === 'number' && hours > 0 && hours <= historyHours) {
    return { kind, hours };
  }
  if (kind === 'between' && typeof from === 'number' && typeof to === 'number' && from <= to) {
    return { kind, from, to };
  }
  return undefined;
}

function parseAttribute(value: unknown): LookupAttribute | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const key = lookupAttributeKeys.find((known) => known === value['key']);
  const text = nonEmptyString(value['value']);
  return key === undefined || text === undefined ? undefined : { key, value: text };
}
