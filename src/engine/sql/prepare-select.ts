import {
  StatementType,
  type DuckDBConnection,
  type DuckDBExtractedStatements,
  type DuckDBPreparedStatement,
} from '@duckdb/node-api';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { readRows, textLiteral } from '../store/database.ts';
import { checkReads } from './check-reads.ts';

/** The longest statement that is looked at, in characters. */
const longestStatement = 1_000_000;

/**
 * Prepares a user's query. It must be one SELECT, and read nothing but the logs: the database has walls of its own, within
 * which are the engine's files and what else is open.
 *
 * @throws {TrailscopeError} `invalid-input` for SQL that is wrong, or no single SELECT
 */
export async function prepareSelect(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBPreparedStatement> {
  if (sql.length > longestStatement) {
    throw new TrailscopeError(
      { kind: 'invalid-input' },
      'The statement is longer than a million characters.',
    );
  }
  if (sql.includes('\0')) {
    throw new TrailscopeError({ kind: 'invalid-input' }, 'There is a NUL character in the statement.');
  }
  const statements = await extract(connection, sql);
  if (statements?.count !== 1) {
    const what = statements === undefined ? 'There is no statement' : 'There is more than one statement';
    throw new TrailscopeError({ kind: 'invalid-input' }, `${what}: write one SELECT.`);
  }
  const tree = await parse(connection, sql);
  if (tree === undefined) {
    throw onlySelect();
  }
  checkReads(tree);
  const statement = await statements.prepare(0);
  if (statement.statementType !== StatementType.SELECT) {
    throw onlySelect();
  }
  return statement;
}

function onlySelect(): TrailscopeError {
  return new TrailscopeError(
    { kind: 'invalid-input' },
    'Only SELECT is allowed: log files are read, not changed.',
  );
}

/** The syntax tree of a SELECT; undefined for any other statement. */
async function parse(connection: DuckDBConnection, sql: string): Promise<unknown> {
  const [row] = await readRows(
    connection,
    `SELECT CAST(json_serialize_sql(${textLiteral(sql)}::VARCHAR, skip_null := true, skip_empty := true,
      skip_default := true) AS VARCHAR) AS tree`,
  );
  const parsed = JSON.parse(String(row?.['tree'])) as {
    readonly error: boolean;
    readonly statements?: unknown;
  };
  return parsed.error ? undefined : parsed.statements;
}

/** The statements of a text; undefined for one without any, for which DuckDB throws an error without a reason. */
async function extract(
  connection: DuckDBConnection,
  sql: string,
): Promise<DuckDBExtractedStatements | undefined> {
  try {
    return await connection.extractStatements(sql);
  } catch (error) {
    if (error instanceof Error && error.message.includes(' Error: ')) {
      throw error;
    }
    return undefined;
  }
}
