import type { RuleFault } from './finding.ts';
import type { Location } from './location.ts';
import type { PostureModel } from './model.ts';
import { postureOf } from './posture-of.ts';
import type { Reading, Scenario } from './reading.ts';
import type { Failed, Rule } from './rule.ts';

/** A failure of one rule at one place, in all scenarios in which it was seen. */
export interface Incident {
  readonly rule: Rule;
  /** As the rule first told it. */
  readonly failed: Failed;
  /** Where it was seen. */
  readonly scenarios: ReadonlySet<Scenario>;
  /** Where it was seen without any parameter's default, too. */
  readonly certainIn: ReadonlySet<Scenario>;
  /** Where its resource exists. */
  readonly possibleIn: readonly Scenario[];
  /** The parameters without whose default it is not seen; only looked for where it is certain nowhere. */
  readonly defaults: readonly string[];
}

/** What was seen of an incident while the scenarios are run. */
interface Sighting {
  readonly rule: Rule;
  readonly failed: Failed;
  readonly scenarios: Set<Scenario>;
  readonly certainIn: Set<Scenario>;
}

/** Runs rules over every scenario of a reading, with all parameter defaults taken and, where something fails, with none. */
export function observe(
  reading: Reading,
  rules: readonly Rule[],
): { readonly incidents: readonly Incident[]; readonly faults: readonly RuleFault[] } {
  const runner = new Runner(reading);
  const sightings = new Map<string, Sighting>();
  const existing = new Map<Scenario, PostureModel['resources']>();
  const allDefaults = new Set(reading.defaultedParameters);
  for (const scenario of reading.scenarios) {
    const { failures, resources } = runner.run(scenario, allDefaults, rules);
    existing.set(scenario, resources);
    const isCertain = runner.withoutDefaults(scenario, failures);
    for (const [key, { rule, failed }] of failures) {
      const seen = sightings.get(key) ?? { rule, failed, scenarios: new Set(), certainIn: new Set() };
      sightings.set(key, seen);
      seen.scenarios.add(scenario);
      if (isCertain(key)) {
        seen.certainIn.add(scenario);
      }
    }
  }
  const incidents = [...sightings].map(([key, sighting]) => ({
    ...sighting,
    possibleIn: reading.scenarios.filter(
      (scenario) =>
        sighting.scenarios.has(scenario) || existing.get(scenario)?.has(sighting.failed.resource.id) === true,
    ),
    defaults: sighting.certainIn.size > 0 ? [] : runner.neededDefaults(key, sighting),
  }));
  return { incidents, faults: runner.faults };
}

type Failures = ReadonlyMap<string, { readonly rule: Rule; readonly failed: Failed }>;

/** Runs rules over one reading; a rule that throws is noted once, and the others go on. */
class Runner {
  readonly faults: RuleFault[] = [];
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  /** The failures in one scenario, by rule and place: the same failure of two resources at one place is one. */
  run(
    scenario: Scenario,
    takenDefaults: ReadonlySet<string>,
    rules: Iterable<Rule>,
  ): { readonly failures: Failures; readonly resources: PostureModel['resources'] } {
    const model = this.#reading.model(scenario, takenDefaults);
    const posture = postureOf(model);
    const failures = new Map<string, { rule: Rule; failed: Failed }>();
    for (const rule of rules) {
      try {
        for (const verdict of [...rule.check(posture)]) {
          const key = verdict.outcome === 'fail' ? keyOf(rule, verdict.at) : '';
          if (verdict.outcome === 'fail' && !failures.has(key)) {
            failures.set(key, { rule, failed: verdict });
          }
        }
      } catch (cause) {
        if (!this.faults.some((fault) => fault.rule === rule.id)) {
          this.faults.push({ rule: rule.id, cause });
        }
      }
    }
    return { failures, resources: model.resources };
  }

  /** Which of some failures remain where no default is taken: those hold for every value of the parameters. */
  withoutDefaults(scenario: Scenario, failures: Failures): (key: string) => boolean {
    if (this.#reading.defaultedParameters.length === 0 || failures.size === 0) {
      return () => true;
    }
    const rules = new Set([...failures.values()].map(({ rule }) => rule));
    const certain = this.run(scenario, new Set(), rules).failures;
    return (key) => certain.has(key);
  }

  /** The parameters that a failure needs the default of: left out one at a time, it is gone. */
  neededDefaults(key: string, { rule, scenarios }: Sighting): readonly string[] {
    const [scenario] = scenarios;
    const parameters = this.#reading.defaultedParameters;
    return scenario === undefined
      ? []
      : parameters.filter((left) => {
          const others = new Set(parameters.filter((name) => name !== left));
          return !this.run(scenario, others, [rule]).failures.has(key);
        });
  }
}

function keyOf(rule: Rule, { document, range: { start, end } }: Location): string {
  return [rule.id, start.line, start.character, end.line, end.character, document].join(' ');
}
