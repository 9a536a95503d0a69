import { displayText } from '../../core/events/display-text.ts';
import type { JsonValue } from '../../core/json.ts';
import type { LogColumn, LogRow } from '../../core/log-engine.ts';
import type { ResultColumn, WholeValue } from '../../protocol/query-results.ts';

/** What a cell of the table shows at most, in characters. */
const longestCell = 300;

/** What is shown of a whole value at most, in characters. */
const longestValue = 200_000;

const numbers = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL\(.*\)|BIGNUM)$/;

/** A value on one line, as it is copied: structs and lists as compact JSON, nothing for NULL. */
export function valueText(value: JsonValue): string {
  return value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

/** A value as the table shows it; null for NULL. */
export function cellText(value: JsonValue): string | null {
  return value === null ? null : displayText(valueText(value), longestCell);
}

/** A whole value, laid out: many texts of `cloudtrail_logs` are JSON. */
export function wholeValue(value: JsonValue): WholeValue {
  if (value === null) {
    return { text: '', isNull: true };
  }
  const text = typeof value === 'string' ? laidOut(value) : JSON.stringify(value, undefined, 2);
  const isLong = text.length > longestValue;
  return { text: isLong ? `${text.slice(0, longestValue)}…` : text, isNull: false };
}

function laidOut(text: string): string {
  if (!/^\s*[[{]/.test(text) || text.length > longestValue) {
    return text;
  }
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

/** The columns of a result, each about as wide as the first rows need. */
export function resultColumns(
  columns: readonly LogColumn[],
  firstRows: readonly LogRow[],
): readonly ResultColumn[] {
  return columns.map(({ name, type }, index) => {
    const longest = firstRows.reduce(
      (most, row) => Math.max(most, cellText(row[index] ?? null)?.length ?? 4),
      0,
    );
    return {
      name: displayText(name),
      type: displayText(type),
      isNumber: numbers.test(type),
      // Room for the mark of the order, too.
      width: Math.max(longest, name.length + 2),
    };
  });
}
