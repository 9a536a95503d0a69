import type { RunResult } from '../../core/trails/setup/run-plan.ts';
import { Emitter } from '../emitter.ts';
import type { PlanDocument } from './document-draft.ts';
import type { Review } from './plan-request.ts';
import type { PlanPlace } from './plan-text.ts';

/** How far a plan has come. */
export type PlanState =
  /** `changed`: what differs from the plan that was reviewed before this one. */
  | { readonly kind: 'review'; readonly review: Review; readonly changed: readonly string[] }
  | { readonly kind: 'running'; readonly review: Review }
  | { readonly kind: 'ended'; readonly place: PlanPlace; readonly outcome: RunResult['outcome'] };

/** A plan in its document. */
export interface OpenPlan {
  /** In the query of the document's address. */
  readonly id: string;
  /** The name of the document's tab. */
  readonly name: string;
  readonly state: PlanState;
  readonly document: PlanDocument;
}

/** How many are kept; the oldest goes first. */
const capacity = 20;

/** The plans that are shown, or were: what their documents say, and what can be done with them. */
export class PlanDocuments {
  readonly #plans = new Map<string, OpenPlan>();
  readonly #changed = new Emitter<OpenPlan>();
  readonly onDidChange = this.#changed.event;

  get(id: string): OpenPlan | undefined {
    return this.#plans.get(id);
  }

  all(): readonly OpenPlan[] {
    return [...this.#plans.values()];
  }

  set(plan: OpenPlan): void {
    this.#plans.set(plan.id, plan);
    const [oldest] = [...this.#plans.values()].filter(
      ({ id, state }) => id !== plan.id && state.kind !== 'running',
    );
    if (this.#plans.size > capacity && oldest !== undefined) {
      this.#plans.delete(oldest.id);
    }
    this.#changed.fire(plan);
  }
}
