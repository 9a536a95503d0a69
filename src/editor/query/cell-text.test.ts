import { describe, expect, it } from 'vitest';
import { cellText, resultColumns, valueText, wholeValue } from './cell-text.ts';

describe('a cell', () => {
  it('shows values on one line, with nothing hidden in them', () => {
    expect(cellText('two\nlines')).toBe('two lines');
    expect(cellText('abc\u202edef')).toBe('abc\ufffddef');
    expect(cellText('')).toBe('');
    expect(cellText(null)).toBeNull();
    expect(cellText(12)).toBe('12');
    expect(cellText(true)).toBe('true');
    expect(cellText([{ arn: 'a' }, null])).toBe('[{"arn":"a"},null]');
    expect(cellText('x'.repeat(5000))).toHaveLength(300);
  });

  it('is copied as it is', () => {
    expect(valueText('two\nlines\u202e')).toBe('two\nlines\u202e');
    expect(valueText({ a: 1 })).toBe('{"a":1}');
    expect(valueText(null)).toBe('');
  });
});

describe('a whole value', () => {
  it('is laid out where it is JSON, in a text too', () => {
    expect(wholeValue({ a: [1] }).text).toBe('{\n  "a": [\n    1\n  ]\n}');
    expect(wholeValue('{"a":1}').text).toBe('{\n  "a": 1\n}');
    expect(wholeValue('{a}').text).toBe('{a}');
    expect(wholeValue('12').text).toBe('12');
    expect(wholeValue(0)).toEqual({ text: '0', isNull: false });
    expect(wholeValue(null)).toEqual({ text: '', isNull: true });
  });

  it('is cut where it is too long to be shown', () => {
    const { text } = wholeValue('x'.repeat(300_000));
    expect(text).toHaveLength(200_001);
    expect(text.endsWith('…')).toBe(true);
  });
});

describe('the columns', () => {
  it('are as wide as the first rows, and numbers are told', () => {
    const columns = [
      { name: 'id', type: 'VARCHAR' },
      { name: 'count', type: 'BIGINT' },
      { name: 'p', type: 'DECIMAL(18,1)' },
      { name: 'l', type: 'INTEGER[]' },
    ];
    const rows = [
      ['abcdefgh', 12, '1.5', [1]],
      [null, 3, null, null],
    ];
    expect(resultColumns(columns, rows).map(({ width, isNumber }) => [width, isNumber])).toEqual([
      [8, false],
      [7, true],
      [4, true],
      [4, false],
    ]);
  });
});
