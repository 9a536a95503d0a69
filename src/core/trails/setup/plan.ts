import type { JsonObject, JsonValue } from '../../json.ts';

/**
 * What is going to be done to an account, as data: it is shown, kept in a journal, run, and undone. Every text is in
 * the user's language.
 */
export interface Plan {
  readonly kind: 'create-trail' | 'start-logging' | 'stop-logging';
  readonly trail: { readonly name: string; readonly arn: string; readonly region: string };
  /** Who the plan was made for; no one else may run it. `caller` is an ARN; another session of its role may. */
  readonly account: string;
  readonly caller: string;
  readonly steps: readonly Step[];
  /** Why the plan must not run; empty for one that may. */
  readonly refusals: readonly Notice[];
  readonly warnings: readonly Notice[];
}

/**
 * What calls in its home Region name a trail by: its name, but for a trail that a delegate makes for its organization,
 * which belongs to another account.
 */
export function trailId(arn: string, account: string): string {
  return arn.split(':')[4] === account ? (arn.split('/').at(-1) ?? arn) : arn;
}

/** Something to know before the plan runs. */
export interface Notice {
  readonly id: NoticeId;
  readonly message: string;
}

export type NoticeId =
  | 'bad-answer'
  | 'trail-exists'
  | 'trail-quota'
  | 'second-copy'
  | 'records-own-delivery'
  | 'bucket-taken'
  | 'bucket-missing'
  | 'bucket-of-other-account'
  | 'requester-pays'
  | 'thing-exists'
  | 'thing-missing'
  | 'not-read'
  | 'managed'
  | 'policy-denies'
  | 'policy-too-long'
  | 'policy-unreadable'
  | 'key-disabled'
  | 'key-region'
  | 'key-kind'
  | 'topic-encryption'
  | 'not-in-organization'
  | 'organization-not-allowed'
  | 'nobody-records'
  | 'digest-chain'
  | 'already-so';

/** One call of AWS's API. `input` has the members of the service's model; expected bucket owners are among them. */
export interface Call {
  readonly service: ServiceId;
  readonly operation: string;
  readonly region: string;
  /** May hold {@link Reference}s, which are replaced when the step runs. */
  readonly input: JsonObject;
}

export type ServiceId = 'cloudtrail' | 'iam' | 'kms' | 'logs' | 'organizations' | 's3' | 'sns' | 'sts';

/** Stands in an input for something that an earlier step makes, such as the ARN of a key. */
export interface Reference extends JsonObject {
  /** The id of the step. */
  readonly fromStep: string;
  /** The member of its answer, such as `KeyMetadata.Arn`. */
  readonly member: string;
}

export interface Step {
  /** Unique in the plan, such as `bucket-policy`. */
  readonly id: string;
  readonly call: Call;
  /** The IAM actions that the call needs. */
  readonly actions: readonly string[];
  readonly why: string;
  readonly cost: Cost;
  /** What must still be so when the step runs. */
  readonly before: readonly Guard[];
  /** How to tell whether a call took effect whose answer was lost; absent where repeating it does no harm. */
  readonly took?: Took;
  readonly undo: Undo;
  /** The ARN or name of what comes into being. */
  readonly makes?: string;
  /** A change of an existing policy, for a diff: the text before (null for none) and after. */
  readonly changes?: { readonly of: string; readonly before: string | null; readonly after: string };
  /** Error codes that only mean that an earlier step is not visible everywhere yet. */
  readonly retryOn: readonly string[];
}

export interface Cost {
  /** `unknown` where it depends on what happens later. */
  readonly kind: 'free' | 'known' | 'unknown';
  readonly text: string;
}

/** A value of the account, and how to read it. Missing things and missing members are null. */
export interface Reading {
  readonly call: Call;
  /** Members from the answer down to the value; none for whether the call succeeds, which gives true. */
  readonly at: readonly string[];
  /** In a list at `at`, the item that has this value in this member; all of its other members are left out. */
  readonly where?: { readonly member: string; readonly equals: string };
  /** Error codes that mean that it does not exist. */
  readonly absent: readonly string[];
}

/** A condition on the account: the value is one of these. Texts that hold JSON are compared as JSON. */
export interface Guard {
  readonly read: Reading;
  readonly oneOf: readonly JsonValue[];
  /** What it means that it is another, as a sentence. */
  readonly otherwise: string;
}

/** How to find out whether a step took effect. */
export type Took =
  | { readonly kind: 'value'; readonly guard: Guard }
  /** A key by its description, which no other key has; `members` are those of the answer that later steps refer to. */
  | { readonly kind: 'key'; readonly description: string };

export type Undo =
  /** Calls that take it back, each only while its guards hold. */
  | { readonly kind: 'calls'; readonly calls: readonly UndoCall[]; readonly text: string }
  /** Removes a bucket that holds nothing but CloudTrail's own empty folder objects. */
  | {
      readonly kind: 'bucket';
      readonly bucket: string;
      readonly owner: string;
      readonly region: string;
      /** The beginning of all keys of CloudTrail's folders: the prefix with its slash and `AWSLogs/`. */
      readonly folder: string;
      readonly only: readonly Guard[];
      readonly text: string;
    }
  /** Removes a log group in which there are no streams but CloudTrail's own. */
  | {
      readonly kind: 'log-group';
      readonly group: string;
      readonly region: string;
      /** The beginnings of the names of CloudTrail's streams for the trail. */
      readonly streams: readonly string[];
      readonly text: string;
    }
  /** Puts a policy back; where somebody has changed it meanwhile, takes only our statements out of it. */
  | {
      readonly kind: 'policy';
      readonly read: Reading;
      readonly wrote: string;
      /** Null where there was none. */
      readonly before: string | null;
      readonly added: readonly JsonObject[];
      readonly put: Call;
      /** The member of the input of `put` that takes the policy. */
      readonly member: string;
      /** For a policy without statements; absent where there must be one. */
      readonly remove?: Call;
      readonly text: string;
    }
  /** Goes with the undo of an earlier step. */
  | { readonly kind: 'with'; readonly step: string; readonly text: string }
  | { readonly kind: 'none'; readonly text: string };

export interface UndoCall {
  readonly call: Call;
  readonly only: readonly Guard[];
  /** Codes that mean that it is gone already. */
  readonly gone: readonly string[];
}

/** The id of the step after which nothing is undone any more: what is recorded is kept. */
export const historyBegins = 'start-logging';
