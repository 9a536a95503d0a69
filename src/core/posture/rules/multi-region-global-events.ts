import type { Posture } from '../posture.ts';
import { booleanOf, property, propertyAt } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { all, not } from '../truth.ts';

export const multiRegionGlobalEvents: Rule = {
  id: 'multi-region-global-events',
  family: 'deploy',
  severity: 'error',
  title: 'A multi-Region trail without global service events',
  what: 'A trail has `IsMultiRegionTrail: true` and `IncludeGlobalServiceEvents: false`.',
  why: 'CloudTrail refuses the combination: a trail of all Regions always records the events of global services such as IAM.',
  fix: 'Remove `IncludeGlobalServiceEvents`, which is true by default.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html',
  ],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const isRefused = all([
      booleanOf(property(trail, 'IsMultiRegionTrail'), false),
      not(booleanOf(property(trail, 'IncludeGlobalServiceEvents'), true)),
    ]);
    if (isRefused === 'yes') {
      yield {
        outcome: 'fail',
        resource: trail,
        at: propertyAt(trail, 'IncludeGlobalServiceEvents'),
        message:
          'CloudTrail refuses a multi-Region trail without global service events. Remove IncludeGlobalServiceEvents, which is true by default.',
        related: [{ at: propertyAt(trail, 'IsMultiRegionTrail'), message: 'The trail is multi-Region.' }],
      };
    } else if (isRefused === 'unknown') {
      yield { outcome: 'unknown', resource: trail, reason: 'One of the two properties is not known.' };
    }
  }
}
