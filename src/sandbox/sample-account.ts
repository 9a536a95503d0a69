import type { JsonObject } from '../core/json.ts';
import type { Clock } from '../core/ports.ts';
import { answerRequest } from './answer-request.ts';
import type { CallFacts } from './answer-request.ts';
import { generateHistory, sampleHistory } from './history/generate-history.ts';
import { sampleAccountId, sampleRegions } from './sample/cast.ts';
import { initialTrails, sampleBuckets } from './sample/sample-trails.ts';
import { idSource } from './state/id-source.ts';
import { RateLimiter } from './state/rate-limiter.ts';
import { SandboxHistory } from './state/sandbox-history.ts';
import type { SampleState } from './state/sample-state.ts';
import type { WireRequest, WireResponse } from './wire/http.ts';
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
  /** Refuses calls that it gives an error for, as missing permissions or expired credentials would. For tests. */
  readonly refuse?: (call: CallFacts) => ServiceError | undefined;
}

/** An AWS account of our own, in memory: it answers requests in the wire protocols of AWS. */
export interface SampleAccount {
  answer(request: WireRequest): WireResponse;
}

/** A new sample account with its trails, buckets and history. History is generated when it is first looked up. */
export function createSampleAccount(options: SampleAccountOptions): SampleAccount {
  const { clock, seed = sampleHistory.seed, recordDelay = 0, throttles = true, refuse } = options;
  const endTime = clock.now();
  const history = options.history ?? (() => generateHistory({ ...sampleHistory, seed, endTime }));
  const state: SampleState = {
    accountId: sampleAccountId,
    regions: sampleRegions,
    buckets: sampleBuckets(),
    trails: new Map(initialTrails(endTime).map((trail) => [trail.description.TrailARN, trail])),
    history: new SandboxHistory(history, recordDelay),
    clock,
  };
  const newId = idSource(seed);
  const rates = throttles ? new RateLimiter() : undefined;
  return { answer: (request) => answerRequest({ state, newId, rates, refuse }, request) };
}
