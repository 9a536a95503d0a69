import type { ValueColumn } from './event-columns.ts';
import type { BinOptions, Bins, Stack } from './event-view.ts';
import { countCodes } from './facet-counts.ts';

const usualStacks = 6;
const mostBins = 10_000;

/** What a stack stands for, without its counts. */
type StackKey = Pick<Stack, 'kind' | 'value' | 'label'>;

const none: StackKey = { kind: 'none', value: '', label: '' };
const rest: StackKey = { kind: 'rest', value: '', label: '' };

/**
 * Counts over time. `rows` are newest first; an event whose field has several values is in the stack of the first.
 */
export function countBins(
  rows: Uint32Array,
  times: Float64Array,
  column: ValueColumn,
  options: BinOptions,
): Bins {
  const { from } = options;
  const to = Math.max(options.to, from + 1);
  const count = Math.min(mostBins, Math.max(1, Math.floor(options.count)));
  const width = (to - from) / count;
  const inRange = rows.subarray(firstBefore(rows, times, to), firstBefore(rows, times, from));
  const { keys, ofCode } = stacksOf(inRange, column, options.stacks ?? usualStacks);
  const counts = keys.map(() => new Array<number>(count).fill(0));
  const totals = new Array<number>(count).fill(0);
  for (const row of inRange) {
    const bin = Math.min(count - 1, Math.floor(((times[row] ?? from) - from) / width));
    const stack = counts[ofCode[column.codes.at(row)] ?? 0];
    totals[bin] = (totals[bin] ?? 0) + 1;
    if (stack !== undefined) {
      stack[bin] = (stack[bin] ?? 0) + 1;
    }
  }
  return { from, to, width, totals, stacks: keys.map((key, index) => stackOf(key, counts[index] ?? [])) };
}

function stackOf(key: StackKey, counts: readonly number[]): Stack {
  return { ...key, total: counts.reduce((sum, count) => sum + count, 0), counts };
}

/** The place of the first row that is earlier than a time, or has none. */
function firstBefore(rows: Uint32Array, times: Float64Array, time: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[rows[middle] ?? 0] ?? Number.NaN) >= time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The stacks, the largest first, and which of them each code belongs to. */
function stacksOf(
  rows: Uint32Array,
  column: ValueColumn,
  most: number,
): { readonly keys: readonly StackKey[]; readonly ofCode: Uint32Array } {
  const totals = new Map<string, { key: StackKey; total: number; codes: number[] }>();
  for (const [code, total] of countCodes(rows, column).entries()) {
    if (total > 0) {
      const facet = column.facetsOf(code)[0];
      const key: StackKey = facet === undefined ? none : { kind: 'value', ...facet };
      const id = `${key.kind} ${key.value}`;
      const known = totals.get(id) ?? { key, total: 0, codes: [] };
      totals.set(id, { key: known.key, total: known.total + total, codes: [...known.codes, code] });
    }
  }
  const sorted = [...totals.values()].sort(
    (left, right) => right.total - left.total || (left.key.value < right.key.value ? -1 : 1),
  );
  const ofCode = new Uint32Array(column.size);
  for (const [index, { codes }] of sorted.entries()) {
    for (const code of codes) {
      ofCode[code] = Math.min(index, most);
    }
  }
  const keys = sorted.slice(0, most).map(({ key }) => key);
  return { keys: sorted.length > most ? [...keys, rest] : keys, ofCode };
}
