import { connectionKey, type Connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import type { Localize } from '../../core/localize.ts';
import type { AwsPorts, Clock } from '../../core/ports.ts';
import type { Coverage, RegionCoverage } from '../../core/query/coverage.ts';
import { everything, type EventFilter } from '../../core/query/event-filter.ts';
import { mostEvents } from '../../core/query/event-set/event-set.ts';
import type {
  BinOptions,
  Bins,
  EventRow,
  EventView,
  FacetCounts,
  ViewSort,
} from '../../core/query/event-set/event-view.ts';
import type { FacetField } from '../../core/query/facets.ts';
import type { LookupPlan } from '../../core/query/lookup-plan.ts';
import { planLookup } from '../../core/query/plan-lookup.ts';
import { planWords, type PlanWords } from '../../core/query/plan-words.ts';
import { HistorySearch, historyMilliseconds, type SearchPlace } from '../../core/search/history-search.ts';
import { ReadRanges } from '../../core/search/read-ranges.ts';
import { connectionName } from '../connections/connection-words.ts';
import type { ListedConnection } from '../connections/connection-store.ts';
import { Emitter } from '../emitter.ts';
import type { EventCounts, ExplorerData, ExplorerQuery, ReadingState, SourceState } from './explorer-data.ts';
import { HistorySource } from './history-source.ts';
import { inTurns, KeptEvents } from './kept-events.ts';

/** What reading the event history needs. */
export interface HistoryNeeds {
  readonly ports: () => Promise<AwsPorts>;
  readonly clock: Clock;
  readonly t: Localize;
  /** Who wants all of the rate, which is one for the whole process; each has its own where it is absent. */
  readonly atFullSpeed?: Set<unknown>;
  /** How many events are kept at most; {@link mostEvents} where it is absent. */
  readonly limit?: number;
}

/** Reading that is under way. */
interface Running {
  readonly abort: AbortController;
  readonly done: Promise<void>;
}

/** The kinds that LookupEvents has. */
const historyKinds: Coverage['kinds'] = ['management', 'insight'];

/** The event history of some connections, in all Regions of each, as far as it was read. */
export class HistoryData implements ExplorerData {
  readonly isWhole = false;
  readonly #needs: HistoryNeeds;
  readonly #sources: readonly HistorySource[];
  readonly #kept: KeptEvents;
  readonly #changed = new Emitter<undefined>();
  readonly #ranges = new ReadRanges();
  #query: ExplorerQuery = { filter: everything };
  /** When the query was asked, which relative times count from; it stays until somebody asks for what is newer. */
  #asked: number;
  #plan: LookupPlan;
  #view: EventView;
  #running: Running | undefined;
  #revision = 0;
  #isDisposed = false;
  readonly #atFullSpeed: Set<unknown>;
  #isThorough = false;
  readonly onDidChange: ExplorerData['onDidChange'] = this.#changed.event;

  constructor(connections: readonly ListedConnection[], needs: HistoryNeeds) {
    this.#needs = needs;
    this.#atFullSpeed = needs.atFullSpeed ?? new Set();
    this.#sources = connections.map((listed) => new HistorySource(listed));
    this.#kept = new KeptEvents(needs.limit ?? mostEvents);
    this.#asked = needs.clock.now();
    this.#plan = planLookup(everything, this.#asked).complete;
    this.#view = this.#kept.all;
  }

  get revision(): number {
    return this.#revision;
  }

  get isFullSpeed(): boolean {
    return this.#atFullSpeed.size > 0;
  }

  set isFullSpeed(value: boolean) {
    if (value) {
      this.#atFullSpeed.add(this);
    } else {
      this.#atFullSpeed.clear();
    }
    this.#setPace();
  }

  get reading(): ReadingState {
    if (this.#running !== undefined) {
      const estimates = this.#sources.flatMap(({ search }) => search?.remaining ?? []);
      return { state: 'reading', remaining: estimates.length === 0 ? undefined : Math.max(...estimates) };
    }
    if (this.#isCovered()) {
      return { state: 'done', remaining: undefined };
    }
    const isBegun = this.#sources.some(({ search, failure }) => (search ?? failure) !== undefined);
    const { isFull, limit } = this.#kept;
    return { state: isBegun ? 'paused' : 'idle', remaining: undefined, ...(isFull && { full: limit }) };
  }

  get sources(): readonly SourceState[] {
    return this.#sources.map((source) => ({
      name: connectionName(source.listed.connection, this.#needs.t),
      coverage: {
        asked: this.range,
        kinds: historyKinds,
        hidden: undefined,
        regions: this.#regionsOf(source),
      },
      ...(source.isRemoved && { isRemoved: true }),
    }));
  }

  get plan(): PlanWords {
    const words = planWords(this.#plan, this.#needs.t);
    return words.caution === undefined && this.#isOlderThanHistory()
      ? {
          ...words,
          caution: this.#needs.t('CloudTrail keeps 90 days of event history: what is older is not found.'),
        }
      : words;
  }

  /** To the latest event where the query has no end: the clock here can be behind that of the service. */
  get range(): ExplorerData['range'] {
    const { from, to } = this.#askedRange;
    const isOpen = this.#plan.lookups.some((lookup) => lookup.to === undefined);
    return { from, to: isOpen ? Math.max(to, this.#view.extent?.to ?? to) : to };
  }

  get #askedRange(): ExplorerData['range'] {
    const { lookups } = this.#plan;
    const oldest = this.#asked - historyMilliseconds;
    const from = Math.min(...lookups.map((lookup) => lookup.from ?? oldest));
    const to = Math.max(...lookups.map((lookup) => lookup.to ?? this.#asked));
    const inHistory = { from: Math.max(oldest, from), to: Math.min(this.#asked, to) };
    // Without lookups, or for times that are not in the history, there is nothing to span but all of it.
    return inHistory.from <= inHistory.to ? inHistory : { from: oldest, to: this.#asked };
  }

  #isOlderThanHistory(): boolean {
    // Somebody who asks for 90 days has asked for all of it.
    const oldest = this.#asked - historyMilliseconds;
    return this.#plan.lookups.some(({ from = oldest, to = this.#asked }) => from < oldest || to < oldest);
  }

  ask(query: ExplorerQuery): void {
    if (query.filter !== this.#query.filter) {
      this.#isThorough = false;
    }
    if (this.#kept.lacks(query.filter)) {
      this.#kept.keepAll();
      this.#ranges.clear();
      this.#forgetSearches();
    }
    this.#query = query;
    const plan = this.#planFor(query.filter);
    if (JSON.stringify(plan) !== JSON.stringify(this.#plan)) {
      this.#forgetSearches();
      this.#plan = plan;
    }
    this.#view = this.#kept.view({ ...query, now: this.#asked });
    this.#tell();
  }

  read(): Promise<void> {
    if (this.#isDisposed || (this.#running === undefined && this.#isCovered())) {
      return Promise.resolve();
    }
    this.#running ??= this.#start();
    return this.#running.done;
  }

  refresh(): Promise<void> {
    this.#ranges.settle();
    this.#forgetSearches();
    this.#asked = this.#needs.clock.now();
    this.#kept.countFrom(this.#asked);
    this.ask(this.#query);
    return this.read();
  }

  /**
   * Reads nothing more of connections that are no longer listed; what was read of them stays. One that is back can be
   * read again.
   */
  keepTo(isListed: (connection: Connection) => boolean): void {
    for (const source of this.#sources) {
      const isGone = !isListed(source.listed.connection);
      if (isGone !== source.isRemoved) {
        if (isGone) {
          source.remove();
        } else {
          source.takeBack();
        }
        this.#changed.fire(undefined);
      }
    }
  }

  get canBeThorough(): boolean {
    return this.#plan.reach === 'listed';
  }

  searchThoroughly(): void {
    this.#isThorough = true;
    this.ask(this.#query);
  }

  pause(): void {
    this.#running?.abort.abort();
    this.#running = undefined;
  }

  counts(): Promise<EventCounts> {
    const { count, hidden } = this.#view;
    return Promise.resolve({ shown: count, total: this.#kept.size, hidden });
  }

  rows(from: number, to: number, sort: ViewSort): Promise<readonly EventRow[]> {
    return Promise.resolve(this.#view.rows(from, to, sort));
  }

  bins(options: BinOptions): Promise<Bins> {
    return Promise.resolve(this.#view.bins(options));
  }

  facets(field: FacetField, top: number): Promise<FacetCounts> {
    return Promise.resolve(this.#view.facets(field, top));
  }

  facetsOfAll(field: FacetField, top: number): Promise<FacetCounts> {
    return Promise.resolve(this.#kept.all.facets(field, top));
  }

  eventOf(row: number): ReturnType<ExplorerData['eventOf']> {
    const event = this.#kept.eventOf(row);
    const connection = event && this.#connectionOf(event);
    return Promise.resolve(event && connection && { event, connection });
  }

  async *events(sort: ViewSort): AsyncGenerator<CloudTrailEvent> {
    yield* inTurns(this.#view.events(sort));
  }

  async *matching(filter: EventFilter): AsyncGenerator<CloudTrailEvent> {
    yield* inTurns(this.#kept.view({ filter, now: this.#asked }).events());
  }

  /** Nothing is read from then on. */
  dispose(): void {
    this.#isDisposed = true;
    this.pause();
    if (this.#atFullSpeed.delete(this)) {
      this.#setPace();
    }
  }

  /** The rate belongs to everyone in the account: all of it is used only while somebody wants that. */
  #setPace(): void {
    const pace = this.#atFullSpeed.size > 0 ? 'full' : 'half';
    this.#needs.ports().then(
      ({ events }) => {
        events.usePace(pace);
        this.#changed.fire(undefined);
      },
      // Whoever reads is told why nothing can be had.
      () => undefined,
    );
  }

  /** What the service lists with a resource comes first, because all else takes it hours. */
  #planFor(filter: EventFilter): LookupPlan {
    const { quick, complete } = planLookup(filter, this.#asked);
    return this.#isThorough ? complete : (quick ?? complete);
  }

  #start(): Running {
    const abort = new AbortController();
    const done = this.#readAll(abort.signal).finally(() => {
      if (this.#running?.abort === abort) {
        this.#running = undefined;
      }
      this.#changed.fire(undefined);
    });
    return { abort, done };
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    const ports = await this.#needs.ports();
    this.#changed.fire(undefined);
    if (await this.#hasRoom(signal)) {
      await Promise.all(this.#sources.map((source) => this.#readSource(source, ports, signal)));
    }
  }

  /** Whether more events can be kept, after those that nobody asks for now have gone where there are too many. */
  async #hasRoom(signal: AbortSignal): Promise<boolean> {
    if (!this.#kept.isFull) {
      return true;
    }
    const { filter } = this.#query;
    const isThere = await this.#kept.makeRoom(filter, this.#asked, signal);
    if (isThere) {
      const { filter: wanted } = this.#query;
      this.ask(this.#query);
      // Somebody who asks for something else by now waits for this, and what was left out has to be read again.
      await (wanted !== filter && this.read());
    }
    return isThere;
  }

  /** Whether all that the query needs, and that can still be had, was read before, for it or for another one. */
  #isCovered(): boolean {
    const listed = this.#sources.filter(({ isRemoved }) => !isRemoved);
    return (listed.length === 0 ? this.#sources : listed).every(
      (source) =>
        source.places !== undefined && source.placesFor(this.#plan).every((place) => this.#isRead(place)),
    );
  }

  #isRead(place: SearchPlace): boolean {
    return this.#ranges.covers(placeKey(place), this.#plan, this.#askedRange);
  }

  #forgetSearches(): void {
    this.pause();
    for (const source of this.#sources) {
      source.search = undefined;
    }
  }

  async #readSource(source: HistorySource, { account, events }: AwsPorts, until: AbortSignal): Promise<void> {
    const signal = source.signalWith(until);
    if (!signal.aborted) {
      await source.findPlaces(account, signal);
    }
    if (signal.aborted || source.places === undefined) {
      return;
    }
    const [plan, range, asked] = [this.#plan, this.#askedRange, this.#asked];
    const search = (source.search ??= this.#searchOf(source, events));
    await search.run(signal);
    const done = search.regions.filter(({ state }) => state.kind === 'done');
    for (const place of source.placesFor(plan)) {
      if (done.some(({ region }) => region === place.connection.region)) {
        this.#ranges.add(placeKey(place), plan, range, asked);
      }
    }
  }

  /** Reads what is missing: nothing of Regions that were read, and only what is newer than what is known. */
  #searchOf(source: HistorySource, history: AwsPorts['events']): HistorySearch {
    const range = this.#askedRange;
    const missing = source.placesFor(this.#plan).filter((place) => !this.#isRead(place));
    const places = missing.map((place): SearchPlace => {
      const known = this.#ranges.knownUntil(placeKey(place), this.#plan, range);
      return { ...place, ...(known !== undefined && { known }) };
    });
    return new HistorySearch(places, this.#plan.lookups, {
      history,
      clock: this.#needs.clock,
      onEvents: (found) => {
        if (this.#kept.add(found)) {
          this.#tell();
        }
        if (this.#kept.isFull) {
          this.pause();
        }
      },
      onProgress: () => {
        this.#changed.fire(undefined);
      },
    });
  }

  #regionsOf(source: HistorySource): readonly RegionCoverage[] {
    const { failure, search } = source;
    if (failure !== undefined) {
      return [failure];
    }
    const regions = search?.regions ?? [];
    return source.placesFor(this.#plan).map((place) => {
      const { account, connection } = place;
      const kind = this.#isRead(place) ? 'done' : 'waiting';
      return (
        regions.find(({ region }) => region === connection.region) ?? {
          account,
          region: connection.region,
          state: { kind },
        }
      );
    });
  }

  /** The connection that an event was read through: that of its account and Region. */
  #connectionOf({ accountId, region }: CloudTrailEvent): Connection | undefined {
    const places = this.#sources.flatMap(({ places: known = [] }) => known);
    const own = places.filter((place) => place.connection.region === region);
    return (own.find(({ account }) => account === accountId) ?? own[0] ?? places[0])?.connection;
  }

  #tell(): void {
    this.#revision += 1;
    this.#changed.fire(undefined);
  }
}

function placeKey({ account, connection }: SearchPlace): string {
  return JSON.stringify([account, connectionKey(connection)]);
}
