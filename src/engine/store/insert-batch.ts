import type { DuckDBConnection } from '@duckdb/node-api';
import { readRows, textLiteral } from './database.ts';
import { knownVersions, recordColumns, recordShape, sqlType, type Shape } from './record-columns.ts';
import type { SpooledBatch } from './spool.ts';

/** What a file has in a table. */
export interface TabledFile {
  readonly file: number;
  readonly events: number;
  /** Some record has a member that may not have a column, or a time or id that only careful reading finds. */
  readonly isOdd: boolean;
}

/** The columns of a table of events: where the record is from, its time, its failure, the record, and its rest. */
export const eventColumns: readonly (readonly [name: string, type: string])[] = [
  ['f', 'INTEGER'],
  ['i', 'INTEGER'],
  ['ms', 'BIGINT'],
  ['failure', 'VARCHAR'],
  ...recordColumns.map((name) => [name, sqlType(recordShape[name])] as const),
  ['_rest', 'JSON'],
];

/** A text member of a JSON column, only if it is a text and not empty. */
function jsonText(column: string, path: string): string {
  const at = textLiteral(path);
  return `CASE WHEN json_type(${column}, ${at}) = 'VARCHAR' THEN nullif(${column} ->> ${at}, '') END`;
}

function coded(code: string, message: string): string {
  return `CASE WHEN ${code} IS NOT NULL OR ${message} IS NOT NULL
    THEN coalesce(${code}, CASE WHEN "eventType" = 'AwsConsoleSignIn' THEN 'Failure' ELSE 'Error' END) END`;
}

function namesItself(column: string): string {
  const pointer = `'/' || replace(replace("eventName", '~', '~0'), '/', '~1')`;
  return `(${column} IS NOT NULL AND contains(${column}, '"Failure"') AND "eventName" <> ''
    AND json_extract(${column}, ${pointer}) = '"Failure"')`;
}

/** The code of the error, wherever services write it: what `error.code` of the event model is. */
const failure = `CASE
  WHEN "errorCode" <> '' OR "errorMessage" <> ''
    THEN ${coded(`nullif("errorCode", '')`, `nullif("errorMessage", '')`)}
  WHEN "responseElements" IS NOT NULL AND contains("responseElements", 'rror') THEN coalesce(
    ${coded(jsonText('"responseElements"', '$.errorCode'), jsonText('"responseElements"', '$.errorMessage'))},
    ${coded(jsonText('"responseElements"', '$.Error.Code'), jsonText('"responseElements"', '$.Error.Message'))},
    ${coded(jsonText('"responseElements"', '$.error.code'), jsonText('"responseElements"', '$.error.message'))},
    CASE WHEN ${namesItself('"responseElements"')} OR ${namesItself('"serviceEventDetails"')} THEN 'Failure' END)
  WHEN ${namesItself('"responseElements"')} OR ${namesItself('"serviceEventDetails"')} THEN 'Failure'
END`;

/** CloudTrail writes `2026-11-19T14:02:11Z`; other forms are read with care, and come as `_time`. */
const time = `coalesce("_time", CASE WHEN length("eventTime") = 20
  THEN epoch_ms(try_cast("eventTime" AS TIMESTAMP)) END)`;

/**
 * Makes a table of a spooled batch; {@link readyColumns} are its columns. To make a table is twice as fast as to append to one: DuckDB copies what it appends
 * to a row group that is not full.
 */
export async function makeTable(
  connection: DuckDBConnection,
  table: string,
  batch: SpooledBatch,
): Promise<void> {
  const columns = [...lineColumns].map(([name, type]) => `"${name}": ${textLiteral(type)}`).join(', ');
  const source = `read_json([${batch.parts.map(textLiteral).join(', ')}], columns = {${columns}},
    format = 'newline_delimited', auto_detect = false, records = true,
    maximum_object_size = ${Math.max(smallestObjectLimit, batch.longestLine + 1024)})`;
  const record = [...recordColumns, '_rest'].map((name) => `"${name}"`).join(', ');
  await connection.run(
    `CREATE TABLE ${table} AS SELECT f, i, ${time} AS ms, ${failure} AS failure, ${record} FROM ${source}`,
  );
}

/**
 * The members of a line. Identities stay as they are: to take them apart takes as long as a fifth of all the rest, and the
 * first question seldom needs it.
 */
const lineColumns: readonly (readonly [name: string, type: string])[] = [
  ...eventColumns
    .filter(([name]) => name !== 'ms' && name !== 'failure')
    .map(([name, type]) => [name, name === 'userIdentity' ? 'JSON' : type] as const),
  ['_time', 'BIGINT'],
];

/** The columns of a table that {@link makeTable} made, as those of a table of events. */
export const readyColumns = eventColumns
  .map(([name]) =>
    name === 'userIdentity'
      ? `from_json("userIdentity", ${textLiteral(JSON.stringify(jsonShape(recordShape.userIdentity)))}) AS "userIdentity"`
      : `"${name}"`,
  )
  .join(', ');

function jsonShape(shape: Shape): unknown {
  return typeof shape === 'object'
    ? Object.fromEntries(Object.entries(shape).map(([name, member]) => [name, jsonShape(member)]))
    : sqlType(shape);
}

/** DuckDB reads in steps of twice the longest object; smaller ones divide the work better. */
const smallestObjectLimit = 2 * 1024 * 1024;

/** The files that have events in a table. */
export async function tabledFiles(
  connection: DuckDBConnection,
  table: string,
): Promise<readonly TabledFile[]> {
  const versions = knownVersions.map(textLiteral).join(', ');
  const rows = await readRows(
    connection,
    `SELECT f, count(*) AS events,
      bool_or(_rest IS NULL AND ("eventID" IS NULL OR ms IS NULL OR "eventVersion" IS NULL
        OR "eventVersion" NOT IN (${versions}) OR json_type("userIdentity") <> 'OBJECT')) AS odd
    FROM ${table} GROUP BY f`,
  );
  return rows.map(({ f, events, odd }) => ({ file: Number(f), events: Number(events), isOdd: odd === true }));
}
