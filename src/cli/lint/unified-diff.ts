/** One line of a difference: kept, removed or added. */
interface DiffLine {
  readonly kind: ' ' | '-' | '+';
  /** With its line end, which the last line of a text may lack. */
  readonly text: string;
}

/** Unchanged lines around a change. */
const context = 3;

/**
 * The difference of two texts as `diff -u` shows it, and `patch` and `git apply` take it; empty where there is none.
 * Line ends belong to the lines.
 */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) {
    return '';
  }
  const lines = diffLines(linesWithEnds(before), linesWithEnds(after));
  const hunks = hunksOf(lines).map((hunk) => printHunk(lines, hunk));
  return `--- a/${name}\n+++ b/${name}\n${hunks.join('')}`;
}

function linesWithEnds(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** By the longest common subsequence, of what is left when the common beginning and end are set aside. */
function diffLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) {
    start += 1;
  }
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  ) {
    end += 1;
  }
  const kept = (text: string): DiffLine => ({ kind: ' ', text });
  return [
    ...before.slice(0, start).map(kept),
    ...middleLines(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...before.slice(before.length - end).map(kept),
  ];
}

function middleLines(before: readonly string[], after: readonly string[]): readonly DiffLine[] {
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

interface Hunk {
  readonly start: number;
  readonly end: number;
}

/** The changes with the lines around them; those whose surroundings touch are one. */
function hunksOf(lines: readonly DiffLine[]): readonly Hunk[] {
  const hunks: { start: number; end: number }[] = [];
  for (const [index, { kind }] of lines.entries()) {
    if (kind === ' ') {
      continue;
    }
    const [start, end] = [Math.max(0, index - context), Math.min(lines.length, index + context + 1)];
    const last = hunks.at(-1);
    if (last !== undefined && start <= last.end) {
      last.end = end;
    } else {
      hunks.push({ start, end });
    }
  }
  return hunks;
}

function printHunk(lines: readonly DiffLine[], { start, end }: Hunk): string {
  const count = (from: number, to: number, without: '-' | '+'): number =>
    lines.slice(from, to).filter(({ kind }) => kind !== without).length;
  const place = (without: '-' | '+'): string => {
    const [before, own] = [count(0, start, without), count(start, end, without)];
    return `${own === 0 ? before : before + 1}${own === 1 ? '' : `,${own}`}`;
  };
  const body = lines.slice(start, end).map(({ kind, text }) => {
    const isEnded = text.endsWith('\n');
    return `${kind}${text}${isEnded ? '' : '\n\\ No newline at end of file\n'}`;
  });
  return `@@ -${place('+')} +${place('-')} @@\n${body.join('')}`;
}
