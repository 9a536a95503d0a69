import type { Location } from '../../../core/posture/location.ts';
import type { Value } from '../../../core/posture/value.ts';
import type { Arguments, Use } from '../evaluation/abstract-value.ts';
import type { Draft } from './draft.ts';
import { listMap } from './iam.ts';
import type { Synthesis } from './synthesis.ts';

/** A policy to which constructs add statements until all of them are there. */
export class PendingPolicy {
  readonly draft: Draft;
  /** False where more statements may be in it than are known. */
  isComplete: boolean;
  readonly #property: string;
  readonly #at: Location;
  readonly #statements: Value[] = [];
  #isGiven = false;
  /** Whether a trail of level 2 has let CloudTrail in: nobody wrote that statement. */
  letsTrailIn = false;

  constructor(draft: Draft, property: string, isComplete = draft.isComplete) {
    this.draft = draft;
    this.isComplete = isComplete;
    this.#property = property;
    this.#at = draft.at;
  }

  add(...statements: readonly Value[]): void {
    this.#statements.push(...statements);
  }

  /** Takes the statements of a document over. */
  addDocument(document: Value): void {
    const list = document.kind === 'map' ? document.members.get('Statement')?.value : undefined;
    const items = list?.kind === 'list' ? list.items : list?.kind === 'map' ? [list] : [];
    this.#statements.push(...items);
    this.isComplete &&=
      document.kind === 'map' &&
      document.isComplete &&
      (list === undefined || list.kind === 'map' || (list.kind === 'list' && list.isComplete));
  }

  /** Adds what a program passes to `addToResourcePolicy`, `addStatements` and the like. */
  addGiven(
    synthesis: Synthesis,
    { positional, isComplete, keywords }: Arguments,
    { guard, isRepeated }: Use,
  ): void {
    const isAdded = synthesis.resolver.holds(guard);
    this.isComplete &&= isAdded !== undefined;
    if (isAdded !== true) {
      return;
    }
    const values = [...positional, ...(keywords?.entries.map(({ value }) => value) ?? [])];
    synthesis.within(this.draft, () => {
      this.add(...values.map((value) => synthesis.resolver.value(value)));
    });
    this.isComplete &&= isComplete && !isRepeated;
    this.#isGiven = true;
  }

  finish(): void {
    if (this.#isGiven && !this.letsTrailIn) {
      this.draft.provenance = 'written';
    }
    this.draft.set(this.#property, listMap('Statement', this.#statements, this.isComplete, this.#at));
  }
}
