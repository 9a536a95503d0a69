import type { Posture } from '../posture.ts';
import { property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { relatedTrail } from './access-fault.ts';
import { linkedFrom } from './trail-keys.ts';
import { wantSet } from './wanted-property.ts';

export const logGroupRetention: Rule = {
  id: 'log-group-retention',
  family: 'posture',
  severity: 'info',
  title: 'The log group of the trail never expires',
  what: 'The log group of a trail is in the file and has no `RetentionInDays`.',
  why: 'CloudWatch Logs keeps and charges every event for ever, though the bucket holds the same events for less.',
  fix: 'Set `RetentionInDays` to the time in which somebody searches there; the log files in S3 are the archive.',
  alsoKnownAs: ['CKV_AWS_66', 'W86'],
  sources: [
    'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  ],
  check,
};

function* check({ trails, linked }: Posture): Iterable<Verdict> {
  const groups = linkedFrom(trails, (trail) => {
    const link = linked(property(trail, 'CloudWatchLogsLogGroupArn'), ['AWS::Logs::LogGroup']);
    return link.kind === 'resource' ? link.resource : undefined;
  });
  for (const [group, itsTrails] of groups) {
    yield* wantSet(group, 'RetentionInDays', {
      message:
        'CloudWatch Logs keeps and charges these events for ever, though the bucket has them too. Set RetentionInDays.',
      related: itsTrails.flatMap(relatedTrail),
    });
  }
}
