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
  const counts = column.isOneToOne ? [...countsOfCodes(perCode, column)] : mergedCounts(perCode, column);
  const none = perCode.reduce(
    (sum, count, code) => sum + (column.facetsOf(code).length === 0 ? count : 0),
    0,
  );
  return { field, values: largest(counts, top), distinct: counts.length, none };
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

function* countsOfCodes(perCode: Uint32Array, column: ValueColumn): Generator<FacetCount> {
  for (const [code, count] of perCode.entries()) {
    if (count > 0) {
      for (const { value, label } of column.facetsOf(code)) {
        yield { value, label, count };
      }
    }
  }
}

/** Counts by value, where several codes can share one. */
function mergedCounts(perCode: Uint32Array, column: ValueColumn): readonly FacetCount[] {
  const values = new Map<string, FacetCount>();
  for (const each of countsOfCodes(perCode, column)) {
    const known = values.get(each.value);
    values.set(each.value, known === undefined ? each : { ...known, count: known.count + each.count });
  }
  return [...values.values()];
}

/** The largest counts, in order: few of many, so that not all are sorted. */
function largest(counts: readonly FacetCount[], top: number): readonly FacetCount[] {
  const best: FacetCount[] = [];
  for (const each of counts) {
    const last = best[top - 1];
    if (last === undefined || compare(each, last) < 0) {
      insert(best, each);
      best.length = Math.min(best.length, top);
    }
  }
  return best;
}

function insert(sorted: FacetCount[], item: FacetCount): void {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = sorted[middle];
    if (other !== undefined && compare(other, item) <= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  sorted.splice(low, 0, item);
}

function compare(left: FacetCount, right: FacetCount): number {
  return right.count - left.count || (left.value < right.value ? -1 : 1);
}
