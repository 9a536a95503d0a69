import { tagsOf, tagsText, typedTagsProblem } from '../../../core/trails/setup/typed-answers.ts';
import { withAnswers } from './draft.ts';
import type { WizardQuestion } from './question.ts';

/** Which tags the trail, and what is made for it, get. */
export const tagsQuestion: WizardQuestion = {
  id: 'tags',
  about: (t) => t('Tags'),
  applies: ({ wants }) => wants.has('tags'),
  told: ({ answers: { tags } }, t) => (tags.length === 0 ? t('none') : tagsText(tags)),
  async ask({ prompts, t }, draft, place) {
    const answer = await prompts.type({
      ...place,
      placeholder: t('Tags, such as {0}', 'team=security, stage=prod'),
      prompt: t('Each tag as key=value, with commas between them'),
      value: tagsText(draft.answers.tags),
      objection: (text) => typedTagsProblem(text, t),
    });
    return typeof answer === 'object'
      ? { value: withAnswers(draft, { tags: tagsOf(answer.value) }) }
      : answer;
  },
};
