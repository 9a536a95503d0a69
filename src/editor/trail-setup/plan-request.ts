import type { Connection } from '../../core/connection.ts';
import type { Finding } from '../../core/posture/finding.ts';
import type { TrailAnswers } from '../../core/trails/setup/answers.ts';
import type { AccountFacts } from '../../core/trails/setup/facts.ts';
import type { LoggingChange } from '../../core/trails/setup/plan-logging.ts';
import type { Plan } from '../../core/trails/setup/plan.ts';

/** What the user wants to be done. A plan is made of it for the review, and again right before it runs. */
export type PlanRequest =
  | {
      readonly kind: 'create';
      readonly connection: Connection;
      readonly answers: TrailAnswers;
      /** Asks the questions again, with these answers in them; undefined when the user gives up. */
      readonly askAgain: (given: TrailAnswers) => Promise<PlanRequest | undefined>;
    }
  | { readonly kind: 'logging'; readonly connection: Connection; readonly change: LoggingChange };

/** A plan as it is reviewed. */
export interface Review {
  readonly request: PlanRequest;
  readonly plan: Plan;
  readonly facts: AccountFacts;
  /** What the posture rules will say about the trail once the plan has run. */
  readonly findings: readonly Finding[];
}
