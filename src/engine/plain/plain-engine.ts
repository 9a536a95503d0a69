import { TrailscopeError } from '../../core/failures/failure.ts';
import { logViewInMemory } from '../../core/log-view-in-memory.ts';
import type { EventKind } from '../../core/events/event.ts';
import { eventFromRecord } from '../../core/events/parse-record.ts';
import type { JsonObject } from '../../core/json.ts';
import type {
  LogPlace,
  LogReport,
  LogSet,
  LogView,
  OpenLogs,
  QuarantinedFile,
} from '../../core/log-engine.ts';
import { everything } from '../../core/query/event-filter.ts';
import { EventSet } from '../../core/query/event-set/event-set.ts';
import type { ViewOptions } from '../../core/query/event-set/event-view.ts';
import { FileProblem } from '../reading/file-problem.ts';
import { listFiles } from '../reading/list-files.ts';
import { parseContent } from '../reading/parse-content.ts';
import { readLogFile } from '../reading/read-file.ts';
import { recogniseContent } from '../reading/recognise.ts';
import { OpenProgressCounter } from '../store/open-progress.ts';

/** What an event set is made for. */
const mostEvents = 1_000_000;

/** Reads log files without DuckDB, for platforms that have none: the same filters, and no SQL. */
export class PlainEngine {
  private readonly why: string;

  /** @param why DuckDB is not there */
  constructor(why: string) {
    this.why = why;
  }

  async open({ paths, onProgress }: OpenLogs, signal: AbortSignal): Promise<LogSet> {
    const progress = new OpenProgressCounter(onProgress);
    const listing = await listFiles(paths, signal, (count) => {
      progress.listed(count);
    });
    progress.begin(listing.files);
    const events = new EventSet();
    const quarantine: QuarantinedFile[] = [...listing.faults];
    let [read, digests, duplicates] = [0, 0, 0];
    for (const file of listing.files) {
      signal.throwIfAborted();
      let added = 0;
      const content = await contentOf(file);
      if (content instanceof FileProblem) {
        quarantine.push({ path: file.path, fault: content.fault, detail: content.message });
      } else if (content === 'digest') {
        digests += 1;
      } else {
        const result = events.add(content.map(eventFromRecord));
        [read, added, duplicates] = [read + 1, result.added, duplicates + result.duplicates];
      }
      progress.done({ size: file.size, events: added });
      if (events.size > mostEvents) {
        throw new TrailscopeError(
          { kind: 'unavailable' },
          `Without DuckDB no more than a million events can be opened, and DuckDB is not there: ${this.why}`,
        );
      }
      // A turn for messages, such as a cancellation.
      await new Promise((resolve) => setImmediate(resolve));
    }
    progress.finishing();
    const report: LogReport = {
      engine: 'plain',
      why: this.why,
      events: events.size,
      duplicates,
      files: { found: listing.files.length, read, known: 0, digests },
      quarantine,
      ...outline(events),
    };
    return new PlainLogSet(events, report, this.why);
  }
}

async function contentOf(file: {
  readonly path: string;
  readonly size: number;
}): Promise<readonly JsonObject[] | 'digest' | FileProblem> {
  try {
    const { bytes } = await readLogFile(file.path, file.size);
    if (recogniseContent(bytes).kind === 'digest') {
      return 'digest';
    }
    const parsed = parseContent(bytes);
    return parsed === 'digest' ? 'digest' : parsed.records;
  } catch (error) {
    if (error instanceof FileProblem) {
      return error;
    }
    throw error;
  }
}

class PlainLogSet implements LogSet {
  readonly report: LogReport;
  readonly isLost = false;
  private readonly events: EventSet;
  private readonly why: string;

  constructor(events: EventSet, report: LogReport, why: string) {
    this.events = events;
    this.report = report;
    this.why = why;
  }

  query(): Promise<never> {
    return Promise.reject(this.noSql());
  }

  export(): Promise<never> {
    return Promise.reject(this.noSql());
  }

  view(options: ViewOptions): Promise<LogView> {
    return Promise.resolve(logViewInMemory(this.events.view(options)));
  }

  record(row: number): Promise<{ readonly record: JsonObject; readonly path: string }> {
    return Promise.resolve({ record: this.events.recordOf(row), path: '' });
  }

  kept(): Promise<string> {
    return Promise.resolve('Without DuckDB nothing is kept.');
  }

  close(): void {
    // Nothing is held but memory.
  }

  private noSql(): TrailscopeError {
    return new TrailscopeError({ kind: 'unavailable' }, `SQL needs DuckDB, which is not there: ${this.why}`);
  }
}

function outline(events: EventSet): Pick<LogReport, 'places' | 'kinds' | 'extent'> {
  const view = events.view({ filter: everything, now: 0 });
  const places = new Map<string, LogPlace>();
  const kinds = new Set<EventKind>();
  for (const { accountId: account, region, time, kind } of view.events()) {
    kinds.add(kind);
    const key = JSON.stringify([account, region]);
    const known = places.get(key);
    places.set(key, {
      account,
      region,
      events: (known?.events ?? 0) + 1,
      // Events come newest first.
      from: time ?? known?.from,
      to: known?.to ?? time,
    });
  }
  const sorted = [...places.values()].sort((left, right) => right.events - left.events);
  return { places: sorted, kinds: [...kinds], extent: view.extent };
}
