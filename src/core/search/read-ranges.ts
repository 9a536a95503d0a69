import type { LookupPlan } from '../query/lookup-plan.ts';

/** Epoch milliseconds, both inclusive. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** The answers to a plan that were read from one place. */
interface ReadRange {
  readonly place: string;
  readonly plan: LookupPlan;
  /** What was asked, in the form of {@link asked}. */
  readonly asked: ReadonlySet<string>;
  readonly range: Range;
  /** When they were asked for, epoch milliseconds. */
  readonly readAt: number;
}

/**
 * How late an event may come into the event history, in milliseconds. Events come in no order, "typically" within
 * about 5 minutes of the call and without a promise (CloudTrail User Guide, on how often log files are delivered; it
 * said 15 minutes until 2023), and Insights events within 30 minutes of what they are about (on Insights). The longest
 * of these leaves room for a clock that is ahead here, too.
 */
export const latestArrival = 30 * 60_000;

/**
 * What was read of which place, so that nothing is read twice: a narrower question needs nothing, and a later one only
 * what may have come since.
 */
export class ReadRanges {
  #ranges: ReadRange[] = [];

  /**
   * Notes that all answers to a plan were read.
   *
   * @param place any text that is one for each account and Region
   * @param readAt when they were asked for
   */
  add(place: string, plan: LookupPlan, range: Range, readAt: number): void {
    const added = { place, plan, asked: new Set(plan.lookups.map(asked)), range, readAt };
    this.#ranges = this.#ranges.filter((each) => !hasAll(added, each.place, each.plan, each.range));
    this.#ranges.push(added);
  }

  /** Whether everything that a plan needs of a place was read. */
  covers(place: string, plan: LookupPlan, range: Range): boolean {
    return this.#ranges.some((read) => hasAll(read, place, plan, range));
  }

  /**
   * Before this time everything that a plan needs of a place was read, and so long ago that nothing has come since,
   * epoch milliseconds; undefined where that is not known of any of the range.
   */
  knownUntil(place: string, plan: LookupPlan, range: Range): number | undefined {
    const ends = this.#ranges
      .filter((read) => hasAll(read, place, plan, { from: range.from, to: range.from }))
      .map(settledUntil)
      .filter((end) => end > range.from);
    return ends.length === 0 ? undefined : Math.max(...ends);
  }

  /** From now on only that counts as read to which nothing can have come since. */
  settle(): void {
    this.#ranges = this.#ranges
      .map((read) => ({ ...read, range: { from: read.range.from, to: settledUntil(read) } }))
      .filter(({ range }) => range.from <= range.to);
  }

  clear(): void {
    this.#ranges = [];
  }
}

function settledUntil({ range, readAt }: ReadRange): number {
  return Math.min(range.to, readAt - latestArrival);
}

function asked({ category = 'management', attribute }: LookupPlan['lookups'][number]): string {
  return JSON.stringify([category, attribute]);
}

function hasAll(read: ReadRange, place: string, plan: LookupPlan, range: Range): boolean {
  return (
    read.place === place &&
    range.from >= read.range.from &&
    range.to <= read.range.to &&
    (read.plan.reach === 'all' || plan.reach === 'listed') &&
    plan.lookups.every(
      (lookup) =>
        read.asked.has(asked(lookup)) ||
        read.asked.has(asked({ ...(lookup.category !== undefined && { category: lookup.category }) })),
    )
  );
}
