import type { LintResult } from '../../posture/finding.ts';
import { lintReading } from '../../posture/lint.ts';
import { defaultSettings } from '../../posture/presets.ts';
import type { Reading } from '../../posture/reading.ts';
import { allRules } from '../../posture/rules/all-rules.ts';
import type { AccountFacts } from './facts.ts';
import { modelOfPlan, planDocument } from './plan-model.ts';
import type { Plan } from './plan.ts';

/**
 * What the rules of posture will have to say about the trail of the plan and all that it touches, once the plan has
 * run. Their locations are in the document `plan`, one line for each resource; `resource` is an ARN. Faults of other
 * trails of the account are not among them.
 */
export function findingsOfPlan(plan: Plan, facts: AccountFacts): LintResult {
  const model = modelOfPlan(plan, facts);
  const reading: Reading = {
    document: planDocument,
    problems: [],
    scenarios: [{ choices: [], conditions: new Map(), parameters: new Map() }],
    hasTooManyScenarios: false,
    defaultedParameters: [],
    model: () => model,
    suppressions: [],
  };
  const { findings, faults } = lintReading(reading, allRules, defaultSettings);
  const isOther = (id: string | undefined): boolean =>
    id !== plan.trail.arn && model.resources.get(id ?? '')?.type === 'AWS::CloudTrail::Trail';
  return { findings: findings.filter(({ resource }) => !isOther(resource)), faults };
}
