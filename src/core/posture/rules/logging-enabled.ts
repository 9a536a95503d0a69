import type { Posture } from '../posture.ts';
import { booleanOf, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { verdictOn } from './wanted-property.ts';

export const loggingEnabled: Rule = {
  id: 'logging-enabled',
  family: 'posture',
  severity: 'error',
  title: 'The trail does not log',
  what: '`IsLogging` of a trail is false.',
  why: 'The trail exists, looks complete in the console and in reports, and records nothing.',
  fix: 'Set `IsLogging` to true, or remove the trail.',
  alsoKnownAs: ['CLOUD_TRAIL_ENABLED', 'CKV_AWS_251', 'CloudTrail.3', '5c0b06d5-b7a4-484c-aeb0-75a836269ff0'],
  sources: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudtrail-trail.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html',
  ],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    // A missing IsLogging is refused by CloudFormation: another rule's.
    yield* verdictOn(trail, 'IsLogging', booleanOf(property(trail, 'IsLogging'), true), {
      message: 'The trail is created but records nothing. Set IsLogging to true.',
    });
  }
}
