import type { Localize } from '../../../core/localize.ts';
import { partitionOf } from '../../../core/partitions.ts';
import { proposedNames, type TopicChoice } from '../../../core/trails/setup/answers.ts';
import { listTopics } from '../../../core/trails/setup/list-things.ts';
import { topicArnProblem } from '../../../core/trails/setup/typed-answers.ts';
import { topicNameProblem } from '../../../core/trails/setup/validate-answers.ts';
import { mapPages } from './ask-key.ts';
import { chooseThing, type Thing, type ThingWords } from './choose-thing.ts';
import { withAnswers } from './draft.ts';
import type { WizardQuestion } from './question.ts';

/** Which topic is told of each log file. */
export const topicQuestion: WizardQuestion = {
  id: 'topic',
  about: (t) => t('SNS topic'),
  applies: ({ wants }) => wants.has('topic'),
  told: ({ answers: { topic } }, t) => {
    switch (topic?.kind) {
      case undefined:
        return t('none');
      case 'new':
        return t('new topic {0}', topic.name);
      case 'existing':
        return t('existing topic {0}', topic.arn);
    }
  },
  async ask(context, draft, place) {
    const { t } = context;
    const { name, homeRegion, topic } = draft.answers;
    let here = '';
    const answer = await chooseThing<never>(context, {
      place,
      placeholder: t('Which topic of SNS is told of each log file'),
      current: draft.asked.has('topic') ? currentOf(topic) : undefined,
      proposal: () => Promise.resolve(proposedNames(name, '').topic),
      async *list(signal) {
        const account = await context.account(draft.connection);
        here = `arn:${partitionOf(homeRegion).id}:sns:${homeRegion}:${account}:`;
        yield* mapPages(
          context.list(draft.connection, signal, (world) => listTopics(world, homeRegion)),
          (arn) => ({ name: arn, label: arn.startsWith(here) ? arn.slice(here.length) : arn }),
        );
      },
      words: words(homeRegion, t),
      listedAs: (topicName) => `${here}${topicName}`,
      newProblem: (text) => topicNameProblem(text, t),
      existingProblem: (text) => topicArnProblem(text, homeRegion, t),
    });
    return typeof answer === 'object'
      ? { value: withAnswers(draft, { topic: topicOf(answer.value) }) }
      : answer;
  },
};

function currentOf(topic: TopicChoice | undefined): Thing | undefined {
  return topic?.kind === 'existing' ? { kind: 'existing', name: topic.arn } : topic;
}

function topicOf({ kind, name }: Thing): TopicChoice {
  return kind === 'new' ? { kind, name } : { kind, arn: name };
}

function words(region: string, t: Localize): ThingWords {
  return {
    make: (name) => t('New topic {0}', name),
    makeDetail: t('In {0}; CloudTrail may publish to it for this trail alone', region),
    makeOther: t('New topic with another name…'),
    newPrompt: t('Name of the new topic'),
    existing: t('Existing topics in {0}', region),
    typeOne: t('Another existing topic: type its ARN…'),
    typeOneAsNot: (reason) => t('Existing topic: {0}; type its ARN…', reason),
    existingPrompt: t('ARN of an existing topic in {0}', region),
    taken: (name) => t('There is a topic {0} already. Go back to choose it, or take another name.', name),
  };
}
