import { connection, type Connection } from '../../../core/connection.ts';
import { connectionIcon, connectionName } from '../../connections/connection-words.ts';
import { fallbackRegion, sampleConnection } from '../../connections/initial-connection.ts';
import { emptyDraft, withAnswers } from './draft.ts';
import type { WizardQuestion } from './question.ts';

/** With which credentials, where the user is not connected. */
export const connectionQuestion: WizardQuestion = {
  id: 'connection',
  about: (t) => t('Account'),
  applies: ({ choosesConnection }) => choosesConnection,
  told: (draft, t) => connectionName(draft.connection, t),
  async ask({ prompts, t, defaultRegion }, draft, place) {
    const answer = await prompts.choose<Connection>({
      ...place,
      placeholder: t('In which account to make the trail'),
      marked: draft.connection.credentials.kind,
      offer: async ({ show }) => {
        const region = (await defaultRegion()) ?? fallbackRegion;
        const offered = [connection({ credentials: { kind: 'default-chain' }, region }), sampleConnection()];
        show(
          offered.map((value) => ({
            id: value.credentials.kind,
            label: connectionName(value, t),
            icon: connectionIcon(value),
            value,
          })),
        );
      },
    });
    if (typeof answer !== 'object') {
      return answer;
    }
    const isSame = answer.value.credentials.kind === draft.connection.credentials.kind;
    const fresh = withAnswers(emptyDraft(answer.value, true), { name: draft.answers.name });
    return { value: isSame ? draft : fresh };
  },
};
