import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../json.ts';
import { boundedRecord, cutMark, deepestLevel } from './bounded-record.ts';

/** A record with so many levels of objects and lists, itself included. */
function nested(levels: number): JsonObject {
  let value: JsonValue = 'end';
  for (let level = 1; level < levels; level += 1) {
    value = level % 2 === 0 ? { in: value } : [value];
  }
  return { root: value };
}

test.each([1, 10, deepestLevel])('a record of %d levels stays the object that it is', (levels) => {
  const record = nested(levels);
  expect(boundedRecord(record)).toBe(record);
});

test('what is nested too deeply is cut off, and nothing else', () => {
  const record = { ...nested(deepestLevel + 1), other: [1, { b: null }] };
  const bounded = boundedRecord(record);
  const text = JSON.stringify(bounded);
  expect(text).toContain(`"${cutMark}"`);
  expect(text).not.toContain('end');
  expect(bounded['other']).toEqual(record.other);
});

test('a record that would overflow the stack can be written as JSON', () => {
  const record = JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as JsonObject;
  expect(() => JSON.stringify(record)).toThrow(RangeError);
  expect(JSON.stringify(boundedRecord(record)).length).toBeLessThan(250);
});

test('a member called __proto__ stays a member', () => {
  const record = JSON.parse(`{"__proto__":{"x":1},"a":${JSON.stringify(nested(100))}}`) as JsonObject;
  expect(Object.keys(boundedRecord(record))).toEqual(['__proto__', 'a']);
});
