import { describe, expect, test } from 'vitest';
import { gridMove } from './grid-keys.ts';

const size = { rows: 1000, columns: 7, page: 20 };
const press = (key: string, held: { command?: boolean; shift?: boolean; alt?: boolean } = {}) => ({
  key,
  command: false,
  shift: false,
  alt: false,
  ...held,
});
const goal = (key: string, row: number, column: number, command = false) => {
  const move = gridMove(press(key, { command }), { row, column }, size);
  return move?.kind === 'go' ? [move.to.row, move.to.column] : move;
};

describe('keys in the table', () => {
  test.each([
    ['ArrowDown', 5, 2, 6, 2],
    ['ArrowDown', 999, 2, 999, 2],
    ['ArrowUp', 5, 2, 4, 2],
    ['ArrowUp', 0, 2, -1, 2],
    ['ArrowUp', -1, 2, -1, 2],
    ['ArrowDown', -1, 2, 0, 2],
    ['ArrowRight', 5, 6, 5, 6],
    ['ArrowLeft', 5, 0, 5, 0],
    ['ArrowLeft', 5, 3, 5, 2],
    ['PageDown', 5, 2, 25, 2],
    ['PageDown', 990, 2, 999, 2],
    ['PageUp', 5, 2, 0, 2],
    ['PageUp', -1, 2, -1, 2],
    ['Home', 5, 2, 5, 0],
    ['End', 5, 2, 5, 6],
  ])('%s from row %i, column %i leads to %i, %i', (key, row, column, toRow, toColumn) => {
    expect(goal(key, row, column)).toEqual([toRow, toColumn]);
  });

  test('with Ctrl, Home and End lead to the first and the last cell', () => {
    expect(goal('Home', 500, 3, true)).toEqual([0, 0]);
    expect(goal('End', 500, 3, true)).toEqual([999, 6]);
  });

  test('a table without rows has only a header', () => {
    const move = gridMove(press('ArrowDown'), { row: 0, column: 0 }, { ...size, rows: 0 });
    expect(move).toEqual({ kind: 'go', to: { row: -1, column: 0 } });
  });

  test('a row opens, beside with Ctrl, and beside while the focus stays with Space', () => {
    const at = { row: 3, column: 1 };
    expect(gridMove(press('Enter'), at, size)).toEqual({ kind: 'open', toSide: false, keepsFocus: false });
    expect(gridMove(press('Enter', { command: true }), at, size)).toEqual({
      kind: 'open',
      toSide: true,
      keepsFocus: false,
    });
    expect(gridMove(press(' '), at, size)).toEqual({ kind: 'open', toSide: true, keepsFocus: true });
    expect(gridMove(press('c'), at, size)).toEqual({ kind: 'copy' });
    expect(gridMove(press('c', { command: true }), at, size)).toEqual({ kind: 'copy' });
  });

  test('the header sorts, sizes and moves its column', () => {
    const at = { row: -1, column: 2 };
    expect(gridMove(press('Enter'), at, size)).toEqual({ kind: 'sort' });
    expect(gridMove(press('ArrowRight', { shift: true }), at, size)).toEqual({ kind: 'size', by: 16 });
    expect(gridMove(press('ArrowLeft', { shift: true }), at, size)).toEqual({ kind: 'size', by: -16 });
    expect(gridMove(press('ArrowLeft', { alt: true }), at, size)).toEqual({ kind: 'move', by: -1 });
    expect(gridMove(press('c'), at, size)).toBeUndefined();
  });

  test.each([
    press('a'),
    press('ArrowDown', { alt: true }),
    press('ArrowDown', { shift: true }),
    press('Enter', { alt: true }),
    press('C', { shift: true, command: true }),
    press('Tab'),
    press('Escape'),
  ])('%o is left to others', (key) => {
    expect(gridMove(key, { row: 3, column: 1 }, size)).toBeUndefined();
  });
});
