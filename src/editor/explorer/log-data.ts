import type { CloudTrailEvent, EventKind } from '../../core/events/event.ts';
import { isCancelled, toTrailscopeError, type TrailscopeError } from '../../core/failures/failure.ts';
import type { LogPlace, LogReport, LogSet, LogView } from '../../core/log-engine.ts';
import { logViewInMemory } from '../../core/log-view-in-memory.ts';
import type { Clock } from '../../core/ports.ts';
import type { RegionCoverage, RegionState } from '../../core/query/coverage.ts';
import { everything, type EventFilter } from '../../core/query/event-filter.ts';
import type {
  BinOptions,
  Bins,
  EventRow,
  FacetCounts,
  ViewSort,
} from '../../core/query/event-set/event-view.ts';
import { EventSet } from '../../core/query/event-set/event-set.ts';
import type { FacetField } from '../../core/query/facets.ts';
import { Emitter, type Ending } from '../emitter.ts';
import { eventOfLog } from '../opened-logs/log-event.ts';
import type { OpenedLog, OpenedLogs } from '../opened-logs/opened-logs.ts';
import type { EventCounts, ExplorerData, ExplorerQuery, ReadingState, SourceState } from './explorer-data.ts';

/** What is in files that were not read yet: nobody knows. */
const anyKind: readonly EventKind[] = ['management', 'data', 'insight', 'network-activity'];

/** The events of opened log files, which are all there once the files have been read. */
export class LogData implements ExplorerData {
  readonly plan = undefined;
  readonly canBeThorough = false;
  readonly isWhole = true;
  isFullSpeed: undefined;
  /** The files whose events these are. */
  readonly log: OpenedLog;
  readonly #logs: OpenedLogs;
  readonly #clock: Clock;
  readonly #changed = new Emitter<undefined>();
  readonly #subscription: Ending;
  #set: LogSet | undefined;
  /** Of reading the files; undefined while nothing is read. */
  #opening: AbortController | undefined;
  /** The reading of now, or the last one. */
  #reading: Promise<void> = Promise.resolve();
  #isPaused = false;
  /** Why there is no set, or why the one that is there is of no more use. */
  #failure: TrailscopeError | undefined;
  #query: ExplorerQuery = { filter: everything };
  /** Of the view of now. */
  #abort = new AbortController();
  /** Of everything. */
  readonly #life = new AbortController();
  #view: Promise<LogView> | undefined;
  /** The values of all events, by field and number: they stay as long as the set. */
  #values = new Map<string, Promise<FacetCounts>>();
  #revision = 0;
  readonly onDidChange: ExplorerData['onDidChange'] = this.#changed.event;

  constructor(log: OpenedLog, logs: OpenedLogs, clock: Clock) {
    this.log = log;
    this.#logs = logs;
    this.#clock = clock;
    this.#subscription = logs.onDidChange((changed) => {
      if (changed?.key !== log.key) {
        return;
      }
      if (this.#opening !== undefined) {
        this.#changed.fire(undefined);
      } else if (this.#isBehind()) {
        // Whoever read them anew has told of failures.
        this.#openSet().catch(() => undefined);
      }
    });
  }

  get revision(): number {
    return this.#revision;
  }

  get reading(): ReadingState {
    const remaining = undefined;
    if (this.#opening !== undefined) {
      const state = this.#logs.stateOf(this.log);
      const files = state.kind === 'reading' ? state.progress?.files : undefined;
      return { state: 'reading', remaining, ...(files !== undefined && { files }) };
    }
    if (this.#failure !== undefined || this.#set === undefined) {
      return { state: this.#isPaused ? 'paused' : 'idle', remaining };
    }
    const { found } = this.#set.report.files;
    return { state: 'done', remaining, files: { done: found, found } };
  }

  get range(): ExplorerData['range'] {
    return rangeOf(this.#set?.report.extent, this.#clock.now());
  }

  get sources(): readonly SourceState[] {
    const { name } = this.log;
    const failure = this.#failure;
    const report = failure === undefined ? this.#set?.report : undefined;
    const regions = report === undefined ? this.#unread() : report.places.map(placeCoverage);
    const coverage = { asked: this.range, kinds: report?.kinds ?? anyKind, regions, hidden: undefined };
    return [
      { name, coverage, ...(report !== undefined && { report }), ...(failure !== undefined && { failure }) },
    ];
  }

  ask(query: ExplorerQuery): void {
    this.#query = query;
    this.#show();
  }

  async read(): Promise<void> {
    if (this.#set?.isLost !== false) {
      // Another filter while they are read is no reason to begin again.
      await (this.#opening === undefined ? this.#openSet() : this.#reading);
    }
  }

  async refresh(): Promise<void> {
    await this.#openSet('again');
  }

  pause(): void {
    this.#isPaused = this.#opening !== undefined;
    this.#opening?.abort();
  }

  searchThoroughly(): void {
    // Every search is.
  }

  counts(): Promise<EventCounts> {
    const total = this.#set?.report.events ?? 0;
    return this.#ofView(({ count, hidden }) => Promise.resolve({ shown: count, total, hidden }));
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

  facetsOfAll(field: FacetField, top: number): Promise<FacetCounts> {
    const key = `${field} ${top}`;
    const known = this.#values.get(key);
    if (known !== undefined) {
      return known;
    }
    const values = this.#valuesOfAll(field, top);
    this.#values.set(key, values);
    values.catch(() => this.#values.delete(key));
    return values;
  }

  async eventOf(row: number): ReturnType<ExplorerData['eventOf']> {
    const found = await this.#ofSet((set, signal) => set.record(row, signal));
    return found && eventOfLog(this.log, found.record);
  }

  async *events(): AsyncGenerator<CloudTrailEvent> {
    if (this.#view !== undefined) {
      yield* eventsOf(await this.#view, this.#abort.signal);
    }
  }

  async *matching(filter: EventFilter): AsyncGenerator<CloudTrailEvent> {
    const { signal } = this.#life;
    const view = await this.#set?.view({ filter, now: this.#clock.now() }, signal);
    if (view !== undefined) {
      try {
        yield* eventsOf(view, signal);
      } finally {
        view.close();
      }
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#opening?.abort();
    this.#abort.abort();
    this.#life.abort();
    this.#set?.close();
  }

  #openSet(how?: 'again'): Promise<void> {
    this.#reading = this.#replaceSet(how);
    return this.#reading;
  }

  async #replaceSet(how?: 'again'): Promise<void> {
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    this.#isPaused = false;
    this.#failure = undefined;
    this.#changed.fire(undefined);
    try {
      const set = await this.#logs.open(this.log, opening.signal, how);
      this.#set?.close();
      this.#set = set;
      this.#values = new Map();
    } catch (thrown) {
      this.#failure = isCancelled(thrown) ? undefined : toTrailscopeError(thrown);
      if (this.#failure !== undefined) {
        throw this.#failure;
      }
    } finally {
      // Another reading may have begun meanwhile, and this one have nothing to say.
      if (this.#opening === opening) {
        this.#opening = undefined;
        this.#show();
      }
    }
  }

  #show(): void {
    const before = this.#view;
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#view = this.#set?.view({ ...this.#query, now: this.#clock.now() }, this.#abort.signal);
    // Whoever asks gets the failure; a view that nobody asks any more has none.
    this.#view?.catch(() => undefined);
    before?.then(
      (view) => {
        view.close();
      },
      () => undefined,
    );
    this.#revision += 1;
    this.#changed.fire(undefined);
  }

  /** Asks the view of now. An answer that comes too late for its query is asked for again, of the next one. */
  async #ofView<T>(ask: (view: LogView, signal: AbortSignal) => Promise<T>): Promise<T> {
    for (;;) {
      const { signal } = this.#abort;
      try {
        this.#life.signal.throwIfAborted();
        const answer = await ask(await (this.#view ?? noEvents), signal);
        if (signal === this.#abort.signal) {
          return answer;
        }
      } catch (thrown) {
        if (!isCancelled(thrown) || signal === this.#abort.signal) {
          throw this.#noticed(thrown);
        }
      }
    }
  }

  async #ofSet<T>(ask: (set: LogSet, signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    try {
      return this.#set && (await ask(this.#set, this.#life.signal));
    } catch (thrown) {
      throw this.#noticed(thrown);
    }
  }

  async #valuesOfAll(field: FacetField, top: number): Promise<FacetCounts> {
    const { signal } = this.#life;
    const view = await this.#ofSet((set) => set.view({ filter: everything, now: this.#clock.now() }, signal));
    try {
      return await (view ?? noEvents).facets(field, top, signal);
    } finally {
      view?.close();
    }
  }

  /** A failure that may be the end of the set, which is then to be read again. */
  #noticed(thrown: unknown): TrailscopeError {
    const error = toTrailscopeError(thrown);
    if (this.#set?.isLost === true && this.#failure === undefined && this.#opening === undefined) {
      this.#failure = error;
      this.#changed.fire(undefined);
    }
    return error;
  }

  /** Whether somebody else has read the files since, as the command of the view does. */
  #isBehind(): boolean {
    const state = this.#logs.stateOf(this.log);
    return state.kind === 'ready' && state.report !== this.#set?.report;
  }

  /** In place of what is in the files: how far they are. An answer without them has to say so. */
  #unread(): readonly RegionCoverage[] {
    return [{ account: '', region: this.log.name, state: this.#unreadState() }];
  }

  #unreadState(): RegionState {
    if (this.#failure !== undefined) {
      return { kind: 'failed', reached: undefined, failure: this.#failure.failure };
    }
    if (this.#opening !== undefined) {
      return { kind: 'reading', reached: undefined };
    }
    return this.#isPaused ? { kind: 'paused', reached: undefined } : { kind: 'waiting' };
  }
}

/** What is there before the files were read. */
const noEvents = logViewInMemory(new EventSet().view({ filter: everything, now: 0 }));

function placeCoverage({ account = '', region = '' }: LogPlace): RegionCoverage {
  return { account, region, state: { kind: 'done' } };
}

async function* eventsOf(view: LogView, signal: AbortSignal): AsyncGenerator<CloudTrailEvent> {
  for await (const page of view.events(signal)) {
    for (const { event } of page) {
      yield event;
    }
  }
}

/** The times that the files have, or for files without any the day before now. */
function rangeOf(extent: LogReport['extent'], now: number): ExplorerData['range'] {
  return extent ?? { from: now - 24 * 3_600_000, to: now };
}
