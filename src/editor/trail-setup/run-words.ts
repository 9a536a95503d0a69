import type { Localize } from '../../core/localize.ts';
import type { Plan } from '../../core/trails/setup/plan.ts';
import type { Progress } from '../../core/trails/setup/run.ts';
import { callName } from './call-words.ts';

/** What a run is at, for the notification of its progress. */
export function progressText(plan: Plan, { phase, step: id }: Progress, t: Localize): string {
  const index = plan.steps.findIndex((step) => step.id === id);
  const step = plan.steps[index];
  if (step === undefined) {
    return phase === 'checking'
      ? t('Checking that nothing has changed since the review')
      : t('Asking whether the trail logs');
  }
  const [number, count, call] = [index + 1, plan.steps.length, callName(step)];
  switch (phase) {
    case 'waiting':
      return t('Step {0} of {1}: {2}, waiting until AWS is ready for it', number, count, call);
    case 'undoing':
    case 'undone':
    case 'kept':
      return t('Undoing step {0} of {1}: {2}', number, count, call);
    case 'verifying':
      return t('Asking whether the trail logs');
    default:
      return t('Step {0} of {1}: {2}', number, count, call);
  }
}
