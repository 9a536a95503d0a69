import type { Posture } from '../posture.ts';
import { booleanOf, isSet, property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { all, not } from '../truth.ts';
import { itemsOf, member } from '../value.ts';

export const selectorEmpty: Rule = {
  id: 'selector-empty',
  family: 'deploy',
  severity: 'error',
  title: 'An event selector that selects nothing',
  what: 'A basic event selector has `IncludeManagementEvents: false` and no data resources.',
  why: 'CloudTrail refuses such a selector, also where it stands beside others.',
  fix: 'Give it data resources, let it include management events, or remove it.',
  alsoKnownAs: [],
  sources: ['https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html'],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    for (const selector of itemsOf(property(trail, 'EventSelectors'))) {
      const isEmpty =
        selector.kind === 'map'
          ? all([
              not(booleanOf(member(selector, 'IncludeManagementEvents'), true)),
              not(isSet(member(selector, 'DataResources'))),
            ])
          : 'unknown';
      if (isEmpty === 'yes') {
        yield {
          outcome: 'fail',
          resource: trail,
          at: selector.at,
          message:
            'CloudTrail refuses this event selector: it includes neither management events nor data resources. Give it one of them, or remove it.',
        };
      } else if (isEmpty === 'unknown') {
        yield { outcome: 'unknown', resource: trail, reason: 'What the selector includes is not known.' };
      }
    }
  }
}
