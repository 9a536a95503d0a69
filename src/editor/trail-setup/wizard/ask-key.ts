import type { Localize } from '../../../core/localize.ts';
import { proposedNames, type EncryptionChoice } from '../../../core/trails/setup/answers.ts';
import { listAliases } from '../../../core/trails/setup/list-things.ts';
import { lookAtKey, subjectOfAnswers } from '../../../core/trails/setup/look-at-things.ts';
import { keyProblem } from '../../../core/trails/setup/typed-answers.ts';
import { aliasProblem } from '../../../core/trails/setup/validate-answers.ts';
import { policyWords } from './ask-bucket.ts';
import { chooseThing, type Thing, type ThingWords } from './choose-thing.ts';
import type { WizardContext } from './context.ts';
import { withAnswers, type Draft } from './draft.ts';
import type { WizardQuestion } from './question.ts';

interface WithS3 {
  readonly kind: 's3';
}

/** With which key the log files are encrypted. */
export const keyQuestion: WizardQuestion = {
  id: 'key',
  about: (t) => t('Encryption'),
  applies: ({ wants }) => wants.has('key'),
  told: ({ answers: { encryption } }, t) => {
    switch (encryption.kind) {
      case 's3':
        return t("S3's own keys");
      case 'new-key':
        return t('new key {0}', `alias/${encryption.alias}`);
      case 'existing-key':
        return t('existing key {0}', encryption.key);
    }
  },
  async ask(context, draft, place) {
    const { t } = context;
    const { answers, connection } = draft;
    const region = await context.bucketRegion(draft);
    const answer = await chooseThing<WithS3>(context, {
      place,
      placeholder: t(
        'With which key the log files are encrypted; it has to be in {0}, as the bucket',
        region,
      ),
      current: draft.asked.has('key') ? currentOf(answers.encryption) : undefined,
      proposal: () => Promise.resolve(proposedNames(answers.name, '').alias),
      extras: [
        { id: 's3', label: t("S3's own keys"), description: t('costs nothing'), value: { kind: 's3' } },
      ],
      list: (signal) =>
        mapPages(
          context.list(connection, signal, (world) => listAliases(world, region)),
          ({ name }) => ({ name }),
        ),
      look: (name, signal) => look(context, draft, name, region, signal),
      words: words(region, t),
      listedAs: (name) => `alias/${name}`,
      newProblem: (name) => aliasProblem(name, t),
      existingProblem: (name) => keyProblem(name, region, t),
    });
    return typeof answer === 'object'
      ? { value: withAnswers(draft, { encryption: encryptionOf(answer.value) }) }
      : answer;
  },
};

/** Pages of something else. */
export async function* mapPages<From, To>(
  pages: AsyncIterable<readonly From[]>,
  make: (item: From) => To,
): AsyncIterable<readonly To[]> {
  for await (const page of pages) {
    yield page.map(make);
  }
}

function currentOf(encryption: EncryptionChoice): Thing | WithS3 {
  switch (encryption.kind) {
    case 's3':
      return { kind: 's3' };
    case 'new-key':
      return { kind: 'new', name: encryption.alias };
    case 'existing-key':
      return { kind: 'existing', name: encryption.key };
  }
}

function encryptionOf(chosen: Thing | WithS3): EncryptionChoice {
  switch (chosen.kind) {
    case 's3':
      return chosen;
    case 'new':
      return { kind: 'new-key', alias: chosen.name };
    case 'existing':
      return { kind: 'existing-key', key: chosen.name };
  }
}

function words(region: string, t: Localize): ThingWords {
  return {
    make: (name) => t('New key {0}', `alias/${name}`),
    makeDetail: t('In {0}, for this trail, with new key material each year; 1 USD a month', region),
    makeOther: t('New key with another alias…'),
    newPrompt: t('Alias of the new key, without alias/'),
    existing: t('Existing keys in {0}', region),
    typeOne: t('Another existing key: type its ARN, id or alias…'),
    typeOneAsNot: (reason) => t('Existing key: {0}; type its ARN, id or alias…', reason),
    existingPrompt: t('ARN, id, or alias with alias/ of a key in {0}', region),
    taken: (name) =>
      t('There is a key {0} already. Go back to choose it, or take another alias.', `alias/${name}`),
  };
}

async function look(
  context: WizardContext,
  { connection, answers }: Draft,
  name: string,
  region: string,
  signal: AbortSignal,
): Promise<string> {
  const { t } = context;
  const subject = subjectOfAnswers(answers, await context.account(connection));
  const found = await lookAtKey(await context.ask(connection, signal), name, region, subject);
  if (found.kind !== 'known') {
    return found.kind === 'unknown' && found.isDenied
      ? t('not allowed to look at it')
      : t('could not be looked at');
  }
  const { isUsable, state, policy } = found.value;
  return isUsable ? policyWords(policy, t) : t('cannot be used: {0}', state);
}
