import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { wantSet } from './wanted-property.ts';

export const insights: Rule = {
  id: 'insights',
  family: 'posture',
  severity: 'hint',
  onlyIn: [],
  title: 'CloudTrail Insights is off',
  what: 'A trail has no `InsightSelectors`.',
  why: 'Unusual rates of calls and of errors, such as a burst of deletions, are in the log files but nothing points them out.',
  fix: 'Add `InsightSelectors` with `ApiCallRateInsight` and `ApiErrorRateInsight`. Insights is charged by the number of events that it analyses.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-insights-events-with-cloudtrail.html',
  ],
  check,
};

function* check({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    yield* wantSet(trail, 'InsightSelectors', {
      message:
        'Nothing points out unusual rates of calls or of errors. Add InsightSelectors, if that is worth their charge.',
    });
  }
}
