import { isJsonObject } from '../../core/json.ts';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import { isoSeconds } from '../history/dates.ts';
import { sampleAccountId, sampleCaller } from '../sample/cast.ts';
import type { Operation, Service } from '../services/service.ts';
import type { WireRequest } from '../wire/http.ts';
import type { ServiceError } from '../wire/service-error.ts';
import type { SampleState } from './sample-state.ts';

/** A call that was made on the sandbox and how it ended. */
export interface FinishedCall {
  readonly service: Service;
  readonly operationName: string;
  readonly operation: Operation;
  readonly request: WireRequest;
  readonly input: JsonObject;
  readonly payload: Uint8Array;
  /** The members of the output, or the error. */
  readonly output: JsonObject | ServiceError;
  readonly state: SampleState;
  readonly region: string;
  readonly accessKeyId: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly requestId: string;
  readonly eventId: string;
}

/** The CloudTrail record of a call on the sandbox, its members in the service's order. */
export function callRecord(call: FinishedCall): JsonObject {
  const { service, operation, request, input, output, state, region, payload } = call;
  const error = output instanceof Error ? output : undefined;
  const members = output instanceof Error ? undefined : output;
  const recorded = { state, region, request, payload, output: members };
  const parameters = operation.requestParameters?.(input, recorded);
  const resources = operation.resources?.(input, recorded);
  const isData = operation.isData === true;
  return {
    eventVersion: '1.11',
    userIdentity: callerIdentity(call.accessKeyId, call.time),
    eventTime: isoSeconds(call.time),
    eventSource: service.eventSource,
    eventName: operation.eventName ?? call.operationName,
    awsRegion: region,
    sourceIPAddress: request.sourceAddress,
    userAgent: request.headers.get('user-agent') ?? '',
    ...(error && { errorCode: error.code, errorMessage: error.message }),
    requestParameters: parameters === undefined ? recordedMembers(input) : parameters,
    responseElements:
      members === undefined || operation.readOnly
        ? null
        : (operation.responseElements ?? recordedMembers)(members),
    ...(isData && { additionalEventData: transferred(request, members) }),
    requestID: call.requestId,
    eventID: call.eventId,
    readOnly: operation.readOnly,
    ...(resources !== undefined && { resources }),
    eventType: 'AwsApiCall',
    managementEvent: !isData,
    recipientAccountId: sampleAccountId,
    eventCategory: isData ? 'Data' : 'Management',
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: request.host,
    },
  };
}

/** How many bytes went in and out, as S3 tells of the objects that it takes and gives. */
function transferred({ body }: WireRequest, output: JsonObject | undefined): JsonObject {
  const out = output?.['ContentLength'];
  return {
    SignatureVersion: 'SigV4',
    CipherSuite: 'TLS_AES_128_GCM_SHA256',
    bytesTransferredIn: body.length,
    AuthenticationMethod: 'AuthHeader',
    bytesTransferredOut: typeof out === 'number' ? out : 0,
  };
}

/** Members as CloudTrail records them: names with a lower-case first letter; null when there are none. */
export function recordedMembers(value: JsonObject): JsonObject | null {
  const entries = Object.entries(value).filter(([, member]) => member !== undefined);
  return entries.length === 0 ? null : (recorded(value) as JsonObject);
}

function recorded(value: JsonValue): JsonValue {
  if (Array.isArray(value)) {
    return value.map(recorded);
  }
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name.charAt(0).toLowerCase() + name.slice(1),
        member === undefined ? undefined : recorded(member),
      ]),
    );
  }
  return value;
}

function callerIdentity(accessKeyId: string, time: number): JsonObject {
  const [roleId = ''] = sampleCaller.userId.split(':');
  const [, role = ''] = sampleCaller.arn.split('/');
  return {
    type: 'AssumedRole',
    principalId: sampleCaller.userId,
    arn: sampleCaller.arn,
    accountId: sampleAccountId,
    accessKeyId,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: roleId,
        arn: `arn:aws:iam::${sampleAccountId}:role/${role}`,
        accountId: sampleAccountId,
        userName: role,
      },
      attributes: { creationDate: isoSeconds(time - 600_000), mfaAuthenticated: 'false' },
    },
  };
}
