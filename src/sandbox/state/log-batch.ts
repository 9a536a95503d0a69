import type { JsonObject } from '../../core/json.ts';

/** Records of one trail and Region that will be delivered as one log file. */
export interface LogBatch {
  readonly trailArn: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly dueAt: number;
  readonly records: JsonObject[];
}

/** What trails have recorded and not delivered yet. */
export interface LogDelivery {
  /** Milliseconds from the first record of a file until it is delivered. */
  readonly delay: number;
  /** By trail and Region, in the order in which they are due. */
  readonly batches: Map<string, LogBatch>;
}
