import type { Localize } from '../../../core/localize.ts';
import type { Answer } from '../../connections/quick-input.ts';
import type { WizardContext } from './context.ts';
import type { Draft } from './draft.ts';
import type { Place, WizardQuestion } from './question.ts';

export function summaryTitle(t: Localize): string {
  return t('Check the answers');
}

/** Shows all answers: the user accepts them (`done`), or goes to a question, by its id. */
export function askSummary(
  { prompts, t }: WizardContext,
  draft: Draft,
  questions: readonly WizardQuestion[],
  place: Place,
): Promise<Answer<string>> {
  return prompts.choose<string>({
    ...place,
    placeholder: t('Go on to the review of every call, or choose an answer to change it'),
    offer: ({ show }) => {
      show([
        {
          id: 'done',
          label: t('Review what will be done'),
          description: t('nothing is changed yet'),
          icon: 'checklist',
          value: 'done',
        },
        { heading: t('Answers') },
        ...questions.map(({ id, about, told }) => ({
          id,
          label: `${about(t)}: ${told(draft, t)}`,
          icon: 'edit',
          value: id,
        })),
      ]);
    },
  });
}
