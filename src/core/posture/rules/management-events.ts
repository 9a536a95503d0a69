import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { booleanOf, property } from '../properties.ts';
import {
  conditionsAgainst,
  managementEvent,
  namedSources,
  recordedBy,
  recordingOf,
  records,
  selectorsAt,
  type AskedEvent,
  type Recorder,
  type Recording,
} from '../selectors.ts';
import type { Rule, Verdict } from '../rule.ts';
import { literalText } from '../symbolic-text.ts';
import type { Truth } from '../truth.ts';
import { itemsOf, member } from '../value.ts';

const reference =
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/logging-management-events-with-cloudtrail.html';

export const managementEvents: Rule = {
  id: 'management-events',
  family: 'posture',
  severity: 'warning',
  silentBeside: 'selector-invalid',
  title: 'The trail leaves out management events',
  what: 'The selectors of a trail, taken together, do not record all management events, reads and writes. Without selectors, or with an empty list of them, a trail records all. The exclusion of KMS and of the RDS Data API belongs to `excluded-management-events`. A trail for data events alone is only pointed out, unless another trail of the file records all management events. Silent where `selector-invalid` is reported on the trail: what it records is not known before that is corrected.',
  why: 'Writes say who created, changed or deleted a resource; reads are what an intruder makes first to see what there is.',
  fix: 'Let one selector include management events with `ReadWriteType: All`; among advanced selectors, one with `eventCategory` equal to `Management` and no other field. The first copy in a Region is free.',
  alsoKnownAs: ['FG_R00237'],
  sources: [reference],
  check: checkAll,
};

const kinds = ['read', 'write'] as const;
const excludable = ['kms.amazonaws.com', 'rdsdata.amazonaws.com'] as const;

function* checkAll({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const recording = recordingOf(trail);
    const answers = answersOf(recording);
    if (answers.every((answer) => answer === 'no')) {
      const isLeftToAnother = trails.some((other) => other !== trail && logsAll(other));
      yield* withoutManagement(trail, recording, isLeftToAnother);
    } else if (answers.includes('no')) {
      const kind = answers[0] === 'no' ? 'read' : 'write';
      const at = causeOf(trail, recording, managementEvent(kind));
      yield { outcome: 'fail', resource: trail, at, message: halfMessages[kind] };
    } else if (answers.includes('unknown')) {
      yield { outcome: 'unknown', resource: trail, reason: 'Management events may be left out.' };
    } else {
      yield* missingSources(trail, recording);
    }
  }
}

/** Whether management reads are recorded, and writes. */
function answersOf(recording: Recording): readonly Truth[] {
  return kinds.map((kind) => records(recording, managementEvent(kind)));
}

function logsAll(trail: Resource): boolean {
  const isLogging = booleanOf(property(trail, 'IsLogging'), false) === 'yes';
  return isLogging && answersOf(recordingOf(trail)).every((answer) => answer === 'yes');
}

const halfMessages = {
  read: 'Management reads are not recorded, and looking around is what an intruder does first. Let a selector include them: ReadWriteType All, or no condition on readOnly.',
  write:
    'Management writes are not recorded, so nobody can tell who created, changed or deleted resources. Let a selector include them: ReadWriteType All, or no condition on readOnly.',
} as const;

/** A trail that records nothing at all has an empty selector, which the service refuses: another rule's. */
function* withoutManagement(
  trail: Resource,
  recording: Recording,
  isLeftToAnother: boolean,
): Iterable<Verdict> {
  if (recording.recorders.some(isManagement)) {
    yield {
      outcome: 'fail',
      resource: trail,
      at: causeOf(trail, recording, managementEvent('write')),
      message:
        'Only the management events of single services are recorded. Add a selector for all of them, without a condition on eventSource.',
    };
  } else if (recording.recorders.length > 0 && !isLeftToAnother) {
    yield {
      outcome: 'fail',
      resource: trail,
      at: onlySwitch(trail) ?? selectorsAt(trail),
      severity: 'info',
      message:
        'Who creates, changes or deletes resources is not in this trail, which records no management events. Unless another trail does, let one selector include them.',
    };
  }
}

function isManagement(recorder: Recorder): boolean {
  const management = new Map([['eventCategory', { text: literalText('Management') }]]);
  return recordedBy(recorder, management, 'some') !== 'no';
}

/** Where the only basic selector says that it includes no management events. */
function onlySwitch(trail: Resource): Location | undefined {
  const [selector, ...others] = itemsOf(member(trail.properties, 'EventSelectors'));
  return others.length === 0 && selector?.kind === 'map'
    ? selector.members.get('IncludeManagementEvents')?.at
    : undefined;
}

/** The one condition that keeps an event out, or else all selectors. */
function causeOf(trail: Resource, recording: Recording, event: AskedEvent): Location {
  const conditions = recording.recorders
    .filter(isManagement)
    .flatMap((recorder) => conditionsAgainst(recorder, event));
  const [condition] = conditions;
  return conditions.length === 1 && condition !== undefined ? condition.at : selectorsAt(trail);
}

function* missingSources(trail: Resource, recording: Recording): Iterable<Verdict> {
  const excluded = new Set<string>(excludable);
  const others = namedSources(recording).filter((name) => !excluded.has(name));
  for (const { at, services } of leftOut(trail, recording, others)) {
    const names = services.map(({ source }) => source.slice(0, longestSource));
    yield {
      outcome: 'fail',
      resource: trail,
      at,
      message: `Management events of ${names.join(', ')} are not recorded. Remove the condition on eventSource that leaves them out.`,
    };
  }
}

const longestSource = 60;

/** Services whose management events are left out at one place; with `read` the writes are recorded. */
interface LeftOut<Source extends string> {
  readonly at: Location;
  readonly services: readonly { readonly source: Source; readonly kind: (typeof kinds)[number] }[];
}

/** The services whose events are surely not recorded, though those of other services are; by cause. */
function leftOut<Source extends string>(
  trail: Resource,
  recording: Recording,
  sources: readonly Source[],
): readonly LeftOut<Source>[] {
  const groups = new Map<string, { at: Location; services: LeftOut<Source>['services'][number][] }>();
  for (const source of sources) {
    const kind = missingKinds(recording, source).at(-1);
    if (kind !== undefined) {
      const at = causeOf(trail, recording, managementEvent(kind, literalText(source)));
      const key = `${at.range.start.line}:${at.range.start.character}`;
      const group = groups.get(key) ?? { at, services: [] };
      group.services.push({ source, kind });
      groups.set(key, group);
    }
  }
  return [...groups.values()];
}

function missingKinds(recording: Recording, source: string): readonly (typeof kinds)[number][] {
  return kinds.filter(
    (kind) =>
      records(recording, managementEvent(kind)) === 'yes' &&
      records(recording, managementEvent(kind, literalText(source))) === 'no',
  );
}

export const excludedManagementEvents: Rule = {
  id: 'excluded-management-events',
  family: 'posture',
  severity: 'info',
  title: 'The trail leaves out KMS or the RDS Data API',
  what: 'The selectors of a trail exclude the management events of KMS (`kms.amazonaws.com`) or of the RDS Data API (`rdsdata.amazonaws.com`).',
  why: 'These events are many, which is why they may be excluded. But with the everyday `Decrypt` go the rare ones that matter: a key that is disabled or scheduled for deletion, a key policy that is changed.',
  fix: 'Record the writes of the service at least: exclude it only in a selector for reads.',
  alsoKnownAs: [],
  sources: [reference],
  check: checkExcluded,
};

const excludedMessages = {
  'kms.amazonaws.com': {
    read: 'Reads of KMS, which include every use of a key such as Decrypt, are not recorded. Remove the exclusion, if their number allows it.',
    write:
      'Management events of KMS are not recorded, and with them the disabling and deletion of keys. Remove the exclusion, or limit it to reads.',
  },
  'rdsdata.amazonaws.com': {
    read: 'Reads through the RDS Data API are not recorded. Remove the exclusion, if their number allows it.',
    write:
      'Calls to the RDS Data API are not recorded, so who ran statements through it is not in this trail. Remove the exclusion, or limit it to reads.',
  },
} as const;

const bothExcluded = {
  read: 'Reads of KMS, which include every use of a key such as Decrypt, and of the RDS Data API are not recorded. Remove the exclusions, if their number allows it.',
  write:
    'Management events of KMS and of the RDS Data API are not recorded, and with them the disabling and deletion of keys. Remove the exclusions, or limit them to reads.',
} as const;

function* checkExcluded({ trails }: Posture): Iterable<Verdict> {
  for (const trail of trails) {
    const recording = recordingOf(trail);
    for (const { at, services } of leftOut(trail, recording, excludable)) {
      const kind = services.some((service) => service.kind === 'write') ? 'write' : 'read';
      const [{ source } = { source: excludable[0] }, ...others] = services;
      const message = others.length > 0 ? bothExcluded[kind] : excludedMessages[source][kind];
      yield { outcome: 'fail', resource: trail, at, message };
    }
    const writes = excludable.map((source) =>
      records(recording, managementEvent('write', literalText(source))),
    );
    if (writes.includes('unknown')) {
      yield { outcome: 'unknown', resource: trail, reason: 'Events of KMS or RDS may be excluded.' };
    }
  }
}
