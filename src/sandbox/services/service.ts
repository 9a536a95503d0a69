import type { JsonObject } from '../../core/json.ts';
import type { SampleState } from '../state/sample-state.ts';
import type { WireRequest } from '../wire/http.ts';
import type { PayloadOutput, Protocol } from '../wire/protocol.ts';

/** One call as an operation sees it. */
export interface Call {
  /** The account that is called. Operations read and change it. */
  readonly state: SampleState;
  /** The Region that the call was signed for; us-east-1 for a service with one endpoint for all. */
  readonly region: string;
  /** The members of the service's model. Nothing in them is checked yet. */
  readonly input: JsonObject;
  /** The bytes that come with the call; none where the operation takes none. */
  readonly payload: Uint8Array;
  /** Epoch milliseconds. */
  readonly time: number;
}

/** One operation of a service. */
export interface Operation {
  readonly readOnly: boolean;
  /** Calls a second per account and Region; more are answered with ThrottlingException. Absent for no limit. */
  readonly callsPerSecond?: number;
  /** The `eventName` of its records where it is not the operation's name. */
  readonly eventName?: string;
  /** Whether it is on what a resource holds, such as an object: recorded by trails that ask for it, not in history. */
  readonly isData?: boolean;
  /**
   * Does it and gives the output in the shape of the service's model.
   * @throws ServiceError with the code and message of the real service
   */
  run(call: Call): JsonObject | PayloadOutput;
  /**
   * What CloudTrail records as `requestParameters`. The default is the input with lower-case first letters, which is
   * what most services record; null for those that record nothing.
   */
  requestParameters?(input: JsonObject, call: RecordedCall): JsonObject | null;
  /** What CloudTrail records as `responseElements` of a write; by itself the output, as with the input. */
  responseElements?(output: JsonObject): JsonObject | null;
  /** The resources that the record names. */
  resources?(input: JsonObject, call: RecordedCall): readonly JsonObject[] | undefined;
}

/** What a record may tell of a call beside its input. */
export interface RecordedCall {
  readonly state: SampleState;
  readonly region: string;
  readonly request: WireRequest;
  readonly payload: Uint8Array;
  /** The members of the output; undefined for a call that failed. */
  readonly output: JsonObject | undefined;
}

/** A service of AWS: its name on the wire and in history, how it speaks, and what it can do. */
export interface Service {
  /** The name in a signature's credential scope, such as `cloudtrail`. */
  readonly signingName: string;
  /** The `eventSource` of its records, such as `cloudtrail.amazonaws.com`. */
  readonly eventSource: string;
  readonly protocol: Protocol;
  /** Whether it has one endpoint for all Regions, whose calls are recorded in us-east-1. */
  readonly isGlobal?: boolean;
  /** By name, such as `LookupEvents`. */
  readonly operations: Readonly<Record<string, Operation>>;
}
