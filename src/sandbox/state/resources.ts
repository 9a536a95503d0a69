import type { JsonObject } from '../../core/json.ts';
import type { Propagating } from './propagating.ts';

/** A customer-managed key. */
export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly description: string;
  readonly multiRegion: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly policy: Propagating<string>;
  readonly tags: Map<string, string>;
  isEnabled: boolean;
  isRotated: boolean;
  /** Epoch milliseconds; set while the key waits to be deleted. */
  deletedAt: number | undefined;
}

/** An alias of a key. */
export interface Alias {
  /** With `alias/` before it. */
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly keyId: string;
  readonly createdAt: number;
}

/** A log group of CloudWatch Logs. */
export interface LogGroup {
  readonly name: string;
  /** Without the `:*` that most operations answer it with. */
  readonly arn: string;
  readonly region: string;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  /** The names of its streams. */
  readonly streams: Set<string>;
  retentionInDays: number | undefined;
  kmsKeyArn: string | undefined;
}

/** A topic of SNS. */
export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly region: string;
  readonly policy: Propagating<string>;
  /** Attributes that were set, beside the policy: `DisplayName`, `KmsMasterKeyId` ... */
  readonly attributes: Map<string, string>;
  readonly tags: Map<string, string>;
}

/** A role. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly arn: string;
  readonly path: string;
  readonly description: string | undefined;
  readonly maxSessionDuration: number;
  readonly boundaryArn: string | undefined;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
  /** The trust policy; undefined for others while the role is new to them. */
  readonly trust: Propagating<string | undefined>;
  /** The inline policies, by name. */
  readonly policies: Propagating<ReadonlyMap<string, string>>;
}

/** What the account is to its organization. */
export interface Organization {
  readonly id: string;
  readonly managementAccountId: string;
  readonly featureSet: 'ALL' | 'CONSOLIDATED_BILLING';
  /** The principals of the services that have trusted access. */
  readonly trustedServices: readonly string[];
  /** The accounts that may administer a service, by its principal. */
  readonly delegatedAdministrators: readonly JsonObject[];
}
