import type { Connection } from '../connection.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import { isCancelled, toTrailscopeError } from '../failures/failure.ts';
import type { EventHistory, EventLookup, EventPage } from '../ports.ts';
import type { RegionState } from '../query/coverage.ts';

/** What one reader tells while it reads. */
export interface RegionListener {
  /** The events of a page, newest first. Events of several lookups can come twice. */
  events(events: readonly CloudTrailEvent[]): void;
  /** The state has changed. */
  changed(): void;
}

/**
 * Reads the answers to some lookups from one Region, newest first, and can be stopped and go on where it was. Several
 * lookups are read side by side: always the one that is least far back, so that what was read is read completely.
 */
export class RegionReader {
  readonly #lookups: LookupReader[];
  readonly #listener: RegionListener;
  #state: RegionState = { kind: 'waiting' };
  /** The run that is under way; it never rejects. */
  #running: Promise<void> | undefined;

  constructor(
    history: EventHistory,
    connection: Connection,
    lookups: readonly EventLookup[],
    listener: RegionListener,
  ) {
    this.#lookups = lookups.map((lookup) => new LookupReader(history, connection, lookup));
    this.#listener = listener;
  }

  get state(): RegionState {
    return this.#state;
  }

  /** Whether there is nothing left to read. */
  get isDone(): boolean {
    return this.#state.kind === 'done';
  }

  /** Reads on, to the end, a failure or a cancellation. Never throws: what went wrong is in the state. */
  async run(signal: AbortSignal): Promise<void> {
    // One that was stopped may not have come to its end yet, and this one goes on after it.
    while (this.#running !== undefined) {
      await this.#running;
    }
    if (this.isDone || signal.aborted) {
      return;
    }
    this.#running = this.#runOn(signal);
    await this.#running;
  }

  async #runOn(signal: AbortSignal): Promise<void> {
    this.#become({ kind: 'reading', reached: this.#reached });
    try {
      await this.#readAll(signal);
      this.#become({ kind: 'done' });
    } catch (thrown) {
      const reached = this.#reached;
      const { failure } = toTrailscopeError(thrown);
      this.#become(isCancelled(thrown) ? { kind: 'paused', reached } : { kind: 'failed', reached, failure });
    } finally {
      this.#running = undefined;
    }
  }

  async #readAll(signal: AbortSignal): Promise<void> {
    for (let next = this.#next(); next !== undefined; next = this.#next()) {
      const { events } = await next.read(signal);
      if (events.length > 0) {
        this.#listener.events(events);
      }
      if (this.#next() !== undefined) {
        this.#become({ kind: 'reading', reached: this.#reached });
      }
    }
  }

  #next(): LookupReader | undefined {
    return this.#lookups
      .filter(({ isDone }) => !isDone)
      .reduce<LookupReader | undefined>(
        (latest, each) => (latest === undefined || each.frontier > latest.frontier ? each : latest),
        undefined,
      );
  }

  /** Everything from here on has been read; undefined before the first page of each lookup. */
  get #reached(): number | undefined {
    const frontiers = this.#lookups.filter(({ isDone }) => !isDone).map(({ frontier }) => frontier);
    const latest = Math.max(...frontiers);
    return Number.isFinite(latest) ? latest : undefined;
  }

  #become(state: RegionState): void {
    this.#state = state;
    this.#listener.changed();
  }
}

/** The pages of one lookup. After a failure it asks again from where it was. */
class LookupReader {
  readonly #source: { readonly history: EventHistory; readonly connection: Connection };
  readonly #lookup: EventLookup;
  #pages: AsyncIterator<EventPage> | undefined;
  #isDone = false;
  /** The time of the earliest event so far, epoch milliseconds; infinite before the first page. */
  frontier = Infinity;

  constructor(history: EventHistory, connection: Connection, lookup: EventLookup) {
    this.#source = { history, connection };
    this.#lookup = lookup;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  async read(signal: AbortSignal): Promise<EventPage> {
    // Times of events are whole seconds, and others of the last one may not have come yet: they come twice, not never.
    const to = Math.min(this.#lookup.to ?? Infinity, this.frontier);
    const lookup = { ...this.#lookup, ...(Number.isFinite(to) && { to }) };
    const { history, connection } = this.#source;
    this.#pages ??= history.lookup(connection, lookup, signal)[Symbol.asyncIterator]();
    try {
      const answer = await this.#pages.next();
      const page: EventPage = answer.done === true ? { events: [], isLast: true } : answer.value;
      const times = page.events.flatMap(({ time }) => time ?? []);
      this.frontier = Math.min(this.frontier, ...times);
      this.#isDone = page.isLast;
      return page;
    } catch (thrown) {
      this.#pages = undefined;
      throw thrown;
    }
  }
}
