import { isSet, property, propertyAt } from '../properties.ts';
import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';

export const logGroupRolePair: Rule = {
  id: 'log-group-role-pair',
  family: 'deploy',
  severity: 'error',
  title: 'A log group and its role belong together',
  what: 'A trail has one of `CloudWatchLogsLogGroupArn` and `CloudWatchLogsRoleArn` without the other.',
  why: 'CloudTrail needs the log group to deliver to and the role to deliver with; with only one of them it refuses the trail.',
  fix: 'Set both properties, or neither.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html',
  ],
  check,
};

const pairs = [
  ['CloudWatchLogsLogGroupArn', 'CloudWatchLogsRoleArn'],
  ['CloudWatchLogsRoleArn', 'CloudWatchLogsLogGroupArn'],
] as const;

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    for (const [present, missing] of pairs) {
      const isPresent = isSet(property(trail, present));
      const isMissing = isSet(property(trail, missing));
      if (isPresent === 'yes' && isMissing === 'no') {
        yield {
          outcome: 'fail',
          resource: trail,
          at: propertyAt(trail, present),
          message: `CloudTrail refuses a trail that has ${present} without ${missing}. Set both, or neither.`,
        };
      } else if (isPresent !== 'no' && isMissing === 'unknown') {
        yield { outcome: 'unknown', resource: trail, reason: `${missing} may be missing.` };
      }
    }
  }
}
