import type { Posture } from '../posture.ts';
import { propertyAt } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { policiesOf } from './bucket-access.ts';

export const bucketPolicyDuplicate: Rule = {
  id: 'bucket-policy-duplicate',
  family: 'deploy',
  severity: 'error',
  title: 'Two policies on one log bucket',
  what: 'Two `AWS::S3::BucketPolicy` resources name the same log bucket.',
  why: 'A bucket has one policy. CloudFormation refuses the second one, or it replaces the first, and CloudTrail is locked out where that was the one which let it in.',
  fix: 'Put all statements into one bucket policy.',
  alsoKnownAs: ['E3019'],
  sources: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html',
  ],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const { bucket } of posture.logBuckets) {
    const [first, ...others] = policiesOf(posture, bucket).policies;
    for (const policy of others) {
      yield {
        outcome: 'fail',
        resource: policy,
        at: propertyAt(policy, 'Bucket'),
        message: `Deployment fails: the log bucket ${bucket.id} already has a policy, and a bucket has only one. Put all statements into one policy.`,
        related: first === undefined ? [] : [{ at: first.at, message: 'The other policy.' }],
      };
    }
  }
}
