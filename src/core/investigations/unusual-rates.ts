import { textAt } from '../events/record-values.ts';
import { fieldIs } from '../query/field-value.ts';
import { eventText, groupsBy, mostFindings, spanText } from './answer-parts.ts';
import type { Investigation } from './investigation.ts';

/** The unusual rates of calls and errors that CloudTrail Insights saw. */
export const unusualRates: Investigation = {
  id: 'unusual-rates',
  title: (t) => t('What was unusual?'),
  description: (t) => t('Rates of calls and errors that CloudTrail Insights found unusual.'),
  parameters: [],
  defaultHours: 30 * 24,
  filter: () => fieldIs('category', 'insight'),
  answer: ({ events, zone = 'utc' }, t) => {
    const groups = groupsBy(events, ({ sharedId, id }) => sharedId ?? id);
    const latest = [...groups].sort(
      (left, right) => (right.events[0]?.time ?? 0) - (left.events[0]?.time ?? 0),
    );
    return {
      headline:
        latest.length === 0
          ? t('CloudTrail Insights saw nothing unusual.')
          : latest.length === 1
            ? t('CloudTrail Insights saw one unusual rate.')
            : t('CloudTrail Insights saw {0} unusual rates.', latest.length),
      findings: latest.slice(0, mostFindings).map(({ events: of }) => {
        const start = of.find(({ record }) => textAt(record, 'insightDetails', 'state') === 'Start') ?? of[0];
        return {
          text: `${spanText(of, zone, t)}: ${start === undefined ? '' : eventText(start)}`,
          events: of,
        };
      }),
      limits: [
        t('Insights exist only where a trail has them on, and only for times since about a day after that.'),
      ],
    };
  },
};
