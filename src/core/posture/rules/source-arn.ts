import { namesCloudTrail, policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import { operatorOf } from '../policy/operators.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { PolicyDocument, Statement } from '../policy/policy.ts';
import type { Posture } from '../posture.ts';
import { property } from '../properties.ts';
import type { Failed, Rule, Verdict } from '../rule.ts';
import { literalText } from '../symbolic-text.ts';
import { textEquals } from '../text-match.ts';
import { accessVerdicts } from './access-faults.ts';
import { policiesOf } from './bucket-access.ts';
import { keyTypes } from './key-access.ts';
import { isExactWithWildcards } from './refusal.ts';
import { topicOf, topicPolicies } from './topic-access.ts';

const sources = [
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
  'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
];

export const sourceArnMismatch: Rule = {
  id: 'source-arn-mismatch',
  family: 'deploy',
  severity: 'error',
  title: 'A condition on aws:SourceArn that the trail cannot meet',
  what: 'The policy of a bucket, key, topic or role limits CloudTrail by `aws:SourceArn` to something that the ARN of this trail never is, or has a wildcard under an operator that compares whole values, such as `StringEquals`.',
  why: 'CloudTrail is refused as if the policy had no such statement, and the trail is not created.',
  fix: 'Write `arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/<name>` with the name of the trail, or use wildcards under `ArnLike` or `StringLike`.',
  alsoKnownAs: [],
  sources,
  check: checkMismatch,
};

export const sourceArnCondition: Rule = {
  id: 'source-arn-condition',
  family: 'posture',
  severity: 'info',
  title: 'CloudTrail is let in for the trails of anyone',
  what: 'A statement of a bucket, key or topic policy lets `cloudtrail.amazonaws.com` in without a condition on `aws:SourceArn` or `aws:SourceOrgID`; for a key `kms:EncryptionContext:aws:cloudtrail:arn` is as good. A hint where only `aws:SourceAccount` limits it. Silent on policies that a library made.',
  why: 'Anyone with an AWS account can let their trail write to the bucket or topic, or use the key: logs that are not yours among those that are, at your cost.',
  fix: 'Add `StringEquals: { aws:SourceArn: <ARN of the trail> }` to the statement.',
  alsoKnownAs: [],
  sources,
  check: checkCondition,
};

function* checkMismatch(posture: Posture): Iterable<Verdict> {
  yield* accessVerdicts('source-arn-mismatch', posture);
  // No trail can meet such a condition, so it is a fault of a log archive too.
  for (const { bucket, trails } of posture.logBuckets) {
    for (const policy of trails.length === 0 ? policiesOf(posture, bucket).policies : []) {
      const conditions = statementsForCloudTrail(policyIn(policy)).flatMap(
        (statement) => statement.conditions,
      );
      const [condition, ...others] = conditions.filter(
        (one) => one.key === 'aws:sourcearn' && isExactWithWildcards(one),
      );
      if (condition !== undefined) {
        yield {
          outcome: 'fail',
          resource: policy,
          at: condition.at,
          message: `No trail can use this bucket: ${condition.operator} compares aws:SourceArn whole, and takes a wildcard for itself. Use ArnLike or StringLike.`,
          related: others.map(({ at }) => ({ at, message: 'Here too.' })),
        };
      }
    }
  }
}

function* checkCondition(posture: Posture): Iterable<Verdict> {
  for (const { resource, document, kind } of policiesForCloudTrail(posture)) {
    const open = statementsForCloudTrail(document)
      .filter((statement) => statement.hasAllConditions && isAboutAccess(statement))
      .filter((statement) => !hasLimit(statement, limitingKeys[kind]));
    const [first, ...others] = open;
    if (first !== undefined) {
      yield openStatement(
        resource,
        first,
        others,
        open.every((one) => hasLimit(one, ['aws:sourceaccount'])),
      );
    }
  }
}

function openStatement(
  resource: Resource,
  first: Statement,
  others: readonly Statement[],
  isHalfLimited: boolean,
): Failed {
  const message = isHalfLimited
    ? 'Any trail of the account may use this: aws:SourceAccount alone limits CloudTrail. Add aws:SourceArn with the ARN of the trail.'
    : 'The trails of any AWS account may use this: nothing limits which trail CloudTrail acts for. Add a condition on aws:SourceArn with the ARN of the trail.';
  return {
    outcome: 'fail',
    resource,
    at: first.at,
    message,
    related: others.map(({ at }) => ({ at, message: 'This statement too.' })),
    ...(isHalfLimited ? { severity: 'hint' } : {}),
  };
}

const sourceKeys = ['aws:sourcearn', 'aws:sourceorgid', 'aws:sourceorgpaths'];
const limitingKeys = {
  bucket: sourceKeys,
  topic: sourceKeys,
  key: [...sourceKeys, 'kms:encryptioncontext:aws:cloudtrail:arn'],
};

interface PolicyForCloudTrail {
  readonly resource: Resource;
  readonly document: PolicyDocument;
  readonly kind: keyof typeof limitingKeys;
}

/** The policies of log buckets, and of the keys and topics of trails, that someone wrote. */
function policiesForCloudTrail(posture: Posture): readonly PolicyForCloudTrail[] {
  const buckets = posture.logBuckets.flatMap(({ bucket }) => policiesOf(posture, bucket).policies);
  const topics = new Set(posture.trails.map((trail) => topicOf(posture, trail)));
  const topicPolicyResources = [...topics].flatMap((topic) =>
    topic === undefined ? [] : topicPolicies(posture, topic).policies,
  );
  const keys = new Set(
    posture.trails.flatMap((trail) => {
      const link = posture.linked(property(trail, 'KMSKeyId'), keyTypes);
      return link.kind === 'resource' ? [link.resource] : [];
    }),
  );
  return [
    ...buckets.map((resource) => ({ resource, document: policyIn(resource), kind: 'bucket' as const })),
    ...[...keys].map((resource) => ({
      resource,
      document: parsePolicy(property(resource, 'KeyPolicy')),
      kind: 'key' as const,
    })),
    ...topicPolicyResources.map((resource) => ({
      resource,
      document: policyIn(resource),
      kind: 'topic' as const,
    })),
  ].filter(({ resource }) => resource.provenance === 'written');
}

function statementsForCloudTrail({ statements }: PolicyDocument): readonly Statement[] {
  return statements.filter(
    (statement) => statement.effect === 'allow' && namesCloudTrail(statement) === 'yes',
  );
}

/** Looking at a key gives nothing away. */
function isAboutAccess({ action }: Statement): boolean {
  const look = literalText('kms:DescribeKey');
  return (
    action.isNegated ||
    !action.isComplete ||
    action.patterns.some(({ text }) => textEquals(text, look, { ignoreCase: true }) !== 'yes')
  );
}

function hasLimit({ conditions }: Statement, keys: readonly string[]): boolean {
  return conditions.some(({ operator, key }) => {
    const { isNegated = false, compare } = operatorOf(operator) ?? {};
    return keys.includes(key) && !isNegated && compare !== undefined;
  });
}
