import type { Localize } from '../../core/localize.ts';
import { callName } from './call-words.ts';
import type { Notice, Plan, Step } from '../../core/trails/setup/plan.ts';
import { isSameCaller } from '../../core/trails/setup/same-caller.ts';
import type { Review } from './plan-request.ts';

/**
 * What differs between a plan that was reviewed and the one that is made right before it runs, as sentences; empty
 * where nothing does.
 */
export function differences(reviewed: Review, now: Review, t: Localize): readonly string[] {
  const [before, after] = [reviewed.plan, now.plan];
  const texts = [
    ...(before.account === after.account && isSameCaller(before.caller, after.caller)
      ? []
      : [t('The credentials are now those of {0}.', after.caller)]),
    ...added(before.refusals, after.refusals).map(({ message }) => t('New: {0}', message)),
    ...added(before.warnings, after.warnings).map(({ message }) => t('New: {0}', message)),
    ...added(after.warnings, before.warnings).map(({ message }) => t('No longer: {0}', message)),
    ...stepDifferences(before, after, t),
    ...findingDifferences(reviewed, now, t),
  ];
  // A difference that nothing above tells of is one all the same.
  return texts.length === 0 && textOf(before) !== textOf(after) ? [t('The account has changed.')] : texts;
}

function added(before: readonly Notice[], after: readonly Notice[]): readonly Notice[] {
  return after.filter(({ message }) => !before.some((notice) => notice.message === message));
}

function stepDifferences(before: Plan, after: Plan, t: Localize): readonly string[] {
  const find = ({ steps }: Plan, id: string): Step | undefined => steps.find((step) => step.id === id);
  const numberOf = (step: Step): number => after.steps.indexOf(step) + 1;
  return [
    ...before.steps
      .filter(({ id }) => find(after, id) === undefined)
      .map((step) => t('{0} is no longer needed.', callName(step))),
    ...after.steps.flatMap((step) => {
      const old = find(before, step.id);
      if (old === undefined) {
        return [t('Step {0}, {1}, is new.', numberOf(step), callName(step))];
      }
      return JSON.stringify(old) === JSON.stringify(step)
        ? []
        : [t('Step {0}, {1}, is another one now.', numberOf(step), callName(step))];
    }),
  ];
}

function findingDifferences(reviewed: Review, now: Review, t: Localize): readonly string[] {
  const keyOf = (finding: Review['findings'][number]): string => `${finding.rule} ${finding.resource ?? ''}`;
  const known = new Set(reviewed.findings.map(keyOf));
  return now.findings
    .filter((finding) => !known.has(keyOf(finding)))
    .map(({ rule }) => t('There is a new finding: {0}.', rule));
}

/** The whole plan but for the session of the caller, which may be another one. */
function textOf(plan: Plan): string {
  return JSON.stringify({ ...plan, caller: undefined });
}
