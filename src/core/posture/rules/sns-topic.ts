import type { Rule } from '../rule.ts';
import { accessVerdicts } from './access-faults.ts';

export const snsTopicPolicy: Rule = {
  id: 'sns-topic-policy',
  family: 'deploy',
  severity: 'error',
  silentBeside: 'cdk-topic-order',
  title: 'CloudTrail may not publish to the topic',
  what: 'The topic that a trail names is in the file, and no topic policy lets `cloudtrail.amazonaws.com` call `sns:Publish`, or the trail does not wait for that policy.',
  why: 'CloudTrail tries its access when the trail is created, and refuses the trail with InsufficientSnsTopicPolicyException.',
  fix: 'Add an `AWS::SNS::TopicPolicy` that lets the service publish, and let the trail depend on it.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html',
  ],
  check: (posture) => accessVerdicts('sns-topic-policy', posture),
};

export const snsTopicEncryption: Rule = {
  id: 'sns-topic-encryption',
  family: 'deploy',
  severity: 'warning',
  title: 'CloudTrail may not use the key of the topic',
  what: 'The topic is encrypted with `alias/aws/sns`, or with a key of the file whose policy does not let `cloudtrail.amazonaws.com` call `kms:GenerateDataKey` and `kms:Decrypt`.',
  why: 'Every notification fails. The policy of the key that AWS manages cannot be changed, so no service can publish to a topic encrypted with it.',
  fix: 'Encrypt the topic with a customer managed key that lets CloudTrail use it.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-permissions-for-sns-notifications.html',
  ],
  check: (posture) => accessVerdicts('sns-topic-encryption', posture),
};
