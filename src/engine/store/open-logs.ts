import { mkdtempSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { DuckDBInstance } from '@duckdb/node-api';
import type {
  FileFault,
  LogIndexPlace,
  LogReport,
  LogSet,
  OpenLogs,
  QuarantinedFile,
} from '../../core/log-engine.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { systemCode } from '../reading/file-problem.ts';
import { listFiles, type ListedFile, type Listing } from '../reading/list-files.ts';
import { DuckLogSet } from './duck-log-set.ts';
import { EventStore } from './event-store.ts';
import { Ingest, type IngestedFile } from './ingest.ts';
import { emptyIndex, LogIndex, tidyIndexes, type IndexContent, type IndexSegment } from './log-index.ts';
import { OpenProgressCounter } from './open-progress.ts';

export interface OpeningOptions {
  readonly instance: DuckDBInstance;
  /** A folder that is this process's alone. */
  readonly folder: string;
  readonly index: LogIndexPlace | undefined;
  readonly threads: number;
  /** Called with the reason when a query can be stopped in no other way than to end the process. */
  readonly onStuck?: (why: string) => void;
}

/** More events than this are not held in memory, but in files. */
const mostInMemory = 600_000;

/** Opens log files: takes what an earlier opening has kept of them, reads the others, and keeps those too. */
export async function openLogs(
  request: OpenLogs,
  options: OpeningOptions,
  signal: AbortSignal,
): Promise<LogSet> {
  const opening = new Opening(request, options);
  try {
    return await opening.run(signal);
  } catch (error) {
    opening.discard();
    if (opening.isDamaged) {
      // The index is forgotten by now.
      return openLogs(request, options, signal);
    }
    throw isFullDisk(error)
      ? new TrailscopeError({ kind: 'unavailable' }, 'The disk is full: the logs cannot be read.', {}, error)
      : error;
  }
}

function isFullDisk(error: unknown): boolean {
  return systemCode(error) === 'ENOSPC' || (error instanceof Error && /No space left/i.test(error.message));
}

/** The known files that are still as they were, and those to read. */
interface Sorted {
  readonly known: readonly IngestedFile[];
  readonly unread: readonly ListedFile[];
  /** Numbers of files that are gone or changed. */
  readonly gone: readonly number[];
}

class Opening {
  /** Whether what was kept is not what was written. */
  isDamaged = false;
  private readonly request: OpenLogs;
  private readonly options: OpeningOptions;
  private readonly store: EventStore;
  private readonly folder: string;
  private readonly progress: OpenProgressCounter;
  private readonly index: LogIndex | undefined;
  private indexProblem: string | undefined;
  private readonly written: IndexSegment[] = [];
  private isKept = false;

  constructor(request: OpenLogs, options: OpeningOptions) {
    this.request = request;
    this.options = options;
    this.store = new EventStore(options.instance, () => {
      this.forget();
    });
    this.folder = mkdtempSync(path.join(options.folder, 'set-'));
    this.progress = new OpenProgressCounter(request.onProgress);
    this.index = this.openIndex();
  }

  async run(signal: AbortSignal): Promise<LogSet> {
    const listing = await listFiles(this.request.paths, signal, (count) => {
      this.progress.listed(count);
    });
    const content = await this.attachIndex(listing);
    const { known, unread, gone: lost } = sortFiles(listing.files, content);
    const gone = [...content.gone, ...lost];
    this.progress.begin(unread);
    this.store.leaveOut(gone);
    const read = await this.read(unread, content.nextNumber, signal);
    this.progress.finishing();
    const duplicates = content.duplicates + (await this.store.removeDuplicates());
    const files = [...known, ...read];
    const nextNumber = content.nextNumber + unread.length;
    const report = await this.report(listing, { known, read, duplicates });
    const byNumber = new Map(files.map((file) => [file.number, file]));
    const isNew = read.length > 0 || lost.length > 0;
    const kept = isNew
      ? this.keep({ ...content, files, nextNumber, gone, duplicates })
      : Promise.resolve(this.indexProblem);
    const close = () => {
      void kept.then(() => {
        this.discard();
      });
    };
    const { store, folder } = this;
    const { onStuck = () => undefined } = this.options;
    return new DuckLogSet({ store, report, files: byNumber, folder, kept, onClose: close, onStuck });
  }

  /** Gives up what is open, and removes what is not kept. */
  discard(): void {
    const { index, folder, written } = this;
    const remove = () => {
      rmSync(folder, { recursive: true, force: true });
      if (index !== undefined && !this.isKept) {
        for (const { name } of written) {
          rmSync(index.pathOf(name), { force: true });
        }
      }
    };
    this.store.drop().then(remove, remove);
  }

  private forget(): void {
    this.isDamaged = true;
    this.index?.clear();
  }

  private openIndex(): LogIndex | undefined {
    const { index } = this.options;
    if (index === undefined) {
      return undefined;
    }
    try {
      const opened = new LogIndex(index, this.request.paths);
      tidyIndexes(index, opened.folder);
      return opened;
    } catch (error) {
      this.indexProblem = `Nothing can be kept in ${index.folder} (${systemCode(error)}).`;
      return undefined;
    }
  }

  /** What is kept, if it can still be used. */
  private async attachIndex(listing: Listing): Promise<IndexContent> {
    const { index } = this;
    if (index === undefined) {
      return emptyIndex;
    }
    const content = index.read();
    const { gone: lost } = sortFiles(listing.files, content);
    const gone = content.gone.length + lost.length;
    // A duplicate may have been left out for the sake of an event that is gone; few events that are left are not worth it.
    const isOutdated = (lost.length > 0 && content.duplicates > 0) || gone > content.files.length;
    try {
      if (!isOutdated) {
        for (const { name, events } of content.segments) {
          await this.store.attach(index.pathOf(name), events);
        }
        return content;
      }
    } catch {
      await this.store.detachAll();
    }
    index.clear();
    return emptyIndex;
  }

  private async read(
    files: readonly ListedFile[],
    firstNumber: number,
    signal: AbortSignal,
  ): Promise<IngestedFile[]> {
    const { store, folder, progress } = this;
    const read: IngestedFile[] = [];
    await store.using((connection) =>
      new Ingest(
        connection,
        {
          files,
          firstNumber,
          folder,
          threads: this.options.threads * 2,
          nextTable: () => store.nextName('batch'),
          onTable: async (table, events) => {
            store.add(table, events);
            await this.makeRoom();
          },
          onFile: (file) => {
            read.push(file);
            progress.done(file);
          },
        },
        signal,
      ).run(),
    );
    return read;
  }

  /** Moves what is in memory to a file when it becomes too much. */
  private async makeRoom(): Promise<void> {
    if (this.store.inMemory > mostInMemory) {
      await this.moveToFile();
    }
  }

  private async moveToFile(): Promise<void> {
    const name = this.index?.newSegment() ?? `${this.store.nextName('events')}.duckdb`;
    const file = this.index?.pathOf(name) ?? path.join(this.folder, name);
    this.written.push({ name, events: await this.store.moveToFile(file) });
  }

  /**
   * Lists what is new in the index.
   *
   * @returns why it is not kept; undefined when it is
   */
  private async keep(content: IndexContent): Promise<string | undefined> {
    const { index, store, written } = this;
    if (index === undefined || this.options.index === undefined) {
      return this.indexProblem;
    }
    try {
      if (store.inMemory > 0) {
        await store.ready();
        await this.moveToFile();
      }
      // What could not be read may be readable the next time, though it has not changed.
      const files = content.files.filter(({ problem }) => problem === undefined || !isPassing(problem.fault));
      const problem = index.commit({ ...content, files, segments: [...content.segments, ...written] });
      this.isKept = problem === undefined;
      tidyIndexes(this.options.index, index.folder);
      return problem;
    } catch (error) {
      return error instanceof Error ? error.message : systemCode(error);
    }
  }

  private async report(
    listing: Listing,
    {
      known,
      read,
      duplicates,
    }: { known: readonly IngestedFile[]; read: readonly IngestedFile[]; duplicates: number },
  ): Promise<LogReport> {
    const files = [...known, ...read];
    const logs = (list: readonly IngestedFile[]) => list.filter(({ kind }) => kind === 'log').length;
    return {
      engine: 'duckdb',
      why: undefined,
      ...(await this.store.outline()),
      duplicates,
      files: {
        found: listing.files.length,
        read: logs(read),
        known: logs(known),
        digests: files.filter(({ kind }) => kind === 'digest').length,
      },
      quarantine: [...listing.faults, ...files.flatMap(quarantined)],
    };
  }
}

function sortFiles(listed: readonly ListedFile[], content: IndexContent): Sorted {
  const former = new Map(content.files.map((file) => [file.path, file]));
  const [known, unread]: [IngestedFile[], ListedFile[]] = [[], []];
  for (const file of listed) {
    const same = former.get(file.path);
    if (same?.size === file.size && same.modified === file.modified) {
      known.push(same);
      former.delete(file.path);
    } else {
      unread.push(file);
    }
  }
  return { known, unread, gone: [...former.values()].map(({ number }) => number) };
}

function isPassing(fault: FileFault): boolean {
  return fault === 'unreadable' || fault === 'changing';
}

function quarantined({ path: file, problem }: IngestedFile): readonly QuarantinedFile[] {
  return problem === undefined ? [] : [{ path: file, ...problem }];
}
