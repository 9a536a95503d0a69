import { policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import type { LogBucket, Posture } from '../posture.ts';
import { literalOfValue, property, propertyAt } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { all, not } from '../truth.ts';
import { relatedTrail } from './access-fault.ts';
import { policiesOf } from './bucket-access.ts';
import { publicAccessSwitch, publicStatements } from './public-access.ts';

const sources = [
  'https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html',
];

export const bucketPublic: Rule = {
  id: 'bucket-public',
  family: 'posture',
  severity: 'error',
  title: 'The log bucket is public',
  what: "S3 itself would call the log bucket's ACL or policy public (an Allow to everyone that no fixed source ARN, account, organization, VPC, VPC endpoint or address range limits), and public access is explicitly not blocked.",
  why: 'Anyone can read who does what in the account, or destroy the record of it.',
  fix: 'Turn on all four switches of `PublicAccessBlockConfiguration`, and take the public statement or ACL away.',
  alsoKnownAs: [
    'AVD-AWS-0161',
    'CloudTrail.6',
    'FG_R00028',
    'CKV_AWS_20',
    'CKV_AWS_57',
    'CKV_AWS_70',
    'AwsSolutions-S2',
    'CIS 3.3 (1.4)',
  ],
  sources,
  check: checkPublic,
};

export const bucketPolicyBlocked: Rule = {
  id: 'bucket-policy-blocked',
  family: 'deploy',
  severity: 'error',
  title: 'S3 blocks a public bucket policy',
  what: 'The policy of the log bucket is public in the sense of S3, while `BlockPublicPolicy` is on, or on by default.',
  why: 'S3 refuses the policy with an AccessDenied error, and the deployment fails.',
  fix: 'Limit the statement to fixed principals, or by a condition on a fixed source.',
  alsoKnownAs: [],
  sources,
  check: checkBlocked,
};

function* checkBlocked(posture: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of posture.logBuckets) {
    const isBlocked = publicAccessSwitch(bucket, 'BlockPublicPolicy');
    for (const { policy, statement, isPublic } of publicOf(posture, bucket)) {
      const answer = all([isBlocked, isPublic]);
      if (answer === 'yes') {
        yield {
          outcome: 'fail',
          resource: policy,
          at: statement.at,
          message:
            'Deployment fails: S3 refuses this policy, because this statement is public and BlockPublicPolicy is on (by default, where the bucket does not say). Limit the statement to fixed principals or sources.',
          related: [{ at: bucket.at, message: 'The log bucket.' }, ...trails.flatMap(relatedTrail)],
        };
      } else if (answer === 'unknown') {
        yield { outcome: 'unknown', resource: policy, reason: 'The policy may be public and blocked.' };
      }
    }
  }
}

function* checkPublic(posture: Posture): Iterable<Verdict> {
  for (const logBucket of posture.logBuckets) {
    yield* publicPolicies(posture, logBucket);
    yield* publicAcl(logBucket);
  }
}

function* publicPolicies(posture: Posture, { bucket, trails }: LogBucket): Iterable<Verdict> {
  const isOpen = all([
    not(publicAccessSwitch(bucket, 'BlockPublicPolicy')),
    not(publicAccessSwitch(bucket, 'RestrictPublicBuckets')),
  ]);
  for (const { policy, statement, isPublic } of publicOf(posture, bucket)) {
    const answer = all([isOpen, isPublic]);
    if (answer === 'yes') {
      yield {
        outcome: 'fail',
        resource: policy,
        at: statement.at,
        message:
          'Anyone can use this statement on the log bucket: it allows everyone, and public access is not blocked. Limit it to fixed principals or sources, and turn on the public access block.',
        related: [{ at: bucket.at, message: 'The log bucket.' }, ...trails.flatMap(relatedTrail)],
      };
    } else if (answer === 'unknown') {
      yield { outcome: 'unknown', resource: policy, reason: 'The policy may be public.' };
    }
  }
}

/** Canned ACLs with a grant to everyone, or to everyone with an AWS account, which S3 calls public too. */
const publicAcls = new Set(['PublicRead', 'PublicReadWrite', 'AuthenticatedRead']);

function* publicAcl({ bucket, trails }: LogBucket): Iterable<Verdict> {
  const acl = literalOfValue(property(bucket, 'AccessControl'));
  const isOpen = all([
    not(publicAccessSwitch(bucket, 'BlockPublicAcls')),
    not(publicAccessSwitch(bucket, 'IgnorePublicAcls')),
  ]);
  if (acl === undefined || !publicAcls.has(acl) || isOpen === 'no') {
    return;
  }
  if (isOpen === 'unknown') {
    yield { outcome: 'unknown', resource: bucket, reason: 'The ACL may be public.' };
    return;
  }
  yield {
    outcome: 'fail',
    resource: bucket,
    at: propertyAt(bucket, 'AccessControl'),
    message: `Anyone can read the list of log files: the ACL ${acl} is public, and public access is not blocked. Remove AccessControl and turn on the public access block.`,
    related: trails.flatMap(relatedTrail),
  };
}

function publicOf(
  posture: Posture,
  bucket: Resource,
): readonly ({ readonly policy: Resource } & ReturnType<typeof publicStatements>[number])[] {
  return policiesOf(posture, bucket).policies.flatMap((policy) =>
    publicStatements(policyIn(policy)).map((found) => ({ policy, ...found })),
  );
}
