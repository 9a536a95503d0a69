import { english } from '../../localize.ts';
import { trailNameFault } from '../name-faults.ts';
import type { Posture } from '../posture.ts';
import { property, propertyAt, textOf } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { printText } from '../symbolic-text.ts';
import { excerpt } from './refusal.ts';

export const trailName: Rule = {
  id: 'trail-name',
  family: 'deploy',
  severity: 'error',
  title: 'An illegal name of a trail',
  what: 'A `TrailName` breaks the rules of the service: 3 to 128 ASCII letters, digits, dots, underscores and dashes, a letter or digit at both ends, none of `.`, `_`, `-` beside another, and not in the form of an IP address.',
  why: 'CloudTrail refuses the trail with InvalidTrailNameException.',
  fix: 'Change the name.',
  alsoKnownAs: ['E3031', 'E3033'],
  sources: ['https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_CreateTrail.html'],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const text = textOf(property(trail, 'TrailName'));
    const fault = text === undefined ? undefined : trailNameFault(text, english);
    if (text !== undefined && fault !== undefined) {
      yield {
        outcome: 'fail',
        resource: trail,
        at: propertyAt(trail, 'TrailName'),
        message: `CloudTrail refuses the name ${excerpt(printText(text))}: ${fault}.`,
      };
    }
  }
}
