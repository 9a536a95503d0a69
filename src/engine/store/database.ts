import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';

/** What does not fit into memory: a query that needs more is told so, and the disk does not fill up. */
const mostSpilled = '8GB';

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
    max_temp_directory_size: mostSpilled,
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
  const interruption = interruptWhen(connection, signal);
  try {
    return await run();
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    interruption.end();
  }
}

/** Milliseconds between two interruptions. */
const interval = 100;

/**
 * Interrupts what a connection does when a signal says so, again and again until the end: DuckDB forgets an interruption
 * that comes between two statements, or before one has begun.
 *
 * @param onPatienceEnd is called for a statement that goes on for {@link patience}: DuckDB plans without looking up
 */
export function interruptWhen(
  connection: DuckDBConnection,
  signal: AbortSignal,
  onPatienceEnd: () => void = () => undefined,
): { readonly end: () => void } {
  let timers: readonly NodeJS.Timeout[] = [];
  const interrupt = () => {
    connection.interrupt();
  };
  const begin = () => {
    interrupt();
    timers = [setInterval(interrupt, interval), setTimeout(onPatienceEnd, patience)];
  };
  signal.addEventListener('abort', begin, { once: true });
  return {
    end: () => {
      signal.removeEventListener('abort', begin);
      timers.forEach((timer) => {
        clearTimeout(timer);
      });
    },
  };
}

/** Milliseconds that a statement has to end after it was interrupted. */
const patience = 3_000;

/** Whether an error shows that a file of events is not what was written. */
export function isDamage(error: unknown): boolean {
  return (
    error instanceof Error &&
    /^(Failed to [a-z ]+: )?IO Error: .*(Corrupt database file|Could not read enough bytes)/s.test(
      error.message,
    )
  );
}
