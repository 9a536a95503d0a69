import type { Rule } from '../rule.ts';
import { accessVerdicts } from './access-faults.ts';

export const kmsKeyPolicy: Rule = {
  id: 'kms-key-policy',
  family: 'deploy',
  severity: 'error',
  silentBeside: 'cdk-key-grant',
  title: "The key's policy does not let CloudTrail use it",
  what: "The key that a trail names, by id, ARN or alias, is in the file, and its policy does not let `cloudtrail.amazonaws.com` call `kms:GenerateDataKey`, or `kms:Decrypt` where the bucket has a bucket key. A warning where only `kms:DescribeKey` is missing. The statement for the account's root does not cover a service.",
  why: 'CloudTrail refuses the trail with InsufficientEncryptionPolicyException, or stops delivering when the key is taken from it.',
  fix: 'Allow the service principal `cloudtrail.amazonaws.com` `kms:GenerateDataKey*` and `kms:DescribeKey` in the key policy, and `kms:Decrypt` where the bucket has a bucket key.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html',
  ],
  check: (posture) => accessVerdicts('kms-key-policy', posture),
};
