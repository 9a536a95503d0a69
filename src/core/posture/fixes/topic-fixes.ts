import { policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import { mergePolicies } from '../policy/parse.ts';
import type { Posture } from '../posture.ts';
import { identityOf, publishRequest } from '../requests.ts';
import { arnText } from '../resource-texts.ts';
import { topicOf, topicPolicies } from '../rules/topic-access.ts';
import type { Fix, NewResource } from './fix.ts';
import { attribute, list, map, reference, type FixText } from './fix-value.ts';
import type { Fixer } from './fixer.ts';
import { policyOf, topicNeed } from './needed-statements.ts';
import { policyFixes } from './needs.ts';
import { topicPolicyOrderFixes } from './order-fixes.ts';
import { withEitherArn } from './trail-texts.ts';

export const topicPolicyFixes: Fixer = function* (request) {
  const { posture, resource, failed, freeId } = request;
  const trails = trailsWith(posture, resource);
  const [trail] = trails;
  if (resource.type === 'AWS::CloudTrail::Trail' || trail === undefined) {
    yield* topicPolicyOrderFixes(request);
    return;
  }
  if (resource.type === 'AWS::SNS::Topic') {
    const id = freeId(`${resource.id}Policy`);
    yield* withEitherArn(trail, (arn) => [addTopicPolicy(id, resource, trails, arn)]);
    return;
  }
  const topic = topicOf(posture, trail);
  if (topic !== undefined) {
    const { policies } = topicPolicies(posture, topic);
    const document = mergePolicies(policies.map(policyIn), resource.at);
    const place = { resource, property: 'PolicyDocument' as const, document };
    yield* withEitherArn(trail, (arn) => {
      const statement = topicNeed(topic.id, arn);
      const asked = publishRequest(arnText(topic), identityOf(posture.model, trail));
      return policyFixes(place, [{ request: asked, statement }], failed.at, arn);
    });
    yield* topicPolicyOrderFixes(request);
  }
};

/** The trails that tell a topic, which is given itself or by its policy. */
function trailsWith(posture: Posture, resource: Resource): readonly Resource[] {
  return posture.trails.filter((trail) => {
    const topic = topicOf(posture, trail);
    return (
      topic !== undefined && (topic === resource || topicPolicies(posture, topic).policies.includes(resource))
    );
  });
}

function addTopicPolicy(id: string, topic: Resource, trails: readonly Resource[], arn: FixText): Fix {
  return {
    title: `Add the topic policy ${id}, and let the trail wait for it`,
    isPreferred: true,
    isSafe: false,
    edits: [
      ...trails.map((trail) => ({ kind: 'depend' as const, resource: trail.id, on: [id] })),
      { kind: 'add', resource: topicPolicy(id, topic.id, topic.id, arn) },
    ],
  };
}

function topicPolicy(id: string, topic: string, beside: string, arn: FixText): NewResource {
  const PolicyDocument = policyOf([topicNeed(topic, arn)]);
  return {
    id,
    type: 'AWS::SNS::TopicPolicy',
    beside,
    properties: map({ Topics: list(reference(topic)), PolicyDocument }),
  };
}

export const snsTopicFixes: Fixer = function* ({ resource: trail, freeId }) {
  const topic = freeId(`${trail.id}Topic`);
  const policy = freeId(`${trail.id}TopicPolicy`);
  yield* withEitherArn(trail, (arn): readonly Fix[] => [
    {
      title: `Add the topic ${topic} with its policy, and let CloudTrail tell it of log files`,
      isPreferred: true,
      isSafe: false,
      edits: [
        { kind: 'set', resource: trail.id, path: ['SnsTopicName'], value: attribute(topic, 'TopicName') },
        { kind: 'depend', resource: trail.id, on: [policy] },
        {
          kind: 'add',
          resource: { id: topic, type: 'AWS::SNS::Topic', beside: trail.id, properties: map({}) },
        },
        { kind: 'add', resource: topicPolicy(policy, topic, trail.id, arn) },
      ],
    },
  ]);
};
