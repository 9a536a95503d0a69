import { isEventSource, networkEventSources } from '../../../core/trails/setup/recordable.ts';
import { withAnswers } from './draft.ts';
import type { Option } from './prompts.ts';
import type { WizardQuestion } from './question.ts';

function sourceRow(source: string): Option<string> {
  return { id: source, label: source, value: source };
}

/** Of which services to record the calls that come through VPC endpoints. */
export const networkQuestion: WizardQuestion = {
  id: 'network',
  about: (t) => t('Network activity events'),
  applies: ({ wants }) => wants.has('network'),
  told: ({ answers: { network } }) => network.map(({ eventSource }) => eventSource).join(', '),
  async ask({ prompts, t }, draft, place) {
    const { network } = draft.answers;
    const chosen = network.map(({ eventSource }) => eventSource);
    const answer = await prompts.chooseMany<string>({
      ...place,
      placeholder: t(
        'Tick services that VPC endpoints lead to, or type one such as {0}',
        'sqs.amazonaws.com',
      ),
      ticked: chosen,
      offer: ({ show }) => {
        show([...new Set([...networkEventSources, ...chosen])].map(sourceRow));
      },
      typed: (text) => (isEventSource(text) ? sourceRow(text) : undefined),
      objection: (values) => (values.length > 0 ? undefined : t('Tick at least one service.')),
    });
    if (typeof answer !== 'object') {
      return answer;
    }
    const next = answer.value.map(
      (eventSource) =>
        network.find((choice) => choice.eventSource === eventSource) ?? { eventSource, onlyDenied: false },
    );
    return { value: withAnswers(draft, { network: next }) };
  },
};

/** Of which of them only what an endpoint's policy refused. */
export const networkDeniedQuestion: WizardQuestion = {
  id: 'network-denied',
  about: (t) => t('Network activity events: only what was denied'),
  applies: ({ wants, answers }) => wants.has('network') && answers.network.length > 0,
  told: ({ answers: { network } }, t) => {
    const denied = network.filter(({ onlyDenied }) => onlyDenied).map(({ eventSource }) => eventSource);
    return denied.length === 0 ? t('of no service; all calls') : denied.join(', ');
  },
  async ask({ prompts, t }, draft, place) {
    const { network } = draft.answers;
    const answer = await prompts.chooseMany<string>({
      ...place,
      placeholder: t('Tick the services of which only calls count that the policy of an endpoint denied'),
      ticked: network.filter(({ onlyDenied }) => onlyDenied).map(({ eventSource }) => eventSource),
      offer: ({ show }) => {
        show(network.map(({ eventSource }) => sourceRow(eventSource)));
      },
    });
    if (typeof answer !== 'object') {
      return answer;
    }
    const next = network.map(({ eventSource }) => ({
      eventSource,
      onlyDenied: answer.value.includes(eventSource),
    }));
    return { value: withAnswers(draft, { network: next }) };
  },
};
