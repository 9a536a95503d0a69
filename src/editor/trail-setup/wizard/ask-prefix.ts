import { keyPrefixProblem } from '../../../core/trails/setup/validate-answers.ts';
import { withAnswers } from './draft.ts';
import type { WizardQuestion } from './question.ts';

/** In which folder of the bucket the log files are. */
export const prefixQuestion: WizardQuestion = {
  id: 'prefix',
  about: (t) => t('Prefix in the bucket'),
  applies: ({ wants }) => wants.has('prefix'),
  told: ({ answers: { keyPrefix = '' } }, t) => (keyPrefix === '' ? t('none') : keyPrefix),
  async ask({ prompts, t }, draft, place) {
    const answer = await prompts.type({
      ...place,
      placeholder: t('Prefix, such as {0}', 'security/trails'),
      prompt: t('Log files get names that begin with it and /AWSLogs/. Leave it empty for none.'),
      value: draft.answers.keyPrefix ?? '',
      objection: (text) => keyPrefixProblem(text.trim(), t),
    });
    return typeof answer === 'object'
      ? { value: withAnswers(draft, { keyPrefix: answer.value.trim() }) }
      : answer;
  },
};
