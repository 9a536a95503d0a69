import type { JsonObject } from '../../core/json.ts';
import { sampleAccountId } from '../sample/cast.ts';
import { isoSeconds } from './dates.ts';
import type { Caller } from './identities.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/** An operation of a service as CloudTrail records it. */
export interface Operation {
  /** `eventSource`, such as `ec2.amazonaws.com`. */
  readonly source: string;
  /** `eventName`, such as `TerminateInstances` or `CreateFunction20150331`. */
  readonly name: string;
  readonly readOnly: boolean;
  /** The record version that the service writes. */
  readonly version: '1.08' | '1.09' | '1.10' | '1.11';
  /** The host name of the service's endpoint where it is not `service.region.amazonaws.com`. */
  readonly host?: string;
  readonly apiVersion?: string;
  /** Whether the service has one endpoint for all Regions, whose events are recorded in us-east-1. */
  readonly global?: boolean;
  /** Whether it is about what a resource holds, such as an object: event history has no such events, trails may. */
  readonly isData?: boolean;
}

/** One call: when, where, by whom, and what its ids are drawn from. */
export interface CallSite {
  readonly random: Random;
  readonly world: World;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly region: string;
  readonly caller: Caller;
  /** EC2 repeats it in `responseElements`. */
  readonly requestId: string;
}

/** What a call was asked and answered. Members that are absent are null or left out, as the service leaves them. */
export interface CallDetails {
  readonly requestParameters?: JsonObject | null;
  readonly responseElements?: JsonObject | null;
  readonly additionalEventData?: JsonObject;
  readonly serviceEventDetails?: JsonObject;
  readonly resources?: readonly JsonObject[];
  readonly eventType?: string;
  readonly sharedEventId?: string;
  /** A failed sign-in has a message and no code. */
  readonly error?: { readonly code?: string; readonly message?: string };
  /** The host name that the client asked for, where the call decides it (S3's virtual hosts). */
  readonly host?: string;
  /** The user agent, where the service writes it in a way of its own. */
  readonly userAgent?: string;
  /** Services other than S3 and sign-in have one in each record. */
  readonly requestId?: string | null;
}

/** The complete record of a call, its members in the order in which CloudTrail writes them. */
export function recordOf(operation: Operation, site: CallSite, details: CallDetails): JsonObject {
  const { caller } = site;
  const requestId = details.requestId === undefined ? site.requestId : details.requestId;
  return {
    eventVersion: operation.version,
    userIdentity: caller.identity,
    eventTime: isoSeconds(site.time),
    eventSource: operation.source,
    eventName: operation.name,
    awsRegion: site.region,
    sourceIPAddress: caller.address,
    userAgent: details.userAgent ?? caller.userAgent,
    ...(details.error?.code !== undefined && { errorCode: details.error.code }),
    ...(details.error?.message !== undefined && { errorMessage: details.error.message }),
    requestParameters: details.requestParameters ?? null,
    responseElements: details.responseElements ?? null,
    ...(details.additionalEventData && { additionalEventData: details.additionalEventData }),
    ...(requestId !== null && { requestID: requestId }),
    eventID: site.random.uuid(),
    readOnly: operation.readOnly,
    ...(details.resources && { resources: details.resources }),
    eventType: details.eventType ?? 'AwsApiCall',
    ...(operation.apiVersion !== undefined && { apiVersion: operation.apiVersion }),
    managementEvent: operation.isData !== true,
    recipientAccountId: sampleAccountId,
    ...(details.sharedEventId !== undefined && { sharedEventID: details.sharedEventId }),
    ...(caller.vpcEndpointId !== undefined && { vpcEndpointId: caller.vpcEndpointId }),
    ...(caller.vpcEndpointId !== undefined &&
      operation.version !== '1.08' && { vpcEndpointAccountId: sampleAccountId }),
    ...(details.serviceEventDetails && { serviceEventDetails: details.serviceEventDetails }),
    eventCategory: operation.isData === true ? 'Data' : 'Management',
    ...tlsDetails(operation, site, details),
    ...(caller.fromConsole && { sessionCredentialFromConsole: 'true' }),
  };
}

/** Calls that AWS makes for somebody reach the service inside AWS: their records say nothing of TLS. */
function tlsDetails(operation: Operation, site: CallSite, details: CallDetails): JsonObject | undefined {
  if (!site.caller.overTls) {
    return undefined;
  }
  const service = operation.source.slice(0, operation.source.indexOf('.'));
  const host = details.host ?? operation.host ?? `${service}.${site.region}.amazonaws.com`;
  return {
    tlsDetails: {
      tlsVersion: 'TLSv1.3',
      cipherSuite: 'TLS_AES_128_GCM_SHA256',
      clientProvidedHostHeader: host,
      ...(operation.version === '1.11' && site.caller.postQuantum && { keyExchange: 'X25519MLKEM768' }),
    },
  };
}
