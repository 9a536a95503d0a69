import type { EventKind } from '../events/event.ts';
import type { Failure } from '../failures/failure.ts';
import type { NoiseCounts } from './event-set/event-view.ts';

/** What an answer is based on, and what it could not see. Every answer carries one. */
export interface Coverage {
  /** The range that was asked for, epoch milliseconds, both inclusive. */
  readonly asked: { readonly from: number; readonly to: number };
  /** The kinds of events that the source can have: LookupEvents has no data events. */
  readonly kinds: readonly EventKind[];
  readonly regions: readonly RegionCoverage[];
  /** What passes the filter and is left out as noise. */
  readonly hidden: NoiseCounts | undefined;
}

/** How far one Region of one account has been read. */
export interface RegionCoverage {
  readonly account: string;
  readonly region: string;
  readonly state: RegionState;
  /**
   * Everything older than this was read before, epoch milliseconds: the state is that of reading what has come since.
   * Absent where nothing was.
   */
  readonly known?: number;
}

export type RegionState =
  /** Nothing has been asked yet. */
  | { readonly kind: 'waiting' }
  /** Read from the latest time back to `reached` (epoch milliseconds); undefined before the first page. */
  | { readonly kind: 'reading'; readonly reached: number | undefined }
  /** Stopped by the user at `reached`. */
  | { readonly kind: 'paused'; readonly reached: number | undefined }
  /** Read to its end. */
  | { readonly kind: 'done' }
  /** Stopped by a fault, at `reached`. */
  | { readonly kind: 'failed'; readonly reached: number | undefined; readonly failure: Failure };
