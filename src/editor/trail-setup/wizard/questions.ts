import { bucketQuestion } from './ask-bucket.ts';
import { connectionQuestion } from './ask-connection.ts';
import { dataDetailQuestions, dataQuestion } from './ask-data.ts';
import { insightsQuestion } from './ask-insights.ts';
import { keyQuestion } from './ask-key.ts';
import { logGroupQuestion, retentionQuestion } from './ask-log-group.ts';
import { moreQuestion } from './ask-more.ts';
import { nameQuestion } from './ask-name.ts';
import { networkDeniedQuestion, networkQuestion } from './ask-network.ts';
import { prefixQuestion } from './ask-prefix.ts';
import { recordsQuestion } from './ask-records.ts';
import { regionQuestion } from './ask-region.ts';
import { roleQuestion } from './ask-role.ts';
import { tagsQuestion } from './ask-tags.ts';
import { topicQuestion } from './ask-topic.ts';
import type { Draft } from './draft.ts';
import type { WizardQuestion } from './question.ts';

/** The questions that apply to what was answered so far, in the order in which they are asked. */
export function questionsFor(draft: Draft): readonly WizardQuestion[] {
  return [
    connectionQuestion,
    regionQuestion,
    nameQuestion,
    bucketQuestion,
    recordsQuestion,
    dataQuestion,
    ...dataDetailQuestions(draft),
    networkQuestion,
    networkDeniedQuestion,
    insightsQuestion,
    moreQuestion,
    prefixQuestion,
    keyQuestion,
    logGroupQuestion,
    retentionQuestion,
    roleQuestion,
    topicQuestion,
    tagsQuestion,
  ].filter(({ applies }) => applies?.(draft) ?? true);
}
