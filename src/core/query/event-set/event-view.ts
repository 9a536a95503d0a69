import type { CloudTrailEvent } from '../../events/event.ts';
import type { EventFilter } from '../event-filter.ts';
import type { FacetField } from '../facets.ts';

/** What of an event set is shown. */
export interface ViewOptions {
  readonly filter: EventFilter;
  /** What to leave out as noise; absent to leave nothing out. */
  readonly noise?: NoiseOptions;
  /** The time that relative times count from, epoch milliseconds. */
  readonly now: number;
}

/** What counts as noise. */
export interface NoiseOptions {
  /** Calls that only read. */
  readonly reads: boolean;
  /** What AWS services did by themselves or through their service-linked roles. */
  readonly services: boolean;
  /** Trailscope's own calls, by their user agent. */
  readonly trailscope: boolean;
  /** The user's own list. */
  readonly ignored: readonly EventFilter[];
}

/** Why how many events that pass the filter are left out. An event counts once, for the first reason that it has. */
export interface NoiseCounts {
  readonly total: number;
  readonly reads: number;
  readonly services: number;
  readonly trailscope: number;
  readonly ignored: number;
}

/** The events of a set that pass a filter, kept up to date as the set grows. */
export interface EventView {
  /** How many events pass and are not noise. */
  readonly count: number;
  /** How many pass and are left out as noise. */
  readonly hidden: NoiseCounts;
  /** The earliest and the latest time of what is shown; undefined where nothing with a time is. */
  readonly extent: { readonly from: number; readonly to: number } | undefined;
  /** The rows at the places `from` to `to` (exclusive) of the sorted view; fewer at its end. */
  rows(from: number, to: number, sort?: ViewSort): readonly EventRow[];
  /** The place of a row in the sorted view; undefined for a row that is not in it. */
  placeOf(row: number, sort?: ViewSort): number | undefined;
  /** Counts over time, in `count` bins of equal width between two times (epoch milliseconds, `to` exclusive). */
  bins(options: BinOptions): Bins;
  /** The most frequent values of a field, and how many events have them. */
  facets(field: FacetField, top: number): FacetCounts;
  /** All the events, in the order of the sort: for exports and investigations. */
  events(sort?: ViewSort): Iterable<CloudTrailEvent>;
}

/** A row of the table: an event, and the number by which the set knows it as long as it lives. */
export interface EventRow {
  readonly row: number;
  readonly event: CloudTrailEvent;
}

/** What the table can be sorted by: the time, or the first value of a facet field. Equal rows are newest first. */
export interface ViewSort {
  readonly by: 'time' | FacetField;
  readonly descending: boolean;
}

export interface BinOptions {
  /** Epoch milliseconds, inclusive. */
  readonly from: number;
  /** Epoch milliseconds, exclusive. */
  readonly to: number;
  /** How many bins; 1 to 10,000. */
  readonly count: number;
  readonly stackBy: 'outcome' | FacetField;
  /** How many values of a field get a stack of their own before the rest is put together; 6 by default. */
  readonly stacks?: number;
}

/** Counts over time, as stacks. */
export interface Bins {
  readonly from: number;
  readonly to: number;
  /** Milliseconds per bin. */
  readonly width: number;
  /** All stacks together, per bin. */
  readonly totals: readonly number[];
  /** The largest first; what is left of a field's values comes last, with `rest` as its kind. */
  readonly stacks: readonly Stack[];
}

export interface Stack {
  /** `value` for a value of the field, or `success` and `failure`; `none` without a value; `rest` for all others. */
  readonly kind: 'value' | 'none' | 'rest';
  readonly value: string;
  readonly label: string;
  readonly total: number;
  /** Per bin. */
  readonly counts: readonly number[];
}

/** The values of a field with their counts. */
export interface FacetCounts {
  readonly field: FacetField;
  /** The most frequent first; ties by value. */
  readonly values: readonly FacetCount[];
  /** How many different values there are, those in `values` included. */
  readonly distinct: number;
  /** How many events have no value. */
  readonly none: number;
}

export interface FacetCount {
  /** What {@link EventFilter} terms compare. */
  readonly value: string;
  /** What to show: bounded, on one line. */
  readonly label: string;
  readonly count: number;
}
