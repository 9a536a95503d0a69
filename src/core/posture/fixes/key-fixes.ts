import type { Resource } from '../model.ts';
import { evaluate } from '../policy/evaluate.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Posture } from '../posture.ts';
import { booleanOf, property } from '../properties.ts';
import { identityOf, keyRequest } from '../requests.ts';
import { arnText } from '../resource-texts.ts';
import { keyTypes } from '../rules/key-access.ts';
import { itemsOf, member } from '../value.ts';
import type { Fix, NewResource } from './fix.ts';
import { attribute, map, scalar, text, type FixText } from './fix-value.ts';
import type { Fixer } from './fixer.ts';
import { keyNeeds, keyPolicy, topicKeyNeed } from './needed-statements.ts';
import { addStatements, policyFixes, type Need, type PolicyPlace } from './needs.ts';
import { trailArn, withEitherArn } from './trail-texts.ts';

export const kmsEncryptionFixes: Fixer = function* ({ posture, resource: trail, freeId }) {
  const decrypts = hasBucketKey(posture, trail);
  for (const key of posture.ofType('AWS::KMS::Key').filter((one) => admits(posture, one, trail, decrypts))) {
    yield {
      title: `Set KMSKeyId to ${key.id}`,
      isPreferred: false,
      isSafe: false,
      edits: [{ kind: 'set', resource: trail.id, path: ['KMSKeyId'], value: attribute(key.id, 'Arn') }],
    };
  }
  const id = freeId(`${trail.id}Key`);
  yield* withEitherArn(trail, (arn) => [
    {
      title: `Add the key ${id}, and encrypt with it`,
      isPreferred: true,
      isSafe: false,
      edits: [
        { kind: 'set', resource: trail.id, path: ['KMSKeyId'], value: attribute(id, 'Arn') },
        { kind: 'add', resource: newKey(id, trail, arn, decrypts) },
      ],
    },
  ]);
};

/** A key that outlives the stack, because log files need it as long as they are kept. */
function newKey(id: string, trail: Resource, arn: FixText, decrypts: boolean): NewResource {
  return {
    id,
    type: 'AWS::KMS::Key',
    beside: trail.id,
    isRetained: true,
    properties: map({
      Description: text('Log files of CloudTrail'),
      EnableKeyRotation: scalar(true),
      KeyPolicy: keyPolicy(arn, decrypts),
    }),
  };
}

/** Whether the log bucket may have a bucket key, for which CloudTrail has to decrypt. */
function hasBucketKey({ linked }: Posture, trail: Resource): boolean {
  const link = linked(property(trail, 'S3BucketName'), ['AWS::S3::Bucket']);
  const rules =
    link.kind === 'resource'
      ? itemsOf(property(link.resource, 'BucketEncryption', 'ServerSideEncryptionConfiguration'))
      : [];
  return rules.some((rule) => booleanOf(member(rule, 'BucketKeyEnabled'), false) !== 'no');
}

function admits(posture: Posture, key: Resource, trail: Resource, decrypts: boolean): boolean {
  const document = parsePolicy(property(key, 'KeyPolicy'));
  return needsOf(posture, key, trail, trailArn(trail), decrypts).every(
    ({ request }) => evaluate(document, request).decision === 'allowed',
  );
}

function needsOf(
  { model }: Posture,
  key: Resource,
  trail: Resource,
  arn: FixText,
  decrypts: boolean,
): readonly Need[] {
  const actions = ['kms:GenerateDataKey', 'kms:DescribeKey', 'kms:Decrypt'] as const;
  return keyNeeds(arn, decrypts).flatMap((statement, index): readonly Need[] => {
    const action = actions[index];
    return action === undefined
      ? []
      : [{ statement, request: keyRequest(arnText(key), action, identityOf(model, trail)) }];
  });
}

export const keyPolicyFixes: Fixer = function* ({ posture, resource, failed }) {
  const place = keyPlace(resource);
  for (const trail of posture.trails) {
    const link = posture.linked(property(trail, 'KMSKeyId'), keyTypes);
    if (link.kind === 'resource' && link.resource === resource) {
      const decrypts = hasBucketKey(posture, trail);
      yield* withEitherArn(trail, (arn) => {
        const fixes = policyFixes(place, needsOf(posture, resource, trail, arn, decrypts), failed.at, arn);
        return isWithoutPolicy(resource)
          ? fixes.map((fix) => withWholePolicy(fix, resource, arn, decrypts))
          : fixes;
      });
    }
  }
};

export function keyPlace(resource: Resource): PolicyPlace {
  return { resource, property: 'KeyPolicy', document: parsePolicy(property(resource, 'KeyPolicy')) };
}

function isWithoutPolicy(key: Resource): boolean {
  return property(key, 'KeyPolicy').kind === 'absent';
}

/** A key without a policy has one for its account, which a policy of its own has to keep. */
function withWholePolicy(fix: Fix, key: Resource, arn: FixText, decrypts: boolean): Fix {
  return {
    ...fix,
    title: `Add a key policy to ${key.id} that lets CloudTrail use it`,
    edits: [{ kind: 'set', resource: key.id, path: ['KeyPolicy'], value: keyPolicy(arn, decrypts) }],
  };
}

/** A topic is encrypted with a key of the file that CloudTrail may not use, or with one that it never may. */
export const topicEncryptionFixes: Fixer = function* ({ posture, resource }) {
  const [trail] = posture.trails;
  if (trail === undefined) {
    return;
  }
  if (resource.type !== 'AWS::SNS::Topic') {
    yield* withEitherArn(trail, (arn) => [addStatements(keyPlace(resource), [topicKeyNeed(arn)])]);
    return;
  }
  const link = posture.linked(property(trail, 'KMSKeyId'), ['AWS::KMS::Key']);
  if (link.kind === 'resource') {
    const key = link.resource;
    yield* withEitherArn(trail, (arn) => [
      {
        title: `Encrypt the topic with ${key.id}, and let CloudTrail use it`,
        isPreferred: true,
        isSafe: false,
        edits: [
          { kind: 'set', resource: resource.id, path: ['KmsMasterKeyId'], value: attribute(key.id, 'Arn') },
          ...addStatements(keyPlace(key), [topicKeyNeed(arn)]).edits,
        ],
      },
    ]);
  }
  yield {
    title: 'Remove KmsMasterKeyId, and leave the topic unencrypted',
    isPreferred: false,
    isSafe: false,
    edits: [{ kind: 'remove', resource: resource.id, path: ['KmsMasterKeyId'] }],
  };
};
