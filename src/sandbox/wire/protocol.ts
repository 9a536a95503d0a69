import type { JsonObject } from '../../core/json.ts';
import type { WireRequest, WireResponse } from './http.ts';
import type { ServiceError } from './service-error.ts';

/** The operation that a request names and its input, in the shape of the service's model. */
export interface OperationRequest {
  readonly operation: string;
  readonly input: JsonObject;
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
  error(error: ServiceError, requestId: string, head: boolean): WireResponse;
  /** What the service answers to an operation that it does not have. */
  unknownOperation(operation: string): ServiceError;
  /** What the service answers to credentials that it does not accept, such as those of a Region that is off. */
  unknownCredentials(): ServiceError;
  /** What the service answers to a request without a signature. */
  unsigned(): ServiceError;
}
