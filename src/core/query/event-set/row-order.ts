import type { ValueColumn } from './event-columns.ts';

/** Rows in the order of a column's labels; rows without a value last, equal ones in the order that they came in. */
export function sortedByColumn(rows: Uint32Array, column: ValueColumn, descending: boolean): Uint32Array {
  const ranks = ranksOf(column, descending);
  const starts = new Uint32Array(column.size + 1);
  for (const row of rows) {
    const after = (ranks[column.codes.at(row)] ?? 0) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let rank = 1; rank < starts.length; rank += 1) {
    starts[rank] = (starts[rank] ?? 0) + (starts[rank - 1] ?? 0);
  }
  const sorted = new Uint32Array(rows.length);
  for (const row of rows) {
    const rank = ranks[column.codes.at(row)] ?? 0;
    const place = starts[rank] ?? 0;
    sorted[place] = row;
    starts[rank] = place + 1;
  }
  return sorted;
}

/** The place of each code among the codes, by the label of its first value. Equal labels have one rank. */
function ranksOf(column: ValueColumn, descending: boolean): Uint32Array {
  const labels = Array.from({ length: column.size }, (_, code) => column.facetsOf(code)[0]?.label);
  const codes = labels.flatMap((label, code) => (label === undefined ? [] : [code]));
  const labelOf = (code: number): string => labels[code] ?? '';
  codes.sort((left, right) => compareText(labelOf(left), labelOf(right)) * (descending ? -1 : 1));
  // Whatever has no label comes behind all that have one.
  const ranks = new Uint32Array(column.size).fill(codes.length);
  let rank = 0;
  for (const [index, code] of codes.entries()) {
    rank = index > 0 && labelOf(code) === labelOf(codes[index - 1] ?? 0) ? rank : index;
    ranks[code] = rank;
  }
  return ranks;
}

function compareText(left: string, right: string): number {
  const [first, second] = [left.toLowerCase(), right.toLowerCase()];
  return first < second ? -1 : first > second ? 1 : left < right ? -1 : left > right ? 1 : 0;
}
