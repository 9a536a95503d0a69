import { describe, expect, test } from 'vitest';
import {
  account,
  incompleteList,
  modelOf,
  parameter,
  placeName,
  plainValue,
  ref,
  resource,
  sub,
  unknownValue,
  type Plain,
} from '../../../test/support/posture.ts';
import { booleanOf, isSet, literalOfValue, numberOf, property, propertyAt } from './properties.ts';

test.each<[Plain, string, string]>([
  [true, 'yes', 'yes'],
  [false, 'no', 'no'],
  ['true', 'yes', 'yes'],
  ['False', 'no', 'no'],
  ['yes', 'unknown', 'unknown'],
  [1, 'unknown', 'unknown'],
  [undefined, 'yes', 'no'],
  [null, 'yes', 'no'],
  [unknownValue(), 'unknown', 'unknown'],
  [sub`${parameter('P')}`, 'unknown', 'unknown'],
])('%j as a boolean: %s when an absent one is true, else %s', (value, whenTrue, whenFalse) => {
  expect(booleanOf(plainValue(value), true)).toBe(whenTrue);
  expect(booleanOf(plainValue(value), false)).toBe(whenFalse);
});

test.each<[Plain, string]>([
  ['x', 'yes'],
  ['', 'no'],
  [undefined, 'no'],
  [null, 'no'],
  [ref('R'), 'yes'],
  [sub`${account}`, 'yes'],
  [sub`${parameter('P')}`, 'unknown'],
  [sub`${parameter('P', '')}`, 'yes'],
  [sub`a${parameter('P')}`, 'yes'],
  [unknownValue(), 'yes'],
  [unknownValue(true), 'unknown'],
  [[], 'no'],
  [incompleteList(), 'unknown'],
  [['x'], 'yes'],
  [{}, 'no'],
  [false, 'yes'],
])('%j is set: %s', (value, expected) => {
  expect(isSet(plainValue(value))).toBe(expected);
});

test('numbers and texts', () => {
  expect(numberOf(plainValue(90))).toBe(90);
  expect(numberOf(plainValue(' 90 '))).toBe(90);
  expect(numberOf(plainValue('ninety'))).toBeUndefined();
  expect(literalOfValue(plainValue(90))).toBe('90');
  expect(literalOfValue(plainValue(ref('R')))).toBeUndefined();
});

describe('places', () => {
  const bucket = modelOf({ B: resource('AWS::S3::Bucket', { Own: { Rules: [] }, Name: 'x' }) }).resources.get(
    'B',
  )!;

  test('of a property are from its key to its end', () => {
    expect(placeName(propertyAt(bucket, 'Name'))).toBe('B.Name');
    expect(placeName(propertyAt(bucket, 'Missing'))).toBe('B.Properties');
  });

  test('of an absence are what it is missing in', () => {
    expect(placeName(property(bucket, 'Missing').at)).toBe('B.Properties');
    expect(placeName(property(bucket, 'Own', 'Missing').at)).toBe('B.Own value');
    expect(property(bucket, 'Own', 'Missing', 'Deeper').kind).toBe('absent');
    expect(property(bucket, 'Own', 'Rules').kind).toBe('list');
  });
});
