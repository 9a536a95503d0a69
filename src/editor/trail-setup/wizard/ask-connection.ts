import type { Connection } from '../../../core/connection.ts';
import { entryKey } from '../../connections/connection-store.ts';
import { connectionIcon, connectionName } from '../../connections/connection-words.ts';
import { emptyDraft, withAnswers } from './draft.ts';
import type { WizardQuestion } from './question.ts';

/** With which credentials, where there are several to choose from. */
export const connectionQuestion: WizardQuestion = {
  id: 'connection',
  about: (t) => t('Account'),
  applies: ({ choosesConnection }) => choosesConnection,
  told: ({ connection }, t) => connectionName(connection, t),
  async ask({ prompts, t, connections }, draft, place) {
    const answer = await prompts.choose<Connection>({
      ...place,
      placeholder: t('In which account to make the trail'),
      marked: entryKey(draft.connection),
      offer: ({ show }) => {
        show(
          connections.map((value) => ({
            id: entryKey(value),
            label: connectionName(value, t),
            description: value.endpoint ?? '',
            icon: connectionIcon(value),
            value,
          })),
        );
      },
    });
    if (typeof answer !== 'object') {
      return answer;
    }
    const isSame = entryKey(answer.value) === entryKey(draft.connection);
    // What was chosen in one account is not there in another.
    const fresh = withAnswers(emptyDraft(answer.value, true), { name: draft.answers.name });
    return { value: isSame ? draft : fresh };
  },
};
