import { setMaxListeners } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { inRegion, type Connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { isCancelled, toTrailscopeError } from '../../core/failures/failure.ts';
import type { Localize } from '../../core/localize.ts';
import type { AccountReader, AwsPorts, Clock } from '../../core/ports.ts';
import type { Coverage, RegionCoverage } from '../../core/query/coverage.ts';
import { everything, type EventFilter } from '../../core/query/event-filter.ts';
import { EventSet } from '../../core/query/event-set/event-set.ts';
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
import { connectionName } from '../connections/connection-words.ts';
import type { ListedConnection } from '../connections/connection-store.ts';
import { Emitter } from '../emitter.ts';
import { CompressedRecords } from './compressed-records.ts';
import type { EventCounts, ExplorerData, ExplorerQuery, ReadingState, SourceState } from './explorer-data.ts';

/** What reading the event history needs. */
export interface HistoryNeeds {
  readonly ports: () => Promise<AwsPorts>;
  readonly clock: Clock;
  readonly t: Localize;
  /** Who wants all of the rate, which is one for the whole process; each has its own where it is absent. */
  readonly atFullSpeed?: Set<unknown>;
}

/** So many events are handed out before others get their turn. */
const turn = 500;

/** One connection, and its Regions once they are known. */
interface Source {
  readonly listed: ListedConnection;
  places: readonly SearchPlace[] | undefined;
  /** Why the account or its Regions could not be asked for. */
  failure: RegionCoverage | undefined;
  /** For the plan of now; undefined until it is read. */
  search: HistorySearch | undefined;
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
  readonly #sources: readonly Source[];
  readonly #set = new EventSet(new CompressedRecords());
  readonly #changed = new Emitter<undefined>();
  readonly #done: { readonly plan: LookupPlan; readonly range: ExplorerData['range'] }[] = [];
  #query: ExplorerQuery = { filter: everything };
  /** When the query was asked, which relative times count from; it stays until somebody asks for what is newer. */
  #asked: number;
  #plan: LookupPlan;
  #view: EventView;
  readonly #all: EventView;
  #running: Running | undefined;
  #revision = 0;
  #isDisposed = false;
  readonly #atFullSpeed: Set<unknown>;
  #isThorough = false;
  readonly onDidChange: ExplorerData['onDidChange'] = this.#changed.event;

  constructor(connections: readonly ListedConnection[], needs: HistoryNeeds) {
    this.#needs = needs;
    this.#atFullSpeed = needs.atFullSpeed ?? new Set();
    this.#sources = connections.map((listed) => ({
      listed,
      places: undefined,
      failure: undefined,
      search: undefined,
    }));
    this.#asked = needs.clock.now();
    this.#plan = planLookup(everything, this.#asked).complete;
    this.#all = this.#set.view({ filter: everything, now: this.#asked });
    this.#view = this.#all;
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
    return { state: isBegun ? 'paused' : 'idle', remaining: undefined };
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
    this.#query = query;
    const plan = this.#planFor(query.filter);
    if (JSON.stringify(plan) !== JSON.stringify(this.#plan)) {
      this.#forgetSearches();
      this.#plan = plan;
    }
    this.#view = this.#set.view({ ...query, now: this.#asked });
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
    this.#done.length = 0;
    this.#forgetSearches();
    this.#asked = this.#needs.clock.now();
    this.ask(this.#query);
    return this.read();
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
    return Promise.resolve({ shown: count, total: this.#set.size, hidden });
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
    return Promise.resolve(this.#all.facets(field, top));
  }

  eventOf(row: number): ReturnType<ExplorerData['eventOf']> {
    const event = row < this.#set.size ? this.#set.eventOf(row) : undefined;
    const connection = event && this.#connectionOf(event);
    return Promise.resolve(event && connection && { event, connection });
  }

  async *events(sort: ViewSort): AsyncGenerator<CloudTrailEvent> {
    yield* inTurns(this.#view.events(sort));
  }

  async *matching(filter: EventFilter): AsyncGenerator<CloudTrailEvent> {
    yield* inTurns(this.#set.view({ filter, now: this.#asked }).events());
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
    // Every Region's calls listen to the signal, and Node warns of a leak from the eleventh on.
    setMaxListeners(0, abort.signal);
    const done = this.#readAll(abort.signal).finally(() => {
      if (this.#running?.abort === abort) {
        this.#running = undefined;
      }
      this.#changed.fire(undefined);
    });
    return { abort, done };
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    const plan = this.#plan;
    const ports = await this.#needs.ports();
    this.#changed.fire(undefined);
    await Promise.all(this.#sources.map((source) => this.#readSource(source, ports, signal)));
    if (!signal.aborted && this.#sources.every(({ search }) => search?.isDone)) {
      this.#done.push({ plan, range: this.#askedRange });
    }
  }

  /** Whether all that the query needs was read before, for it or for another one. */
  #isCovered(): boolean {
    return this.#done.some(({ plan, range }) => covers(plan, range, this.#plan, this.#askedRange));
  }

  #forgetSearches(): void {
    this.pause();
    for (const source of this.#sources) {
      source.search = undefined;
    }
  }

  async #readSource(source: Source, { account, events }: AwsPorts, signal: AbortSignal): Promise<void> {
    await findPlaces(source, account, signal);
    if (source.places === undefined || signal.aborted) {
      return;
    }
    source.search ??= new HistorySearch(this.#within(source.places), this.#plan.lookups, {
      history: events,
      clock: this.#needs.clock,
      onEvents: (found) => {
        if (this.#set.add(found).added > 0) {
          this.#tell();
        }
      },
      onProgress: () => {
        this.#changed.fire(undefined);
      },
    });
    await source.search.run(signal);
  }

  #regionsOf({ places = [], failure, search }: Source): readonly RegionCoverage[] {
    if (failure !== undefined) {
      return [failure];
    }
    const kind = search === undefined && this.#isCovered() ? 'done' : 'waiting';
    return (
      search?.regions ??
      this.#within(places).map(({ account, connection: { region } }) => ({
        account,
        region,
        state: { kind },
      }))
    );
  }

  /** The places whose events can pass the query. */
  #within(places: readonly SearchPlace[]): readonly SearchPlace[] {
    const { regions, accounts } = this.#plan;
    return places.filter(
      ({ account, connection }) =>
        (regions?.includes(connection.region) ?? true) && (accounts?.includes(account) ?? true),
    );
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

/** The events, with pauses in which others get their turn: a million of them at once would stop the editor. */
async function* inTurns(events: Iterable<CloudTrailEvent>): AsyncGenerator<CloudTrailEvent> {
  let count = 0;
  for (const event of events) {
    yield event;
    count += 1;
    if (count % turn === 0) {
      await setImmediate();
    }
  }
}

/** Asks a connection, once, who it is and which Regions it has. */
async function findPlaces(source: Source, account: AccountReader, signal: AbortSignal): Promise<void> {
  if (source.places !== undefined) {
    return;
  }
  const { connection, regions } = source.listed;
  try {
    const { account: id } = await account.identity(connection, signal);
    const names = regions === 'enabled' ? (await account.regionChoices(connection, signal)).names : regions;
    source.places = names.map((region) => ({ account: id, connection: inRegion(connection, region) }));
    source.failure = undefined;
  } catch (thrown) {
    const { failure } = toTrailscopeError(thrown);
    const state = { kind: 'failed', reached: undefined, failure } as const;
    source.failure = isCancelled(thrown) ? undefined : { account: '', region: connection.region, state };
  }
}

/** Whether what was read for one plan has all that another one needs. */
function covers(
  done: LookupPlan,
  read: ExplorerData['range'],
  plan: LookupPlan,
  range: ExplorerData['range'],
): boolean {
  const isInside = (all: readonly string[] | undefined, some: readonly string[] | undefined): boolean =>
    all === undefined || (some?.every((each) => all.includes(each)) ?? false);
  const asked = (lookup: LookupPlan['lookups'][number]): string =>
    JSON.stringify([lookup.category ?? 'management', lookup.attribute]);
  const all = new Set(done.lookups.map(asked));
  const everythingOf = (category: string): string => JSON.stringify([category, undefined]);
  return (
    range.from >= read.from &&
    range.to <= read.to &&
    isInside(done.regions, plan.regions) &&
    isInside(done.accounts, plan.accounts) &&
    (done.reach === 'all' || plan.reach === 'listed') &&
    plan.lookups.every(
      (lookup) => all.has(asked(lookup)) || all.has(everythingOf(lookup.category ?? 'management')),
    )
  );
}
