import type { Scenario } from '../../core/posture/reading.ts';
import type { Atom } from './evaluation/formula.ts';

/** More scenarios than this are not judged one by one: what they decide is then unknown. */
const maximumScenarios = 64;

/** What is decided of the tests of a program, in the order in which it was asked. */
export class Decisions {
  readonly #decided: ReadonlyMap<string, Decision>;
  /** The first test that was asked and is not decided. */
  open: Atom | undefined;

  constructor(decided: ReadonlyMap<string, Decision>) {
    this.#decided = decided;
  }

  decide(atom: Atom): boolean | undefined {
    const known = this.#decided.get(atom.key)?.holds;
    if (known !== undefined) {
      return known;
    }
    const isOther =
      atom.subject !== undefined &&
      [...this.#decided.values()].some(
        (decision) => decision.holds && decision.atom.subject === atom.subject,
      );
    if (isOther) {
      return false;
    }
    this.open ??= atom;
    return undefined;
  }
}

interface Decision {
  readonly atom: Atom;
  readonly holds: boolean;
}

/** What something comes to in each scenario. */
export interface Explored<Result> {
  readonly results: ReadonlyMap<Scenario, Result>;
  readonly hasTooMany: boolean;
}

/** Tries everything that is not known both ways, as far as it matters to what is made. */
export function explore<Result>(make: (decisions: Decisions) => Result): Explored<Result> {
  const results = new Map<Scenario, Result>();
  const pending: ReadonlyMap<string, Decision>[] = [new Map()];
  for (let decided = pending.pop(); decided !== undefined; decided = pending.pop()) {
    const decisions = new Decisions(decided);
    const result = make(decisions);
    const { open } = decisions;
    if (open === undefined) {
      results.set(scenarioOf(decided), result);
    } else {
      const known = decided;
      const both = [false, true].map((holds) => new Map([...known, [open.key, { atom: open, holds }]]));
      pending.push(...both);
    }
    if (results.size + pending.length > maximumScenarios) {
      const undecided = new Decisions(new Map());
      return { results: new Map([[scenarioOf(new Map()), make(undecided)]]), hasTooMany: true };
    }
  }
  return { results, hasTooMany: false };
}

function scenarioOf(decided: ReadonlyMap<string, Decision>): Scenario {
  const choices = [...decided.values()].map(({ atom, holds }) => (holds ? atom.whenTrue : atom.whenFalse));
  return { choices, conditions: new Map(), parameters: new Map() };
}
