import {
  DuckDBTypeId,
  JsonDuckDBValueConverter,
  type DuckDBConnection,
  type DuckDBResult,
} from '@duckdb/node-api';
import { TrailscopeError, toTrailscopeError } from '../../core/failures/failure.ts';
import type { JsonValue } from '../../core/json.ts';
import { interruptWhen } from '../store/database.ts';
import type { LogColumn, LogRow } from '../../core/log-engine.ts';

/** The columns of a result. */
export function columnsOf(result: DuckDBResult): readonly LogColumn[] {
  const types = result.columnTypes();
  return result.columnNames().map((name, index) => ({ name, type: types[index]?.toString() ?? '' }));
}

const wholeNumbers: ReadonlySet<DuckDBTypeId> = new Set([
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
]);

/** The rows of a result, chunk by chunk as DuckDB makes them: up to 2,048 at once. */
export async function* rowsOf(result: DuckDBResult): AsyncGenerator<readonly LogRow[]> {
  const types = result.columnTypes();
  const isWhole = types.map(({ typeId }) => wholeNumbers.has(typeId));
  for (
    let chunk = await result.fetchChunk();
    chunk !== null && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    yield chunk
      .convertRows(JsonDuckDBValueConverter)
      .map((row) =>
        row.map((value, index) => (isWhole[index] === true ? asNumber(value) : value) as JsonValue),
      );
  }
}

/** Numbers that JavaScript holds exactly are numbers. */
function asNumber(value: unknown): unknown {
  const number = typeof value === 'string' ? Number(value) : Number.NaN;
  return Number.isSafeInteger(number) ? number : value;
}

/** What DuckDB said about a query, as a failure that tells the user's mistakes from the engine's limits. */
export function queryFailure(error: unknown): TrailscopeError {
  if (error instanceof TrailscopeError || (error instanceof Error && error.name === 'AbortError')) {
    return toTrailscopeError(error);
  }
  const message = (error instanceof Error ? error.message : String(error)).replace(
    /^Failed to [a-z ]+: /,
    '',
  );
  if (/^INTERRUPT/i.test(message)) {
    return new TrailscopeError({ kind: 'cancelled' }, message, {}, error);
  }
  if (message.startsWith('Out of Memory')) {
    // What DuckDB advises to do about it cannot be done here.
    const [what = ''] = message.split('\n');
    return new TrailscopeError(
      { kind: 'unavailable' },
      `The query needs more memory than it may have. ${what}`,
      {},
      error,
    );
  }
  const isLimit = /^(IO|TransactionContext|FATAL|INTERNAL) Error/i.test(message);
  const isMistake = !isLimit && /^[A-Z][A-Za-z ]+ Error: /.test(message);
  return isMistake
    ? new TrailscopeError({ kind: 'invalid-input' }, message, {}, error)
    : isLimit
      ? new TrailscopeError({ kind: 'unavailable' }, message, {}, error)
      : toTrailscopeError(error);
}

export interface QueryLimits {
  readonly signal: AbortSignal;
  /** Milliseconds. */
  readonly timeLimit: number;
  /** Called with the reason when the query can be stopped in no other way than to end the process. */
  readonly onStuck: (why: string) => void;
}

/** Runs something for as long as a signal and a time limit allow, and puts its failure into our words. */
export async function withinLimits<Result>(
  connection: DuckDBConnection,
  { signal, timeLimit, onStuck }: QueryLimits,
  run: () => Promise<Result>,
): Promise<Result> {
  const timeout = AbortSignal.timeout(timeLimit);
  const tooLong = `The query took longer than ${Math.round(timeLimit / 1000)} s`;
  const interruption = interruptWhen(connection, AbortSignal.any([signal, timeout]), () => {
    onStuck(`${signal.aborted ? 'The query was cancelled' : tooLong}, and could be stopped in no other way.`);
  });
  try {
    signal.throwIfAborted();
    return await run();
  } catch (error) {
    if (signal.aborted) {
      throw new TrailscopeError({ kind: 'cancelled' }, 'The query was cancelled.', {}, error);
    }
    if (timeout.aborted) {
      throw new TrailscopeError({ kind: 'unavailable' }, `${tooLong}.`, {}, error);
    }
    throw queryFailure(error);
  } finally {
    interruption.end();
  }
}
