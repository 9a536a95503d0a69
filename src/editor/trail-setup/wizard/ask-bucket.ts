import type { Localize } from '../../../core/localize.ts';
import { proposedNames } from '../../../core/trails/setup/answers.ts';
import type { Fact } from '../../../core/trails/setup/facts.ts';
import { listBuckets } from '../../../core/trails/setup/list-things.ts';
import {
  lookAtBucket,
  subjectOfAnswers,
  type BucketLook,
} from '../../../core/trails/setup/look-at-things.ts';
import type { Answer as PolicyAnswer } from '../../../core/trails/setup/policy-check.ts';
import { bucketNameProblem } from '../../../core/trails/setup/validate-answers.ts';
import { chooseThing, type ThingWords } from './choose-thing.ts';
import type { WizardContext } from './context.ts';
import { inBucket } from './dependent-answers.ts';
import type { Draft } from './draft.ts';
import type { WizardQuestion } from './question.ts';

/** Where the log files go. */
export const bucketQuestion: WizardQuestion = {
  id: 'bucket',
  about: (t) => t('Bucket for log files'),
  told: ({ answers: { bucket } }, t) =>
    bucket.kind === 'new' ? t('new bucket {0}', bucket.name) : t('existing bucket {0}', bucket.name),
  async ask(context, draft, place) {
    const { t } = context;
    const { answers, connection } = draft;
    const regions = new Map<string, string>();
    const answer = await chooseThing<never>(context, {
      place,
      placeholder: t('Where CloudTrail puts the log files'),
      current: draft.asked.has('bucket') ? answers.bucket : undefined,
      proposal: async () => proposedNames(answers.name, await context.account(connection)).bucket,
      async *list(signal) {
        for await (const page of context.list(connection, signal, listBuckets)) {
          page.forEach(({ name, region }) => region !== undefined && regions.set(name, region));
          yield page.map(({ name, region }) => ({
            name,
            ...(region !== undefined && { description: region }),
          }));
        }
      },
      look: (name, signal) => look(context, draft, name, regions.get(name), signal),
      words: words(answers.homeRegion, t),
      newProblem: (name) => bucketNameProblem(name, t),
      existingProblem: (name) => bucketNameProblem(name, t),
    });
    return typeof answer === 'object' ? { value: inBucket(draft, answer.value) } : answer;
  },
};

function words(region: string, t: Localize): ThingWords {
  return {
    make: (name) => t('New bucket {0}', name),
    makeDetail: t('In {0}: private, encrypted, versioned, TLS only, and for this trail alone', region),
    makeOther: t('New bucket with another name…'),
    newPrompt: t('Name of the new bucket; all of AWS shares these names'),
    existing: t('Existing buckets'),
    typeOne: t('Another existing bucket: type its name…'),
    typeOneAsNot: (reason) => t('Existing bucket: {0}; type its name…', reason),
    existingPrompt: t('Name of an existing bucket'),
    taken: (name) => t('You have a bucket {0} already. Go back to choose it, or take another name.', name),
  };
}

async function look(
  context: WizardContext,
  { connection, answers }: Draft,
  name: string,
  region: string | undefined,
  signal: AbortSignal,
): Promise<string> {
  const subject = subjectOfAnswers(answers, await context.account(connection));
  const ask = await context.ask(connection, signal);
  const found = await lookAtBucket(ask, name, region, subject, answers.keyPrefix);
  return lookWords(found, region === undefined, context.t);
}

/** What a bucket is like, in a few words. */
function lookWords(look: Fact<BucketLook>, tellsRegion: boolean, t: Localize): string {
  switch (look.kind) {
    case 'absent':
      return t('does not exist any more');
    case 'unknown':
      return look.isDenied ? t('not allowed to look at it') : t('could not be looked at');
    case 'known': {
      const { region, encryption, policy } = look.value;
      return [
        ...(tellsRegion ? [region] : []),
        encryptionWords(encryption.kind, t),
        policyWords(policy, t),
      ].join(' · ');
    }
  }
}

function encryptionWords(kind: BucketLook['encryption']['kind'], t: Localize): string {
  switch (kind) {
    case 's3':
      return t("S3's own keys");
    case 'kms':
      return t('KMS key');
    case 'none':
      return t('not encrypted');
    case 'unknown':
      return t('encryption not known');
  }
}

/** What a policy says to CloudTrail, in a few words. */
export function policyWords(policy: PolicyAnswer, t: Localize): string {
  switch (policy) {
    case 'allowed':
      return t('policy fits');
    case 'not-allowed':
      return t('policy would be added to');
    case 'denied':
      return t('policy shuts CloudTrail out');
    case 'unknown':
      return t('policy not known');
  }
}
