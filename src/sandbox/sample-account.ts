import type { JsonObject } from '../core/json.ts';
import type { Clock } from '../core/ports.ts';
import { answerRequest } from './answer-request.ts';
import type { CallFacts } from './answer-request.ts';
import { generateHistory, sampleHistory } from './history/generate-history.ts';
import { sampleAccountAlias, sampleAccountId, sampleRegions } from './sample/cast.ts';
import { foreignBuckets, sampleOrganization, sampleResources } from './sample/sample-resources.ts';
import { initialTrails } from './sample/sample-trails.ts';
import { Faults } from './state/faults.ts';
import type { Fault } from './state/faults.ts';
import { idSource } from './state/id-source.ts';
import type { Lags } from './state/lags.ts';
import { RateLimiter } from './state/rate-limiter.ts';
import type { Organization } from './state/resources.ts';
import { SandboxHistory } from './state/sandbox-history.ts';
import type { SampleState } from './state/sample-state.ts';
import { snapshotOf } from './state/snapshot.ts';
import type { WireAnswer, WireRequest } from './wire/http.ts';
import type { ServiceError } from './wire/service-error.ts';

/** What a sample account is made from. */
export interface SampleAccountOptions {
  /** The time of all that happens in the account; the 90 days of its history end when it is made. */
  readonly clock: Clock;
  /** What history and ids are drawn from. The same seed and clock give the same account. */
  readonly seed?: number;
  /** The records of the past, oldest first, in place of the generated ones. */
  readonly history?: () => Iterable<JsonObject>;
  /** Milliseconds until a call made on the account can be looked up; 0 when absent. AWS takes some minutes. */
  readonly recordDelay?: number;
  /** Whether calls beyond the service's rates are refused, as AWS does. True when absent; needs a clock that moves. */
  readonly throttles?: boolean;
  /** What goes wrong with which calls. For tests. */
  readonly faults?: readonly Fault[];
  /** How long services do not see what was changed in others. At once when absent. */
  readonly lags?: Lags;
  /** Milliseconds from a call until trails that log it deliver the log file; 5 seconds when absent. */
  readonly deliveryDelay?: number;
  /** What differs from the organization that the account manages; `none` for an account in no organization. */
  readonly organization?: Partial<Organization> | 'none';
  /** Names of buckets that other accounts have, beside the usual ones. */
  readonly foreignBuckets?: readonly string[];
  /** Refuses calls that it gives an error for, as missing permissions or expired credentials would. For tests. */
  readonly refuse?: (call: CallFacts) => ServiceError | undefined;
}

/** An AWS account of our own, in memory: it answers requests in the wire protocols of AWS. */
export interface SampleAccount {
  answer(request: WireRequest): WireAnswer;
  /**
   * Everything that exists in the account as plain data, to be compared: equal before and after where nothing has
   * changed. Log files that CloudTrail delivered are left out, as they tell of calls and are not made by them.
   */
  snapshot(): JsonObject;
}

/** A new sample account with its trails, buckets and history. History is generated when it is first looked up. */
export function createSampleAccount(options: SampleAccountOptions): SampleAccount {
  const { clock, seed = sampleHistory.seed, recordDelay = 0, throttles = true, refuse } = options;
  const endTime = clock.now();
  const history = options.history ?? (() => generateHistory({ ...sampleHistory, seed, endTime }));
  const state: SampleState = {
    ...sampleContent(endTime),
    accountId: sampleAccountId,
    accountAlias: sampleAccountAlias,
    organization: organizationOf(options.organization),
    regions: sampleRegions,
    foreignBuckets: new Set([...foreignBuckets, ...(options.foreignBuckets ?? [])]),
    history: new SandboxHistory(history, recordDelay),
    delivery: { delay: options.deliveryDelay ?? usualDeliveryDelay, batches: new Map() },
    lags: options.lags ?? {},
    clock,
    newId: idSource(seed),
  };
  const rates = throttles ? new RateLimiter() : undefined;
  const faults = new Faults(options.faults ?? []);
  return {
    answer: (request) => answerRequest({ state, rates, refuse, faults }, request),
    snapshot: () => snapshotOf(state),
  };
}

/** AWS takes about five minutes; nobody who tries the sandbox wants to wait for so long. */
const usualDeliveryDelay = 5_000;

function sampleContent(
  endTime: number,
): Pick<
  SampleState,
  'buckets' | 'keys' | 'aliases' | 'logGroups' | 'topics' | 'roles' | 'managedPolicies' | 'trails'
> {
  const { buckets, keys, aliases, logGroups, topics, roles, managedPolicies } = sampleResources(endTime);
  return {
    buckets: new Map(buckets.map((bucket) => [bucket.name, bucket])),
    keys: byArn(keys),
    aliases: byArn(aliases),
    logGroups: byArn(logGroups),
    topics: byArn(topics),
    roles: new Map(roles.map((role) => [role.name, role])),
    managedPolicies,
    trails: new Map(initialTrails(endTime).map((trail) => [trail.description.TrailARN, trail])),
  };
}

function byArn<Item extends { readonly arn: string }>(items: readonly Item[]): Map<string, Item> {
  return new Map(items.map((item) => [item.arn, item]));
}

function organizationOf(option: SampleAccountOptions['organization']): Organization | undefined {
  return option === 'none' ? undefined : { ...sampleOrganization, ...option };
}
