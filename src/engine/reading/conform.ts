import type { JsonObject, JsonValue } from '../../core/json.ts';
import { isJsonObject } from '../../core/json.ts';
import { timeAt } from '../../core/events/record-values.ts';
import { boundedRecord } from '../../core/events/bounded-record.ts';
import { recordShape, type Shape } from '../store/record-columns.ts';

/** What is written for a record so that DuckDB takes it: members of the types of the columns, and the rest. */
export type ConformingRecord = JsonObject;

/**
 * Any record in the shape of the columns. Members without a column, and those of another type than theirs, go to
 * `_rest`, from where they come back when the record is made again.
 */
export function conform(record: JsonObject): ConformingRecord {
  const columns: Record<string, JsonValue> = {};
  const rest: Record<string, JsonValue> = {};
  for (const [name, value] of Object.entries(boundedRecord(record))) {
    if (value === null || value === undefined) {
      continue;
    }
    const shape: Shape | undefined = Object.hasOwn(recordShape, name)
      ? recordShape[name as keyof typeof recordShape]
      : undefined;
    const fitting = shape === undefined ? undefined : fit(value, shape);
    if (fitting !== undefined) {
      columns[name] = fitting;
    }
    if (shape === undefined || !fits(value, shape)) {
      setOwn(rest, name, value);
    }
  }
  columns['eventID'] ??= textOf(record['eventId']);
  const time = timeAt(record, 'eventTime') ?? timeAt(record, 'timeWindow', 'windowStart');
  return {
    ...columns,
    ...(Object.keys(rest).length > 0 && { _rest: rest }),
    ...(time !== undefined && { _time: time }),
  };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Defines a member, so that one called `__proto__` is a member like any other. */
function setOwn(target: Record<string, JsonValue>, name: string, value: JsonValue): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}

/** Whether a value goes into its column without loss. */
function fits(value: JsonValue, shape: Shape): boolean {
  if (typeof shape === 'object') {
    return (
      isJsonObject(value) &&
      Object.entries(value).every(([name, member]) => {
        const inner = Object.hasOwn(shape, name) ? shape[name] : undefined;
        return member === null || member === undefined || (inner !== undefined && fits(member, inner));
      })
    );
  }
  switch (shape) {
    case 'json':
      return true;
    case 'text':
      return typeof value === 'string';
    case 'flag':
      return typeof value === 'boolean';
  }
}

/** As much of a value as its column takes; undefined for nothing. */
function fit(value: JsonValue, shape: Shape): JsonValue | undefined {
  if (typeof shape !== 'object') {
    return fits(value, shape) || (shape === 'flag' && typeof value === 'string') ? value : undefined;
  }
  if (!isJsonObject(value)) {
    return undefined;
  }
  const members = Object.entries(shape).flatMap(([name, inner]) => {
    const member = Object.hasOwn(value, name) ? value[name] : undefined;
    const fitting = member === null || member === undefined ? undefined : fit(member, inner);
    return fitting === undefined ? [] : [[name, fitting] as const];
  });
  return Object.fromEntries(members);
}
