import type { JsonObject, JsonValue } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';

/** Levels of nesting that the viewer shows. Real records have under 20. */
export const deepestLevel = 48;

/**
 * The record with whatever is nested deeper than {@link deepestLevel} replaced by a note: a message is written as
 * JSON, and a record that is nested a hundred thousand times would overflow the stack of whoever writes or walks it.
 */
export function boundedRecord(record: JsonObject, note: string): JsonObject {
  return boundedObject(record, deepestLevel, note);
}

function boundedObject(value: JsonObject, levels: number, note: string): JsonObject {
  const members = Object.entries(value).map(([name, member]) => [
    name,
    bounded(member ?? null, levels - 1, note),
  ]);
  return Object.fromEntries(members) as JsonObject;
}

function bounded(value: JsonValue, levels: number, note: string): JsonValue {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (levels === 0) {
    return note;
  }
  return isJsonObject(value)
    ? boundedObject(value, levels, note)
    : value.map((item) => bounded(item, levels - 1, note));
}
