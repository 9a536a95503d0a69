import { proposedNames } from '../../../core/trails/setup/answers.ts';
import { bucketNameProblem } from '../../../core/trails/setup/validate-answers.ts';
import { withAnswers } from './draft.ts';
import type { WizardQuestion } from './question.ts';

type Chosen = { readonly kind: 'new'; readonly name: string } | { readonly kind: 'name-new' };

/** Where the log files go. */
export const bucketQuestion: WizardQuestion = {
  id: 'bucket',
  about: (t) => t('Bucket for log files'),
  told: ({ answers: { bucket } }, t) =>
    bucket.kind === 'new' ? t('new bucket {0}', bucket.name) : bucket.name,
  async ask(context, draft, place) {
    const { t, prompts } = context;
    const { answers, connection } = draft;
    const answer = await prompts.choose<Chosen>({
      ...place,
      placeholder: t('Where CloudTrail puts the log files'),
      async offer({ show }) {
        const account = await context.account(connection);
        const { bucket } = proposedNames(answers.name, account);
        show([
          {
            id: 'new',
            label: t('New bucket {0}', bucket),
            icon: 'add',
            value: { kind: 'new', name: bucket },
          },
          {
            id: 'name-new',
            label: t('New bucket with another name…'),
            icon: 'edit',
            value: { kind: 'name-new' },
          },
        ]);
      },
    });
    if (typeof answer !== 'object') {
      return answer;
    }
    if (answer.value.kind === 'new') {
      return { value: withAnswers(draft, { bucket: answer.value }) };
    }
    const typed = await prompts.type({
      ...place,
      placeholder: t('Name of the new bucket'),
      prompt: t('Bucket names are shared by all of AWS.'),
      value: answers.bucket.name,
      objection: (text) => bucketNameProblem(text, t),
    });
    return typeof typed === 'object'
      ? { value: withAnswers(draft, { bucket: { kind: 'new', name: typed.value } }) }
      : typed;
  },
};
