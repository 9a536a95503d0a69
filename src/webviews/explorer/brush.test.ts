import { describe, expect, test } from 'vitest';
import type { Brush } from './brush.ts';
import { binAt, brushed, brushedTime, brushKey, zoomedOut } from './brush.ts';

const after = (brush: Brush, ...keys: string[]): Brush => {
  let now = brush;
  for (const key of keys) {
    const action = brushKey(key.replace('Shift+', ''), key.startsWith('Shift+'), now, 48);
    now = action?.kind === 'brush' ? action.brush : now;
  }
  return now;
};

describe('the brush', () => {
  test('moves with the arrows, and stays on the chart', () => {
    expect(after({ cursor: 46 }, 'ArrowRight', 'ArrowRight', 'ArrowRight')).toEqual({ cursor: 47 });
    expect(after({ cursor: 3 }, 'PageDown')).toEqual({ cursor: 0 });
    expect(after({ cursor: 3 }, 'End')).toEqual({ cursor: 47 });
  });

  test('selects with Shift, from where it began, in both directions', () => {
    const right = after({ cursor: 10 }, 'Shift+ArrowRight', 'Shift+ArrowRight');
    expect(right).toEqual({ anchor: 10, cursor: 12 });
    const left = after(right, 'Shift+PageDown');
    expect(brushed(left)).toEqual({ first: 2, last: 10 });
  });

  test('loses its selection with an arrow alone and with Escape', () => {
    const selected = after({ cursor: 10 }, 'Shift+ArrowRight');
    expect(after(selected, 'ArrowRight')).toEqual({ cursor: 12 });
    expect(after(selected, 'Escape')).toEqual({ cursor: 11 });
    expect(brushKey('Escape', false, { cursor: 3 }, 48)).toBeUndefined();
  });

  test('zooms in with Enter and out with minus', () => {
    expect(brushKey('Enter', false, { cursor: 3 }, 48)).toEqual({ kind: 'apply' });
    expect(brushKey('-', false, { cursor: 3 }, 48)).toEqual({ kind: 'zoom-out' });
    expect(brushKey('x', false, { cursor: 3 }, 48)).toBeUndefined();
  });

  test('asks for the whole of its first and its last bin', () => {
    const layout = { from: 1000, to: 5800, count: 48, width: 100 };
    expect(brushedTime({ cursor: 3 }, layout)).toEqual({ from: 1300, to: 1399 });
    expect(brushedTime({ anchor: 5, cursor: 3 }, layout)).toEqual({ from: 1300, to: 1599 });
  });

  test('finds the bin under the pointer, also outside of the chart', () => {
    expect(binAt(0, 480, 48)).toBe(0);
    expect(binAt(479.9, 480, 48)).toBe(47);
    expect(binAt(-20, 480, 48)).toBe(0);
    expect(binAt(9999, 480, 48)).toBe(47);
    expect(binAt(5, 0, 48)).toBe(47);
  });

  test('zooms out to twice the time, and not beyond the latest', () => {
    expect(zoomedOut({ from: 100_000, to: 200_000 }, 1e9)).toEqual({ from: 50_000, to: 250_000 });
    expect(zoomedOut({ from: 100_000, to: 200_000 }, 210_000)).toEqual({ from: 10_000, to: 210_000 });
  });
});
