import type { FacetField } from '../facets.ts';
import type { ValueColumn } from './event-columns.ts';
import type { FacetCount, FacetCounts } from './event-view.ts';

/** The most frequent values of a field among the rows. */
export function countFacets(
  rows: Uint32Array,
  field: FacetField,
  column: ValueColumn,
  top: number,
): FacetCounts {
  const perCode = countCodes(rows, column);
  const values = valueCounts(perCode, column);
  const sorted = [...values.values()].sort(byCount);
  const none = perCode.reduce(
    (sum, count, code) => sum + (column.facetsOf(code).length === 0 ? count : 0),
    0,
  );
  return { field, values: sorted.slice(0, top), distinct: sorted.length, none };
}

/** How many rows have each code. */
export function countCodes(rows: Iterable<number>, column: ValueColumn): Uint32Array {
  const counts = new Uint32Array(column.size);
  for (const row of rows) {
    const code = column.codes.at(row);
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return counts;
}

/** Counts by value: several codes can share one, and one code can stand for several. */
function valueCounts(perCode: Uint32Array, column: ValueColumn): ReadonlyMap<string, FacetCount> {
  const values = new Map<string, FacetCount>();
  for (const [code, count] of perCode.entries()) {
    if (count > 0) {
      for (const { value, label } of column.facetsOf(code)) {
        const known = values.get(value);
        values.set(value, { value, label: known?.label ?? label, count: (known?.count ?? 0) + count });
      }
    }
  }
  return values;
}

function byCount(left: FacetCount, right: FacetCount): number {
  return right.count - left.count || (left.value < right.value ? -1 : 1);
}
