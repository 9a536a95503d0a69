import { nonEmptyString, objectOrEmpty } from '../../json.ts';
import { partitionOf } from '../../partitions.ts';
import type { TrailAnswers } from './answers.ts';
import { listOf, type Ask } from './ask.ts';
import type { Fact } from './facts.ts';
import type { PolicySubject } from './policies.ts';
import { bucketRequests, judge, keyRequests, trustRequests, type Answer } from './policy-check.ts';
import { bucketCall } from './readings.ts';
import { regionOfLocation } from './read-things.ts';

/** Whether what an account has fits a trail: enough to choose by; the plan reads everything again. */

/** What a bucket is like, where it can be read. */
export interface BucketLook {
  readonly region: string;
  readonly encryption: BucketEncryption;
  /** What its policy says to CloudTrail's deliveries of this trail. */
  readonly policy: Answer;
}

/** How S3 encrypts what comes into a bucket: with its own keys, with a key of KMS by its ARN or alias. */
export type BucketEncryption =
  { readonly kind: 's3' | 'none' | 'unknown' } | { readonly kind: 'kms'; readonly key?: string };

/** The trail that the answers are about, as policies name it. */
export function subjectOfAnswers({ name, homeRegion }: TrailAnswers, account: string): PolicySubject {
  const partition = partitionOf(homeRegion).id;
  const trailArn = `arn:${partition}:cloudtrail:${homeRegion}:${account}:trail/${name}`;
  return { partition, account, homeRegion, trailArn };
}

/**
 * Looks at a bucket of the account.
 *
 * @param region where the list says that it is; it is asked for if undefined
 * @throws TrailscopeError where nothing can be read: no network, no session, cancelled
 */
export async function lookAtBucket(
  ask: Ask,
  bucket: string,
  region: string | undefined,
  subject: PolicySubject,
  keyPrefix: string | undefined,
): Promise<Fact<BucketLook>> {
  const located: Fact<string> =
    region === undefined ? await locateBucket(ask, bucket, subject) : { kind: 'known', value: region };
  if (located.kind !== 'known') {
    return located;
  }
  const place = { bucket, region: located.value, owner: subject.account };
  const get = (operation: string): ReturnType<Ask> => {
    const { service, input } = bucketCall(place, operation);
    return ask(service, operation, place.region, input);
  };
  const [encryption, policy] = await Promise.all([get('GetBucketEncryption'), get('GetBucketPolicy')]);
  const requests = bucketRequests(subject, bucket, keyPrefix);
  return {
    kind: 'known',
    value: {
      region: place.region,
      encryption: encryptionOf(encryption),
      policy:
        policy.kind === 'unknown'
          ? 'unknown'
          : judge(
              policy.kind === 'known' ? (nonEmptyString(policy.value['Policy']) ?? null) : null,
              requests,
            ),
    },
  };
}

/** The Region of a bucket of the account. */
export async function locateBucket(
  ask: Ask,
  bucket: string,
  { homeRegion, account }: PolicySubject,
): Promise<Fact<string>> {
  const { service, operation, input } = bucketCall(
    { bucket, region: homeRegion, owner: account },
    'GetBucketLocation',
  );
  const answer = await ask(service, operation, homeRegion, input);
  return answer.kind === 'known'
    ? { kind: 'known', value: regionOfLocation(answer.value['LocationConstraint']) }
    : answer;
}

function encryptionOf(answer: Awaited<ReturnType<Ask>>): BucketEncryption {
  if (answer.kind !== 'known') {
    return { kind: answer.kind === 'absent' ? 'none' : 'unknown' };
  }
  const [rule] = listOf(objectOrEmpty(answer.value['ServerSideEncryptionConfiguration'])['Rules']);
  const by = objectOrEmpty(objectOrEmpty(rule)['ApplyServerSideEncryptionByDefault']);
  const key = nonEmptyString(by['KMSMasterKeyID']);
  const isKms = nonEmptyString(by['SSEAlgorithm'])?.startsWith('aws:kms') === true;
  return isKms ? { kind: 'kms', ...(key === undefined ? {} : { key }) } : { kind: 's3' };
}

/** What a key is like, where it can be read. */
export interface KeyLook {
  /** Whether log files can be encrypted with it at all; `state` says why not where it is not enabled. */
  readonly isUsable: boolean;
  readonly state: string;
  /** What its policy says to CloudTrail about this trail. */
  readonly policy: Answer;
}

/**
 * Looks at a key.
 *
 * @param key its id, ARN or alias
 * @throws TrailscopeError where nothing can be read: no network, no session, cancelled
 */
export async function lookAtKey(
  ask: Ask,
  key: string,
  region: string,
  subject: PolicySubject,
): Promise<Fact<KeyLook>> {
  const described = await ask('kms', 'DescribeKey', region, { KeyId: key });
  if (described.kind !== 'known') {
    return described;
  }
  const { Arn, KeyState, KeySpec, KeyManager } = objectOrEmpty(described.value['KeyMetadata']);
  const arn = nonEmptyString(Arn) ?? key;
  const state = nonEmptyString(KeyState) ?? 'Enabled';
  const isSymmetric = (nonEmptyString(KeySpec) ?? 'SYMMETRIC_DEFAULT') === 'SYMMETRIC_DEFAULT';
  const policy = await ask('kms', 'GetKeyPolicy', region, { KeyId: arn, PolicyName: 'default' });
  return {
    kind: 'known',
    value: {
      isUsable: state === 'Enabled' && isSymmetric && KeyManager !== 'AWS',
      state,
      policy:
        policy.kind === 'known'
          ? judge(nonEmptyString(policy.value['Policy']) ?? null, keyRequests(subject, arn, false))
          : 'unknown',
    },
  };
}

/** Whether a role's trust policy lets CloudTrail take it. */
export function admitsCloudTrail(
  trust: string,
  name: string,
  { partition, account }: PolicySubject,
): boolean {
  return judge(trust, trustRequests(`arn:${partition}:iam::${account}:role/${name}`)) === 'allowed';
}
