import {
  DuckDBInstance,
  StatementType,
  type DuckDBConnection,
  type DuckDBExtractedStatements,
  type DuckDBPreparedStatement,
} from '@duckdb/node-api';
import { TrailscopeError } from '../../core/failures/failure.ts';

export interface DatabaseLimits {
  readonly threads: number;
  /** Megabytes that DuckDB may use; what does not fit is put into the folder. */
  readonly memory: number;
}

/**
 * Opens DuckDB in memory, with no way out: it can reach files below the given folders alone, loads no extension,
 * and none of this can be changed any more.
 *
 * @param folders that the engine made for itself
 */
export async function openDatabase(
  folders: readonly string[],
  limits: DatabaseLimits,
): Promise<DuckDBInstance> {
  const [first = ''] = folders;
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(limits.threads),
    memory_limit: `${limits.memory}MB`,
    temp_directory: `${first}/spill`,
    preserve_insertion_order: 'false',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
  });
  const connection = await instance.connect();
  try {
    const allowed = folders.map((folder) => textLiteral(`${folder}/`)).join(', ');
    await connection.run(`SET allowed_directories = [${allowed}]`);
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
  } finally {
    connection.closeSync();
  }
  return instance;
}

/** A text as SQL writes it. */
export function textLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A row of a statement of the engine's own, by column. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** The rows of a statement of the engine's own, as numbers, texts and truth values by column. */
export async function readRows(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  const rows = await (await connection.run(sql)).getRowObjectsJS();
  return rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)])),
  );
}

function plainValue(value: unknown): string | number | boolean | null {
  switch (typeof value) {
    case 'bigint':
      return Number(value);
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    default:
      return value === null || value === undefined ? null : JSON.stringify(value);
  }
}

/** Runs something on a connection, and interrupts the statement when the signal says so. */
export async function interruptible<Result>(
  connection: DuckDBConnection,
  signal: AbortSignal,
  run: () => Promise<Result>,
): Promise<Result> {
  signal.throwIfAborted();
  const interrupt = () => {
    connection.interrupt();
  };
  signal.addEventListener('abort', interrupt, { once: true });
  try {
    return await run();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}

/** The longest statement that is looked at, in characters. */
const longestStatement = 1_000_000;

/**
 * Prepares a user's query. It must be one SELECT; what that reads is up to the database's own walls.
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
  const statements = await extract(connection, sql);
  if (statements?.count !== 1) {
    const what = statements === undefined ? 'There is no statement' : 'There is more than one statement';
    throw new TrailscopeError({ kind: 'invalid-input' }, `${what}: write one SELECT.`);
  }
  const statement = await statements.prepare(0);
  if (statement.statementType !== StatementType.SELECT) {
    throw new TrailscopeError(
      { kind: 'invalid-input' },
      'Only SELECT is allowed: log files are read, not changed.',
    );
  }
  return statement;
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
