import { presetFilter } from '../query/presets.ts';
import {
  callsText,
  countText,
  eventFinding,
  listText,
  mostFindings,
  oldestFirst,
  spanText,
} from './answer-parts.ts';
import type { Finding, Investigation } from './investigation.ts';

/** When and how the root user was used. */
export const rootUse: Investigation = {
  id: 'root-use',
  title: (t) => t('Use of the root user'),
  description: (t) => t('Sign-ins and calls of the root user; what services do in its name is left out.'),
  parameters: [],
  defaultHours: 90 * 24,
  filter: () => presetFilter('root'),
  answer: ({ events, zone = 'utc' }, t) => {
    const sorted = oldestFirst(events);
    const changes = sorted.filter(({ access }) => access !== 'read');
    const reads = sorted.filter(({ access }) => access === 'read');
    const readsFinding: readonly Finding[] =
      reads.length === 0
        ? []
        : [
            {
              text: t('{0} that only read: {1}.', countText(reads.length, t), callsText(reads, t)),
              events: reads,
            },
          ];
    return {
      headline:
        sorted.length === 0
          ? t('The root user was not used.')
          : t(
              'The root user made {0}, {1} of them sign-ins or changes, from {2} ({3}).',
              countText(sorted.length, t),
              changes.length,
              listText(
                sorted.map(({ sourceAddress }) => sourceAddress),
                t,
              ),
              spanText(sorted, zone, t),
            ),
      findings: [
        ...changes.slice(0, mostFindings).map((event) => eventFinding(event, zone, t)),
        ...readsFinding,
      ],
      limits: [t('Sign-ins of the root user are recorded in us-east-1: the answer needs that Region.')],
    };
  },
};
