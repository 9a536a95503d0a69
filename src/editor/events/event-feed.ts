import type { Connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { toTrailscopeError, type TrailscopeError } from '../../core/failures/failure.ts';
import type { EventHistory, EventPage } from '../../core/ports.ts';
import { Emitter } from '../emitter.ts';
import { isWanted, type PlannedLookup } from './event-query.ts';

/** Where a feed stands; `stopped` is after the user stopped it. */
export type FeedStatus = 'idle' | 'loading' | 'more' | 'complete' | 'stopped' | 'failed';

/**
 * How many pages one request for more may read while none of their events is wanted. At two pages a second, the
 * service's limit, that is five seconds; then the user says whether to go on.
 */
const mostPagesInVain = 10;

/**
 * The events of one lookup, page by page, newest first. It can be stopped and can fail, and goes on from where it
 * came to: the service's own paging ends with the first failure.
 */
export class EventFeed {
  readonly #history: () => Promise<EventHistory>;
  readonly #connection: Connection;
  readonly #plan: PlannedLookup;
  readonly #changed = new Emitter<undefined>();
  readonly #seen = new Set<string>();
  readonly #events: CloudTrailEvent[] = [];
  #status: FeedStatus = 'idle';
  #error: TrailscopeError | undefined;
  #pages: AsyncIterator<EventPage> | undefined;
  #abort = new AbortController();
  #reached: number | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(history: () => Promise<EventHistory>, connection: Connection, plan: PlannedLookup) {
    this.#history = history;
    this.#connection = connection;
    this.#plan = plan;
  }

  get connection(): Connection {
    return this.#connection;
  }

  get status(): FeedStatus {
    return this.#status;
  }

  /** Why the last load failed, while {@link status} is `failed`. */
  get error(): TrailscopeError | undefined {
    return this.#error;
  }

  /** The wanted events so far. */
  get events(): readonly CloudTrailEvent[] {
    return this.#events;
  }

  /** The time of the oldest event that was read, wanted or not; epoch milliseconds. */
  get reached(): number | undefined {
    return this.#reached;
  }

  /** Reads on until a page has wanted events, the end is reached, or ten pages were read in vain. Never throws. */
  async loadMore(): Promise<void> {
    if (this.#status === 'loading' || this.#status === 'complete') {
      return;
    }
    if (this.#pages === undefined) {
      this.#abort = new AbortController();
    }
    const { signal } = this.#abort;
    this.#error = undefined;
    this.#become('loading');
    try {
      const status = await this.#readOn(signal);
      this.#pages = status === 'more' ? this.#pages : undefined;
      this.#become(status);
    } catch (thrown) {
      this.#pages = undefined;
      this.#error = toTrailscopeError(thrown);
      this.#become(signal.aborted || this.#error.failure.kind === 'cancelled' ? 'stopped' : 'failed');
    }
  }

  /** Stops a load that is under way; the requests are aborted. Without one, what there is can still be read on. */
  stop(): void {
    if (this.#status === 'loading') {
      this.#abort.abort();
    }
  }

  async #readOn(signal: AbortSignal): Promise<FeedStatus> {
    for (let page = 0; page < mostPagesInVain; page++) {
      this.#pages ??= await this.#open(signal);
      const step = await this.#pages.next();
      if (signal.aborted) {
        return 'stopped';
      }
      const added = step.done === true ? 0 : this.#take(step.value.events);
      if (step.done === true || step.value.isLast) {
        return 'complete';
      }
      if (added > 0) {
        return 'more';
      }
      // Nothing to show yet, but how far back the search came.
      this.#become('loading');
    }
    return 'more';
  }

  async #open(signal: AbortSignal): Promise<AsyncIterator<EventPage>> {
    const history = await this.#history();
    const { lookup } = this.#plan;
    // After a failure: from the oldest event on, that moment included, since more events can share it.
    const rest = this.#reached === undefined ? lookup : { ...lookup, to: this.#reached };
    return history.lookup(this.#connection, rest, signal)[Symbol.asyncIterator]();
  }

  /** Takes the events that are wanted and new; the number of those. The service may give an event twice. */
  #take(events: readonly CloudTrailEvent[]): number {
    const before = this.#events.length;
    for (const event of events) {
      const key = event.id ?? JSON.stringify(event.record);
      if (!this.#seen.has(key)) {
        this.#seen.add(key);
        this.#reached = event.time ?? this.#reached;
        if (isWanted(this.#plan, event)) {
          this.#events.push(event);
        }
      }
    }
    return this.#events.length - before;
  }

  #become(status: FeedStatus): void {
    this.#status = status;
    this.#changed.fire(undefined);
  }
}
