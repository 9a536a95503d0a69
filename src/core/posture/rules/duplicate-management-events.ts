import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { booleanOf, property } from '../properties.ts';
import {
  managementEvent,
  namedSources,
  recordedBy,
  recordingOf,
  records,
  selectorsAt,
  someSource,
  type AskedEvent,
  type Recorder,
  type Recording,
} from '../selectors.ts';
import type { Rule, Verdict } from '../rule.ts';
import { literalText } from '../symbolic-text.ts';
import { all, any, type Truth } from '../truth.ts';

export const duplicateManagementEvents: Rule = {
  id: 'duplicate-management-events',
  family: 'cost',
  severity: 'warning',
  title: 'Management events are recorded more than once',
  what: 'Two trails that can exist at the same time record the same management events. Also, as a hint, a selector of one trail asks only for management events that the other selectors of the trail record already.',
  why: 'The first copy of management events in a Region is free; every further copy is charged for each event.',
  fix: 'Let one trail record management events and set `IncludeManagementEvents` to false in the selectors of the others, or remove those that record nothing else. A redundant selector can drop them too.',
  alsoKnownAs: [],
  sources: [
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-trail-manage-costs.html',
    'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html',
  ],
  check,
};

interface LoggingTrail {
  readonly trail: Resource;
  readonly isLogging: Truth;
  readonly recording: Recording;
}

function* check({ trails }: Posture): Iterable<Verdict> {
  const logging = trails.map((trail) => ({
    trail,
    isLogging: booleanOf(property(trail, 'IsLogging'), true),
    recording: recordingOf(trail),
  }));
  for (const { trail, recording } of logging.filter((each) => !isOfProps(each.trail))) {
    for (const { at } of redundantSelectors(trail, recording)) {
      yield {
        outcome: 'fail',
        resource: trail,
        at,
        severity: 'hint',
        message:
          'This selector asks for management events that another selector of the trail records already. Leave them out here, or remove the selector if it records nothing else.',
      };
    }
  }
  const recording = logging.filter(({ isLogging }) => isLogging !== 'no');
  for (const [index, second] of recording.entries()) {
    yield* copies(second, recording.slice(0, index));
  }
}

/** In CDK source a prop makes one of the selectors, which is for a rule of its own. */
function isOfProps({ construct }: Resource): boolean {
  return construct?.props.members.has('managementEvents') === true;
}

/** A later trail is reported beside the first one that records the same: a fix of all findings leaves that one. */
function* copies(second: LoggingTrail, earlier: readonly LoggingTrail[]): Iterable<Verdict> {
  let isUnknown = false;
  for (const first of earlier) {
    const answer = overlaps(first, second);
    if (answer === 'yes') {
      yield {
        outcome: 'fail',
        resource: second.trail,
        at: selectorsAt(second.trail),
        message:
          'Another trail of this file records the same management events, and every copy after the first is charged. Record them in one of the trails only.',
        related: [{ at: first.trail.at, message: 'This trail records them already.' }],
      };
      return;
    }
    isUnknown ||= answer === 'unknown';
  }
  if (isUnknown) {
    yield { outcome: 'unknown', resource: second.trail, reason: 'Another trail may record the same events.' };
  }
}

function overlaps(first: LoggingTrail, second: LoggingTrail): Truth {
  const events = eventsOf([first.recording, second.recording]);
  return all([
    first.isLogging,
    second.isLogging,
    any(events.map((event) => all([records(first.recording, event), records(second.recording, event)]))),
  ]);
}

/** Reads and writes of each service that a selector names, and of any other. */
function eventsOf(recordings: readonly Recording[]): readonly AskedEvent[] {
  const sources = [someSource, ...recordings.flatMap(namedSources).map(literalText)];
  return sources.flatMap((source) => [managementEvent('read', source), managementEvent('write', source)]);
}

/** From the last selector on, each that adds no management events to those that are left. */
export function* redundantSelectors(trail: Resource, recording = recordingOf(trail)): Iterable<Recorder> {
  const events = eventsOf([recording]);
  // A trail may list hundreds of data resources, none of which records management events.
  let left = recording.recorders.filter((recorder) => recordsAny(recorder, events));
  for (const recorder of left.toReversed()) {
    const others = left.filter((other) => other !== recorder);
    if (addsNothing(recorder, others, events)) {
      left = others;
      yield recorder;
    }
  }
}

function addsNothing(
  recorder: Recorder,
  others: readonly Recorder[],
  events: readonly AskedEvent[],
): boolean {
  const recorded = events.filter((event) => recordsAny(recorder, [event]));
  return (
    recorder.isCertain &&
    recorded.every((event) => others.some((other) => recordedBy(other, event) === 'yes'))
  );
}

/** Whether a recorder may record one of the events. */
function recordsAny(recorder: Recorder, events: readonly AskedEvent[]): boolean {
  return events.some((event) => recordedBy(recorder, event, 'some') !== 'no');
}
