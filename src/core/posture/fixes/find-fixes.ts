import type { Finding } from '../finding.ts';
import type { Location } from '../location.ts';
import type { Posture } from '../posture.ts';
import { postureOf } from '../posture-of.ts';
import type { Reading, Scenario } from '../reading.ts';
import type { Failed, Rule } from '../rule.ts';
import type { Fix } from './fix.ts';
import { fileFixes } from './file-fixes.ts';
import type { Fixer } from './fixer.ts';

/** A failure and the scenario in which it was seen. */
interface Seen {
  readonly posture: Posture;
  readonly failed: Failed;
  readonly takesDefaults: boolean;
}

/** Finds the fixes of a document's findings. Postures are kept, so that asking for every finding costs one of each. */
export class FixFinder {
  readonly #reading: Reading;
  readonly #rules: readonly Rule[];
  readonly #fixers: ReadonlyMap<string, Fixer>;
  readonly #postures = new Map<Scenario, Map<boolean, Posture>>();

  constructor(reading: Reading, rules: readonly Rule[], fixers: ReadonlyMap<string, Fixer>) {
    this.#reading = reading;
    this.#rules = rules;
    this.#fixers = fixers;
  }

  /** The ways to make a finding go away, the best first. */
  fixesFor(finding: Finding): readonly Fix[] {
    return finding.resource === undefined ? fileFixes(finding) : this.#resourceFixes(finding);
  }

  #resourceFixes(finding: Finding): readonly Fix[] {
    const fixer = this.#fixers.get(finding.rule);
    const rule = this.#rules.find(({ id }) => id === finding.rule);
    const seen = rule && this.#seen(rule, finding);
    if (fixer === undefined || seen === undefined) {
      return [];
    }
    const { posture, failed } = seen;
    const freeId = (wanted: string): string => this.#freeId(wanted);
    const fixes = [...fixer({ posture, failed, resource: failed.resource, freeId })];
    // Whoever deploys may give the parameter another value than its default, with which nothing is wrong.
    return seen.takesDefaults ? fixes.map((fix) => ({ ...fix, isSafe: false })) : fixes;
  }

  /**
   * The failure behind a finding: without the defaults of parameters if it is there without them, because then a
   * parameter is known as one, and in the first scenario that has it.
   */
  #seen(rule: Rule, finding: Finding): Seen | undefined {
    for (const takesDefaults of [false, true]) {
      for (const scenario of this.#reading.scenarios) {
        const posture = this.#posture(scenario, takesDefaults);
        const failed = [...rule.check(posture)].find(
          (verdict): verdict is Failed => verdict.outcome === 'fail' && isSame(verdict.at, finding.at),
        );
        if (failed !== undefined) {
          return { posture, failed, takesDefaults };
        }
      }
    }
    return undefined;
  }

  #posture(scenario: Scenario, takesDefaults: boolean): Posture {
    const known = this.#postures.get(scenario) ?? new Map<boolean, Posture>();
    this.#postures.set(scenario, known);
    const defaults = takesDefaults ? this.#reading.defaultedParameters : [];
    const posture = known.get(takesDefaults) ?? postureOf(this.#reading.model(scenario, new Set(defaults)));
    known.set(takesDefaults, posture);
    return posture;
  }

  #freeId(wanted: string): string {
    const isTaken = (id: string): boolean =>
      this.#reading.names?.has(id) === true ||
      this.#reading.scenarios.some((scenario) => this.#posture(scenario, true).model.resources.has(id));
    let id = wanted;
    for (let number = 2; isTaken(id); number++) {
      id = `${wanted}${number}`;
    }
    return id;
  }
}

function isSame(a: Location, b: Location): boolean {
  return (
    a.document === b.document &&
    a.range.start.line === b.range.start.line &&
    a.range.start.character === b.range.start.character &&
    a.range.end.line === b.range.end.line &&
    a.range.end.character === b.range.end.character
  );
}
