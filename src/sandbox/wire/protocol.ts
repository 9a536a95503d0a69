import type { JsonObject } from '../../core/json.ts';
import type { WireRequest, WireResponse } from './http.ts';
import type { ServiceError } from './service-error.ts';

/** The operation that a request names and its input, in the shape of the service's model. */
export interface OperationRequest {
  readonly operation: string;
  readonly input: JsonObject;
  /** The bytes of what the operation stores, where it takes any. */
  readonly payload?: Uint8Array;
}

/** The answer of an operation that gives bytes: they are the body, and the members travel as headers. */
export class PayloadOutput {
  readonly members: JsonObject;
  readonly payload: Uint8Array;

  constructor(members: JsonObject, payload: Uint8Array) {
    this.members = members;
    this.payload = payload;
  }
}

/** A service's way of speaking: how operations, outputs and errors look in HTTP. */
export interface Protocol {
  /**
   * The operation and input of a request.
   * @throws ServiceError for a request that cannot be read, with the code that the real service gives.
   */
  parse(request: WireRequest): OperationRequest;
  /** The answer to a call that worked. `head` is true for a HEAD request, whose answer has no body. */
  output(operation: string, output: JsonObject, requestId: string, head: boolean): WireResponse;
  /** The answer to a call that gives bytes; only a protocol whose services do so has it. */
  payloadOutput?(operation: string, output: PayloadOutput, requestId: string, head: boolean): WireResponse;
  error(error: ServiceError, requestId: string, head: boolean): WireResponse;
  /** What the service answers to an operation that it does not have. */
  unknownOperation(operation: string): ServiceError;
  /** What the service answers to credentials that it does not accept, such as those of a Region that is off. */
  unknownCredentials(): ServiceError;
  /** What the service answers to a request without a signature. */
  unsigned(): ServiceError;
  /** What the service answers to a caller who lacks a permission. */
  denied(message: string): ServiceError;
  /** What the service answers to calls that come too fast. */
  throttled(): ServiceError;
}
