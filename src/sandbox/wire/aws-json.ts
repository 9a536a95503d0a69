import { isJsonObject } from '../../core/json.ts';
import type { JsonObject } from '../../core/json.ts';
import type { WireRequest, WireResponse } from './http.ts';
import type { OperationRequest, Protocol } from './protocol.ts';
import { ServiceError } from './service-error.ts';

/**
 * The AWS JSON 1.1 protocol: the operation in `X-Amz-Target`, JSON bodies, times as epoch seconds.
 * SDKs disagree on the target's prefix, as some put a package name before it, so only its last part counts.
 */
export const awsJson: Protocol = {
  parse(request: WireRequest): OperationRequest {
    const target = request.headers.get('x-amz-target') ?? '';
    const operation = target.slice(target.lastIndexOf('.') + 1);
    if (operation === '') {
      throw new ServiceError('UnknownOperationException', '');
    }
    return { operation, input: parseBody(request.body) };
  },

  output: (_operation, output, requestId) => response(200, output, requestId),

  error: (error, requestId) =>
    response(
      error.status,
      { __type: error.code, ...(error.message && { message: error.message }) },
      requestId,
    ),

  unknownOperation: () => new ServiceError('UnknownOperationException', ''),

  unknownCredentials: () =>
    new ServiceError('UnrecognizedClientException', 'The security token included in the request is invalid.'),

  unsigned: () => new ServiceError('MissingAuthenticationTokenException', 'Missing Authentication Token'),

  denied: (message) => new ServiceError('AccessDeniedException', message),

  throttled: () => new ServiceError('ThrottlingException', 'Rate exceeded'),
};

function parseBody(body: Uint8Array): JsonObject {
  if (body.length === 0) {
    return {};
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(body));
  } catch {
    value = undefined;
  }
  if (!isJsonObject(value)) {
    throw new ServiceError('SerializationException', '');
  }
  return value;
}

function response(status: number, body: JsonObject, requestId: string): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId },
    body: JSON.stringify(body),
  };
}
