import { copyFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { DuckDBConnection, DuckDBResult } from '@duckdb/node-api';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { JsonObject } from '../../core/json.ts';
import type {
  ExportTarget,
  LogQuery,
  LogQueryResult,
  LogReport,
  LogRow,
  LogSet,
  LogView,
} from '../../core/log-engine.ts';
import type { ViewOptions } from '../../core/query/event-set/event-view.ts';
import { systemCode } from '../reading/file-problem.ts';
import { RecordReader, type KnownFile } from '../reading/read-record.ts';
import { athenaView } from '../sql/athena-view.ts';
import { prepareSelect } from '../sql/prepare-select.ts';
import { columnsOf, queryFailure, rowsOf, withinLimits, type QueryLimits } from '../sql/query-rows.ts';
import { withoutFormulas } from '../sql/without-formulas.ts';
import { readRows, textLiteral } from './database.ts';
import { decideFilter, type DecidedFilter } from './decide-filter.ts';
import { DuckView } from './duck-view.ts';
import type { EventStore } from './event-store.ts';
import { keptRecords, placeOfRow, rowsAre } from './rebuild-record.ts';

const usualTimeLimit = 600_000;

export interface DuckLogSetParts {
  readonly store: EventStore;
  readonly report: LogReport;
  /** By number. */
  readonly files: ReadonlyMap<number, KnownFile>;
  /** Where exports are written before they are moved to their place. */
  readonly folder: string;
  readonly kept: Promise<string | undefined>;
  readonly onClose: () => void;
  /** See {@link QueryLimits}. */
  readonly onStuck: (why: string) => void;
}

/** Opened log files in DuckDB. */
export class DuckLogSet implements LogSet {
  readonly report: LogReport;
  readonly isLost = false;
  private readonly parts: DuckLogSetParts;
  private readonly records = new RecordReader();

  constructor(parts: DuckLogSetParts) {
    this.parts = parts;
    this.report = parts.report;
  }

  async query(query: LogQuery, signal: AbortSignal): Promise<LogQueryResult> {
    const prepared = await this.prepare(query, signal);
    const { connection, limits } = prepared;
    try {
      const result = await withinLimits(connection, limits, async () =>
        (await prepareSelect(connection, query.sql)).stream(),
      );
      return { columns: columnsOf(result), pages: pagesOf(result, prepared) };
    } catch (error) {
      prepared.close();
      throw prepared.told(error);
    }
  }

  async export(
    query: LogQuery,
    target: ExportTarget,
    signal: AbortSignal,
  ): Promise<{ readonly rows: number }> {
    const { connection, limits, close, told } = await this.prepare(query, signal);
    const written = path.join(this.parts.folder, `${this.parts.store.nextName('export')}.${target.format}`);
    try {
      return await withinLimits(connection, limits, async () => {
        await prepareSelect(connection, query.sql);
        const options = {
          parquet: 'FORMAT parquet, COMPRESSION zstd',
          csv: 'FORMAT csv, HEADER',
          json: 'FORMAT json',
        };
        const select = query.sql.replace(/[\s;]+$/, '');
        await connection.run(`CREATE OR REPLACE TEMP VIEW exported AS\n${select}\n`);
        const shown =
          target.format === 'csv' ? await withoutFormulas(connection, 'exported') : 'SELECT * FROM exported';
        const [rows] = await readRows(
          connection,
          `COPY (${shown}) TO ${textLiteral(written)} (${options[target.format]})`,
        );
        await putInPlace(written, target.path);
        return { rows: Number(rows?.['Count'] ?? 0) };
      });
    } catch (error) {
      throw told(error);
    } finally {
      close();
      await rm(written, { force: true });
    }
  }

  async view(options: ViewOptions, signal: AbortSignal): Promise<LogView> {
    await this.parts.store.ready();
    return DuckView.open(this.parts.store, options, signal);
  }

  async record(
    row: number,
    signal: AbortSignal,
  ): Promise<{ readonly record: JsonObject; readonly path: string }> {
    const { file, place } = placeOfRow(row);
    const known = this.parts.files.get(file);
    const original = known === undefined ? undefined : await this.records.read(known, place);
    signal.throwIfAborted();
    if (known !== undefined && original !== undefined) {
      return { record: original, path: known.path };
    }
    const kept = await this.parts.store.using((connection) => this.keptRecord(connection, row));
    return { record: kept, path: known?.path ?? '' };
  }

  kept(): Promise<string | undefined> {
    return this.parts.kept;
  }

  close(): void {
    this.parts.onClose();
  }

  private async keptRecord(connection: DuckDBConnection, row: number): Promise<JsonObject> {
    for await (const [found] of keptRecords(
      connection,
      `${this.parts.store.events} WHERE ${rowsAre([row])}`,
    )) {
      if (found !== undefined) {
        return found.record;
      }
    }
    throw new TrailscopeError({ kind: 'not-found', code: 'NoSuchRow' }, `No event has the number ${row}.`);
  }

  /** Which events the query may see; undefined for all. */
  private async decide({ within }: LogQuery, signal: AbortSignal): Promise<DecidedFilter | undefined> {
    if (within === undefined || within.filter.kind === 'everything') {
      return undefined;
    }
    const { store } = this.parts;
    await store.ready();
    return decideFilter(store, within.filter, { now: within.now, within: 'true' }, signal);
  }

  /** A connection that sees the table of the query. */
  private async prepare(query: LogQuery, signal: AbortSignal): Promise<Prepared> {
    const { store, onStuck } = this.parts;
    const limits = { signal, timeLimit: query.timeLimit ?? usualTimeLimit, onStuck };
    const decided = await this.decide(query, signal);
    const connection = await store.connect();
    let isOpen = true;
    const close = () => {
      if (isOpen) {
        isOpen = false;
        connection.closeSync();
        decided?.close();
      }
    };
    try {
      for (const statement of athenaView(store.events, decided?.condition ?? 'true')) {
        await connection.run(statement);
      }
    } catch (error) {
      close();
      throw queryFailure(error);
    }
    return { connection, limits, close, told: (error) => store.told(error) };
  }
}

interface Prepared {
  readonly connection: DuckDBConnection;
  readonly limits: QueryLimits;
  /** Gives an error of the query the words that the user is to see. */
  readonly told: (error: unknown) => unknown;
  readonly close: () => void;
}

/** Not a generator: one that nobody has begun to read would not close its connection either. */
function pagesOf(
  result: DuckDBResult,
  { connection, limits, close, told }: Prepared,
): AsyncIterable<readonly LogRow[]> {
  const rows = rowsOf(result);
  const done = { done: true, value: undefined } as const;
  const end = () => {
    close();
    return Promise.resolve(done);
  };
  const next = async () => {
    try {
      const page = await withinLimits(connection, limits, () => rows.next());
      return page.done === true ? await end() : page;
    } catch (error) {
      close();
      throw told(error);
    }
  };
  return { [Symbol.asyncIterator]: () => ({ next, return: end }) };
}

/** Moves a complete file to where the user wants it; what is there is replaced at once or not at all. */
async function putInPlace(written: string, target: string): Promise<void> {
  const beside = `${target}.unfinished-${process.pid}`;
  try {
    await copyFile(written, beside);
    await rename(beside, target);
  } catch (error) {
    await rm(beside, { force: true });
    throw new TrailscopeError(
      { kind: 'invalid-input' },
      `${target} cannot be written (${systemCode(error)}).`,
      {},
      error,
    );
  }
}
