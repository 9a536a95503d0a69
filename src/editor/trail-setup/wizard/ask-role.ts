import type { Localize } from '../../../core/localize.ts';
import { proposedNames, type LogGroupChoice } from '../../../core/trails/setup/answers.ts';
import { listRoles } from '../../../core/trails/setup/list-things.ts';
import { admitsCloudTrail, subjectOfAnswers } from '../../../core/trails/setup/look-at-things.ts';
import {
  boundaryProblem,
  roleNameProblem,
  rolePathProblem,
} from '../../../core/trails/setup/validate-answers.ts';
import type { Answer } from '../../connections/quick-input.ts';
import { logGroupOf } from './ask-log-group.ts';
import { chooseThing, type Thing, type ThingWords } from './choose-thing.ts';
import type { WizardContext } from './context.ts';
import { withAnswers, type Draft } from './draft.ts';
import type { Place, WizardQuestion } from './question.ts';

type Role = LogGroupChoice['role'];
type NewRole = Extract<Role, { readonly kind: 'new' }>;

interface Limited {
  readonly kind: 'limited';
}

/** Which role CloudTrail takes to write to the log group. */
export const roleQuestion: WizardQuestion = {
  id: 'role',
  about: (t) => t('Role for CloudWatch Logs'),
  applies: ({ wants }) => wants.has('log-group'),
  told: (draft, t) => {
    const { role } = logGroupOf(draft);
    if (role.kind === 'existing') {
      return t('existing role {0}', role.name);
    }
    const { path, permissionsBoundary } = role;
    return [
      t('new role {0}', role.name),
      ...(path === undefined ? [] : [t('path {0}', path)]),
      ...(permissionsBoundary === undefined ? [] : [t('boundary {0}', permissionsBoundary)]),
    ].join(', ');
  },
  async ask(context, draft, place) {
    const { group, role } = logGroupOf(draft);
    let current = draft.asked.has('role') ? currentOf(role) : undefined;
    for (;;) {
      const answer = await chooseRole(context, draft, current, place);
      if (typeof answer !== 'object') {
        return answer;
      }
      const chosen: Answer<Role> =
        answer.value.kind === 'limited'
          ? await askLimited(context, role, proposedNames(draft.answers.name, '').role, place)
          : { value: answer.value };
      current = answer.value;
      if (chosen !== 'back') {
        return chosen && { value: withAnswers(draft, { logGroup: { group, role: chosen.value } }) };
      }
    }
  },
};

function currentOf(role: Role): Thing | Limited {
  const isLimited = role.kind === 'new' && (role.path ?? role.permissionsBoundary) !== undefined;
  return isLimited ? { kind: 'limited' } : { kind: role.kind, name: role.name };
}

function chooseRole(
  context: WizardContext,
  { answers, connection }: Draft,
  current: Thing | Limited | undefined,
  place: Place,
): Promise<Answer<Thing | Limited>> {
  const { t } = context;
  return chooseThing<Limited>(context, {
    place,
    placeholder: t('Which role CloudTrail takes to write to the log group'),
    current,
    proposal: () => Promise.resolve(proposedNames(answers.name, '').role),
    after: [
      {
        id: 'limited',
        label: t('New role with a path or a permissions boundary…'),
        icon: 'edit',
        value: { kind: 'limited' },
      },
    ],
    async *list(signal) {
      const subject = subjectOfAnswers(answers, await context.account(connection));
      for await (const page of context.list(connection, signal, listRoles)) {
        yield page
          .map(({ name, trust }) => ({ name, isFit: admitsCloudTrail(trust, name, subject) }))
          .map(({ name, isFit }) => ({
            name,
            description: isFit ? t('CloudTrail can take it') : t('trust policy would be added to'),
          }));
      }
    },
    words: words(t),
    newProblem: (name) => roleNameProblem(name, t),
    existingProblem: (name) => roleNameProblem(name, t),
  });
}

function words(t: Localize): ThingWords {
  return {
    make: (name) => t('New role {0}', name),
    makeDetail: t('May write to this log group, and nothing else'),
    makeOther: t('New role with another name…'),
    newPrompt: t('Name of the new role'),
    existing: t('Existing roles'),
    typeOne: t('Another existing role: type its name…'),
    typeOneAsNot: (reason) => t('Existing role: {0}; type its name…', reason),
    existingPrompt: t('Name of an existing role, without its path'),
    taken: (name) => t('There is a role {0} already. Go back to choose it, or take another name.', name),
  };
}

/** Asks for the name, the path and the boundary of a new role, each in a box of its own. */
async function askLimited(
  { prompts, t }: WizardContext,
  before: Role,
  proposal: string,
  place: Place,
): Promise<Answer<NewRole>> {
  const old: Partial<NewRole> = before.kind === 'new' ? before : {};
  const texts = [old.name ?? proposal, old.path ?? '', old.permissionsBoundary ?? ''];
  const boxes = [
    { prompt: t('Name of the new role'), problem: (text: string) => roleNameProblem(text, t) },
    {
      prompt: t('Path of the new role, such as /service/. Leave it empty for none.'),
      problem: (text: string) => (text === '' ? undefined : rolePathProblem(text, t)),
    },
    {
      prompt: t('ARN of the managed policy that bounds its permissions. Leave it empty for none.'),
      problem: (text: string) => (text === '' ? undefined : boundaryProblem(text, t)),
    },
  ];
  for (let index = 0; index < boxes.length;) {
    const box = boxes[index];
    if (box === undefined) {
      break;
    }
    const { prompt, problem } = box;
    const answer = await prompts.type({
      ...place,
      canGoBack: true,
      placeholder: prompt,
      prompt,
      value: texts[index] ?? '',
      objection: (text) => problem(text.trim()),
    });
    if (answer === undefined || (answer === 'back' && index === 0)) {
      return answer;
    }
    if (answer === 'back') {
      index -= 1;
    } else {
      texts[index] = answer.value.trim();
      index += 1;
    }
  }
  const [name = proposal, path = '', boundary = ''] = texts;
  return {
    value: {
      kind: 'new',
      name,
      ...(path !== '' && path !== '/' && { path }),
      ...(boundary !== '' && { permissionsBoundary: boundary }),
    },
  };
}
