import { displayText } from '../events/display-text.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import { textAt } from '../events/record-values.ts';
import type { Localize } from '../localize.ts';
import { allOf, anyOf, type EventFilter } from '../query/event-filter.ts';
import { fieldIn, fieldIs } from '../query/field-value.ts';
import { presetFilter } from '../query/presets.ts';
import { absoluteTime, type Zone } from '../time-format.ts';
import { durationText, eventFinding, groupsBy, mostFindings, oldestFirst, whoOf } from './answer-parts.ts';
import type { Finding, Investigation } from './investigation.ts';

/** What weakens a trail without a call to CloudTrail: changes to its bucket and its key. */
const aroundCalls = [
  'PutBucketPolicy',
  'DeleteBucketPolicy',
  'DeleteBucket',
  'PutBucketLifecycle',
  'PutBucketLifecycleConfiguration',
  'PutBucketAcl',
  'DisableKey',
  'ScheduleKeyDeletion',
  'PutKeyPolicy',
];

/** Changes to trails, and the times in which they did not log. */
export const trailChanges: Investigation = {
  id: 'trail-changes',
  title: (t) => t('Changes to trails'),
  description: (t) => t('Who stopped, changed or deleted a trail, and for how long it did not log.'),
  parameters: [
    {
      id: 'storage',
      label: (t) => t('Log bucket or KMS key'),
      example: 'acme-audit-111122223333',
      isOptional: true,
    },
  ],
  defaultHours: 90 * 24,
  filter: ({ storage }) => anyOf(presetFilter('trail-changes'), ...around(storage)),
  answer: ({ events, zone = 'utc', parameters }, t) => {
    const done = events.filter(({ error }) => error === undefined);
    const stops = stopsOf(done);
    const others = [...oldestFirst(events)].reverse();
    return {
      headline: headline(events, stops, zone, t),
      findings: [
        ...stops.map((stop) => stopFinding(stop, zone, t)),
        ...others.slice(0, mostFindings).map((event) => eventFinding(event, zone, t)),
      ],
      limits:
        parameters['storage'] === undefined
          ? [t('Changes to the log bucket and its key are not looked at, because neither was named.')]
          : [],
    };
  },
};

function around(storage: string | undefined): readonly EventFilter[] {
  return storage === undefined || storage === ''
    ? []
    : [allOf(fieldIn('name', aroundCalls), fieldIs('resource', storage))];
}

/** A trail that was stopped, and when it logged again. */
interface Stop {
  readonly trail: string;
  readonly stopped: CloudTrailEvent;
  readonly started: CloudTrailEvent | undefined;
}

function stopsOf(events: readonly CloudTrailEvent[]): readonly Stop[] {
  const switches = events.filter(({ name }) => name === 'StopLogging' || name === 'StartLogging');
  const stops = groupsBy(switches, trailName).flatMap(({ key, events: of }) =>
    of.flatMap((event, index): Stop[] =>
      event.name === 'StopLogging' && of[index - 1]?.name !== 'StopLogging'
        ? [
            {
              trail: key,
              stopped: event,
              started: of.slice(index).find(({ name }) => name === 'StartLogging'),
            },
          ]
        : [],
    ),
  );
  return stops.sort((left, right) => (right.stopped.time ?? 0) - (left.stopped.time ?? 0));
}

/** Calls name a trail by its name or its ARN. */
function trailName({ record }: CloudTrailEvent): string {
  const name = textAt(record, 'requestParameters', 'name') ?? '';
  return displayText(name.slice(name.lastIndexOf('/') + 1), 128);
}

function headline(
  events: readonly CloudTrailEvent[],
  stops: readonly Stop[],
  zone: Zone,
  t: Localize,
): string {
  if (events.length === 0) {
    return t('No trail was changed.');
  }
  const changed =
    events.length === 1
      ? t('1 change to trails was found.')
      : t('{0} changes to trails were found.', events.length);
  const last = stops.find(({ started }) => started === undefined) ?? stops[0];
  return last === undefined ? changed : t('{0} {1}', changed, stopText(last, zone, t));
}

function stopText({ trail, stopped, started }: Stop, zone: Zone, t: Localize): string {
  const who = whoOf([stopped]);
  const at = absoluteTime(stopped.time, zone, t);
  if (started?.time === undefined || stopped.time === undefined) {
    return t('{0} stopped {1} at {2}, and nobody was seen to start it again.', who, trail, at);
  }
  const length = durationText(started.time - stopped.time, t);
  return t('{0} stopped {1} at {2}; it logged again after {3}.', who, trail, at, length);
}

function stopFinding(stop: Stop, zone: Zone, t: Localize): Finding {
  return {
    text: stopText(stop, zone, t),
    events: stop.started === undefined ? [stop.stopped] : [stop.stopped, stop.started],
  };
}
