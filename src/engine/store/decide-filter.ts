import { eventFromRecord } from '../../core/events/parse-record.ts';
import type { EventFilter } from '../../core/query/event-filter.ts';
import { filterSql } from '../../core/query/filter-sql.ts';
import { compileFilter } from '../../core/query/matches.ts';
import { allOfSql } from '../../core/query/sql-text.ts';
import { interruptible } from './database.ts';
import type { EventStore } from './event-store.ts';
import { keptRecords, rowNumber } from './rebuild-record.ts';
import { wellFormed } from './well-formed.ts';

/** A filter as one condition that is exact for the events of a store. */
export interface DecidedFilter {
  readonly condition: string;
  /** Drops what the condition needs. */
  readonly close: () => void;
}

/**
 * Compiles a filter for a store. What SQL leaves in doubt is asked of the predicate, event by event, and the rows that
 * pass are kept in a table.
 *
 * @param within the condition for the rows that count
 */
export async function decideFilter(
  store: EventStore,
  asked: EventFilter,
  { now, within }: { readonly now: number; readonly within: string },
  signal: AbortSignal,
): Promise<DecidedFilter> {
  const filter = asKept(asked);
  const { sure, maybe } = filterSql(filter, now);
  if (sure === maybe) {
    return { condition: sure, close: () => undefined };
  }
  const passes = compileFilter(filter, now);
  const passing: number[] = [];
  const doubtful = allOfSql([within, maybe, sure === 'false' ? 'true' : `NOT ${sure}`]);
  await store.using((connection) =>
    interruptible(connection, signal, async () => {
      for await (const page of keptRecords(connection, `${store.events} WHERE ${doubtful}`)) {
        signal.throwIfAborted();
        for (const { row, record } of page) {
          if (passes(eventFromRecord(record))) {
            passing.push(row);
          }
        }
      }
    }),
  );
  return passing.length === 0 ? { condition: sure, close: () => undefined } : listed(store, sure, passing);
}

/** The filter with its texts as they are kept: DuckDB has no half surrogate pairs. */
function asKept(filter: EventFilter): EventFilter {
  const json = JSON.stringify(filter);
  const kept = wellFormed(json);
  return kept === json ? filter : (JSON.parse(kept) as EventFilter);
}

async function listed(store: EventStore, sure: string, rows: readonly number[]): Promise<DecidedFilter> {
  const { condition, table, close } = named(store);
  await store.using(async (connection) => {
    await connection.run(`CREATE TABLE ${table} (row BIGINT)`);
    for (let start = 0; start < rows.length; start += rowsAtOnce) {
      const some = rows.slice(start, start + rowsAtOnce);
      await connection.run(`INSERT INTO ${table} SELECT unnest([${some.join(', ')}])`);
    }
  });
  return { condition: sure === 'false' ? condition : `(${sure} OR ${condition})`, close };
}

const rowsAtOnce = 10_000;

/**
 * Keeps the numbers of rows, as a condition that looks them up.
 *
 * @param select gives the column `row`
 */
export async function listRows(
  store: EventStore,
  select: string,
  signal: AbortSignal,
): Promise<DecidedFilter> {
  const { condition, table, close } = named(store);
  await store.using((connection) =>
    interruptible(connection, signal, () => connection.run(`CREATE TABLE ${table} AS ${select}`)),
  );
  return { condition, close };
}

function named(store: EventStore): DecidedFilter & { readonly table: string } {
  const table = store.nextName('rows');
  const close = () => {
    store.using((connection) => connection.run(`DROP TABLE IF EXISTS ${table}`)).catch(() => undefined);
  };
  return { condition: `(${rowNumber} IN (SELECT row FROM ${table}))`, table, close };
}
