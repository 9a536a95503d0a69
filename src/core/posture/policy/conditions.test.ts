import { describe, expect, test } from 'vitest';
import { account, parameter, text } from '../../../../test/support/posture.ts';
import { literalText, type SymbolicText } from '../symbolic-text.ts';
import { meets } from './conditions.ts';
import { isInRange } from './ip-range.ts';
import type { Condition, ContextValue } from './policy.ts';

const at = {
  document: 'policy',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
};

function condition(
  operator: string,
  values: readonly (string | SymbolicText)[],
  isComplete = true,
): Condition {
  const patterns = values.map((value) => ({
    text: typeof value === 'string' ? literalText(value) : value,
    at,
  }));
  return { operator, key: 'k', name: 'K', values: { patterns, isComplete }, at };
}

function holds(
  operator: string,
  wanted: readonly (string | SymbolicText)[],
  actual: readonly (string | SymbolicText)[] | 'absent' | 'unknown',
  isComplete = true,
): string {
  const found: ContextValue =
    typeof actual === 'string'
      ? { kind: actual }
      : {
          kind: 'present',
          values: actual.map((value) => (typeof value === 'string' ? literalText(value) : value)),
        };
  return meets(condition(operator, wanted, isComplete), { keys: new Map([['k', found]]), others: 'absent' });
}

describe('operators on one value', () => {
  // From the IAM User Guide, "IAM JSON policy elements: Condition operators".
  test.each([
    ['StringEquals', ['a', 'b'], 'b', 'yes'],
    ['StringEquals', ['a'], 'A', 'no'],
    ['StringEquals', ['a*'], 'ab', 'no'],
    ['StringNotEquals', ['a', 'b'], 'c', 'yes'],
    ['StringNotEquals', ['a', 'b'], 'b', 'no'],
    ['StringEqualsIgnoreCase', ['a'], 'A', 'yes'],
    ['StringNotEqualsIgnoreCase', ['a'], 'A', 'no'],
    ['StringLike', ['a*'], 'ab', 'yes'],
    ['StringLike', ['a?'], 'abc', 'no'],
    ['StringNotLike', ['a*'], 'ab', 'no'],
    ['stringequals', ['a'], 'a', 'yes'],
    ['ArnEquals', ['arn:aws:s3:::b*'], 'arn:aws:s3:::bucket', 'yes'],
    ['ArnLike', ['arn:aws:*:::b'], 'arn:aws:s3:::b', 'yes'],
    ['ArnLike', ['arn:aws:*b'], 'arn:aws:s3:::b', 'no'],
    ['ArnNotEquals', ['arn:aws:s3:::b'], 'arn:aws:s3:::b', 'no'],
    ['ArnNotLike', ['arn:aws:s3:::c*'], 'arn:aws:s3:::b', 'yes'],
    ['Bool', ['true'], 'true', 'yes'],
    ['Bool', ['TRUE'], 'true', 'yes'],
    ['Bool', ['false'], 'true', 'no'],
    ['NumericEquals', ['10'], '10.0', 'yes'],
    ['NumericNotEquals', ['10'], '11', 'yes'],
    ['NumericLessThan', ['10'], '9', 'yes'],
    ['NumericLessThan', ['10'], '10', 'no'],
    ['NumericLessThanEquals', ['10'], '10', 'yes'],
    ['NumericGreaterThan', ['10'], '11', 'yes'],
    ['NumericGreaterThanEquals', ['10'], '9', 'no'],
    ['NumericEquals', ['ten'], '10', 'no'],
    ['DateGreaterThan', ['2026-01-01T00:00:00Z'], '2026-06-01T00:00:00Z', 'yes'],
    ['DateLessThan', ['1767225600'], '2026-06-01T00:00:00Z', 'no'],
    ['DateEquals', ['1767225600'], '2026-01-01T00:00:00Z', 'yes'],
    ['IpAddress', ['203.0.113.0/24'], '203.0.113.7', 'yes'],
    ['IpAddress', ['203.0.113.0/24', '192.0.2.1'], '192.0.2.1', 'yes'],
    ['IpAddress', ['203.0.113.0/24'], '198.51.100.1', 'no'],
    ['NotIpAddress', ['203.0.113.0/24'], '198.51.100.1', 'yes'],
    ['BinaryEquals', ['QmluYXJ5'], 'QmluYXJ5', 'unknown'],
    ['StringSounds', ['a'], 'a', 'unknown'],
    ['constructor', ['a'], 'a', 'unknown'],
  ])('%s %j on %j: %s', (operator, wanted, actual, expected) => {
    expect(holds(operator, wanted, [actual])).toBe(expected);
  });
});

describe('a key that the request lacks', () => {
  test.each([
    ['StringEquals', 'no'],
    ['StringLike', 'no'],
    ['Bool', 'no'],
    ['NumericLessThan', 'no'],
    ['IpAddress', 'no'],
    ['StringNotEquals', 'yes'],
    ['StringNotLike', 'yes'],
    ['ArnNotLike', 'yes'],
    ['NotIpAddress', 'yes'],
    ['StringEqualsIfExists', 'yes'],
    ['StringNotEqualsIfExists', 'yes'],
    ['ForAllValues:StringEquals', 'yes'],
    ['ForAllValues:StringNotEquals', 'yes'],
    ['ForAnyValue:StringEquals', 'no'],
    ['ForAnyValue:StringNotEquals', 'no'],
    ['ForAnyValue:StringEqualsIfExists', 'yes'],
  ])('%s: %s', (operator, expected) => {
    expect(holds(operator, ['a'], 'absent')).toBe(expected);
    expect(holds(operator, ['a'], 'unknown')).toBe('unknown');
  });

  test('Null asks just for that', () => {
    expect(holds('Null', ['true'], 'absent')).toBe('yes');
    expect(holds('Null', ['false'], 'absent')).toBe('no');
    expect(holds('Null', ['true'], ['a'])).toBe('no');
    expect(holds('Null', ['false'], ['a'])).toBe('yes');
    expect(holds('Null', ['true'], 'unknown')).toBe('unknown');
    expect(holds('Null', [text(parameter('P'))], 'absent')).toBe('unknown');
  });
});

describe('keys with many values', () => {
  test.each([
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], 'yes'],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'c'], 'no'],
    ['ForAllValues:StringEquals', ['a'], [], 'yes'],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['c', 'b'], 'yes'],
    ['ForAnyValue:StringEquals', ['a'], ['b', 'c'], 'no'],
    ['ForAnyValue:StringEquals', ['a'], [], 'no'],
    ['ForAllValues:StringNotEquals', ['a'], ['b', 'c'], 'yes'],
    ['ForAllValues:StringNotEquals', ['a'], ['a', 'c'], 'no'],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'c'], 'yes'],
  ])('%s %j on %j: %s', (operator, wanted, actual, expected) => {
    expect(holds(operator, wanted, actual)).toBe(expected);
  });
});

describe('what is not known', () => {
  test('symbols are compared as texts are', () => {
    expect(holds('StringEquals', [text(account)], [text(account)])).toBe('yes');
    expect(holds('StringEquals', ['111122223333'], [text(account)])).toBe('unknown');
    expect(holds('StringNotEquals', ['111122223333'], [text(account)])).toBe('unknown');
    expect(holds('NumericEquals', [text(parameter('P'))], ['1'])).toBe('unknown');
  });

  test('a value that may be in the list may match', () => {
    expect(holds('StringEquals', ['a'], ['b'], false)).toBe('unknown');
    expect(holds('StringEquals', ['b'], ['b'], false)).toBe('yes');
    expect(holds('StringNotEquals', ['a'], ['b'], false)).toBe('unknown');
  });
});

test('a variable of a policy is the value of the request', () => {
  const context = {
    keys: new Map<string, ContextValue>([
      ['k', { kind: 'present', values: [literalText('home/ana')] }],
      ['aws:username', { kind: 'present', values: [literalText('ana')] }],
      ['aws:userid', { kind: 'unknown' }],
    ]),
    others: 'absent' as const,
  };
  expect(meets(condition('StringEquals', ['home/${aws:username}']), context)).toBe('yes');
  expect(meets(condition('StringEquals', ["home/${aws:nobody, 'ana'}"]), context)).toBe('yes');
  expect(meets(condition('StringEquals', ['home/${aws:nobody}']), context)).toBe('no');
  expect(meets(condition('StringEquals', ['home/${aws:userid}']), context)).toBe('unknown');
});

test.each([
  ['192.0.2.1', '192.0.2.0/24', true],
  ['192.0.3.1', '192.0.2.0/24', false],
  ['192.0.2.1', '0.0.0.0/0', true],
  ['192.0.2.1', '192.0.2.1', true],
  ['2001:db8::1', '2001:db8::/32', true],
  ['2001:db9::1', '2001:db8::/32', false],
  ['2001:db8:0:0:0:0:0:1', '2001:db8::1', true],
  ['192.0.2.1', '::/0', false],
  ['AWS Internal', '0.0.0.0/0', undefined],
  ['192.0.2.1', '192.0.2.0/33', undefined],
  ['192.0.2.256', '0.0.0.0/0', undefined],
  ['1::2::3', '::/0', undefined],
  ['192.0.2.1', '192.0.2.0/', undefined],
])('%s in %s: %s', (address, range, expected) => {
  expect(isInRange(address, range)).toBe(expected);
});
