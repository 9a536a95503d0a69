import { connection, type Connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { eventFromRecord } from '../../core/events/parse-record.ts';
import { isCancelled } from '../../core/failures/failure.ts';
import type { LogReport, LogSet, LogView } from '../../core/log-engine.ts';
import type { Clock } from '../../core/ports.ts';
import { everything, type EventFilter } from '../../core/query/event-filter.ts';
import type {
  BinOptions,
  Bins,
  EventRow,
  FacetCounts,
  ViewSort,
} from '../../core/query/event-set/event-view.ts';
import type { FacetField } from '../../core/query/facets.ts';
import { Emitter } from '../emitter.ts';
import type { EventCounts, ExplorerData, ExplorerQuery, ReadingState, SourceState } from './explorer-data.ts';

/** Where log files without a Region are said to be from: only the console's links would use it. */
const noRegion = 'us-east-1';

/** The events of opened log files. All of them are there from the start, so there is nothing to read. */
export class LogData implements ExplorerData {
  readonly plan = undefined;
  readonly canBeThorough = false;
  readonly reading: ReadingState = { state: 'done', remaining: undefined };
  isFullSpeed = true;
  readonly #set: LogSet;
  readonly #name: string;
  readonly #path: string;
  readonly #clock: Clock;
  readonly #changed = new Emitter<undefined>();
  /** Of the view of now. */
  #abort = new AbortController();
  /** Of everything. */
  readonly #life = new AbortController();
  #view: Promise<LogView>;
  #revision = 0;
  readonly onDidChange: ExplorerData['onDidChange'] = this.#changed.event;

  /**
   * @param name what the files are called
   * @param path where they are, absolute
   */
  constructor(set: LogSet, name: string, path: string, clock: Clock) {
    this.#set = set;
    this.#name = name;
    this.#path = path;
    this.#clock = clock;
    this.#view = this.#open({ filter: everything });
  }

  get revision(): number {
    return this.#revision;
  }

  get range(): ExplorerData['range'] {
    return rangeOf(this.#set.report, this.#clock.now());
  }

  get sources(): readonly SourceState[] {
    const { places, kinds } = this.#set.report;
    const regions = places.map(({ account = '', region = '' }) => ({
      account,
      region,
      state: { kind: 'done' } as const,
    }));
    return [{ name: this.#name, coverage: { asked: this.range, kinds, regions, hidden: undefined } }];
  }

  ask(query: ExplorerQuery): void {
    const before = this.#view;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#view = this.#open(query);
    void before.then(
      (view) => {
        view.close();
      },
      () => undefined,
    );
    this.#tell();
  }

  read(): Promise<void> {
    return Promise.resolve();
  }

  refresh(): Promise<void> {
    return Promise.resolve();
  }

  pause(): void {
    // Nothing is ever being read.
  }

  searchThoroughly(): void {
    // Every search is.
  }

  counts(): Promise<EventCounts> {
    const { events } = this.#set.report;
    return this.#ofView(({ count, hidden }) => Promise.resolve({ shown: count, total: events, hidden }));
  }

  rows(from: number, to: number, sort: ViewSort): Promise<readonly EventRow[]> {
    return this.#ofView((view, signal) => view.rows(from, to, sort, signal));
  }

  bins(options: BinOptions): Promise<Bins> {
    return this.#ofView((view, signal) => view.bins(options, signal));
  }

  facets(field: FacetField, top: number): Promise<FacetCounts> {
    return this.#ofView((view, signal) => view.facets(field, top, signal));
  }

  async facetsOfAll(field: FacetField, top: number): Promise<FacetCounts> {
    const { signal } = this.#life;
    const view = await this.#set.view({ filter: everything, now: this.#clock.now() }, signal);
    try {
      return await view.facets(field, top, signal);
    } finally {
      view.close();
    }
  }

  async eventOf(row: number): ReturnType<ExplorerData['eventOf']> {
    const { record } = await this.#set.record(row, this.#life.signal);
    const event = eventFromRecord(record);
    return { event, connection: this.#connectionOf(event) };
  }

  async *events(): AsyncGenerator<CloudTrailEvent> {
    yield* eventsOf(await this.#view, this.#abort.signal);
  }

  async *matching(filter: EventFilter): AsyncGenerator<CloudTrailEvent> {
    const { signal } = this.#life;
    const view = await this.#set.view({ filter, now: this.#clock.now() }, signal);
    try {
      yield* eventsOf(view, signal);
    } finally {
      view.close();
    }
  }

  dispose(): void {
    this.#abort.abort();
    this.#life.abort();
    this.#set.close();
  }

  #open(query: ExplorerQuery): Promise<LogView> {
    const view = this.#set.view({ ...query, now: this.#clock.now() }, this.#abort.signal);
    // Whoever asks gets the failure; a view that nobody asks any more has none.
    view.catch(() => undefined);
    return view;
  }

  /** Asks the view of now. An answer that comes too late for its query is asked for again, of the next one. */
  async #ofView<T>(ask: (view: LogView, signal: AbortSignal) => Promise<T>): Promise<T> {
    for (;;) {
      const { signal } = this.#abort;
      try {
        return await ask(await this.#view, signal);
      } catch (thrown) {
        if (!isCancelled(thrown) || signal === this.#abort.signal) {
          throw thrown;
        }
      }
    }
  }

  #connectionOf({ region }: CloudTrailEvent): Connection {
    return connection({ credentials: { kind: 'files', path: this.#path }, region: region ?? noRegion });
  }

  #tell(): void {
    this.#revision += 1;
    this.#changed.fire(undefined);
  }
}

async function* eventsOf(view: LogView, signal: AbortSignal): AsyncGenerator<CloudTrailEvent> {
  for await (const page of view.events(signal)) {
    for (const { event } of page) {
      yield event;
    }
  }
}

/** The times that the files have, or for files without any the day before now. */
function rangeOf({ extent }: LogReport, now: number): ExplorerData['range'] {
  return extent ?? { from: now - 24 * 3_600_000, to: now };
}
