import type { JsonValue } from '../../core/json.ts';
import type { LogColumn, LogRow } from '../../core/log-engine.ts';
import { csvLine } from '../../core/query/export/csv.ts';
import { displayText } from '../../core/events/display-text.ts';
import { harmlessJson } from '../terminal.ts';
import type { QueryFormat } from './query-words.ts';

/** Rows of a query, as text in the format that was asked for. Nothing is held but what a table needs for its widths. */
export async function* rowChunks(
  format: QueryFormat,
  columns: readonly LogColumn[],
  pages: AsyncIterable<readonly LogRow[]>,
): AsyncIterable<string> {
  const names = columns.map(({ name }) => name);
  switch (format) {
    case 'table':
      yield* tableChunks(names, pages);
      return;
    case 'csv':
      yield csvLine(names);
      for await (const page of pages) {
        yield page.map((row) => csvLine(row.map(cellText))).join('');
      }
      return;
    case 'ndjson':
      for await (const page of pages) {
        yield page.map((row) => `${JSON.stringify(asObject(names, row))}\n`).join('');
      }
      return;
    case 'json':
      yield* listChunks(names, pages);
  }
}

async function* listChunks(
  names: readonly string[],
  pages: AsyncIterable<readonly LogRow[]>,
): AsyncIterable<string> {
  yield '[';
  let before = '\n';
  for await (const page of pages) {
    for (const row of page) {
      yield before + JSON.stringify(asObject(names, row));
      before = ',\n';
    }
  }
  yield before === '\n' ? ']\n' : '\n]\n';
}

/** Columns of one name keep both their values. */
function asObject(names: readonly string[], row: LogRow): Record<string, JsonValue> {
  const object: Record<string, JsonValue> = {};
  for (const [index, name] of names.entries()) {
    const isTaken = Object.hasOwn(object, name);
    object[isTaken ? `${name}_${index + 1}` : name] = row[index] ?? null;
  }
  return object;
}

function cellText(value: JsonValue): string {
  if (value === null) {
    return '';
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** A column is no wider, and a longer value loses its end. */
const widest = 60;

/** The widths follow from the first rows; later values that are longer push what is behind them. */
async function* tableChunks(
  names: readonly string[],
  pages: AsyncIterable<readonly LogRow[]>,
): AsyncIterable<string> {
  let widths: readonly number[] | undefined;
  let count = 0;
  for await (const page of pages) {
    const rows = page.map((row) => row.map((value) => displayText(cellText(value), widest)));
    if (widths === undefined) {
      widths = widthsOf([names, ...rows]);
      yield (
        tableLine(names, widths) +
        tableLine(
          widths.map((width) => '-'.repeat(width)),
          widths,
        )
      );
    }
    const known = widths;
    yield rows.map((row) => tableLine(row, known)).join('');
    count += rows.length;
  }
  if (count === 0) {
    yield tableLine(names, widthsOf([names]));
  }
}

export function widthsOf(rows: readonly (readonly string[])[]): readonly number[] {
  const [first = []] = rows;
  return first.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
}

export function tableLine(values: readonly string[], widths: readonly number[]): string {
  return `${values
    .map((value, index) => value.padEnd(widths[index] ?? 0))
    .join('  ')
    .trimEnd()}\n`;
}

/** An answer as indented JSON that a terminal can show. */
export function jsonText(value: unknown): string {
  return `${harmlessJson(value)}\n`;
}
