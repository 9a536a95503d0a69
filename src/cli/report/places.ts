import type { Position, Range } from '../../core/posture/location.ts';

/** A place as people and most formats count: from 1. The end is the place after the last character. */
export interface ShownRange {
  readonly start: ShownPosition;
  readonly end: ShownPosition;
}

export interface ShownPosition {
  readonly line: number;
  /** In UTF-16 code units. */
  readonly column: number;
}

export function shown({ start, end }: Range): ShownRange {
  return { start: shownPosition(start), end: shownPosition(end) };
}

function shownPosition({ line, character }: Position): ShownPosition {
  return { line: line + 1, column: character + 1 };
}
