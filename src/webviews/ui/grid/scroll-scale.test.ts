import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ScrollScale, tallest } from './scroll-scale.ts';

function scaleOf(content: number, view = 600): ScrollScale {
  const scale = new ScrollScale();
  scale.resize(content, view);
  return scale;
}

describe('a list that fits', () => {
  test('is as tall as its rows, and its bar is where the list is', () => {
    const scale = scaleOf(24_000);
    scale.scrolled(1200);
    expect([scale.height, scale.top, scale.shift]).toEqual([24_000, 1200, 0]);
    expect(scale.goTo(99_999)).toBe(23_400);
  });
});

describe('a list taller than an element can be', () => {
  const rows = 24_000_000;

  test('is as tall as is allowed', () => {
    expect(scaleOf(rows).height).toBe(tallest);
  });

  test('moves by a wheel as any list does', () => {
    const scale = scaleOf(rows);
    scale.scrolled(100);
    scale.scrolled(200);
    expect(scale.top).toBe(200);
    expect(scale.shift).toBe(0);
  });

  test('moves by a dragged bar in proportion, from its first row to its last', () => {
    const scale = scaleOf(rows);
    scale.scrolled((tallest - 600) / 2);
    expect(scale.top).toBe((rows - 600) / 2);
    scale.scrolled(tallest - 600);
    expect(scale.top).toBe(rows - 600);
    scale.scrolled(0);
    expect(scale.top).toBe(0);
  });

  test('puts the bar to where the list is when a scroll ends, and shows the same rows then', () => {
    const scale = scaleOf(rows);
    scale.scrolled(4_000_000);
    for (let step = 1; step <= 50; step += 1) {
      scale.scrolled(4_000_000 + step * 500);
    }
    const { top } = scale;
    const bar = scale.settle();
    expect(scale.top).toBe(top);
    scale.scrolled(bar);
    expect(scale.top).toBe(top);
    expect(bar / (tallest - 600)).toBeCloseTo(top / (rows - 600), 9);
  });

  test('shows a row wherever the bar is, and every row can be gone to', () => {
    const moves = fc.array(fc.double({ min: 0, max: tallest, noNaN: true }), { maxLength: 20 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60_000_000 }), moves, (content, bars) => {
        const scale = scaleOf(content);
        for (const bar of bars) {
          scale.scrolled(Math.min(bar, Math.max(scale.height - 600, 0)));
          expect(scale.top).toBeGreaterThanOrEqual(0);
          expect(scale.top).toBeLessThanOrEqual(Math.max(content - 600, 0));
        }
        const goal = content / 3;
        const bar = scale.goTo(goal);
        expect(scale.top).toBe(Math.min(goal, Math.max(content - 600, 0)));
        expect(bar).toBeLessThanOrEqual(Math.max(scale.height - 600, 0) + 1e-6);
      }),
    );
  });
});
