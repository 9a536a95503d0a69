import type { Localize } from '../../../core/localize.ts';
import { proposedNames, type LogGroupChoice } from '../../../core/trails/setup/answers.ts';
import { listLogGroups } from '../../../core/trails/setup/list-things.ts';
import { logGroupNameProblem, retentionDays } from '../../../core/trails/setup/validate-answers.ts';
import { mapPages } from './ask-key.ts';
import { chooseThing, type ThingWords } from './choose-thing.ts';
import { withAnswers, type Draft } from './draft.ts';
import type { Option } from './prompts.ts';
import type { WizardQuestion } from './question.ts';

/** Days: long enough to look back a year. */
const proposedRetention = 365;

/** The log group of a draft, or the one that is proposed. */
export function logGroupOf({ answers }: Draft): LogGroupChoice {
  const { logGroup, role } = proposedNames(answers.name, '');
  return (
    answers.logGroup ?? {
      group: { kind: 'new', name: logGroup, retentionDays: proposedRetention },
      role: { kind: 'new', name: role },
    }
  );
}

/** Which log group gets the events. */
export const logGroupQuestion: WizardQuestion = {
  id: 'log-group',
  about: (t) => t('Log group'),
  applies: ({ wants }) => wants.has('log-group'),
  told: (draft, t) => {
    const { group } = logGroupOf(draft);
    return group.kind === 'new'
      ? t('new log group {0}', group.name)
      : t('existing log group {0}', group.name);
  },
  async ask(context, draft, place) {
    const { t } = context;
    const { homeRegion } = draft.answers;
    const { group, role } = logGroupOf(draft);
    const answer = await chooseThing<never>(context, {
      place,
      placeholder: t('Which log group of CloudWatch Logs gets the events'),
      current: draft.asked.has('log-group') ? group : undefined,
      proposal: () => Promise.resolve(proposedNames(draft.answers.name, '').logGroup),
      list: (signal) =>
        mapPages(
          context.list(draft.connection, signal, (world) => listLogGroups(world, homeRegion)),
          ({ name, retentionDays: days }) => ({ name, description: retentionWords(days, t) }),
        ),
      words: words(homeRegion, t),
      newProblem: (name) => logGroupNameProblem(name, t),
      existingProblem: (name) => logGroupNameProblem(name, t),
    });
    if (typeof answer !== 'object') {
      return answer;
    }
    const { kind, name } = answer.value;
    const days = group.kind === 'new' ? group.retentionDays : proposedRetention;
    const next: LogGroupChoice['group'] =
      kind === 'existing'
        ? { kind, name }
        : { kind, name, ...(days !== undefined && { retentionDays: days }) };
    return { value: withAnswers(draft, { logGroup: { group: next, role } }) };
  },
};

function words(region: string, t: Localize): ThingWords {
  return {
    make: (name) => t('New log group {0}', name),
    makeDetail: t('In {0}', region),
    makeOther: t('New log group with another name…'),
    newPrompt: t('Name of the new log group'),
    existing: t('Existing log groups in {0}', region),
    typeOne: t('Another existing log group: type its name…'),
    typeOneAsNot: (reason) => t('Existing log group: {0}; type its name…', reason),
    existingPrompt: t('Name of an existing log group in {0}', region),
    taken: (name) => t('There is a log group {0} already. Go back to choose it, or take another name.', name),
  };
}

function retentionWords(days: number | undefined, t: Localize): string {
  return days === undefined ? t('keeps events for ever') : t('keeps events for {0} days', days);
}

/** How long a new log group keeps events. */
export const retentionQuestion: WizardQuestion = {
  id: 'retention',
  about: (t) => t('Retention in the log group'),
  applies: (draft) => draft.wants.has('log-group') && logGroupOf(draft).group.kind === 'new',
  told: (draft, t) => {
    const { group } = logGroupOf(draft);
    return group.kind === 'new' ? retentionWords(group.retentionDays, t) : '';
  },
  async ask({ prompts, t }, draft, place) {
    const { group, role } = logGroupOf(draft);
    const answer = await prompts.choose<number | undefined>({
      ...place,
      placeholder: t('For how long the new log group keeps events; the bucket keeps them anyway'),
      marked: String(group.kind === 'new' ? group.retentionDays : proposedRetention),
      offer: ({ show }) => {
        show([undefined, ...retentionDays].map((days) => retentionRow(days, t)));
      },
    });
    if (typeof answer !== 'object') {
      return answer;
    }
    const days = answer.value;
    const next = {
      kind: 'new',
      name: group.name,
      ...(days !== undefined && { retentionDays: days }),
    } as const;
    return { value: withAnswers(draft, { logGroup: { group: next, role } }) };
  },
};

function retentionRow(days: number | undefined, t: Localize): Option<number | undefined> {
  const label = days === undefined ? t('For ever') : days === 1 ? t('1 day') : t('{0} days', days);
  return { id: String(days), label, value: days };
}
