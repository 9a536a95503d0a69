import type { EventStream } from './event-export.ts';
import { tableColumns } from './table-columns.ts';

/** Lines of RFC 4180 with a header. */
export async function* csvChunks(events: EventStream): AsyncIterable<string> {
  yield csvLine(tableColumns.map(({ name }) => name));
  for await (const event of events) {
    yield csvLine(tableColumns.map(({ valueOf }) => valueOf(event)));
  }
}

/** One line; values that a spreadsheet would run as formulas are made texts. */
export function csvLine(values: readonly string[]): string {
  return `${values.map((value) => quoted(withoutFormula(value))).join(',')}\r\n`;
}

/**
 * What spreadsheets take for the beginning of a formula, also behind blanks and in full width: a regular expression that
 * means the same to JavaScript and to DuckDB. An event's texts come from strangers, and a formula can send what stands in
 * the other cells to them.
 */
export const formulaPattern = '^[\\s\\v\\p{Z}\uFEFF]*[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20]';

const formula = new RegExp(formulaPattern, 'u');

function withoutFormula(value: string): string {
  return formula.test(value) ? `'${value}` : value;
}

function quoted(value: string): string {
  return /[",;\t\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
