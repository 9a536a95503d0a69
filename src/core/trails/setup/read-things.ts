import { isJsonObject, nonEmptyString, objectOrEmpty, type JsonObject } from '../../json.ts';
import type { BucketFacts, Fact, KeyFacts, LogGroupFacts, Manager, RoleFacts, TopicFacts } from './facts.ts';
import { managerByTags, managerOf } from './manager.ts';
import { decodedPolicy } from './policy-document.ts';
import { bucketCall } from './readings.ts';
import { listOf, mapFact, tagMap, type Ask } from './ask.ts';

/** Facts about the things that a trail uses, each read in one go. */

/**
 * A bucket of the account: absent where nobody has one of the name, unknown where somebody else does.
 *
 * @param region any Region to ask in; S3 leads to the bucket's own
 */
export async function readBucket(
  ask: Ask,
  bucket: string,
  region: string,
  owner: string,
): Promise<Fact<BucketFacts>> {
  const located = await ask('s3', 'GetBucketLocation', region, {
    Bucket: bucket,
    ExpectedBucketOwner: owner,
  });
  if (located.kind !== 'known') {
    return located;
  }
  const home = regionOfLocation(located.value['LocationConstraint']);
  const get = (operation: string): Promise<Fact<JsonObject>> => {
    const { input } = bucketCall({ bucket, region: home, owner }, operation);
    return ask('s3', operation, home, input);
  };
  const [policy, encryption, block, versioning, ownership, logging, lifecycle, lock, payment, tags] =
    await Promise.all(
      [
        'GetBucketPolicy',
        'GetBucketEncryption',
        'GetPublicAccessBlock',
        'GetBucketVersioning',
        'GetBucketOwnershipControls',
        'GetBucketLogging',
        'GetBucketLifecycleConfiguration',
        'GetObjectLockConfiguration',
        'GetBucketRequestPayment',
        'GetBucketTagging',
      ].map(get),
    );
  const manager = tagsOf(tags, 'TagSet', bucket);
  return {
    kind: 'known',
    value: {
      name: bucket,
      region: home,
      policy: text(policy, 'Policy'),
      encryption: part(encryption, 'ServerSideEncryptionConfiguration'),
      publicAccessBlock: part(block, 'PublicAccessBlockConfiguration'),
      versioning: whole(versioning, 'Status'),
      ownership: part(ownership, 'OwnershipControls'),
      logging: part(logging, 'LoggingEnabled'),
      lifecycle: whole(lifecycle, 'Rules'),
      objectLock: part(lock, 'ObjectLockConfiguration'),
      isRequesterPays: mapFact(payment ?? missing, ({ Payer }) => Payer === 'Requester'),
      ...manager,
    },
  };
}

/** The Region of a LocationConstraint: S3 has no name for its first Region, and an old one for eu-west-1. */
export function regionOfLocation(location: JsonObject[string]): string {
  const name = nonEmptyString(location) ?? 'us-east-1';
  return name === 'EU' ? 'eu-west-1' : name;
}

const missing = { kind: 'absent' } as const;

/** A member that is a text; absent where it is missing. */
function text(fact: Fact<JsonObject> | undefined, name: string): Fact<string> {
  if (fact?.kind !== 'known') {
    return fact ?? missing;
  }
  const value = nonEmptyString(fact.value[name]);
  return value === undefined ? missing : { kind: 'known', value };
}

/** A member that is an object; absent where it is missing. */
function part(fact: Fact<JsonObject> | undefined, name: string): Fact<JsonObject> {
  if (fact?.kind !== 'known') {
    return fact ?? missing;
  }
  const value = fact.value[name];
  return isJsonObject(value) ? { kind: 'known', value } : missing;
}

/** An answer that says something only if it has a member. */
function whole(fact: Fact<JsonObject> | undefined, name: string): Fact<JsonObject> {
  return fact?.kind === 'known' && (fact.value[name] ?? null) === null ? missing : (fact ?? missing);
}

function tagsOf(
  fact: Fact<JsonObject> | undefined,
  member: string,
  name?: string,
): { readonly manager?: Manager } {
  const manager = managerByTags(
    mapFact(fact ?? missing, (answer) => answer[member]),
    name,
  );
  return manager === undefined ? {} : { manager };
}

/**
 * A key by its id, ARN or alias.
 *
 * @param region where to look for it, unless its ARN says another
 */
export async function readKey(ask: Ask, key: string, region: string): Promise<Fact<KeyFacts>> {
  const home = key.startsWith('arn:') ? (key.split(':')[3] ?? region) : region;
  const described = await ask('kms', 'DescribeKey', home, { KeyId: key });
  if (described.kind !== 'known') {
    return described;
  }
  const metadata = objectOrEmpty(described.value['KeyMetadata']);
  const arn = nonEmptyString(metadata['Arn']) ?? key;
  const [policy, rotation, tags] = await Promise.all([
    ask('kms', 'GetKeyPolicy', home, { KeyId: arn, PolicyName: 'default' }),
    ask('kms', 'GetKeyRotationStatus', home, { KeyId: arn }),
    ask('kms', 'ListResourceTags', home, { KeyId: arn }),
  ]);
  return {
    kind: 'known',
    value: {
      arn,
      region: home,
      account: arn.split(':')[4] ?? '',
      state: nonEmptyString(metadata['KeyState']) ?? 'Enabled',
      spec: nonEmptyString(metadata['KeySpec']) ?? 'SYMMETRIC_DEFAULT',
      isAwsManaged: metadata['KeyManager'] === 'AWS',
      rotates: mapFact(rotation, ({ KeyRotationEnabled }) => KeyRotationEnabled === true),
      policy: text(policy, 'Policy'),
      ...tagsOf(tags, 'Tags'),
    },
  };
}

export async function readTopic(ask: Ask, arn: string, region: string): Promise<Fact<TopicFacts>> {
  const answer = await ask('sns', 'GetTopicAttributes', region, { TopicArn: arn });
  if (answer.kind !== 'known') {
    return answer;
  }
  const attributes: Fact<JsonObject> = { kind: 'known', value: objectOrEmpty(answer.value['Attributes']) };
  const key = nonEmptyString(attributes.value['KmsMasterKeyId']);
  const tags = await ask('sns', 'ListTagsForResource', region, { ResourceArn: arn });
  return {
    kind: 'known',
    value: {
      arn,
      policy: text(attributes, 'Policy'),
      ...(key === undefined ? {} : { key }),
      ...tagsOf(tags, 'Tags'),
    },
  };
}

export async function readLogGroup(ask: Ask, name: string, region: string): Promise<Fact<LogGroupFacts>> {
  const answer = await ask('logs', 'DescribeLogGroups', region, { logGroupNamePrefix: name });
  if (answer.kind !== 'known') {
    return answer;
  }
  const group = listOf(answer.value['logGroups'])
    .map(objectOrEmpty)
    .find(({ logGroupName }) => logGroupName === name);
  if (group === undefined) {
    return missing;
  }
  const { arn, retentionInDays } = group;
  return {
    kind: 'known',
    value: {
      name,
      arn: nonEmptyString(arn) ?? '',
      ...(typeof retentionInDays === 'number' ? { retentionDays: retentionInDays } : {}),
    },
  };
}

export async function readRole(ask: Ask, name: string, region: string): Promise<Fact<RoleFacts>> {
  const none = ['NoSuchEntity'];
  const answer = await ask('iam', 'GetRole', region, { RoleName: name }, none);
  if (answer.kind !== 'known') {
    return answer;
  }
  const role = objectOrEmpty(answer.value['Role']);
  const [names, attached] = await Promise.all([
    ask('iam', 'ListRolePolicies', region, { RoleName: name }),
    ask('iam', 'ListAttachedRolePolicies', region, { RoleName: name }),
  ]);
  const trust = nonEmptyString(role['AssumeRolePolicyDocument']) ?? '';
  const manager = managerOf(tagMap(role['Tags']), name);
  return {
    kind: 'known',
    value: {
      arn: nonEmptyString(role['Arn']) ?? '',
      name,
      trust: decodedPolicy(trust),
      inline: await inlinePolicies(ask, name, region, names),
      attachedPolicies: mapFact(attached, ({ AttachedPolicies }) =>
        listOf(AttachedPolicies).map((one) => nonEmptyString(objectOrEmpty(one)['PolicyArn']) ?? ''),
      ),
      ...(manager === undefined ? {} : { manager }),
    },
  };
}

async function inlinePolicies(
  ask: Ask,
  role: string,
  region: string,
  names: Fact<JsonObject>,
): Promise<RoleFacts['inline']> {
  if (names.kind !== 'known') {
    return names;
  }
  const policies: Record<string, string> = {};
  for (const name of listOf(names.value['PolicyNames'])) {
    const answer = await ask('iam', 'GetRolePolicy', region, { RoleName: role, PolicyName: name });
    if (answer.kind === 'unknown') {
      return answer;
    }
    const document = text(answer, 'PolicyDocument');
    if (typeof name === 'string' && document.kind === 'known') {
      policies[name] = decodedPolicy(document.value);
    }
  }
  return { kind: 'known', value: policies };
}
