import type { JsonObject, JsonValue } from '../json.ts';
import { isJsonObject } from '../json.ts';

/** Levels of nesting that an event's record keeps. Real records have under 20. */
export const deepestLevel = 64;

/** What stands in a record in place of what was nested too deeply. */
export const cutMark = '(nested too deeply)';

/**
 * The record with whatever is nested deeper than {@link deepestLevel} replaced by {@link cutMark}; the same object if
 * nothing is. `JSON.parse` takes a record that is nested a hundred thousand times, but whoever walks it or writes it
 * as JSON afterwards would overflow the stack.
 */
export function boundedRecord(record: JsonObject): JsonObject {
  return isDeeperThan(deepestLevel, record) ? boundedObject(record, deepestLevel) : record;
}

function isDeeperThan(levels: number, value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(levels - 1, member));
}

function boundedObject(value: JsonObject, levels: number): JsonObject {
  // fromEntries defines members, so that one called __proto__ stays a member.
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, bounded(member ?? null, levels - 1)]),
  );
}

function bounded(value: JsonValue, levels: number): JsonValue {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (levels === 0) {
    return cutMark;
  }
  return isJsonObject(value) ? boundedObject(value, levels) : value.map((item) => bounded(item, levels - 1));
}
