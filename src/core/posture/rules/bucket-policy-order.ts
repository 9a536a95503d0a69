import { namesCloudTrail, policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { policiesOf } from './bucket-access.ts';
import { orderVerdicts } from './waiting.ts';

export const bucketPolicyOrder: Rule = {
  id: 'bucket-policy-order',
  family: 'deploy',
  severity: 'error',
  title: 'The trail does not wait for its bucket policy',
  what: 'Neither the trail nor anything that it waits for depends on the bucket policy that lets CloudTrail in, by `DependsOn`, `Ref`, `Fn::GetAtt` or `Fn::Sub`. Or the policy waits for the trail, most often by `!GetAtt Trail.Arn` in a condition on `aws:SourceArn`, and so always comes after it.',
  why: 'CloudFormation then creates the two at the same time. Where the trail comes first, the deployment stops with "Incorrect S3 bucket policy is detected for bucket"; the next attempt may work, which makes the fault hard to find.',
  fix: 'Add `DependsOn` with the bucket policy to the trail. In the policy, write the ARN of the trail with `Fn::Sub` and a literal `TrailName`.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',
  ],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const { bucket, trails } of posture.logBuckets) {
    const policies = policiesOf(posture, bucket).policies.filter(isForCloudTrail);
    for (const trail of trails) {
      yield* orderVerdicts(posture, trail, policies, {
        lacking: 'its bucket policy',
        outcome: ' with "Incorrect S3 bucket policy is detected for bucket"',
        related: 'The bucket policy.',
      });
    }
  }
}

/** A policy that is for others, such as one against plain HTTP, need not be waited for. */
function isForCloudTrail(policy: Resource): boolean {
  return policyIn(policy).statements.some(
    (statement) => statement.effect === 'allow' && namesCloudTrail(statement) === 'yes',
  );
}
