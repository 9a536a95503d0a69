import { describe, expect, test } from 'vitest';
import { treeRows } from './record-tree.ts';
import { treeMove, typeahead } from './tree-keys.ts';

const record = { alpha: { one: 1, two: 2 }, beta: 3, bravo: { three: 3, four: 4 } };
/** alpha (open), one, two, beta, bravo (closed). */
const rows = treeRows(record, (id) => id === '/alpha');
const move = (key: string, index: number) => treeMove(key, rows, index, 3);

describe('keys', () => {
  test.each([
    ['ArrowDown', 0, 1],
    ['ArrowDown', 4, 4],
    ['ArrowUp', 3, 2],
    ['ArrowUp', 0, 0],
    ['PageDown', 0, 3],
    ['PageDown', 3, 4],
    ['PageUp', 4, 1],
    ['Home', 4, 0],
    ['End', 0, 4],
  ])('%s on row %i goes to row %i', (key, from, to) => {
    expect(move(key, from)).toEqual({ kind: 'go', index: to });
  });

  test('right opens a closed node, and goes into an open one', () => {
    expect(move('ArrowRight', 4)).toEqual({ kind: 'toggle', ids: ['/bravo'], open: true });
    expect(move('ArrowRight', 0)).toEqual({ kind: 'go', index: 1 });
    expect(move('ArrowRight', 1)).toBeUndefined();
  });

  test('left closes an open node, and goes out of any other', () => {
    expect(move('ArrowLeft', 0)).toEqual({ kind: 'toggle', ids: ['/alpha'], open: false });
    expect(move('ArrowLeft', 2)).toEqual({ kind: 'go', index: 0 });
    expect(move('ArrowLeft', 3)).toBeUndefined();
  });

  test.each(['Enter', ' '])('%j opens and closes', (key) => {
    expect(move(key, 0)).toEqual({ kind: 'toggle', ids: ['/alpha'], open: false });
    expect(move(key, 4)).toEqual({ kind: 'toggle', ids: ['/bravo'], open: true });
    expect(move(key, 1)).toBeUndefined();
  });

  test('the star opens all closed siblings', () => {
    expect(move('*', 3)).toEqual({ kind: 'toggle', ids: ['/bravo'], open: true });
  });

  test('other keys, and an empty tree, do nothing', () => {
    expect(move('Tab', 0)).toBeUndefined();
    expect(treeMove('Enter', [], 0, 3)).toBeUndefined();
  });
});

describe('typing', () => {
  test('one letter goes to the next name that starts with it, and around', () => {
    expect(typeahead('b', rows, 0)).toBe(3);
    expect(typeahead('b', rows, 3)).toBe(4);
    expect(typeahead('B', rows, 4)).toBe(3);
  });

  test('more letters may stay where they are', () => {
    expect(typeahead('be', rows, 3)).toBe(3);
    expect(typeahead('br', rows, 3)).toBe(4);
  });

  test('a name that does not exist goes nowhere', () => {
    expect(typeahead('zz', rows, 0)).toBeUndefined();
    expect(typeahead('a', [], 0)).toBeUndefined();
  });
});
