import type { AwsPorts, Clock } from '../../core/ports.ts';
import type { Localize } from '../../core/localize.ts';
import { findingsOfPlan } from '../../core/trails/setup/findings-of-plan.ts';
import { planLogging } from '../../core/trails/setup/plan-logging.ts';
import { planTrail } from '../../core/trails/setup/plan-trail.ts';
import { readAccount, readFacts, type ReadWorld } from '../../core/trails/setup/read-facts.ts';
import type { AccountFacts } from '../../core/trails/setup/facts.ts';
import type { Plan } from '../../core/trails/setup/plan.ts';
import type { PlanRequest, Review } from './plan-request.ts';

/** The outside world, as making a review needs it. */
export interface ReviewWorld {
  readonly ports: AwsPorts;
  readonly clock: Clock;
  readonly t: Localize;
}

/**
 * Reads the account and makes the plan. Nothing is changed.
 *
 * @param earlier the review that the plan is made again for. A new key is described with the time at which the account
 * was read, so that time stays the same: only what has changed in the account makes a difference.
 * @throws TrailscopeError where the account cannot be read
 */
export async function makeReview(
  request: PlanRequest,
  { ports, clock, t }: ReviewWorld,
  signal: AbortSignal,
  earlier?: Review,
): Promise<Review> {
  const { caller, account } = ports;
  const readAt = earlier?.facts.readAt ?? clock.now();
  const world = { caller, account, connection: request.connection, now: () => readAt };
  const facts = await factsFor(request, world, signal);
  const plan = planFor(request, facts, t);
  const { findings } = findingsOfPlan(plan, facts);
  return { request, plan, facts, findings: findings.filter(({ suppressed }) => suppressed === undefined) };
}

function factsFor(request: PlanRequest, world: ReadWorld, signal: AbortSignal): Promise<AccountFacts> {
  return request.kind === 'create'
    ? readFacts(request.answers, world, signal)
    : readAccount(request.change.arn.split(':')[3] ?? request.connection.region, world, signal);
}

function planFor(request: PlanRequest, facts: AccountFacts, t: Localize): Plan {
  return request.kind === 'create'
    ? planTrail(request.answers, facts, t)
    : planLogging(request.change, facts, t);
}
