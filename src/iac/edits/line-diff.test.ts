import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editsBetween } from './line-diff.ts';
import { applyEdits } from './text-edit.ts';

const texts = fc
  .array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 12 })
  .chain((lines) => fc.constantFrom('\n', '\r\n').map((newline) => lines.join(newline)));

describe('the edits between two texts', () => {
  it('make the one of the other', () => {
    fc.assert(
      fc.property(texts, texts, (before, after) => {
        expect(applyEdits(before, editsBetween(before, after))).toBe(after);
      }),
    );
  });

  it('leave alone what stays', () => {
    expect(editsBetween('a\nb\nc\nd\n', 'a\nx\nc\nd\ny\n')).toEqual([
      { range: { start: { line: 1, character: 0 }, end: { line: 2, character: 0 } }, newText: 'x\n' },
      { range: { start: { line: 4, character: 0 }, end: { line: 4, character: 0 } }, newText: 'y\n' },
    ]);
    expect(editsBetween('a\n', 'a\n')).toEqual([]);
  });

  it('are found in large texts, where little is alike, in a moment', () => {
    const many = (word: string): string =>
      Array.from({ length: 20_000 }, (_, line) => `${word}${line}\n`).join('');
    expect(applyEdits(many('a'), editsBetween(many('a'), many('b')))).toBe(many('b'));
  });
});
