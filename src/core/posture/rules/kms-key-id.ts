import type { Posture } from '../posture.ts';
import { isSet, property, propertyAt, textOf } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { literalOf, printText, type SymbolicText } from '../symbolic-text.ts';
import { arnParts } from '../text-match.ts';
import { literalBeginning } from '../text-facts.ts';
import { excerpt } from './refusal.ts';

export const kmsKeyId: Rule = {
  id: 'kms-key-id',
  family: 'deploy',
  severity: 'error',
  title: 'Not a KMS key',
  what: "A trail's `KMSKeyId` or an event data store's `KmsKeyId` is neither the id of a key (that of a multi-Region key begins with `mrk-`), nor the ARN of a key or of an alias, nor `alias/` with a name.",
  why: 'CloudTrail refuses it with InvalidKmsKeyIdException or KmsKeyNotFoundException.',
  fix: 'Use `!GetAtt Key.Arn` or `!Ref Key`; put `alias/` before the name of an alias.',
  alsoKnownAs: ['E1157', 'E3017'],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html',
  ],
  check,
};

const keyProperties = [
  ['AWS::CloudTrail::Trail', 'KMSKeyId'],
  ['AWS::CloudTrail::EventDataStore', 'KmsKeyId'],
] as const;

function* check({ ofType }: Posture): Iterable<Verdict> {
  for (const [type, name] of keyProperties) {
    for (const resource of ofType(type)) {
      const value = property(resource, name);
      const text = textOf(value);
      if (text !== undefined && isSet(value) === 'yes' && isSurelyNoKey(text)) {
        yield {
          outcome: 'fail',
          resource,
          at: propertyAt(resource, name),
          message: `CloudTrail refuses the key ${excerpt(printText(text))}: it takes a key's id or ARN, an alias's ARN, or alias/ and a name.`,
        };
      }
    }
  }
}

const keyId = /^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|mrk-[0-9a-f]{32})$/i;
const aliasName = /^alias\/[A-Za-z0-9/_-]+$/;
const beginnings = ['arn:aws', 'alias/', 'mrk-'];

function isSurelyNoKey(text: SymbolicText): boolean {
  const beginning = literalBeginning(text);
  if (beginning.startsWith('arn:')) {
    return isArnOfOtherThing(text);
  }
  const literal = literalOf(text);
  if (literal !== undefined) {
    return !keyId.test(literal) && !aliasName.test(literal);
  }
  // What follows is a symbol: the beginning has to lead to one of the forms.
  const isPossible =
    /^[0-9a-f-]*$/i.test(beginning) ||
    beginnings.some((form) => form.startsWith(beginning) || beginning.startsWith(form));
  return !isPossible;
}

/** An ARN of another service, or of something of KMS that is neither a key nor an alias. */
function isArnOfOtherThing(text: SymbolicText): boolean {
  const parts = arnParts(text);
  if (parts === undefined) {
    return literalOf(text) !== undefined;
  }
  const service = literalOf(parts[2] ?? []);
  const resource = literalBeginning(parts[5] ?? []);
  const isOther = resource !== '' && !['key/', 'alias/'].some((form) => overlap(resource, form));
  return (service !== undefined && service !== 'kms') || isOther;
}

function overlap(text: string, form: string): boolean {
  return text.startsWith(form) || form.startsWith(text);
}
