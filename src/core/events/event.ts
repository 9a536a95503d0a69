import type { JsonObject } from '../json.ts';

/** The five categories of CloudTrail records, and `unknown` for a record that says none of them. */
export type EventKind = 'management' | 'data' | 'network-activity' | 'insight' | 'aggregated' | 'unknown';

/** Whether the call changed anything; `unknown` where the record does not say. */
export type Access = 'read' | 'write' | 'unknown';

/**
 * A CloudTrail record of any kind and version, normalised. A member that the record lacks, or has with the wrong
 * type, is undefined: nothing here throws, and `record`, with `original`, always has the whole truth.
 */
export interface CloudTrailEvent {
  readonly id: string | undefined;
  /** Epoch milliseconds; of an aggregated record the start of its window. */
  readonly time: number | undefined;
  readonly kind: EventKind;
  /** `eventVersion`, such as `1.11`. */
  readonly version: string | undefined;
  /** `eventType`, such as `AwsApiCall` or `AwsConsoleSignIn`. */
  readonly type: string | undefined;
  /** `eventSource`, such as `ec2.amazonaws.com`. */
  readonly source: string | undefined;
  /** `eventName`, such as `TerminateInstances`. */
  readonly name: string | undefined;
  readonly region: string | undefined;
  readonly access: Access;
  readonly actor: Actor;
  readonly sourceAddress: string | undefined;
  readonly userAgent: string | undefined;
  /** Set when the call failed, wherever in the record the service wrote that. */
  readonly error: EventError | undefined;
  readonly resources: readonly EventResource[];
  /** The account that received the event (`recipientAccountId`). */
  readonly accountId: string | undefined;
  readonly sharedId: string | undefined;
  /** The record as it came, but for what is nested too deeply; `{}` when it was not a JSON object. */
  readonly record: JsonObject;
  /** The text that came in place of a record, where `record` does not hold all of it; else undefined. */
  readonly original: string | undefined;
  /** What is wrong with the record, in English; undefined for a sound one. */
  readonly problem: string | undefined;
}

/** Whether no more is known of the event than its outline: not even whether the call succeeded. */
export function isUnread({ record }: CloudTrailEvent): boolean {
  return Object.keys(record).length === 0;
}

/** Why a call failed. */
export interface EventError {
  /** `AccessDenied`, or for a failed console sign-in `Failure`. */
  readonly code: string;
  readonly message: string | undefined;
}

/** A thing that the call was about. */
export interface EventResource {
  /** The name to show, such as `i-05c30218156bcc246` or `acme-audit`. */
  readonly name: string;
  /** The CloudFormation-like type where it is known, such as `AWS::EC2::Instance`. */
  readonly type: string | undefined;
  readonly arn: string | undefined;
  readonly accountId: string | undefined;
}

/** People and machines are told apart by this, never by the name alone. */
export type ActorKind = 'root' | 'user' | 'role' | 'service' | 'account' | 'unknown';

/** Who made the call (`userIdentity`, made readable). */
export interface Actor {
  readonly kind: ActorKind;
  /** The name to show, by the display rules of `actor.ts`; never empty. */
  readonly name: string;
  /** `userIdentity.type` as recorded. */
  readonly type: string | undefined;
  readonly arn: string | undefined;
  readonly accountId: string | undefined;
  readonly principalId: string | undefined;
  readonly accessKeyId: string | undefined;
  /** The AWS service that made the call on the actor's behalf, such as `cloudformation.amazonaws.com`. */
  readonly invokedBy: string | undefined;
  /** The role session, for calls with temporary credentials of a role. */
  readonly session: RoleSession | undefined;
  /** Whether the session or sign-in used multi-factor authentication; undefined where the record does not say. */
  readonly mfa: boolean | undefined;
  /** The console made the call for a person (`sessionCredentialFromConsole`). */
  readonly fromConsole: boolean;
}

/** A session of an assumed role. */
export interface RoleSession {
  readonly roleName: string;
  readonly roleArn: string | undefined;
  readonly sessionName: string | undefined;
  /** Epoch milliseconds at which the session's credentials were made. */
  readonly startedAt: number | undefined;
  /** Who is behind the session, where the session was made with a source identity. */
  readonly sourceIdentity: string | undefined;
}

/** One item of a LookupEvents answer, before normalisation. Everything is optional in the service's model. */
export interface LookupItem {
  readonly eventId?: string;
  readonly eventName?: string;
  /** `"true"` or `"false"`: the service sends a text. */
  readonly readOnly?: string;
  readonly accessKeyId?: string;
  /** Epoch milliseconds. */
  readonly eventTime?: number;
  readonly eventSource?: string;
  readonly username?: string;
  readonly resources?: readonly { readonly type?: string; readonly name?: string }[];
  /** The record itself, as a JSON text. */
  readonly cloudTrailEvent?: string;
}
