import type { Clock } from '../../core/ports.ts';
import type { Bucket } from './bucket.ts';

import type { Lags } from './lags.ts';
import type { LogDelivery } from './log-batch.ts';
import type { Alias, Key, LogGroup, Organization, Role, Topic } from './resources.ts';
import type { SandboxHistory } from './sandbox-history.ts';
import type { SampleTrail } from './sample-trail.ts';

/** All that the sample account has. It lives in memory and goes with the process. */
export interface SampleState {
  readonly accountId: string;
  readonly accountAlias: string;
  /** Undefined for an account that is in no organization. */
  readonly organization: Organization | undefined;
  /** The names of the enabled Regions. */
  readonly regions: readonly string[];
  /** By name. */
  readonly buckets: Map<string, Bucket>;
  /** The names of buckets that other accounts have. */
  readonly foreignBuckets: ReadonlySet<string>;
  /** By ARN, as the following ones. */
  readonly keys: Map<string, Key>;
  readonly aliases: Map<string, Alias>;
  readonly logGroups: Map<string, LogGroup>;
  readonly topics: Map<string, Topic>;
  /** By name. */
  readonly roles: Map<string, Role>;
  /** Managed policies of the account by ARN, and their texts. */
  readonly managedPolicies: ReadonlyMap<string, string>;
  /** The trails, by ARN, in the order of their creation. */
  readonly trails: Map<string, SampleTrail>;
  readonly history: SandboxHistory;
  readonly delivery: LogDelivery;
  readonly lags: Lags;
  readonly clock: Clock;
  /** A new UUID. */
  readonly newId: () => string;
}
