import type { EventLookup } from '../ports.ts';
import type { EventFilter } from './event-filter.ts';

/**
 * How a filter is asked of LookupEvents, which takes one attribute and compares whole values. The events that pass the
 * filter are among the answers to all of `lookups` together; the filter itself, run here over the answers, gives
 * exactly them. One event can be among several answers: they are told apart by their ids.
 */
export interface LookupPlan {
  /**
   * What to ask in each Region: one lookup, or a few where the filter names a few values of an attribute, or where both
   * management and Insights events can pass. Empty where nothing that LookupEvents has can pass (data events, times
   * that exclude each other).
   */
  readonly lookups: readonly EventLookup[];
  /** The only Regions whose events can pass; undefined for all. */
  readonly regions: readonly string[] | undefined;
  /** The only accounts whose events can pass; undefined for all. */
  readonly accounts: readonly string[] | undefined;
  /** What is left to do here: the part of the filter that the service did not do. Everything, if it did all. */
  readonly rest: EventFilter;
  /** Whether all that passes the filter is among the answers; `listed` where only what the service lists is. */
  readonly reach: 'all' | 'listed';
}

/** The ways to ask for one filter. */
export interface LookupPlans {
  /** Finds all that passes. */
  readonly complete: LookupPlan;
  /**
   * Much faster, for a filter by resource: the service looks the resource up, but only finds events with which it
   * lists it by this very name. Undefined where {@link complete} is as fast.
   */
  readonly quick: LookupPlan | undefined;
}
