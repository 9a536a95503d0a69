import type { Connection } from '../connection.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import type { Clock, EventHistory, EventLookup } from '../ports.ts';
import type { RegionCoverage } from '../query/coverage.ts';
import { RegionReader } from './region-reader.ts';

/** A Region of an account to read. */
export interface SearchPlace {
  /** The 12-digit id. */
  readonly account: string;
  /** In that Region. */
  readonly connection: Connection;
  /** What is older was read before, epoch milliseconds; absent where nothing was. */
  readonly known?: number;
}

/** What a search needs and whom it tells. */
export interface SearchNeeds {
  readonly history: EventHistory;
  readonly clock: Clock;
  /** Takes the events of a page. One event can come several times, from several lookups. */
  readonly onEvents: (events: readonly CloudTrailEvent[], place: SearchPlace) => void;
  /** Is called when a Region got further, failed, or ended. */
  readonly onProgress: () => void;
}

/** LookupEvents goes back 90 days. */
export const historyMilliseconds = 90 * 24 * 3_600_000;

/**
 * Reads the event history of many Regions at once, each at the rate that the service allows it, newest first. Can be
 * paused and go on; a Region that fails costs nothing but itself, and is tried again when the search goes on.
 */
export class HistorySearch {
  readonly #places: readonly { readonly place: SearchPlace; readonly reader: RegionReader }[];
  readonly #from: number;
  readonly #to: number;
  readonly #clock: Clock;
  #running = 0;
  /** Since when it runs, and how long it ran before, in milliseconds. */
  #since: number | undefined;
  #ran = 0;

  /** @param lookups what is asked in each Region; none where nothing can be found */
  constructor(places: readonly SearchPlace[], lookups: readonly EventLookup[], needs: SearchNeeds) {
    const { history, clock, onEvents, onProgress } = needs;
    const now = clock.now();
    this.#clock = clock;
    this.#to = Math.min(now, Math.max(...lookups.map(({ to }) => to ?? now)));
    this.#from = Math.max(now - historyMilliseconds, Math.min(...lookups.map(({ from }) => from ?? 0)));
    this.#places = places.map((place) => ({
      place,
      reader: new RegionReader(
        history,
        place.connection,
        lookups.map((lookup) => within(lookup, this.#begin(place))).filter(isPossible),
        {
          events: (events) => {
            onEvents(events, place);
          },
          changed: onProgress,
        },
      ),
    }));
  }

  /** The range that is read, epoch milliseconds, both inclusive. */
  get range(): { readonly from: number; readonly to: number } {
    return { from: this.#from, to: this.#to };
  }

  get regions(): readonly RegionCoverage[] {
    return this.#places.map(({ place, reader }) => ({
      account: place.account,
      region: place.connection.region,
      state: reader.state,
      ...(place.known !== undefined && { known: place.known }),
    }));
  }

  get isRunning(): boolean {
    return this.#running > 0;
  }

  /** Whether every Region was read to its end. */
  get isDone(): boolean {
    return this.#places.every(({ reader }) => reader.isDone);
  }

  /**
   * Reads on in every Region that is not at its end; resolves when all have ended or failed, or soon after the signal
   * aborts. Can be called again then.
   */
  async run(signal: AbortSignal): Promise<void> {
    this.#since ??= this.#clock.now();
    this.#running += 1;
    try {
      await Promise.all(this.#places.map(({ reader }) => reader.run(signal)));
    } finally {
      this.#running -= 1;
      if (this.#running === 0) {
        this.#ran += this.#clock.now() - this.#since;
        this.#since = undefined;
      }
    }
  }

  /**
   * How long the rest may take, in milliseconds, judged by the time that the part before took; undefined while nothing
   * can be told. The slowest Region counts.
   */
  get remaining(): number | undefined {
    const passed = this.#ran + (this.#since === undefined ? 0 : this.#clock.now() - this.#since);
    const estimates = this.#places.flatMap(({ place, reader: { state } }) => {
      if (state.kind !== 'reading' || state.reached === undefined) {
        return [];
      }
      const done = this.#to - state.reached;
      return done <= 0 ? [] : [(passed * Math.max(state.reached - this.#begin(place), 0)) / done];
    });
    return estimates.length === 0 ? undefined : Math.max(...estimates);
  }

  /** How far back a place is read, epoch milliseconds. */
  #begin({ known = this.#from }: SearchPlace): number {
    return Math.max(this.#from, known);
  }
}

/** The service refuses a range that ends before it begins, as one that is all before its history. */
function isPossible({ from, to }: EventLookup): boolean {
  return from === undefined || to === undefined || from <= to;
}

/** The lookup within the range that the service has. */
function within(lookup: EventLookup, from: number): EventLookup {
  return { ...lookup, from: Math.max(lookup.from ?? 0, from) };
}
