import type { DuckDBConnection } from '@duckdb/node-api';
import type { FileFault } from '../../core/log-engine.ts';
import { conform } from '../reading/conform.ts';
import { FileProblem } from '../reading/file-problem.ts';
import type { ListedFile } from '../reading/list-files.ts';
import { parseContent } from '../reading/parse-content.ts';
import { readLogFile, type FileContent } from '../reading/read-file.ts';
import { recogniseContent } from '../reading/recognise.ts';
import { splitRecords } from '../reading/split-records.ts';
import { interruptible } from './database.ts';
import { makeTable, tabledFiles } from './insert-batch.ts';
import { areShort, Spool } from './spool.ts';

/** What became of a file. */
export interface IngestedFile extends ListedFile {
  /** The number under which its events are kept. */
  readonly number: number;
  readonly kind: 'log' | 'digest' | 'refused';
  readonly events: number;
  /** Of a file that was refused, or of which some records were. */
  readonly problem: { readonly fault: FileFault; readonly detail: string } | undefined;
}

export interface IngestOptions {
  readonly files: readonly ListedFile[];
  /** The number of the first file. */
  readonly firstNumber: number;
  /** Where batches are written for DuckDB. */
  readonly folder: string;
  readonly threads: number;
  /** Gives the name of the next batch's table. */
  readonly nextTable: () => string;
  /** Called when a table is complete, before the next is begun. */
  readonly onTable: (table: string, events: number) => Promise<void>;
  readonly onFile: (file: IngestedFile) => void;
}

/** Bytes of a batch. A statement costs some milliseconds by itself, and a large batch costs disk and memory. */
const batchSize = 64 * 1024 * 1024;

/** Bytes of the first batch; the next ones are twice as large, each. The sooner DuckDB begins, the less one waits for the other. */
const firstBatchSize = 8 * 1024 * 1024;

/** Files that are read ahead, and their bytes as stored: log files inflate to some fifteen times as many. */
const readAhead = 6;
const bytesAhead = 8 * 1024 * 1024;

/** Milliseconds after which messages get a turn, such as a cancellation: small files are read without waiting. */
const longestTurn = 50;

interface Job {
  readonly listed: ListedFile;
  readonly number: number;
  /** Once DuckDB did not get along with the file, every record is looked at; the second time, in a batch of its own. */
  readonly care: 'none' | 'records' | 'alone';
}

/** A file whose content is in a batch. */
interface Spooled {
  readonly job: Job;
  readonly isCareful: boolean;
  readonly size: number;
  readonly modified: number;
  /** How many things in it were no records. */
  readonly odd: number;
}

interface Batch {
  readonly spool: Spool;
  readonly files: readonly Spooled[];
  /** No file is left. */
  readonly isEnd: boolean;
}

/**
 * Reads log files into tables of events. The next batch is read and inflated while DuckDB takes the last one. A file
 * that DuckDB alone does not get along with is read again with care, and one that is no log file is told and left out.
 */
export class Ingest {
  private readonly connection: DuckDBConnection;
  private readonly options: IngestOptions;
  private readonly signal: AbortSignal;
  private readonly again: Job[] = [];
  private batches = 0;

  constructor(connection: DuckDBConnection, options: IngestOptions, signal: AbortSignal) {
    this.connection = connection;
    this.options = options;
    this.signal = signal;
  }

  async run(): Promise<void> {
    const { files, firstNumber } = this.options;
    const jobs: readonly Job[] = files.map((listed, index) => ({
      listed,
      number: firstNumber + index,
      care: 'none',
    }));
    await this.runJobs(jobs);
    while (this.again.length > 0) {
      await this.runJobs(this.again.splice(0));
    }
  }

  private async runJobs(jobs: readonly Job[]): Promise<void> {
    const contents = this.contents(jobs);
    let inserting: Promise<void> = Promise.resolve();
    for (;;) {
      const filled = this.fillBatch(contents);
      // A failure of either is thrown by the `await` for it; the other must not be left without one.
      const [batch] = await Promise.all([filled, inserting]);
      inserting = this.insert(batch);
      if (batch.isEnd) {
        await inserting;
        return;
      }
      inserting.catch(() => undefined);
    }
  }

  /** The contents of the files in order, some of them read ahead. */
  private async *contents(
    jobs: readonly Job[],
  ): AsyncGenerator<{ job: Job; content: FileContent | FileProblem }> {
    const ahead: { job: Job; content: Promise<FileContent | FileProblem> }[] = [];
    let next = 0;
    let bytes = 0;
    let turn = performance.now();
    for (;;) {
      if (performance.now() - turn > longestTurn) {
        await new Promise((resolve) => setImmediate(resolve));
        turn = performance.now();
      }
      this.signal.throwIfAborted();
      for (
        let job = jobs[next];
        job !== undefined && ahead.length < readAhead && (bytes < bytesAhead || ahead.length === 0);
        job = jobs[next]
      ) {
        ahead.push({ job, content: read(job.listed) });
        bytes += job.listed.size;
        next += 1;
      }
      const first = ahead.shift();
      bytes -= first?.job.listed.size ?? 0;
      if (first === undefined) {
        return;
      }
      yield { job: first.job, content: await first.content };
    }
  }

  private async fillBatch(
    contents: AsyncGenerator<{ job: Job; content: FileContent | FileProblem }>,
  ): Promise<Batch> {
    this.batches += 1;
    const spool = new Spool(this.options.folder, `batch-${this.batches}`, this.options.threads);
    const files: Spooled[] = [];
    let isEnd = false;
    try {
      const size = Math.min(batchSize, firstBatchSize * 2 ** (this.batches - 1));
      while (spool.bytes < size && files.length < mostFilesInBatch) {
        const next = await contents.next();
        if (next.done === true) {
          isEnd = true;
          break;
        }
        const spooled = this.spool(spool, next.value.job, next.value.content);
        if (spooled !== undefined) {
          files.push(spooled);
        }
        if (next.value.job.care === 'alone') {
          break;
        }
      }
    } catch (error) {
      spool.remove();
      throw error;
    }
    return { spool, files, isEnd };
  }

  /** Puts a file into the batch; undefined for one that has nothing for it, which is then told. */
  private spool(spool: Spool, job: Job, content: FileContent | FileProblem): Spooled | undefined {
    if (content instanceof FileProblem) {
      this.refuse(job, content);
      return undefined;
    }
    const { bytes, size, modified } = content;
    try {
      const shape = recogniseContent(bytes);
      if (shape.kind === 'digest') {
        this.digest(job);
        return undefined;
      }
      const file = { job, size, modified };
      const places =
        shape.kind === 'records' && job.care === 'none'
          ? splitRecords(bytes, shape.start, shape.end)
          : undefined;
      if (places !== undefined && areShort(places)) {
        spool.addContent(job.number, bytes, places);
        return { ...file, isCareful: false, odd: 0 };
      }
      const parsed = parseContent(bytes);
      if (parsed === 'digest') {
        this.digest(job);
        return undefined;
      }
      const tooLong = spool.addRecords(job.number, mapped(parsed.records, conform));
      return { ...file, isCareful: true, odd: parsed.odd + tooLong };
    } catch (error) {
      if (error instanceof FileProblem) {
        this.refuse(job, error);
        return undefined;
      }
      throw error;
    }
  }

  private refuse(job: Job, { fault, message }: FileProblem): void {
    const problem = { fault, detail: message };
    this.options.onFile({ ...job.listed, number: job.number, kind: 'refused', events: 0, problem });
  }

  private digest(job: Job): void {
    this.options.onFile({ ...job.listed, number: job.number, kind: 'digest', events: 0, problem: undefined });
  }

  private async insert({ spool, files }: Batch): Promise<void> {
    const table = this.options.nextTable();
    try {
      const batch = spool.finish();
      if (batch.parts.length > 0) {
        await interruptible(this.connection, this.signal, () => makeTable(this.connection, table, batch));
        await this.check(table, files);
      } else {
        this.tell(files, new Map());
      }
    } catch (error) {
      this.signal.throwIfAborted();
      this.insertedNot(files, error);
    } finally {
      spool.remove();
    }
  }

  /** DuckDB refused the batch: each of its files is read with care, or, where that was done, by itself. */
  private insertedNot(files: readonly Spooled[], error: unknown): void {
    if (!isAboutContent(error)) {
      throw error;
    }
    for (const { job, isCareful } of files) {
      if (job.care === 'alone') {
        const [what = ''] = messageOf(error).split('\n');
        const fault = what.startsWith('Out of Memory') ? 'too-large' : 'corrupt';
        this.refuse(job, new FileProblem(fault, `DuckDB does not take its records: ${what}`));
      } else {
        this.again.push({ ...job, care: isCareful ? 'alone' : 'records' });
      }
    }
  }

  private async check(table: string, files: readonly Spooled[]): Promise<void> {
    const tabled = new Map((await tabledFiles(this.connection, table)).map((each) => [each.file, each]));
    const odd = new Set(
      files.flatMap(({ job, isCareful }) =>
        !isCareful && tabled.get(job.number)?.isOdd === true ? [job.number] : [],
      ),
    );
    if (odd.size > 0) {
      await this.connection.run(`DELETE FROM ${table} WHERE f IN (${[...odd].join(', ')})`);
      this.again.push(
        ...files.flatMap(({ job }) => (odd.has(job.number) ? [{ ...job, care: 'records' as const }] : [])),
      );
    }
    const sound = files.filter(({ job }) => !odd.has(job.number));
    const events = new Map([...tabled.values()].map((each) => [each.file, each.events]));
    this.tell(sound, events);
    await this.options.onTable(
      table,
      sound.reduce((sum, { job }) => sum + (events.get(job.number) ?? 0), 0),
    );
  }

  private tell(files: readonly Spooled[], events: ReadonlyMap<number, number>): void {
    for (const { job, size, modified, odd } of files) {
      this.options.onFile({
        path: job.listed.path,
        size,
        modified,
        number: job.number,
        kind: 'log',
        events: events.get(job.number) ?? 0,
        problem: odd === 0 ? undefined : oddRecords(odd),
      });
    }
  }
}

function* mapped<Item, Made>(items: Iterable<Item>, make: (item: Item) => Made): Iterable<Made> {
  for (const item of items) {
    yield make(item);
  }
}

/** Files whose lines stand in one batch. */
const mostFilesInBatch = 20_000;

function oddRecords(odd: number): { fault: FileFault; detail: string } {
  const what = odd === 1 ? 'One of its records is' : `${odd} of its records are`;
  return { fault: 'odd-records', detail: `${what} no CloudTrail record and was left out.` };
}

async function read({ path, size }: ListedFile): Promise<FileContent | FileProblem> {
  try {
    return await readLogFile(path, size);
  } catch (error) {
    if (error instanceof FileProblem) {
      return error;
    }
    throw error;
  }
}

/** DuckDB's errors begin with their kind. Memory is short for the sake of very long records, if for anything. */
function isAboutContent(error: unknown): boolean {
  return /^(Invalid Input|Conversion|Serialization|Out of Memory) Error/.test(messageOf(error));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
