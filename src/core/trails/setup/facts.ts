import type { CallerIdentity } from '../../connection.ts';
import type { JsonObject } from '../../json.ts';

/**
 * What was read from an account before a plan is made. Answers of AWS are kept as they were given, because guards
 * compare them with a second reading.
 */
export interface AccountFacts {
  /** Epoch milliseconds. */
  readonly readAt: number;
  readonly caller: CallerIdentity;
  /** What the account calls itself. */
  readonly alias: Fact<string>;
  /** The Regions that are enabled. */
  readonly regions: readonly string[];
  /** The trails that record the home Region, the shadows of other Regions' trails included. */
  readonly trails: readonly TrailFacts[];
  /** The trails that record a single other Region. */
  readonly elsewhere: readonly { readonly name: string; readonly arn: string; readonly homeRegion: string }[];
  /** Absent where the account is in none, or where nobody asked. */
  readonly organization: Fact<OrganizationFacts>;
  readonly bucket: Fact<BucketFacts>;
  readonly key: Fact<KeyFacts>;
  /** The key that encrypts the existing topic, where it is not AWS's own. */
  readonly topicKey: Fact<KeyFacts>;
  readonly topic: Fact<TopicFacts>;
  readonly logGroup: Fact<LogGroupFacts>;
  readonly role: Fact<RoleFacts>;
}

/** What is known of something: its value, that it does not exist, or why it could not be read. */
export type Fact<Value> =
  | { readonly kind: 'known'; readonly value: Value }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly reason: string; readonly isDenied: boolean };

export interface TrailFacts {
  /** As DescribeTrails tells it. */
  readonly description: JsonObject;
  /** As GetEventSelectors tells them. */
  readonly selectors: Fact<JsonObject>;
  /** As GetInsightSelectors tells them. */
  readonly insights: Fact<JsonObject>;
  readonly isLogging: Fact<boolean>;
  readonly manager?: Manager;
}

export interface OrganizationFacts {
  readonly id: string;
  readonly managementAccount: string;
  readonly hasAllFeatures: boolean;
  /** Whether CloudTrail has trusted access. */
  readonly trustsCloudTrail: Fact<boolean>;
  /** Accounts that may manage CloudTrail for the organization. */
  readonly delegates: Fact<readonly string[]>;
}

export interface BucketFacts {
  readonly name: string;
  readonly region: string;
  readonly policy: Fact<string>;
  readonly encryption: Fact<JsonObject>;
  readonly publicAccessBlock: Fact<JsonObject>;
  readonly versioning: Fact<JsonObject>;
  readonly ownership: Fact<JsonObject>;
  readonly logging: Fact<JsonObject>;
  readonly lifecycle: Fact<JsonObject>;
  readonly objectLock: Fact<JsonObject>;
  readonly isRequesterPays: Fact<boolean>;
  readonly manager?: Manager;
}

export interface KeyFacts {
  readonly arn: string;
  readonly region: string;
  readonly account: string;
  /** `Enabled`, `Disabled`, `PendingDeletion` ... */
  readonly state: string;
  /** `SYMMETRIC_DEFAULT` for all keys that can encrypt log files. */
  readonly spec: string;
  readonly isAwsManaged: boolean;
  readonly rotates: Fact<boolean>;
  readonly policy: Fact<string>;
  readonly manager?: Manager;
}

export interface TopicFacts {
  readonly arn: string;
  readonly policy: Fact<string>;
  /** The id, ARN or alias of the key that encrypts it. */
  readonly key?: string;
  readonly manager?: Manager;
}

export interface LogGroupFacts {
  readonly name: string;
  /** With `:*` at its end. */
  readonly arn: string;
  readonly retentionDays?: number;
  readonly manager?: Manager;
}

export interface RoleFacts {
  readonly arn: string;
  readonly name: string;
  readonly trust: string;
  /** Inline policies by name; absent where they could not be read. */
  readonly inline: Fact<Readonly<Record<string, string>>>;
  readonly attachedPolicies: Fact<readonly string[]>;
  readonly manager?: Manager;
}

/** Who manages something, by the tags that they leave; `unknown` where the tags could not be read. */
export interface Manager {
  readonly kind: 'cloudformation' | 'terraform' | 'control-tower' | 'organization' | 'unknown';
  /** The stack's name or what else tells it; of `unknown` the reason. */
  readonly name: string;
}

/** The value, where it is known. */
export function known<Value>(fact: Fact<Value>): Value | undefined {
  return fact.kind === 'known' ? fact.value : undefined;
}
