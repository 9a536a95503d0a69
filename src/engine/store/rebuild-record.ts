import type { DuckDBConnection } from '@duckdb/node-api';
import { isJsonObject, type JsonObject, type JsonValue } from '../../core/json.ts';
import { mostRecords } from '../reading/parse-content.ts';
import { recordColumns, recordShape, type RecordColumn, type Shape } from './record-columns.ts';

/** A row of events, with the record as it is kept. */
export interface KeptRecord {
  readonly row: number;
  readonly record: JsonObject;
}

/** The number of a row: that of its file, and its place there. It stays the same for as long as the index lives. */
export const rowNumber = `(CAST(f AS BIGINT) * ${mostRecords} + i)`;

/** The file and the place of a row. */
export function placeOfRow(row: number): { readonly file: number; readonly place: number } {
  return { file: Math.floor(row / mostRecords), place: row % mostRecords };
}

/** The condition that picks rows by their numbers. */
export function rowsAre(rows: readonly number[]): string {
  const files = [...new Set(rows.map((row) => placeOfRow(row).file))];
  return `f IN (${files.join(', ')}) AND ${rowNumber} IN (${rows.join(', ')})`;
}

const identityAsJson = 'CAST(to_json("userIdentity") AS VARCHAR)';

const selectList = (columns: readonly RecordColumn[]): string =>
  [
    `${rowNumber} AS row`,
    ...columns.map((name) => (name === 'userIdentity' ? `${identityAsJson} AS "${name}"` : `"${name}"`)),
    '_rest',
  ].join(', ');

/**
 * The records of a selection, made of their columns again, in pages of up to 2,048.
 *
 * @param from a table and conditions: `events WHERE ...`
 * @param columns the members that the records need to have
 */
export async function* keptRecords(
  connection: DuckDBConnection,
  from: string,
  columns: readonly RecordColumn[] = recordColumns,
): AsyncGenerator<readonly KeptRecord[]> {
  const result = await connection.stream(`SELECT ${selectList(columns)} FROM ${from}`);
  for (
    let chunk = await result.fetchChunk();
    chunk !== null && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    yield chunk
      .getRows()
      .map(([row, ...values]) => ({ row: Number(row), record: recordOf(columns, values) }));
  }
}

function recordOf(columns: readonly RecordColumn[], values: readonly unknown[]): JsonObject {
  const record: Record<string, JsonValue> = {};
  for (const [index, name] of columns.entries()) {
    const value = values[index];
    if (typeof value === 'string') {
      record[name] = columnValue(value, recordShape[name]);
    }
  }
  const rest = values[columns.length];
  if (typeof rest !== 'string') {
    return record;
  }
  const others = parsedObject(rest);
  // Aggregated records spell it this way.
  if (record['eventID'] === others['eventId']) {
    delete record['eventID'];
  }
  return { ...record, ...others };
}

function columnValue(text: string, shape: Shape): JsonValue {
  if (typeof shape === 'object') {
    return withoutNulls(JSON.parse(text) as JsonValue);
  }
  switch (shape) {
    case 'text':
      return text;
    case 'flag':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'json':
      return JSON.parse(text) as JsonValue;
  }
}

function parsedObject(text: string): JsonObject {
  const value: unknown = JSON.parse(text);
  return isJsonObject(value) ? value : {};
}

/** An object of DuckDB has all members of its type; those that the record did not have are null. */
function withoutNulls(value: JsonValue): JsonValue {
  if (!isJsonObject(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === null || member === undefined ? [] : [[name, withoutNulls(member)] as const],
    ),
  );
}
