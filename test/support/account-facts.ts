/** What is read of an account before a plan is made, as tests need it. All of it is made up. */
import type { TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import { defaultAnswers } from '../../src/core/trails/setup/answers.ts';
import type { AccountFacts, BucketFacts, Fact, KeyFacts } from '../../src/core/trails/setup/facts.ts';

export const account = '111122223333';
export const home = 'eu-west-1';
const absent = { kind: 'absent' } as const;

export function knownFact<Value>(value: Value): Fact<Value> {
  return { kind: 'known', value };
}

/** An account without a trail, in which all that the answers name is free. */
export const emptyAccount: AccountFacts = {
  readAt: Date.UTC(2026, 10, 20, 12),
  caller: { account, arn: `arn:aws:iam::${account}:user/ada`, userId: 'AIDAEXAMPLE' },
  alias: knownFact('acme'),
  regions: ['eu-west-1', 'us-east-1', 'us-west-2'],
  trails: [],
  elsewhere: [],
  organization: absent,
  bucket: absent,
  key: absent,
  topicKey: absent,
  topic: absent,
  logGroup: absent,
  role: absent,
};

export function answers(changes: Partial<TrailAnswers> = {}): TrailAnswers {
  return { ...defaultAnswers('org-audit', home, account), ...changes };
}

/** A bucket as S3 makes it today, without a policy. */
export function bucket(changes: Partial<BucketFacts> = {}): Fact<BucketFacts> {
  return knownFact({
    name: 'acme-audit',
    region: home,
    policy: absent,
    encryption: knownFact({
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false }],
    }),
    publicAccessBlock: knownFact({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    }),
    versioning: absent,
    ownership: knownFact({ Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] }),
    logging: absent,
    lifecycle: absent,
    objectLock: absent,
    isRequesterPays: knownFact(false),
    ...changes,
  });
}

export const keyArn = `arn:aws:kms:${home}:${account}:key/12345678-1234-1234-1234-123456789012`;

export function key(changes: Partial<KeyFacts> = {}): Fact<KeyFacts> {
  return knownFact({
    arn: keyArn,
    region: home,
    account,
    state: 'Enabled',
    spec: 'SYMMETRIC_DEFAULT',
    isAwsManaged: false,
    rotates: knownFact(true),
    policy: knownFact(accountPolicy),
    ...changes,
  });
}

/** The policy that KMS gives a key by itself. */
export const accountPolicy = JSON.stringify({
  Version: '2012-10-17',
  Id: 'key-default-1',
  Statement: [
    {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
});
