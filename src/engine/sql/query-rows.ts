import {
  DuckDBTypeId,
  JsonDuckDBValueConverter,
  type DuckDBConnection,
  type DuckDBResult,
} from '@duckdb/node-api';
import { TrailscopeError, toTrailscopeError } from '../../core/failures/failure.ts';
import type { JsonValue } from '../../core/json.ts';
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
  const isLimit = /^(Out of Memory|IO|TransactionContext|FATAL|INTERNAL) Error/i.test(message);
  const isMistake = !isLimit && /^[A-Z][A-Za-z ]+ Error: /.test(message);
  return isMistake
    ? new TrailscopeError({ kind: 'invalid-input' }, message, {}, error)
    : isLimit
      ? new TrailscopeError({ kind: 'unavailable' }, message, {}, error)
      : toTrailscopeError(error);
}

/** Runs something for as long as a signal and a time limit allow, and puts its failure into our words. */
export async function withinLimits<Result>(
  connection: DuckDBConnection,
  { signal, timeLimit }: { readonly signal: AbortSignal; readonly timeLimit: number },
  run: () => Promise<Result>,
): Promise<Result> {
  const timeout = AbortSignal.timeout(timeLimit);
  const stop = () => {
    connection.interrupt();
  };
  const stops = AbortSignal.any([signal, timeout]);
  stops.addEventListener('abort', stop, { once: true });
  try {
    signal.throwIfAborted();
    return await run();
  } catch (error) {
    if (signal.aborted) {
      throw new TrailscopeError({ kind: 'cancelled' }, 'The query was cancelled.', {}, error);
    }
    if (timeout.aborted) {
      const seconds = Math.round(timeLimit / 1000);
      throw new TrailscopeError(
        { kind: 'unavailable' },
        `The query took longer than ${seconds} s.`,
        {},
        error,
      );
    }
    throw queryFailure(error);
  } finally {
    stops.removeEventListener('abort', stop);
  }
}
