import { describe, expect, test } from 'vitest';
import { gridTemplate, leastWidth, moved, resized } from './columns.ts';

const columns = [
  { name: 'time', width: 80 },
  { name: 'what', width: 200 },
  { name: 'result', width: 120 },
];
const names = (list: typeof columns | readonly { name: string }[]) => list.map(({ name }) => name).join(' ');

describe('columns', () => {
  test('one takes the room that is left', () => {
    expect(gridTemplate(columns, 1)).toBe('80px minmax(120px, 1fr) 120px');
    expect(leastWidth(columns, 1)).toBe(320);
    expect(gridTemplate(columns.slice(0, 1), 0)).toBe('minmax(48px, 1fr)');
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
});
