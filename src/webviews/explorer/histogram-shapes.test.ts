import { describe, expect, test } from 'vitest';
import type { Bins, Stack } from '../../core/query/event-set/event-view.ts';
import { stackShapes } from './histogram-shapes.ts';

const stack = (kind: Stack['kind'], value: string, ...counts: number[]): Stack => ({
  kind,
  value,
  label: value,
  total: counts.reduce((sum, count) => sum + count, 0),
  counts,
});

function bins(...stacks: Stack[]): Bins {
  const totals = (stacks[0]?.counts ?? []).map((_, bin) =>
    stacks.reduce((sum, { counts }) => sum + (counts[bin] ?? 0), 0),
  );
  return { from: 0, to: totals.length, width: 1, totals, stacks };
}

const size = { width: 100, height: 50 };

describe('the bars', () => {
  test('failures are at the bottom, whatever comes first', () => {
    const shapes = stackShapes(bins(stack('value', 'success', 8), stack('value', 'failure', 2)), size);
    expect(shapes.map(({ look }) => look)).toEqual(['failure', 'success']);
    expect(shapes[0]?.path).toBe('M0.0 50.0v-10.0h98.5v10.0z');
    expect(shapes[1]?.path).toBe('M0.0 40.0v-40.0h98.5v40.0z');
  });

  test('one failure among thousands can be seen', () => {
    const [failure] = stackShapes(bins(stack('value', 'success', 9999), stack('value', 'failure', 1)), size);
    expect(failure?.path).toBe('M0.0 50.0v-2.0h98.5v2.0z');
  });

  test('an empty bin has no bar, and nothing at all no height', () => {
    expect(stackShapes(bins(stack('value', 'success', 0, 4)), size)[0]?.path).toBe(
      'M50.0 50.0v-50.0h48.5v50.0z',
    );
    expect(stackShapes(bins(stack('value', 'success', 0)), size)[0]?.path).toBe('');
    expect(stackShapes(bins(), size)).toEqual([]);
  });

  test('the values of a field get looks of their own', () => {
    const looks = stackShapes(
      bins(
        stack('value', 'us-east-1', 3),
        stack('value', 'eu-west-1', 2),
        stack('none', '', 1),
        stack('rest', '', 1),
      ),
      size,
    ).map(({ look }) => look);
    expect(looks).toEqual(['0', '1', 'none', 'rest']);
  });
});
