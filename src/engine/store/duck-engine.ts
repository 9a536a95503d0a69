import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import type { LogSet, OpenLogs, QuarantinedFile } from '../../core/log-engine.ts';
import { listFiles } from '../reading/list-files.ts';
import { openDatabase, type DatabaseLimits } from './database.ts';
import { DuckLogSet } from './duck-log-set.ts';
import { EventStore } from './event-store.ts';
import { Ingest, type IngestedFile } from './ingest.ts';
import { OpenProgressCounter } from './open-progress.ts';

export interface DuckEngineOptions extends DatabaseLimits {
  /** A folder that is this process's alone: batches, exports, and what does not fit into memory. */
  readonly folder: string;
  /** A folder for what is kept, where anything is. */
  readonly indexFolder: string | undefined;
}

/** More events than this are not held in memory, but in files. */
const mostInMemory = 600_000;

/** DuckDB, and the log sets that are open in it. */
export class DuckEngine {
  private readonly instance: DuckDBInstance;
  private readonly options: DuckEngineOptions;

  private constructor(instance: DuckDBInstance, options: DuckEngineOptions) {
    this.instance = instance;
    this.options = options;
  }

  static async start(options: DuckEngineOptions): Promise<DuckEngine> {
    const folders = [options.folder, ...(options.indexFolder === undefined ? [] : [options.indexFolder])];
    return new DuckEngine(await openDatabase(folders, options), options);
  }

  async open({ paths, onProgress }: OpenLogs, signal: AbortSignal): Promise<LogSet> {
    const progress = new OpenProgressCounter(onProgress);
    const listing = await listFiles(paths, signal, (count) => {
      progress.listed(count);
    });
    const store = new EventStore(this.instance);
    const folder = mkdtempSync(path.join(this.options.folder, 'set-'));
    const discard = () => {
      rmSync(folder, { recursive: true, force: true });
      store.drop().catch(() => undefined);
    };
    try {
      progress.begin(listing.files);
      const files: IngestedFile[] = [];
      await store.using((connection) =>
        new Ingest(
          connection,
          {
            files: listing.files,
            firstNumber: 1,
            folder,
            threads: this.options.threads * 2,
            nextTable: () => store.nextName('batch'),
            onTable: async (table, events) => {
              store.add(table, events);
              await makeRoom(store, folder);
            },
            onFile: (file) => {
              files.push(file);
              progress.done(file);
            },
          },
          signal,
        ).run(),
      );
      progress.finishing();
      const duplicates = await store.removeDuplicates();
      const report = {
        engine: 'duckdb' as const,
        why: undefined,
        ...(await store.outline()),
        duplicates,
        files: {
          found: listing.files.length,
          read: files.filter(({ kind }) => kind === 'log').length,
          known: 0,
          digests: files.filter(({ kind }) => kind === 'digest').length,
        },
        quarantine: [...listing.faults, ...files.flatMap(quarantined)],
        indexProblem: undefined,
      };
      const known = new Map(files.map((file) => [file.number, file]));
      return new DuckLogSet({ store, report, files: known, folder, onClose: discard });
    } catch (error) {
      discard();
      throw error;
    }
  }

  close(): void {
    this.instance.closeSync();
  }
}

/** Moves what is in memory to a file when it becomes too much. */
async function makeRoom(store: EventStore, folder: string): Promise<void> {
  if (store.inMemory > mostInMemory) {
    const file = path.join(folder, `${store.nextName('events')}.duckdb`);
    const { take } = await store.moveToFile(file);
    await take(file);
  }
}

function quarantined({ path: file, problem }: IngestedFile): readonly QuarantinedFile[] {
  return problem === undefined ? [] : [{ path: file, ...problem }];
}
