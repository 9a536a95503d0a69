import type { Resource } from './model.ts';
import { parsePolicy } from './policy/parse.ts';
import type { PolicyDocument, Statement } from './policy/policy.ts';
import { arnText } from './resource-texts.ts';
import { concatText, literalText, type SymbolicText } from './symbolic-text.ts';
import { textEquals, textMatches } from './text-match.ts';
import { any, type Truth } from './truth.ts';
import { member } from './value.ts';

/** The principal that CloudTrail acts as, the same in all partitions. */
export const cloudTrailPrincipal = literalText('cloudtrail.amazonaws.com');

/** The policy of a resource that has one in `PolicyDocument`. */
export function policyIn(resource: Resource): PolicyDocument {
  return parsePolicy(member(resource.properties, 'PolicyDocument', resource.propertiesAt));
}

/** Whether a statement names CloudTrail as its principal; one that means everyone does not. */
export function namesCloudTrail({ principal }: Statement): Truth {
  if (principal === undefined || principal.isNegated) {
    return 'no';
  }
  const named = any(
    principal.entries.map(({ type, text }) =>
      type === 'Service' ? textEquals(text, cloudTrailPrincipal) : 'no',
    ),
  );
  return named === 'no' && !principal.isComplete ? 'unknown' : named;
}

/** Whether a bucket policy has a statement that lets CloudTrail put objects somewhere into the bucket. */
export function admitsCloudTrailWrites(policy: Resource, bucket: Resource): boolean {
  return policyIn(policy).statements.some(
    (statement) =>
      statement.effect === 'allow' &&
      namesCloudTrail(statement) === 'yes' &&
      !statement.action.isNegated &&
      statement.action.patterns.some(
        ({ text }) => textMatches(text, literalText('s3:PutObject'), { ignoreCase: true }) === 'yes',
      ) &&
      statement.resource?.isNegated === false &&
      statement.resource.patterns.some(({ text }) => isForObjects(text, bucket)),
  );
}

/** Whether a resource pattern is surely for objects of a bucket: for all of them, or for none but some of them. */
export function isForObjects(pattern: SymbolicText, bucket: Resource): boolean {
  const arn = arnText(bucket);
  const anyObject = concatText(arn, ['/', { kind: 'any', name: 'object key' }]);
  return textMatches(pattern, anyObject) === 'yes' || textMatches(concatText(arn, ['/*']), pattern) === 'yes';
}
