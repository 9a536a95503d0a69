import type { CloudTrailEvent } from '../../events/event.ts';
import type { JsonObject } from '../../json.ts';
import type { EventColumns } from './event-columns.ts';

/** The rows of an event set, as far as filters and views need to know them. */
export interface RowSource {
  readonly size: number;
  readonly columns: EventColumns;
  /** Epoch milliseconds by row; NaN for an event without a time. */
  readonly times: Float64Array;
  idOf(row: number): string | undefined;
  /** The record as JSON writes it. */
  textOf(row: number): string;
  recordOf(row: number): JsonObject;
  eventOf(row: number): CloudTrailEvent;
  /** Whether the record as JSON is not all that is known of the event. */
  isKept(row: number): boolean;
  /** All rows, newest first. Valid until the set grows. */
  ordered(): Uint32Array;
  /** Newest first; rows of one time by their ids. */
  compare(left: number, right: number): number;
}
