import { displayName } from '../events/display-text.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import { allOf } from '../query/event-filter.ts';
import { fieldIs } from '../query/field-value.ts';
import { selectionFilter } from '../query/selection-filter.ts';
import { absoluteTime } from '../time-format.ts';
import { eventFinding, eventText, mostFindings, oldestFirst } from './answer-parts.ts';
import type { Investigation } from './investigation.ts';

const destroying = /^(?:Delete|Terminate|Remove|Destroy|Deregister|Release|Purge|ScheduleKeyDeletion)/;

/** Who changed or deleted a resource. */
export const whoChangedThis: Investigation = {
  id: 'who-changed-this',
  title: (t) => t('Who changed or deleted this?'),
  description: (t) => t('Every change to one resource, by its name, id or ARN; the deletion first.'),
  parameters: [
    {
      id: 'resource',
      label: (t) => t('Name, id or ARN'),
      example: 'i-05c30218156bcc246',
      isOptional: false,
    },
  ],
  defaultHours: 90 * 24,
  filter: ({ resource = '' }) =>
    selectionFilter(resource)?.changes ?? allOf(fieldIs('resource', resource), fieldIs('write', 'true')),
  answer: ({ parameters, events, zone = 'utc' }, t) => {
    const changes = [...oldestFirst(events)].reverse();
    const done = changes.filter(({ error }) => error === undefined);
    const telling = done.find(isDestruction) ?? done[0] ?? changes[0];
    const sorted = telling === undefined ? [] : [telling, ...changes.filter((event) => event !== telling)];
    const limits = [
      t('Calls that name it only by something else, such as a tag or the name of its parent, are not found.'),
    ];
    return {
      headline:
        telling === undefined
          ? t('No change to {0} was found.', displayName(parameters['resource'] ?? '', 120))
          : t('{0} That was at {1}.', eventText(telling), absoluteTime(telling.time, zone, t)),
      findings: sorted.slice(0, mostFindings).map((event) => eventFinding(event, zone, t)),
      limits,
    };
  },
};

function isDestruction({ name }: CloudTrailEvent): boolean {
  return destroying.test(name ?? '');
}
