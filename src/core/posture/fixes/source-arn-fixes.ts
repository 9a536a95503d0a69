import { policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Posture } from '../posture.ts';
import { property } from '../properties.ts';
import { policiesOf } from '../rules/bucket-access.ts';
import { topicOf, topicPolicies } from '../rules/topic-access.ts';
import { trailKeys } from '../rules/trail-keys.ts';
import { roleOf } from '../rules/role-access.ts';
import { bucketAccessFixes } from './bucket-policy-fixes.ts';
import type { FixEdit } from './fix.ts';
import type { Fixer } from './fixer.ts';
import { keyPolicyFixes } from './key-fixes.ts';
import { roleAccessFixes } from './log-group-fixes.ts';
import { isSame, pathOf, type PolicyPlace } from './needs.ts';
import { topicPolicyFixes } from './topic-fixes.ts';
import { hasWildcard, sourceCondition, trailArn, withEitherArn } from './trail-texts.ts';

/** The same wrong ARN may stand in the policy of a bucket, a key, a topic or a role. */
export const sourceArnMismatchFixes: Fixer = (request) => {
  switch (request.resource.type) {
    case 'AWS::S3::BucketPolicy':
      return bucketAccessFixes(request);
    case 'AWS::KMS::Key':
    case 'AWS::KMS::ReplicaKey':
      return keyPolicyFixes(request);
    case 'AWS::IAM::Role':
      return roleAccessFixes(request);
    default:
      return topicPolicyFixes(request);
  }
};

/** The trails that a policy is there for. */
export function trailsOf(posture: Posture, resource: Resource): readonly Resource[] {
  const ofBucket = posture.logBuckets.find(({ bucket }) =>
    policiesOf(posture, bucket).policies.includes(resource),
  );
  const ofKey = trailKeys(posture).find(({ key }) => key === resource);
  const others = posture.trails.filter((trail) => {
    const topic = topicOf(posture, trail);
    const isOfTopic = topic !== undefined && topicPolicies(posture, topic).policies.includes(resource);
    return isOfTopic || roleOf(posture, trail) === resource;
  });
  return ofBucket?.trails ?? ofKey?.trails ?? others;
}

/** Limits statements that let CloudTrail in for anyone. Of a log archive nobody can tell whose trails those are. */
export const sourceArnConditionFixes: Fixer = function* ({ posture, resource, failed }) {
  const trails = trailsOf(posture, resource);
  const [trail] = trails;
  if (trail === undefined) {
    return;
  }
  const property = resource.type.startsWith('AWS::KMS::') ? 'KeyPolicy' : 'PolicyDocument';
  const place: PolicyPlace = { resource, property, document: documentOf(resource, property) };
  const open = [failed.at, ...(failed.related ?? []).map(({ at }) => at)];
  const statements = place.document.statements.filter(({ at }) => open.some((one) => isSame(one, at)));
  yield* withEitherArn(trail, (arn) => {
    const arns = [arn, ...trails.filter((other) => other !== trail).map(trailArn)];
    const condition = sourceCondition(arns);
    return [
      {
        title: `Limit CloudTrail to ${trails.length > 1 ? 'these trails' : hasWildcard(arn) ? 'the trails of this account' : 'this trail'}`,
        isPreferred: true,
        isSafe: false,
        edits: statements.map((statement): FixEdit => ({
          kind: 'set',
          resource: resource.id,
          path: [...pathOf(place, statement), 'Condition'],
          value: condition,
        })),
      },
    ];
  });
};

function documentOf(resource: Resource, name: 'KeyPolicy' | 'PolicyDocument') {
  return name === 'KeyPolicy' ? parsePolicy(property(resource, name)) : policyIn(resource);
}
