import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { referenceTo } from './waiting.ts';

export const dependencyCycle: Rule = {
  id: 'dependency-cycle',
  family: 'deploy',
  severity: 'error',
  title: 'A policy and its trail wait for each other',
  what: 'Something that the trail waits for, such as its bucket policy or its key, refers to the trail: most often `!GetAtt Trail.Arn` in a condition on `aws:SourceArn`.',
  why: 'CloudFormation refuses a template with a circular dependency before it creates anything.',
  fix: 'Name the trail with a literal `TrailName`, and write its ARN with `Fn::Sub` and that name: `arn:${AWS::Partition}:cloudtrail:${AWS::Region}:${AWS::AccountId}:trail/<name>`. Or use `trail/*` under `ArnLike` or `StringLike`.',
  alsoKnownAs: ['E3004'],
  sources: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',
  ],
  check,
};

function* check({ model, trails, waits }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const first = [...model.resources.values()].find(
      (resource) => (resource === trail || waits(trail, resource)) && resource.waitsFor.has(trail.id),
    );
    if (first !== undefined) {
      yield {
        outcome: 'fail',
        resource: first,
        at: referenceTo(trail, first),
        message: `Deployment fails with a circular dependency: ${first.id} refers to the trail ${trail.id}, which waits for ${first.id}.`,
        remedy: {
          kind: 'write-arn',
          text: 'Write the ARN of the trail with Fn::Sub and a literal name instead.',
        },
        related: [{ at: trail.at, message: 'The trail.' }],
      };
    }
  }
}
