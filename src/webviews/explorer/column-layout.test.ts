import { describe, expect, test } from 'vitest';
import { columnNames, type ColumnChoice } from '../../protocol/explorer.ts';
import { gridTemplate, leastWidth, moved, nextSort, resized, sortOf } from './column-layout.ts';

const columns: readonly ColumnChoice[] = [
  { name: 'time', width: 80 },
  { name: 'what', width: 200 },
  { name: 'result', width: 120 },
];
const names = (list: readonly ColumnChoice[]) => list.map(({ name }) => name).join(' ');

describe('columns', () => {
  test('one takes the room that is left', () => {
    expect(gridTemplate(columns)).toBe('80px minmax(120px, 1fr) 120px');
    expect(leastWidth(columns)).toBe(320);
    expect(gridTemplate(columns.slice(0, 1))).toBe('minmax(48px, 1fr)');
  });

  test('are moved, and no farther than there are places', () => {
    expect(names(moved(columns, 0, 2))).toBe('what result time');
    expect(names(moved(columns, 2, 0))).toBe('result time what');
    expect(names(moved(columns, 0, -5))).toBe('time what result');
    expect(names(moved(columns, 0, 99))).toBe('what result time');
    expect(moved(columns, 7, 0)).toBe(columns);
  });

  test('have a least and a greatest width', () => {
    expect(resized(columns, 0, 16)[0]?.width).toBe(96);
    expect(resized(columns, 0, -999)[0]?.width).toBe(48);
    expect(resized(columns, 0, 99_999)[0]?.width).toBe(1200);
    expect(resized(columns, 0, 16)[1]).toEqual(columns[1]);
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
