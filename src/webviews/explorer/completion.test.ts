import { describe, expect, test } from 'vitest';
import { english } from '../../core/localize.ts';
import { completionsAt } from '../../core/query/complete-filter.ts';
import { applied, stepped } from './completion.ts';

const completed = (text: string, offset: number, label: string) => {
  const known = () => [{ value: 'maria and others' }, { value: 'sven' }];
  const completions = completionsAt(text, offset, known, english);
  const item = completions.items.find((each) => each.label === label)!;
  const { text: made, cursor } = applied(text, completions, item);
  return `${made.slice(0, cursor)}|${made.slice(cursor)}`;
};

describe('a completion', () => {
  test.each([
    ['na', 2, 'name:', 'name:|'],
    ['-us ip:192.0.2.1', 3, 'user:', '-user:| ip:192.0.2.1'],
    ['user:sv', 7, 'sven', 'user:sven |'],
    ['user:sv error:*', 7, 'sven', 'user:sven |error:*'],
    ['user:ma', 7, 'maria and others', 'user:"maria and others" |'],
    ['(user:sv)', 8, 'sven', '(user:sven |)'],
  ])('of %j at %i with %j', (text, offset, label, expected) => {
    expect(completed(text, offset, label)).toBe(expected);
  });
});

describe('the choice in a list', () => {
  test('goes around, and begins at either end', () => {
    expect(stepped(undefined, 1, 3)).toBe(0);
    expect(stepped(undefined, -1, 3)).toBe(2);
    expect(stepped(2, 1, 3)).toBe(0);
    expect(stepped(0, -1, 3)).toBe(2);
    expect(stepped(undefined, 1, 0)).toBeUndefined();
  });
});
