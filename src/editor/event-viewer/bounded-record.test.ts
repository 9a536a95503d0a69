import { expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import { boundedRecord, deepestLevel } from './bounded-record.ts';

function nested(levels: number): JsonObject {
  let value: JsonValue = 'end';
  for (let level = 0; level < levels; level += 1) {
    value = level % 2 === 0 ? { in: value } : [value];
  }
  return { root: value };
}

test('a record of the usual depth stays as it is', () => {
  const record = { a: [1, { b: null }], c: 'text', ...nested(10) };
  expect(boundedRecord(record, 'cut')).toEqual(record);
});

test('what is nested too deeply is replaced by the note', () => {
  const text = JSON.stringify(boundedRecord(nested(deepestLevel + 5), 'cut'));
  expect(text).toContain('"cut"');
  expect(text).not.toContain('end');
});

test('a record that would overflow the stack can be written as JSON', () => {
  const record = JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as JsonObject;
  expect(() => JSON.stringify(record)).toThrow(RangeError);
  expect(JSON.stringify(boundedRecord(record, 'cut')).length).toBeLessThan(200);
});

test('a member called __proto__ stays a member', () => {
  const record = JSON.parse('{"__proto__":{"x":1}}') as JsonObject;
  expect(Object.keys(boundedRecord(record, 'cut'))).toEqual(['__proto__']);
});
