import { LineIndex } from '../syntax/line-index.ts';
import type { TextEdit } from './text-edit.ts';

/** One line of a difference: kept, removed or added. */
export interface DiffLine {
  readonly kind: ' ' | '-' | '+';
  /** With its line end, which the last line of a text may lack. */
  readonly text: string;
}

/** The difference of two texts by lines. Line ends belong to the lines. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, made] = [linesWithEnds(before), linesWithEnds(after)];
  let start = 0;
  while (start < old.length && start < made.length && old[start] === made[start]) {
    start += 1;
  }
  let end = 0;
  while (
    end < old.length - start &&
    end < made.length - start &&
    old[old.length - 1 - end] === made[made.length - 1 - end]
  ) {
    end += 1;
  }
  const kept = (text: string): DiffLine => ({ kind: ' ', text });
  return [
    ...old.slice(0, start).map(kept),
    ...middleLines(old.slice(start, old.length - end), made.slice(start, made.length - end)),
    ...old.slice(old.length - end).map(kept),
  ];
}

/** The edits that make one text of another, by lines, so that what stays is not touched. */
export function editsBetween(before: string, after: string): readonly TextEdit[] {
  const lines = new LineIndex('', before);
  const edits: TextEdit[] = [];
  let offset = 0;
  let change: { start: number; end: number; newText: string } | undefined;
  const finish = (): void => {
    if (change !== undefined) {
      const { start, end, newText } = change;
      edits.push({ range: { start: lines.position(start), end: lines.position(end) }, newText });
      change = undefined;
    }
  };
  for (const { kind, text } of diffLines(before, after)) {
    if (kind === ' ') {
      finish();
    } else {
      change ??= { start: offset, end: offset, newText: '' };
      change.newText += kind === '+' ? text : '';
      change.end += kind === '-' ? text.length : 0;
    }
    offset += kind === '+' ? 0 : text.length;
  }
  finish();
  return edits;
}

function linesWithEnds(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** More pairs of lines than this are not compared one by one: what lies between is another text. */
const mostPairs = 4_000_000;

/** By the longest common subsequence. */
function middleLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  if (before.length * after.length > mostPairs) {
    return [
      ...before.map((text): DiffLine => ({ kind: '-', text })),
      ...after.map((text): DiffLine => ({ kind: '+', text })),
    ];
  }
  const at = commonLengths(before, after);
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [old, added] = [before[row], after[column]];
    if (old !== undefined && old === added) {
      lines.push({ kind: ' ', text: old });
      row += 1;
      column += 1;
    } else if (old !== undefined && (added === undefined || at(row + 1, column) >= at(row, column + 1))) {
      lines.push({ kind: '-', text: old });
      row += 1;
    } else {
      lines.push({ kind: '+', text: added ?? '' });
      column += 1;
    }
  }
  return lines;
}

/** How many lines the rests of two texts have in common, by where the rests begin. */
function commonLengths(
  before: readonly string[],
  after: readonly string[],
): (row: number, column: number) => number {
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => lengths[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      lengths[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  return at;
}
