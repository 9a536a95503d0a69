import { diffLines, type DiffLine } from '../../iac/edits/line-diff.ts';

/** Unchanged lines around a change. */
const context = 3;

/** The difference of two texts as `diff -u` shows it, and `patch` and `git apply` take it; empty where there is none. */
export function unifiedDiff(name: string, before: string, after: string): string {
  if (before === after) {
    return '';
  }
  const lines = diffLines(before, after);
  const hunks = hunksOf(lines).map((hunk) => printHunk(lines, hunk));
  return `--- a/${name}\n+++ b/${name}\n${hunks.join('')}`;
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
