import { setImmediate } from 'node:timers/promises';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { everything, type EventFilter } from '../../core/query/event-filter.ts';
import { EventSet } from '../../core/query/event-set/event-set.ts';
import type { EventView, ViewOptions } from '../../core/query/event-set/event-view.ts';
import { compileFilter, type Predicate } from '../../core/query/matches.ts';
import { printFilter } from '../../core/query/print-filter.ts';
import { CompressedRecords } from './compressed-records.ts';

/** So many events are handed out before others get their turn. */
const turn = 500;

/**
 * The events that an explorer keeps, up to a number. When that is reached, room can be made by keeping those alone that
 * a filter asks for.
 */
export class KeptEvents {
  /** How many events are kept at most; the rest of a page comes on top. */
  readonly limit: number;
  #set = new EventSet(new CompressedRecords());
  #all: EventView | undefined;
  /** What was left out on the way since room was made; undefined where nothing was. */
  #only: { readonly filter: EventFilter; readonly passes: Predicate<CloudTrailEvent> } | undefined;

  constructor(limit: number) {
    this.limit = limit;
  }

  get size(): number {
    return this.#set.size;
  }

  get isFull(): boolean {
    return this.#set.size >= this.limit;
  }

  /** Whether some events may be missing that pass this filter, because room was made for those of another one. */
  lacks(filter: EventFilter): boolean {
    return this.#only !== undefined && printFilter(this.#only.filter) !== printFilter(filter);
  }

  /** All events. */
  get all(): EventView {
    return (this.#all ??= this.#set.view({ filter: everything, now: 0 }));
  }

  /** Takes events, each once; whether there was one that is kept now and was not before. */
  add(events: readonly CloudTrailEvent[]): boolean {
    const only = this.#only;
    return this.#set.add(only === undefined ? events : events.filter(only.passes)).added > 0;
  }

  /** Takes what comes whatever it is, again. */
  keepAll(): void {
    this.#only = undefined;
  }

  /** Lets relative times count from another time, epoch milliseconds. */
  countFrom(now: number): void {
    this.#only &&= { filter: this.#only.filter, passes: compileFilter(this.#only.filter, now) };
  }

  view(options: ViewOptions): EventView {
    return this.#set.view(options);
  }

  /** The event of a row; undefined where there is none. */
  eventOf(row: number): CloudTrailEvent | undefined {
    return row < this.#set.size ? this.#set.eventOf(row) : undefined;
  }

  /**
   * Keeps the events alone that pass a filter, now and from now on: rows get other numbers, and views are of no more
   * use. False, and nothing is changed, where they are too many as well, or when the signal aborts.
   *
   * @param now the time that relative times count from, epoch milliseconds
   */
  async makeRoom(filter: EventFilter, now: number, signal: AbortSignal): Promise<boolean> {
    const wanted = this.#set.view({ filter, now });
    if (wanted.count >= this.limit) {
      return false;
    }
    const set = new EventSet(new CompressedRecords());
    for await (const event of inTurns(wanted.events())) {
      if (signal.aborted) {
        return false;
      }
      set.add([event]);
    }
    this.#set = set;
    this.#all = undefined;
    this.#only = { filter, passes: compileFilter(filter, now) };
    return true;
  }
}

/** The events, with pauses in which others get their turn: a million of them at once would stop the editor. */
export async function* inTurns(events: Iterable<CloudTrailEvent>): AsyncGenerator<CloudTrailEvent> {
  let count = 0;
  for (const event of events) {
    yield event;
    count += 1;
    if (count % turn === 0) {
      await setImmediate();
    }
  }
}
