import { namesCloudTrail, policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { policiesOf } from './bucket-access.ts';

export const bucketPolicyOrder: Rule = {
  id: 'bucket-policy-order',
  family: 'deploy',
  severity: 'error',
  title: 'The trail does not wait for its bucket policy',
  what: 'Neither the trail nor anything that it waits for depends on the bucket policy that lets CloudTrail in, by `DependsOn`, `Ref`, `Fn::GetAtt` or `Fn::Sub`.',
  why: 'CloudFormation then creates the two at the same time. Where the trail comes first, the deployment stops with "Incorrect S3 bucket policy is detected for bucket"; the next attempt may work, which makes the fault hard to find.',
  fix: 'Add `DependsOn` with the bucket policy to the trail.',
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
      // Where the policy waits for the trail, a dependency would make a circle: another rule's.
      const early = policies.filter(
        (policy) => !posture.waits(trail, policy) && !posture.waits(policy, trail),
      );
      if (early.length > 0) {
        yield {
          outcome: 'fail',
          resource: trail,
          at: trail.propertiesAt,
          message: `Created before its bucket policy: deployment can fail with "Incorrect S3 bucket policy is detected for bucket". Add DependsOn ${early.map(({ id }) => id).join(', ')}.`,
          related: early.map(({ at }) => ({ at, message: 'The bucket policy.' })),
        };
      }
    }
  }
}

/** A policy that is for others, such as one against plain HTTP, need not be waited for. */
function isForCloudTrail(policy: Resource): boolean {
  return policyIn(policy).statements.some(
    (statement) => statement.effect === 'allow' && namesCloudTrail(statement) === 'yes',
  );
}
