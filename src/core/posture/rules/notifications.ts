import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { wantSet } from './wanted-property.ts';

export const snsTopic: Rule = {
  id: 'sns-topic',
  family: 'posture',
  severity: 'hint',
  onlyIn: [],
  title: 'The trail notifies no topic',
  what: '`SnsTopicName` of a trail is missing or empty.',
  why: 'A consumer of log files has to poll the bucket, or use the notifications of S3, to learn of a new file.',
  fix: 'Set `SnsTopicName` to a topic whose policy lets CloudTrail publish, where somebody is to be told of each log file.',
  alsoKnownAs: ['CKV_AWS_252', '3e09413f-471e-40f3-8626-990c79ae63f3'],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/configure-sns-notifications-for-cloudtrail.html',
  ],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    yield* wantSet(trail, 'SnsTopicName', {
      message:
        'Nobody is told when a log file is delivered. Set SnsTopicName to a topic, if somebody should be.',
    });
  }
}
