import type { Posture } from '../posture.ts';
import { isSet, property, propertyAt } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { all } from '../truth.ts';

export const selectorConflict: Rule = {
  id: 'selector-conflict',
  family: 'deploy',
  severity: 'error',
  title: 'Basic and advanced event selectors together',
  what: 'A trail has both `EventSelectors` and `AdvancedEventSelectors`.',
  why: 'CloudTrail keeps one kind of selectors and refuses to take both.',
  fix: 'Keep `AdvancedEventSelectors`, which can say everything that `EventSelectors` can, and write the others in that form.',
  alsoKnownAs: [],
  sources: ['https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html'],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const haveBoth = all([
      isSet(property(trail, 'EventSelectors')),
      isSet(property(trail, 'AdvancedEventSelectors')),
    ]);
    if (haveBoth === 'yes') {
      yield {
        outcome: 'fail',
        resource: trail,
        at: propertyAt(trail, 'EventSelectors'),
        message:
          'CloudTrail refuses a trail with both EventSelectors and AdvancedEventSelectors. Write these as advanced ones, or remove one of the two.',
        related: [
          { at: propertyAt(trail, 'AdvancedEventSelectors'), message: 'The advanced event selectors.' },
        ],
      };
    } else if (haveBoth === 'unknown') {
      yield { outcome: 'unknown', resource: trail, reason: 'One of the two kinds may be absent or empty.' };
    }
  }
}
