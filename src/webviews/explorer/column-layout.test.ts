import { describe, expect, test } from 'vitest';
import { columnNames, type ColumnChoice } from '../../protocol/explorer.ts';
import { growing, nextSort, sortOf } from './column-layout.ts';

const columns: readonly ColumnChoice[] = [
  { name: 'time', width: 80 },
  { name: 'what', width: 200 },
  { name: 'result', width: 120 },
];

describe('columns', () => {
  test('what it was about takes the room that is left, else the last column', () => {
    expect(growing(columns)).toBe(1);
    expect(growing(columns.slice(0, 1))).toBe(0);
  });

  test('sort: time from its newest, others from their first, and again the other way round', () => {
    const byTime = { by: 'time', descending: true } as const;
    expect(nextSort(byTime, 'time')).toEqual({ by: 'time', descending: false });
    expect(nextSort(byTime, 'who')).toEqual({ by: 'principal', descending: false });
    expect(nextSort({ by: 'principal', descending: false }, 'who')).toEqual({
      by: 'principal',
      descending: true,
    });
    expect(nextSort({ by: 'principal', descending: false }, 'time')).toEqual(byTime);
    expect(nextSort(byTime, 'id')).toBe(byTime);
  });

  test('each sorts by something of its own', () => {
    const by = columnNames.map(sortOf).filter((field) => field !== undefined);
    expect(new Set(by).size).toBe(by.length);
  });
});
