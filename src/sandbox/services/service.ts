import type { JsonObject } from '../../core/json.ts';
import type { SampleState } from '../state/sample-state.ts';
import type { Protocol } from '../wire/protocol.ts';

/** One call as an operation sees it. */
export interface Call {
  /** The account that is called. Operations read and change it. */
  readonly state: SampleState;
  /** The Region that the call was signed for. */
  readonly region: string;
  /** The members of the service's model. Nothing in them is checked yet. */
  readonly input: JsonObject;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** One operation of a service. */
export interface Operation {
  readonly readOnly: boolean;
  /** Calls a second per account and Region; more are answered with ThrottlingException. Absent for no limit. */
  readonly callsPerSecond?: number;
  /**
   * Does it and gives the output in the shape of the service's model.
   * @throws ServiceError with the code and message of the real service
   */
  run(call: Call): JsonObject;
  /**
   * What CloudTrail records as `requestParameters`. The default is the input with lower-case first letters, which is
   * what most services record; null for those that record nothing.
   */
  requestParameters?(input: JsonObject): JsonObject | null;
  /** The resources that the record names. */
  resources?(input: JsonObject): readonly JsonObject[];
}

/** A service of AWS: its name on the wire and in history, how it speaks, and what it can do. */
export interface Service {
  /** The name in a signature's credential scope, such as `cloudtrail`. */
  readonly signingName: string;
  /** The `eventSource` of its records, such as `cloudtrail.amazonaws.com`. */
  readonly eventSource: string;
  readonly protocol: Protocol;
  /** By name, such as `LookupEvents`. */
  readonly operations: Readonly<Record<string, Operation>>;
}
