import type { TimeRange } from '../../protocol/explorer.ts';
import type { BinLayout } from './time-scale.ts';

/** The cursor on the histogram, and where a selection began. Both are bins by their index. */
export interface Brush {
  readonly cursor: number;
  /** The other end of the selection, included; absent without one. */
  readonly anchor?: number;
}

export type BrushAction =
  | { readonly kind: 'brush'; readonly brush: Brush }
  /** Zooms into the selection, or into the bin at the cursor. */
  | { readonly kind: 'apply' }
  | { readonly kind: 'zoom-out' };

const pageStep = 10;

/** What a key does to the brush; undefined for one that means nothing here. */
export function brushKey(key: string, shift: boolean, brush: Brush, bins: number): BrushAction | undefined {
  const goal = goalOf(key, brush.cursor, bins);
  if (goal !== undefined) {
    const cursor = Math.min(Math.max(goal, 0), bins - 1);
    const anchor = shift ? (brush.anchor ?? brush.cursor) : undefined;
    return { kind: 'brush', brush: { cursor, ...(anchor !== undefined && { anchor }) } };
  }
  switch (key) {
    case 'Enter':
      return { kind: 'apply' };
    case 'Escape':
      return brush.anchor === undefined ? undefined : { kind: 'brush', brush: { cursor: brush.cursor } };
    case '-':
    case 'Backspace':
      return { kind: 'zoom-out' };
    default:
      return undefined;
  }
}

function goalOf(key: string, cursor: number, bins: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return cursor + 1;
    case 'ArrowLeft':
    case 'ArrowDown':
      return cursor - 1;
    case 'PageUp':
      return cursor + pageStep;
    case 'PageDown':
      return cursor - pageStep;
    case 'Home':
      return 0;
    case 'End':
      return bins - 1;
    default:
      return undefined;
  }
}

/** The selected bins, the last one included. */
export function brushed({ cursor, anchor = cursor }: Brush): {
  readonly first: number;
  readonly last: number;
} {
  return { first: Math.min(cursor, anchor), last: Math.max(cursor, anchor) };
}

/** The times of the selected bins. */
export function brushedTime(brush: Brush, { from, width }: BinLayout): TimeRange {
  const { first, last } = brushed(brush);
  return { from: from + first * width, to: from + (last + 1) * width - 1 };
}

/** The bin at a distance from the left edge of a histogram, in pixels. */
export function binAt(x: number, pixels: number, bins: number): number {
  return Math.min(Math.max(Math.floor((x / Math.max(pixels, 1)) * bins), 0), bins - 1);
}

/** Twice as much time around the same middle, and nothing after `latest`. */
export function zoomedOut({ from, to }: TimeRange, latest: number): TimeRange {
  const half = Math.max((to - from) / 2, 1000);
  const end = Math.min(to + half, Math.max(latest, to));
  return { from: Math.floor(end - 4 * half), to: Math.ceil(end) };
}
