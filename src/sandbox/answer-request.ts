import type { JsonObject } from '../core/json.ts';
import { sampleCaller } from './sample/cast.ts';
import { deliverDueLogs, recordForTrails } from './services/cloudtrail/log-files.ts';
import { services } from './services/registry.ts';
import type { Operation, Service } from './services/service.ts';
import { callRecord } from './state/call-record.ts';
import type { FaultEffect, Faults } from './state/faults.ts';
import type { RateLimiter } from './state/rate-limiter.ts';
import type { SampleState } from './state/sample-state.ts';
import { awsJson } from './wire/aws-json.ts';
import type { WireAnswer, WireRequest, WireResponse } from './wire/http.ts';
import { PayloadOutput } from './wire/protocol.ts';
import type { Protocol } from './wire/protocol.ts';
import { awsQuery } from './wire/query.ts';
import { s3RestXml } from './wire/s3-rest-xml.ts';
import { ServiceError } from './wire/service-error.ts';
import { credentialScope } from './wire/signature.ts';

/** What an account needs to answer requests. */
export interface Answering {
  readonly state: SampleState;
  /** Absent when calls are not limited. */
  readonly rates: RateLimiter | undefined;
  readonly refuse: ((call: CallFacts) => ServiceError | undefined) | undefined;
  readonly faults: Faults;
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
export function answerRequest(answering: Answering, request: WireRequest): WireAnswer {
  const { state } = answering;
  deliverDueLogs(state, state.clock.now());
  const requestId = state.newId();
  const scope = credentialScope(request.headers.get('authorization'));
  const service = scope === undefined ? undefined : services.get(scope.service);
  const protocol = service?.protocol ?? guessProtocol(request);
  const isHead = request.method === 'HEAD';
  try {
    if (scope === undefined) {
      throw protocol.unsigned();
    }
    const { operation: name, input, payload = new Uint8Array() } = protocol.parse(request);
    const operation = service === undefined ? undefined : operationOf(service, name);
    if (service === undefined || operation === undefined) {
      throw protocol.unknownOperation(name);
    }
    if (!state.regions.includes(scope.region)) {
      throw protocol.unknownCredentials();
    }
    const region = service.isGlobal === true ? 'us-east-1' : scope.region;
    const { accessKeyId } = scope;
    const call = { service, name, operation, input, payload, region, accessKeyId, request, requestId };
    return answerCall(answering, call, answering.faults.meet(service.signingName, name));
  } catch (thrown) {
    return { response: protocol.error(asServiceError(thrown), requestId, isHead), delay: 0 };
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
  readonly payload: Uint8Array;
  readonly region: string;
  readonly accessKeyId: string;
  readonly request: WireRequest;
  readonly requestId: string;
}

function answerCall(answering: Answering, call: RunnableCall, fault: FaultEffect | undefined): WireAnswer {
  const { protocol } = call.service;
  const isHead = call.request.method === 'HEAD';
  if (fault?.kind === 'drop') {
    return { response: undefined, delay: 0 };
  }
  let response: WireResponse;
  try {
    if (fault?.kind === 'throttle') {
      throw protocol.throttled();
    }
    const output = run(answering, call, fault);
    response =
      output instanceof PayloadOutput && protocol.payloadOutput !== undefined
        ? protocol.payloadOutput(call.name, output, call.requestId, isHead)
        : protocol.output(call.name, membersOf(output), call.requestId, isHead);
  } catch (thrown) {
    response = protocol.error(asServiceError(thrown), call.requestId, isHead);
  }
  return {
    response: fault?.kind === 'crash-after' ? undefined : response,
    delay: fault?.kind === 'delay' ? fault.milliseconds : 0,
  };
}

function run(
  answering: Answering,
  call: RunnableCall,
  fault: FaultEffect | undefined,
): JsonObject | PayloadOutput {
  const { state, rates, refuse } = answering;
  const { service, name, operation, input, payload, region, accessKeyId } = call;
  const time = state.clock.now();
  const rate = operation.callsPerSecond;
  if (rate !== undefined && rates?.take(`${service.signingName} ${name} ${region}`, rate, time) === false) {
    throw service.protocol.throttled();
  }
  let result: JsonObject | PayloadOutput | ServiceError;
  try {
    const refusal =
      fault?.kind === 'deny'
        ? service.protocol.denied(deniedMessage(service.signingName, name))
        : refuse?.({ service: service.signingName, operation: name, region, accessKeyId });
    result = refusal ?? operation.run({ state, region, input, payload, time });
  } catch (thrown) {
    result = asServiceError(thrown);
  }
  const output = result instanceof ServiceError ? result : membersOf(result);
  const record = callRecord({ ...call, operationName: name, output, state, time, eventId: state.newId() });
  state.history.append(record);
  recordForTrails(state, record, time);
  if (result instanceof ServiceError) {
    throw result;
  }
  return result;
}

function membersOf(output: JsonObject | PayloadOutput): JsonObject {
  return output instanceof PayloadOutput ? output.members : output;
}

function deniedMessage(service: string, operation: string): string {
  const action = `${service}:${operation}`;
  return `User: ${sampleCaller.arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
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
