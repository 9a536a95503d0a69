import fc from 'fast-check';
import { expect, test } from 'vitest';
import { segments } from './window-of-rows.ts';

const drawn = (total: number, first: number, last: number, pinned: number) =>
  segments(total, { first, last }, pinned).map((segment) =>
    segment.kind === 'gap' ? `gap ${segment.rows}` : segment.index,
  );

test('rows in sight are drawn, the others are room', () => {
  expect(drawn(100, 10, 12, 11)).toEqual(['gap 10', 10, 11, 12, 'gap 87']);
});

test('the current row is drawn even when it is out of sight', () => {
  expect(drawn(100, 10, 11, 0)).toEqual([0, 'gap 9', 10, 11, 'gap 88']);
  expect(drawn(100, 10, 11, 99)).toEqual(['gap 10', 10, 11, 'gap 87', 99]);
});

test('a window beyond the rows draws what there is', () => {
  expect(drawn(3, -5, 50, 0)).toEqual([0, 1, 2]);
  expect(drawn(3, 50, 60, -1)).toEqual(['gap 3']);
  expect(drawn(0, 0, 10, 0)).toEqual([]);
});

test('rows and gaps together are always all of the rows, in order', () => {
  const numbers = fc.tuple(fc.nat(500), fc.integer({ min: -50, max: 550 }), fc.nat(80), fc.nat(550));
  fc.assert(
    fc.property(numbers, ([total, first, count, pinned]) => {
      let next = 0;
      for (const segment of segments(total, { first, last: first + count }, pinned)) {
        expect(segment.kind === 'gap' ? next : segment.index).toBe(next);
        next += segment.kind === 'gap' ? segment.rows : 1;
      }
      expect(next).toBe(total);
    }),
  );
});
