import type { Localize } from '../../../core/localize.ts';
import { partitionOf } from '../../../core/partitions.ts';
import type { DataChoice } from '../../../core/trails/setup/answers.ts';
import { dataEventName, dataEventTypes, isResourceType } from '../../../core/trails/setup/recordable.ts';
import { arnsOf, arnsProblem } from '../../../core/trails/setup/typed-answers.ts';
import type { Answer } from '../../connections/quick-input.ts';
import type { WizardContext } from './context.ts';
import { withAnswers, type Draft } from './draft.ts';
import type { Option } from './prompts.ts';
import type { Place, WizardQuestion } from './question.ts';

/** Of which types of resources to record data events. */
export const dataQuestion: WizardQuestion = {
  id: 'data',
  about: (t) => t('Data events'),
  applies: ({ wants }) => wants.has('data'),
  told: ({ answers: { data } }) => data.map(({ type }) => dataEventName(type)).join(', '),
  async ask({ prompts, t }, draft, place) {
    const { data } = draft.answers;
    const known = new Set(dataEventTypes.map(({ type }) => type));
    const others = data.map(({ type }) => type).filter((type) => !known.has(type));
    const answer = await prompts.chooseMany<string>({
      ...place,
      placeholder: t('Tick types of resources, or type one such as {0}', 'AWS::SQS::Queue'),
      ticked: data.map(({ type }) => type),
      offer: ({ show }) => {
        show([
          ...dataEventTypes.map(({ type, name }) => typeRow(type, name)),
          ...others.map((type) => typeRow(type, type)),
        ]);
      },
      typed: (text) => (isResourceType(text) ? typeRow(text, text) : undefined),
      objection: (values) => (values.length > 0 ? undefined : t('Tick at least one type of resources.')),
    });
    if (typeof answer !== 'object') {
      return answer;
    }
    const chosen = answer.value.map(
      (type) => data.find((choice) => choice.type === type) ?? { type, reads: true, writes: true, arns: [] },
    );
    return { value: withAnswers(draft, { data: chosen }) };
  },
};

function typeRow(type: string, name: string): Option<string> {
  return { id: type, label: name, ...(name !== type && { description: type }), value: type };
}

/** One question for each type of resources: which of them, and reads or writes. */
export function dataDetailQuestions({ answers, wants }: Draft): readonly WizardQuestion[] {
  return wants.has('data') ? answers.data.map(({ type }) => detailQuestion(type)) : [];
}

interface Detail extends Pick<DataChoice, 'reads' | 'writes'> {
  readonly isChosen: boolean;
}

function detailQuestion(type: string): WizardQuestion {
  const choiceIn = ({ answers }: Draft): DataChoice =>
    answers.data.find((choice) => choice.type === type) ?? { type, reads: true, writes: true, arns: [] };
  return {
    id: `data ${type}`,
    about: (t) => t('Data events of {0}', dataEventName(type)),
    told: (draft, t) => detailWords(choiceIn(draft), t),
    async ask(context, draft, place) {
      const answer = await askDetail(
        context,
        choiceIn(draft),
        partitionOf(draft.answers.homeRegion).id,
        place,
      );
      if (typeof answer !== 'object') {
        return answer;
      }
      const data = draft.answers.data.map((choice) => (choice.type === type ? answer.value : choice));
      return { value: withAnswers(draft, { data }) };
    },
  };
}

function detailWords({ reads, writes, arns }: DataChoice, t: Localize): string {
  const direction = reads && writes ? t('reads and writes') : reads ? t('reads') : t('writes');
  return arns.length === 0 ? t('all, {0}', direction) : t('{0}; {1}', arns.join(', '), direction);
}

async function askDetail(
  { prompts, t }: WizardContext,
  choice: DataChoice,
  partition: string,
  place: Place,
): Promise<Answer<DataChoice>> {
  const { type, reads, writes, arns } = choice;
  let marked = detailId({ reads, writes, isChosen: arns.length > 0 });
  for (;;) {
    const answer = await prompts.choose<Detail>({
      ...place,
      placeholder: t('Which of them, and what is done to them'),
      marked,
      offer: ({ show }) => {
        show(detailRows(dataEventName(type), t));
      },
    });
    if (typeof answer !== 'object') {
      return answer;
    }
    const { isChosen, ...direction } = answer.value;
    marked = detailId(answer.value);
    if (!isChosen) {
      return { value: { type, ...direction, arns: [] } };
    }
    const prompt =
      type === 'AWS::S3::Object'
        ? t('Buckets or folders, such as s3://bucket/folder/, or ARNs; with commas between them')
        : t('ARNs, with commas between them; one that ends with / stands for all below it');
    const typed = await prompts.type({
      ...place,
      canGoBack: true,
      placeholder: t('ARNs'),
      prompt,
      value: arns.join(', '),
      objection: (text) => arnsProblem(text, type, partition, t),
    });
    if (typed !== 'back') {
      return typed && { value: { type, ...direction, arns: arnsOf(typed.value, type, partition) } };
    }
  }
}

function detailId({ reads, writes, isChosen }: Detail): string {
  return `${isChosen ? 'chosen' : 'all'} ${reads ? 'reads' : ''} ${writes ? 'writes' : ''}`;
}

function detailRows(name: string, t: Localize): readonly Option<Detail>[] {
  const row = (label: string, reads: boolean, writes: boolean, isChosen: boolean): Option<Detail> => {
    const value = { reads, writes, isChosen };
    return { id: detailId(value), label, value };
  };
  return [
    row(t('All {0}: reads and writes', name), true, true, false),
    row(t('All {0}: writes only', name), false, true, false),
    row(t('All {0}: reads only', name), true, false, false),
    row(t('Chosen {0}: reads and writes…', name), true, true, true),
    row(t('Chosen {0}: writes only…', name), false, true, true),
    row(t('Chosen {0}: reads only…', name), true, false, true),
  ];
}
