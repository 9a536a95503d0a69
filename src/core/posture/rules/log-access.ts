import { isForObjects, policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import type { Pattern, PrincipalEntry, Statement } from '../policy/policy.ts';
import type { Posture } from '../posture.ts';
import { accountText } from '../resource-texts.ts';
import type { Rule, Verdict } from '../rule.ts';
import { literalOf, literalText, printText, type SymbolicText } from '../symbolic-text.ts';
import { arnParts, textEquals, textMatches } from '../text-match.ts';
import { relatedTrail } from './access-fault.ts';
import { policiesOf } from './bucket-access.ts';
import { excerpt } from './refusal.ts';

export const logAccess: Rule = {
  id: 'log-access',
  family: 'posture',
  severity: 'info',
  title: 'Others may read or delete the logs',
  what: 'A statement of the policy of the log bucket lets a user, a role or another account read or delete objects. The account itself and principals with `admin` in their name are taken for administrators; a public statement is for other rules.',
  why: 'The logs tell who does what, and who can delete them can hide what was done.',
  fix: 'Take the statement away, or keep it to the few who investigate, for reading only. Write down why with a suppression.',
  alsoKnownAs: [],
  sources: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html'],
  check,
};

const deeds = ['s3:GetObject', 's3:DeleteObject', 's3:DeleteObjectVersion'].map(literalText);

function* check(posture: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of posture.logBuckets) {
    const policies = policiesOf(posture, bucket).policies.filter(
      ({ provenance }) => provenance === 'written',
    );
    for (const policy of policies) {
      for (const statement of policyIn(policy).statements) {
        const other = othersIn(statement, accountText(posture.model))[0];
        if (other !== undefined && touchesObjects(statement, bucket)) {
          yield {
            outcome: 'fail',
            resource: policy,
            at: statement.at,
            message: `${excerpt(printText(other.text))} may read or delete the logs in this bucket. Take this statement away, or keep it to the few who investigate.`,
            related: trails.flatMap(relatedTrail),
          };
        }
      }
    }
  }
}

/** The principals of an Allow that are surely neither everyone, nor the account itself, nor administrators. */
function othersIn({ effect, principal }: Statement, account: SymbolicText): readonly Pattern[] {
  return effect !== 'allow' || principal === undefined || principal.isNegated
    ? []
    : principal.entries.filter((entry) => isOther(entry, account));
}

function isOther({ type, text }: PrincipalEntry, account: SymbolicText): boolean {
  if (type !== 'AWS' || textEquals(text, literalText('*')) !== 'no' || /admin/i.test(printText(text))) {
    return false;
  }
  const parts = arnParts(text);
  const isRoot = parts !== undefined && literalOf(parts[5] ?? []) === 'root';
  const named = isRoot ? (parts[4] ?? []) : text;
  return textEquals(named, account) === 'no';
}

function touchesObjects({ action, resource }: Statement, bucket: Resource): boolean {
  const isDeed = action.patterns.some(({ text }) =>
    deeds.some((deed) => textMatches(text, deed, { ignoreCase: true }) === 'yes'),
  );
  const isObject = resource?.patterns.some(({ text }) => isForObjects(text, bucket)) ?? false;
  return isDeed && !action.isNegated && isObject && resource?.isNegated === false;
}
