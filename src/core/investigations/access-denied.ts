import { facetValuesOf } from '../query/facets.ts';
import { presetFilter } from '../query/presets.ts';
import { callsText, countText, groupsBy, mostFindings, spanText, whoOf } from './answer-parts.ts';
import type { Investigation } from './investigation.ts';

/** Who was denied what. */
export const accessDenied: Investigation = {
  id: 'access-denied',
  title: (t) => t('Access denied, by principal'),
  description: (t) => t('Whose calls were denied, which ones, and how often.'),
  parameters: [],
  defaultHours: 7 * 24,
  filter: () => presetFilter('access-denied'),
  answer: ({ events, zone = 'utc' }, t) => {
    const groups = groupsBy(events, (event) => facetValuesOf('principal', event)[0]?.value ?? '');
    const [most] = groups;
    return {
      headline:
        most === undefined
          ? t('No call was denied.')
          : t(
              '{0} of {1} callers were denied; the most, {2}, were of {3}.',
              countText(events.length, t),
              groups.length,
              most.events.length,
              whoOf(most.events),
            ),
      findings: groups.slice(0, mostFindings).map(({ events: of }) => ({
        text: t(
          '{0}: {1} denied, {2}. {3}.',
          whoOf(of),
          countText(of.length, t),
          spanText(of, zone, t),
          callsText(of, t),
        ),
        events: of,
      })),
      limits: [t('Some services write refusals only into their answers; those are not counted.')],
    };
  },
};
