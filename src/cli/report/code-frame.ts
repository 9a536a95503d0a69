import type { Range } from '../../core/posture/location.ts';
import { harmless } from '../terminal.ts';

export interface FrameLine {
  /** The line's number, or as many spaces. */
  readonly gutter: string;
  readonly text: string;
  /** Whether it is the line with the carets. */
  readonly isMarker: boolean;
}

/** A line longer than this, as in JSON without line ends, is cut down to the part around the finding. */
const widest = 120;
const before = 40;

/** The first line of a range and, below it, carets under the part that is in the range. Empty for a line that is not there. */
export function codeFrame({ start, end }: Range, lines: readonly string[]): readonly FrameLine[] {
  const line = lines[start.line];
  if (line === undefined || line.trim() === '') {
    return [];
  }
  const stop = end.line === start.line ? end.character : line.length;
  const from =
    line.length <= widest ? 0 : Math.max(0, Math.min(start.character - before, line.length - widest));
  const to = Math.min(line.length, from + widest);
  const cut = (first: number, last: number) => harmless(expandTabs(line.slice(first, last)));
  const [left, right] = [from > 0 ? '...' : '', to < line.length ? '...' : ''];
  const lead = cut(from, start.character);
  const marked = cut(start.character, Math.min(stop, to));
  const number = String(start.line + 1);
  return [
    {
      gutter: number,
      text: `${left}${lead}${marked}${cut(Math.max(start.character, Math.min(stop, to)), to)}${right}`,
      isMarker: false,
    },
    {
      gutter: ' '.repeat(number.length),
      text: ' '.repeat(left.length + lead.length) + '^'.repeat(Math.max(1, marked.length)),
      isMarker: true,
    },
  ];
}

/** A tab's width depends on where it is; the carets' line must have the same. */
function expandTabs(text: string): string {
  return text.replaceAll('\t', '  ');
}
