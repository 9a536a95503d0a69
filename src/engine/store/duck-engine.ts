import type { DuckDBInstance } from '@duckdb/node-api';
import type { LogIndexPlace, LogSet, OpenLogs } from '../../core/log-engine.ts';
import { openDatabase, type DatabaseLimits } from './database.ts';
import { openLogs } from './open-logs.ts';

export interface DuckEngineOptions extends DatabaseLimits {
  /** A folder that is this process's alone: batches, exports, and what does not fit into memory. */
  readonly folder: string;
  readonly index: LogIndexPlace | undefined;
  /** Called with the reason when a query can be stopped in no other way than to end the process. */
  readonly onStuck?: (why: string) => void;
}

/** DuckDB, and the log sets that are open in it. */
export class DuckEngine {
  private readonly instance: DuckDBInstance;
  private readonly options: DuckEngineOptions;

  private constructor(instance: DuckDBInstance, options: DuckEngineOptions) {
    this.instance = instance;
    this.options = options;
  }

  static async start(options: DuckEngineOptions): Promise<DuckEngine> {
    const { folder, index } = options;
    const folders = [folder, ...(index === undefined ? [] : [index.folder])];
    return new DuckEngine(await openDatabase(folders, options), options);
  }

  open(request: OpenLogs, signal: AbortSignal): Promise<LogSet> {
    return openLogs(request, { ...this.options, instance: this.instance }, signal);
  }

  /** Gives everything back; sets that are open cannot be asked any more. */
  close(): void {
    this.instance.closeSync();
  }
}
