import { trailNameProblem } from '../../../core/trails/setup/validate-answers.ts';
import { inRegion } from '../../../core/connection.ts';
import { renamed } from './dependent-answers.ts';
import type { WizardQuestion } from './question.ts';

/** Proposed to those who do not mind; numbered where it is taken. */
const proposal = 'audit-trail';

/** What the trail is called. */
export const nameQuestion: WizardQuestion = {
  id: 'name',
  about: (t) => t('Name'),
  told: ({ answers }) => answers.name,
  async ask(context, draft, place) {
    const { t, prompts } = context;
    const { name, homeRegion } = draft.answers;
    let taken: ReadonlyMap<string, string> = new Map();
    const answer = await prompts.type({
      ...place,
      placeholder: t('Name of the trail'),
      prompt: t('A name for the trail. It cannot be changed later.'),
      value: name === '' ? proposal : name,
      objection: (text) => {
        const home = taken.get(text.trim());
        return home === undefined
          ? trailNameProblem(text.trim(), t)
          : t('There is a trail {0} in {1} already.', text.trim(), home);
      },
      async later() {
        // The review tells what could not be read; a name can be thought of without.
        taken = await context.trailNames(inRegion(draft.connection, homeRegion)).catch(() => taken);
        return name === '' ? freeName(taken) : undefined;
      },
    });
    return typeof answer === 'object' ? { value: renamed(draft, answer.value.trim()) } : answer;
  },
};

function freeName(taken: ReadonlyMap<string, string>): string {
  let [name, number] = [proposal, 1];
  while (taken.has(name)) {
    number += 1;
    name = `${proposal}-${number}`;
  }
  return name;
}
