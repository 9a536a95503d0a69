import type { Range } from '../../core/posture/location.ts';
import { LineIndex } from '../syntax/line-index.ts';

/** A change of a text: what is in the range becomes the new text. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** The same by offsets in UTF-16 code units. */
export interface Splice {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** A text with edits applied, which do not overlap. Of several at one place the first one comes first. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const lines = new LineIndex('', text);
  const splices = edits
    .map(({ range: { start, end }, newText }) => ({
      start: lines.offset(start),
      end: lines.offset(end),
      newText,
    }))
    .sort(compareSplices);
  let result = '';
  let done = 0;
  for (const { start, end, newText } of splices) {
    result += text.slice(done, start) + newText;
    done = end;
  }
  return result + text.slice(done);
}

/** By place; an insertion before what is removed there. Sorting keeps the order of insertions at one place. */
export function compareSplices(a: Splice, b: Splice): number {
  return a.start - b.start || a.end - b.end;
}

/** Whether some of the splices change the same characters, or insert into what another one removes. */
export function doOverlap(splices: readonly Splice[]): boolean {
  const sorted = [...splices].sort(compareSplices);
  return sorted.some((splice, index) => index > 0 && splice.start < (sorted[index - 1]?.end ?? 0));
}
