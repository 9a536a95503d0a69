/** Which rows of a long list are drawn, and how much room is left for the others. */
export type Segment =
  { readonly kind: 'row'; readonly index: number } | { readonly kind: 'gap'; readonly rows: number };

/** A range of rows, the last one included. */
export interface RowRange {
  readonly first: number;
  readonly last: number;
}

/** The rows of the range and the pinned row, wherever that is, with gaps for all the others. */
export function segments(total: number, range: RowRange, pinned: number): readonly Segment[] {
  const drawn = new Set<number>();
  for (let index = Math.max(range.first, 0); index <= Math.min(range.last, total - 1); index += 1) {
    drawn.add(index);
  }
  if (pinned >= 0 && pinned < total) {
    drawn.add(pinned);
  }
  const found: Segment[] = [];
  let next = 0;
  for (const index of [...drawn].sort((a, b) => a - b)) {
    addGap(found, index - next);
    found.push({ kind: 'row', index });
    next = index + 1;
  }
  addGap(found, total - next);
  return found;
}

function addGap(found: Segment[], rows: number): void {
  if (rows > 0) {
    found.push({ kind: 'gap', rows });
  }
}
