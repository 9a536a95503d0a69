import type { Location } from '../../../core/posture/location.ts';
import type { Value } from '../../../core/posture/value.ts';
import type { LibraryObject, Use } from '../evaluation/abstract-value.ts';
import { keyArn } from './bucket.ts';
import type { Draft } from './draft.ts';
import { resourceGrant } from './grants.ts';
import { generatedStatement, mapOf } from './iam.ts';
import { PendingPolicy } from './pending-policy.ts';
import type { Synthesis } from './synthesis.ts';

/** `sns.Topic`. */
export function topic(synthesis: Synthesis, object: LibraryObject): void {
  const draft = synthesis.draft(object, 'AWS::SNS::Topic');
  const props = synthesis.props(object);
  draft.isComplete &&= props.isComplete;
  synthesis.copy(draft, props, 'topicName', 'TopicName');
  const key = props.get('masterKey');
  if (key !== undefined) {
    synthesis.set(draft, 'KmsMasterKeyId', keyArn(synthesis, key.value), key);
  }
  const policy = (): PendingPolicy => topicPolicyOf(synthesis, object, draft);
  const isEnforced = props.flag('enforceSSL', false);
  if (isEnforced === 'yes') {
    policy().add(denyPlainPublishing(synthesis, draft));
  } else if (isEnforced === 'unknown') {
    policy().isComplete = false;
  }
  if (object.isEscaped) {
    policy().isComplete = false;
  }
  for (const use of object.uses) {
    const name = use.path.join('.');
    if (name === 'addToResourcePolicy') {
      policy().addGiven(synthesis, use.arguments, use);
    } else if (/^(?:grant[A-Z]\w*|grants\.\w+)$/.test(name)) {
      const action = /publish$/i.test(name)
        ? ['sns:Publish']
        : /subscribe$/i.test(name)
          ? ['sns:Subscribe']
          : [];
      resourceGrant(synthesis, use, { action, resource: [synthesis.arnOf(draft)] }, policy);
      grantKeyToo(synthesis, object, use);
    }
  }
}

function grantKeyToo(synthesis: Synthesis, object: LibraryObject, use: Use): void {
  const key = synthesis.props(object).get('masterKey')?.value;
  const policy = key?.kind === 'made' ? synthesis.keyPolicies.get(key) : undefined;
  const isGranted = /publish$/i.test(use.path.at(-1) ?? '') && synthesis.facts.publishGrantsKey !== 'no';
  if (policy !== undefined && isGranted) {
    const at = synthesis.resolver.at(use.span);
    const resource: Value = { kind: 'text', text: ['*'], at };
    const action = synthesis.facts.publishGrantsKey === 'yes' ? ['kms:Decrypt', 'kms:GenerateDataKey*'] : [];
    resourceGrant(synthesis, use, { action, resource: [resource] }, () => policy);
  }
}

/** The policy of a topic, which exists as soon as there is something in it. */
export function topicPolicyOf(synthesis: Synthesis, object: LibraryObject, draft: Draft): PendingPolicy {
  return synthesis.policyOf(object, () => {
    const policy = synthesis.draft(object, 'AWS::SNS::TopicPolicy', '/Policy');
    const { at } = draft;
    const items = synthesis.within(policy, () => [
      synthesis.resolver.value({ kind: 'attribute', object, path: ['topicArn'], span: object.nameSpan }),
    ]);
    policy.set('Topics', { kind: 'list', items, isComplete: true, at });
    return new PendingPolicy(policy, 'PolicyDocument', draft.isComplete);
  });
}

/** Who may publish to an encrypted topic may use its key, in newer versions of the library. */
export function grantTopicKey(
  synthesis: Synthesis,
  object: LibraryObject,
  principal: Value,
  at: Location,
): void {
  const key = synthesis.props(object).get('masterKey')?.value;
  const policy = key?.kind === 'made' ? synthesis.keyPolicies.get(key) : undefined;
  const { publishGrantsKey } = synthesis.facts;
  if (policy !== undefined && publishGrantsKey === 'yes') {
    const everything: Value = { kind: 'text', text: ['*'], at };
    const action = ['kms:Decrypt', 'kms:GenerateDataKey*'];
    policy.add(generatedStatement(at, { action, resource: [everything], principal }));
  } else if (policy !== undefined && publishGrantsKey === 'unknown') {
    policy.isComplete = false;
  }
}

function denyPlainPublishing(synthesis: Synthesis, draft: Draft): Value {
  const { at } = draft;
  const text = (literal: string): Value => ({ kind: 'text', text: [literal], at });
  return generatedStatement(at, {
    effect: 'Deny',
    action: ['sns:Publish'],
    resource: [synthesis.arnOf(draft)],
    principal: text('*'),
    condition: mapOf(at, { Bool: mapOf(at, { 'aws:SecureTransport': text('false') }) }),
  });
}
