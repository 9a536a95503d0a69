import { policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import { evaluate } from '../policy/evaluate.ts';
import { mergePolicies, parsePolicy } from '../policy/parse.ts';
import type { Link, Posture } from '../posture.ts';
import { property, propertyAt, textOf } from '../properties.ts';
import { identityOf, publishRequest, topicKeyRequest } from '../requests.ts';
import { arnText } from '../resource-texts.ts';
import { printText } from '../symbolic-text.ts';
import { itemsOf } from '../value.ts';
import { faultsOf, isHandedOver, relatedTrail, type AccessFault, type Attempt } from './access-fault.ts';
import { keyPolicyAt, keyTypes } from './key-access.ts';
import { orderVerdicts } from './waiting.ts';

/** The topic of the model that a trail names, if there is one. */
export function topicOf({ linked }: Posture, trail: Resource): Resource | undefined {
  const link = linked(property(trail, 'SnsTopicName'), ['AWS::SNS::Topic']);
  return link.kind === 'resource' ? link.resource : undefined;
}

/** The policies on a topic; `areAll` is false where the model may have others. */
export function topicPolicies(
  { model, ofType, linked }: Posture,
  topic: Resource,
): { readonly policies: readonly Resource[]; readonly areAll: boolean } {
  const links = ['AWS::SNS::TopicPolicy', 'AWS::SNS::TopicInlinePolicy'].flatMap(ofType).map((policy) => {
    const topics = property(policy, policy.type === 'AWS::SNS::TopicPolicy' ? 'Topics' : 'TopicArn');
    const known = itemsOf(topics).map((item) => linked(item, ['AWS::SNS::Topic']));
    const isListComplete = topics.kind !== 'list' || topics.isComplete;
    const all: readonly Link[] = isListComplete ? known : [...known, { kind: 'unknown' }];
    return { policy, links: all };
  });
  return {
    policies: links
      .filter((of) => of.links.some((link) => link.kind === 'resource' && link.resource === topic))
      .map(({ policy }) => policy),
    areAll: model.isComplete && links.every((of) => of.links.every(({ kind }) => kind !== 'unknown')),
  };
}

/** Judges how CloudTrail publishes to the topics that trails name. */
export function* topicFaults(posture: Posture): Iterable<AccessFault> {
  for (const trail of posture.trails) {
    const topic = topicOf(posture, trail);
    if (topic !== undefined) {
      yield* policyFaults(posture, trail, topic);
      yield* encryptionFaults(posture, trail, topic);
    }
  }
}

const consequence = 'Deployment fails, as CloudTrail refuses this topic';
const remedy = 'Allow the service cloudtrail.amazonaws.com sns:Publish on the topic in a topic policy.';

function* policyFaults(posture: Posture, trail: Resource, topic: Resource): Iterable<AccessFault> {
  const { policies, areAll } = topicPolicies(posture, topic);
  const rule = 'sns-topic-policy';
  const [policy] = policies;
  if (policy === undefined) {
    const isUnknown = !areAll || isHandedOver(posture.model, topic);
    const message = `${consequence}: it has no policy, and by default only its own account may publish. ${remedy}`;
    const reason = 'A policy that is not in the file may let CloudTrail publish.';
    const related = relatedTrail(trail);
    yield {
      rule,
      verdict: isUnknown
        ? { outcome: 'unknown', resource: topic, reason }
        : { outcome: 'fail', resource: topic, at: topic.at, message, related },
    };
    return;
  }
  const merged = mergePolicies(policies.map(policyIn), policy.at);
  const evaluation = evaluate(
    areAll ? merged : { ...merged, isComplete: false },
    publishRequest(arnText(topic), identityOf(posture.model, trail)),
  );
  const publish: Attempt = {
    deed: 'call sns:Publish',
    evaluation,
    ruleFor: ({ kind }) => (kind === 'source-arn' ? 'source-arn-mismatch' : rule),
  };
  yield* faultsOf([publish], {
    resource: policy,
    at: policy.at,
    consequence,
    remedy,
    related: relatedTrail(trail),
  });
  if (evaluation.decision === 'allowed') {
    const verdicts = orderVerdicts(posture, trail, policies, {
      lacking: 'the policy of its topic',
      outcome: ', as CloudTrail may not publish yet',
      related: 'The topic policy.',
    });
    for (const verdict of verdicts) {
      yield { rule, verdict };
    }
  }
}

function* encryptionFaults(posture: Posture, trail: Resource, topic: Resource): Iterable<AccessFault> {
  const key = property(topic, 'KmsMasterKeyId');
  const text = textOf(key);
  const rule = 'sns-topic-encryption';
  const notDelivered = 'CloudTrail cannot publish to this topic';
  if (text !== undefined && /(^|:)alias\/aws\/sns$/.test(printText(text))) {
    const message = `${notDelivered}: it is encrypted with alias/aws/sns, whose policy cannot be changed to admit a service. Use a customer managed key that allows cloudtrail.amazonaws.com kms:GenerateDataKey* and kms:Decrypt.`;
    const at = propertyAt(topic, 'KmsMasterKeyId');
    yield { rule, verdict: { outcome: 'fail', resource: topic, at, message, related: relatedTrail(trail) } };
    return;
  }
  const link = posture.linked(key, keyTypes);
  if (link.kind !== 'resource') {
    return;
  }
  const document = parsePolicy(property(link.resource, 'KeyPolicy'));
  const identity = identityOf(posture.model, trail);
  const attempts = (['kms:GenerateDataKey', 'kms:Decrypt'] as const).map((action): Attempt => ({
    deed: `call ${action}`,
    evaluation: evaluate(document, topicKeyRequest(arnText(link.resource), action, identity)),
    ruleFor: () => rule,
  }));
  yield* faultsOf(attempts, {
    resource: link.resource,
    at: keyPolicyAt(link.resource),
    consequence: `${notDelivered}, which this key encrypts`,
    remedy: 'Allow the service cloudtrail.amazonaws.com kms:GenerateDataKey* and kms:Decrypt.',
    related: [{ at: topic.at, message: 'The topic.' }, ...relatedTrail(trail)],
  });
}
