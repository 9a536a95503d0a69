import type { Localize } from '../../../core/localize.ts';
import type { InsightChoice } from '../../../core/trails/setup/answers.ts';
import { answersOf, possibleInsights, withAnswers, type Draft, type PossibleInsight } from './draft.ts';
import type { WizardQuestion } from './question.ts';

/** Which unusual rates CloudTrail looks for. */
export const insightsQuestion: WizardQuestion = {
  id: 'insights',
  about: (t) => t('Insights events'),
  applies: (draft) => draft.wants.has('insights') && possible(draft).length > 0,
  told: (draft, t) =>
    chosen(answersOf(draft).insights)
      .map((one) => insightWords(one, t))
      .join(', '),
  async ask({ prompts, t }, draft, place) {
    const { insights } = draft.answers;
    const before = chosen(insights);
    const proposed =
      before.length > 0 ? before : possible(draft).filter(({ category }) => category === 'Management');
    const answer = await prompts.chooseMany<PossibleInsight>({
      ...place,
      placeholder: t('Tick what CloudTrail looks for; it charges for each event that it analyses'),
      ticked: proposed.map(idOf),
      offer: ({ show }) => {
        show(possible(draft).map((value) => ({ id: idOf(value), label: insightWords(value, t), value })));
      },
      objection: (values) => (values.length > 0 ? undefined : t('Tick at least one kind of Insights.')),
    });
    return typeof answer === 'object'
      ? { value: withAnswers(draft, { insights: choicesOf(answer.value) }) }
      : answer;
  },
};

function possible({ answers, wants }: Draft): readonly PossibleInsight[] {
  return possibleInsights({ ...answers, data: wants.has('data') ? answers.data : [] });
}

function idOf({ type, category }: PossibleInsight): string {
  return `${type} ${category}`;
}

function chosen(insights: readonly InsightChoice[]): readonly PossibleInsight[] {
  return insights.flatMap(({ type, categories }) => categories.map((category) => ({ type, category })));
}

function choicesOf(values: readonly PossibleInsight[]): readonly InsightChoice[] {
  return (['ApiCallRateInsight', 'ApiErrorRateInsight'] as const)
    .map((type) => ({
      type,
      categories: values.filter((value) => value.type === type).map(({ category }) => category),
    }))
    .filter(({ categories }) => categories.length > 0);
}

function insightWords({ type, category }: PossibleInsight, t: Localize): string {
  const isCalls = type === 'ApiCallRateInsight';
  if (category === 'Management') {
    return isCalls ? t('call rate of management events') : t('error rate of management events');
  }
  return isCalls ? t('call rate of data events') : t('error rate of data events');
}
