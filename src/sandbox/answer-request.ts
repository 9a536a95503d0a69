import type { JsonObject } from '../core/json.ts';
import { services } from './services/registry.ts';
import type { Operation, Service } from './services/service.ts';
import { callRecord } from './state/call-record.ts';
import type { RateLimiter } from './state/rate-limiter.ts';
import type { SampleState } from './state/sample-state.ts';
import { awsJson } from './wire/aws-json.ts';
import type { WireRequest, WireResponse } from './wire/http.ts';
import type { Protocol } from './wire/protocol.ts';
import { awsQuery } from './wire/query.ts';
import { s3RestXml } from './wire/s3-rest-xml.ts';
import { ServiceError } from './wire/service-error.ts';
import { credentialScope } from './wire/signature.ts';

/** What an account needs to answer requests. */
export interface Answering {
  readonly state: SampleState;
  readonly newId: () => string;
  /** Absent when calls are not limited. */
  readonly rates: RateLimiter | undefined;
  readonly refuse: ((call: CallFacts) => ServiceError | undefined) | undefined;
}

/** What there is to know of a call before it is run. */
export interface CallFacts {
  /** The signing name, such as `cloudtrail`. */
  readonly service: string;
  readonly operation: string;
  readonly region: string;
  readonly accessKeyId: string;
}

/** Answers one request: finds service and operation, runs it, and puts the call into history. */
export function answerRequest(answering: Answering, request: WireRequest): WireResponse {
  const requestId = answering.newId();
  const scope = credentialScope(request.headers.get('authorization'));
  const service = scope === undefined ? undefined : services.get(scope.service);
  const protocol = service?.protocol ?? guessProtocol(request);
  const isHead = request.method === 'HEAD';
  try {
    if (scope === undefined) {
      throw protocol.unsigned();
    }
    const { operation: name, input } = protocol.parse(request);
    const operation = service === undefined ? undefined : operationOf(service, name);
    if (service === undefined || operation === undefined) {
      throw protocol.unknownOperation(name);
    }
    if (!answering.state.regions.includes(scope.region)) {
      throw protocol.unknownCredentials();
    }
    const call = { ...scope, service, name, operation, input, request, requestId };
    return protocol.output(name, run(answering, call), requestId, isHead);
  } catch (thrown) {
    return protocol.error(asServiceError(thrown), requestId, isHead);
  }
}

/** Names come from the wire, and every object has members of its own beside those that we gave it. */
function operationOf({ operations }: Service, name: string): Operation | undefined {
  return Object.hasOwn(operations, name) ? operations[name] : undefined;
}

interface RunnableCall {
  readonly service: Service;
  readonly name: string;
  readonly operation: Operation;
  readonly input: JsonObject;
  readonly region: string;
  readonly accessKeyId: string;
  readonly request: WireRequest;
  readonly requestId: string;
}

function run(answering: Answering, call: RunnableCall): JsonObject {
  const { state, rates, refuse, newId } = answering;
  const { service, name, operation, input, region, accessKeyId, request, requestId } = call;
  const time = state.clock.now();
  const rate = operation.callsPerSecond;
  if (rate !== undefined && rates?.take(`${service.signingName} ${name} ${region}`, rate, time) === false) {
    throw new ServiceError('ThrottlingException', 'Rate exceeded');
  }
  let result: JsonObject | ServiceError;
  try {
    const refusal = refuse?.({ service: service.signingName, operation: name, region, accessKeyId });
    result = refusal ?? operation.run({ state, region, input, time });
  } catch (thrown) {
    result = asServiceError(thrown);
  }
  const eventId = newId();
  state.history.append(
    callRecord({
      service,
      operationName: name,
      operation,
      request,
      input,
      result,
      region,
      accessKeyId,
      time,
      requestId,
      eventId,
    }),
  );
  if (result instanceof ServiceError) {
    throw result;
  }
  return result;
}

/** A request for a service that is not here is refused in the way that the request itself speaks. */
function guessProtocol(request: WireRequest): Protocol {
  if (request.headers.has('x-amz-target')) {
    return awsJson;
  }
  const isForm =
    request.headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  return isForm ? awsQuery('', '') : s3RestXml;
}

function asServiceError(thrown: unknown): ServiceError {
  if (thrown instanceof ServiceError) {
    return thrown;
  }
  // A fault of the sandbox: an SDK must see what it would see of a fault of AWS, not an exception of ours.
  return new ServiceError('InternalFailure', thrown instanceof Error ? thrown.message : String(thrown), 500);
}
