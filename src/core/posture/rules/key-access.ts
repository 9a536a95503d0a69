import type { Resource } from '../model.ts';
import { evaluate } from '../policy/evaluate.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Posture } from '../posture.ts';
import { booleanOf, property } from '../properties.ts';
import { identityOf, keyRequest } from '../requests.ts';
import { arnText } from '../resource-texts.ts';
import { any, type Truth } from '../truth.ts';
import { itemsOf, member } from '../value.ts';
import { faultsOf, relatedTrail, type AccessFault, type Attempt } from './access-fault.ts';
import type { Refusal } from './refusal.ts';

export const keyTypes = ['AWS::KMS::Key', 'AWS::KMS::ReplicaKey'] as const;

/** Where a fault of a key's policy as a whole is reported: on the key, or where the policy is missing. */
export function keyPolicyAt(key: Resource): Resource['at'] {
  return property(key, 'KeyPolicy').kind === 'absent' ? key.propertiesAt : key.at;
}

/** Judges what CloudTrail does with the keys that trails name. */
export function* keyFaults(posture: Posture): Iterable<AccessFault> {
  for (const trail of posture.trails) {
    const link = posture.linked(property(trail, 'KMSKeyId'), keyTypes);
    if (link.kind === 'resource') {
      yield* keyFaultsOf(posture, trail, link.resource);
    }
  }
}

function* keyFaultsOf(posture: Posture, trail: Resource, key: Resource): Iterable<AccessFault> {
  // A key without a policy gets one for its account alone, which admits no service.
  const document = parsePolicy(property(key, 'KeyPolicy'));
  const identity = identityOf(posture.model, trail);
  const ruleFor = ({ kind }: Refusal): AccessFault['rule'] =>
    kind === 'source-arn' ? 'source-arn-mismatch' : 'kms-key-policy';
  const attempt = (action: Parameters<typeof keyRequest>[1]): Attempt => ({
    deed: `call ${action}`,
    evaluation: evaluate(document, keyRequest(arnText(key), action, identity)),
    ruleFor,
  });
  const attempts = [
    attempt('kms:GenerateDataKey'),
    { ...attempt('kms:DescribeKey'), severity: 'warning' as const },
  ];
  const hasKey = hasBucketKey(posture, trail);
  if (hasKey === 'yes') {
    attempts.push(attempt('kms:Decrypt'));
  }
  yield* faultsOf(attempts, {
    resource: key,
    at: keyPolicyAt(key),
    consequence: 'CloudTrail refuses this key or cannot encrypt with it',
    mildConsequence: 'CloudTrail cannot check this key, and may refuse it',
    remedy:
      'Allow the service cloudtrail.amazonaws.com these actions; the statement for the account does not cover it.',
    related: relatedTrail(trail),
  });
}

/** Whether the trail's bucket is in the model and encrypts with a bucket key. */
function hasBucketKey({ linked }: Posture, trail: Resource): Truth {
  const link = linked(property(trail, 'S3BucketName'), ['AWS::S3::Bucket']);
  if (link.kind !== 'resource') {
    return 'unknown';
  }
  const rules = property(link.resource, 'BucketEncryption', 'ServerSideEncryptionConfiguration');
  return any(itemsOf(rules).map((rule) => booleanOf(member(rule, 'BucketKeyEnabled'), false)));
}
