import type { Posture } from '../posture.ts';
import { isSet, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { any } from '../truth.ts';
import { verdictOn } from './wanted-property.ts';

export const cloudwatchLogs: Rule = {
  id: 'cloudwatch-logs',
  family: 'posture',
  severity: 'info',
  title: 'The trail does not deliver to CloudWatch Logs',
  what: '`CloudWatchLogsLogGroupArn` and `CloudWatchLogsRoleArn` of a trail are both missing. With only one of them, `log-group-role-pair` reports.',
  why: 'Metric filters and alarms, such as those that the CIS benchmark asks for, look at a log group. Without one, an event is found when somebody searches the log files.',
  fix: 'Set `CloudWatchLogsLogGroupArn` to the ARN of a log group and `CloudWatchLogsRoleArn` to a role with which CloudTrail may write to it. Delivery is charged by volume.',
  alsoKnownAs: [
    'AVD-AWS-0162',
    'CLOUD_TRAIL_CLOUD_WATCH_LOGS_ENABLED',
    'CT.CLOUDTRAIL.PR.3',
    'CKV2_AWS_10',
    'CloudTrail.5',
    'CIS 3.4 (1.4)',
    'CloudTrailCloudWatchLogsEnabled',
  ],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
  ],
  check,
};

const properties = ['CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn'] as const;

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const delivers = any(properties.map((name) => isSet(property(trail, name))));
    yield* verdictOn(trail, properties[0], delivers, {
      message:
        'CloudWatch metric filters and alarms cannot see these events. Set CloudWatchLogsLogGroupArn and CloudWatchLogsRoleArn to deliver them to a log group.',
    });
  }
}
