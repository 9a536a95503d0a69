import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { cdkTrails } from './cdk-trail.ts';

export const cdkImportedBucket: Rule = {
  id: 'cdk-imported-bucket',
  family: 'cdk',
  severity: 'hint',
  title: 'A CDK trail writes to an imported bucket',
  what: 'The `bucket` of a `Trail` comes from `Bucket.fromBucketName` or the like. `Trail` adds no statement to its policy and does not wait for it.',
  why: 'The bucket has to let CloudTrail in already, or the deployment stops with "Incorrect S3 bucket policy is detected for bucket". That is as it should be for a log archive in another account; it is only easy to forget.',
  fix: 'Make sure that the policy of the bucket has the statements that CloudTrail needs, and suppress this hint.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html',
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.Bucket.html',
  ],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const { trail, importedAt } of cdkTrails(posture)) {
    const at = importedAt('bucket');
    if (at !== undefined) {
      yield {
        outcome: 'fail',
        resource: trail,
        at,
        message:
          'The policy of an imported bucket is not changed: it has to let CloudTrail in already. Check that it allows s3:GetBucketAcl and s3:PutObject to cloudtrail.amazonaws.com.',
      };
    }
  }
}
