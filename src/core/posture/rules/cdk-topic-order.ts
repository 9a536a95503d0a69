import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { atProperty, cdkTrails } from './cdk-trail.ts';
import { topicOf, topicPolicies } from './topic-access.ts';

export const cdkTopicOrder: Rule = {
  id: 'cdk-topic-order',
  family: 'cdk',
  severity: 'error',
  title: 'A CDK trail does not wait for the policy of its topic',
  what: 'A topic of the app is the `snsTopic` of a `Trail`. `Trail` lets CloudTrail publish to it, but does not depend on the policy that says so.',
  why: 'CloudFormation creates both at the same time. Where the trail comes first, the deployment stops because CloudTrail may not publish yet; the next attempt may work, which makes the fault hard to find.',
  fix: 'Add `trail.node.addDependency(topic)`: the policy of the topic is a part of it.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html',
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_cloudtrail.Trail.html',
  ],
  check,
};

function* check(posture: Posture): Iterable<Verdict> {
  for (const { trail } of cdkTrails(posture)) {
    const topic = topicOf(posture, trail);
    const made = topic === undefined ? [] : topicPolicies(posture, topic).policies;
    const policies = made.filter(({ provenance }) => provenance === 'generated');
    if (topic !== undefined && policies.some((policy) => !posture.waits(trail, policy))) {
      yield {
        outcome: 'fail',
        resource: trail,
        message:
          'Deployment can fail, as CloudTrail may not publish yet: Trail does not wait for the policy of this topic.',
        remedy: {
          kind: 'cdk',
          text: 'Add a dependency of the trail on the topic with node.addDependency.',
        },
        ...atProperty(trail, 'SnsTopicName', topic, 'The topic.'),
      };
    }
  }
}
