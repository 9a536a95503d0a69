import { displayName } from '../events/display-text.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import { textAt } from '../events/record-values.ts';
import type { Localize } from '../localize.ts';
import { allOf, type EventFilter, type PathTerm } from '../query/event-filter.ts';
import { fieldIn, fieldIs } from '../query/field-value.ts';
import type { Zone } from '../time-format.ts';
import {
  callsText,
  countText,
  eventFinding,
  groupsBy,
  listText,
  mostFindings,
  oldestFirst,
  spanText,
  whoOf,
} from './answer-parts.ts';
import type { Finding, Investigation } from './investigation.ts';

/** The longest that temporary credentials live: 36 hours, of GetSessionToken. */
const longestSession = 36 * 3_600_000;

const assuming = [
  'AssumeRole',
  'AssumeRoleWithSAML',
  'AssumeRoleWithWebIdentity',
  'GetSessionToken',
  'GetFederationToken',
];
const temporaryKey = ['responseElements', 'credentials', 'accessKeyId'] as const;
const lastingKey = ['responseElements', 'accessKey', 'accessKeyId'] as const;

/** What an access key or a session did, and where it came from. */
export const keyActivity: Investigation = {
  id: 'key-activity',
  title: (t) => t('What did this key or session do?'),
  description: (t) =>
    t('Everything by one access key or principal: where from, what it changed, what was refused.'),
  parameters: [
    {
      id: 'key',
      label: (t) => t('Access key, session ARN or name'),
      example: 'ASIAIOSFODNN7EXAMPLE',
      isOptional: false,
    },
  ],
  defaultHours: 7 * 24,
  filter: ({ key = '' }) => fieldIs(isKey(key) ? 'key' : 'principal', key),
  followUp: (events, { key = '' }) => (isKey(key) ? originFilter(events, key) : undefined),
  answer: ({ events, parameters, zone = 'utc' }, t) => {
    const key = parameters['key'] ?? '';
    const origins = oldestFirst(events.filter((event) => makes(event, key)));
    const calls = oldestFirst(events.filter((event) => !makes(event, key)));
    const limits = isKey(key)
      ? []
      : [t('Names of sessions are chosen by whoever begins them; an ARN or a key is surer.')];
    return {
      headline: headline(key, calls, zone, t),
      findings: [
        ...origins.map((event) => eventFinding(event, zone, t)),
        ...changeFindings(calls, zone, t),
        ...groupFindings(calls, t),
      ],
      limits,
    };
  },
};

function isKey(text: string): boolean {
  return /^A[A-Z0-9]{15,31}$/.test(text) && !text.startsWith('AROA') && !text.startsWith('AIDA');
}

/** The call that made the key. */
function originFilter(events: readonly CloudTrailEvent[], key: string): EventFilter {
  const first = oldestFirst(events)[0]?.time;
  const isTemporary = key.startsWith('ASIA');
  const made: PathTerm = {
    kind: 'path',
    path: isTemporary ? temporaryKey : lastingKey,
    test: { kind: 'equals', value: key },
  };
  const names = fieldIn('name', isTemporary ? assuming : ['CreateAccessKey']);
  if (!isTemporary || first === undefined) {
    return allOf(names, made);
  }
  const from = { kind: 'at', time: first - longestSession } as const;
  return allOf(names, made, { kind: 'time', from, to: { kind: 'at', time: first } });
}

function makes({ record }: CloudTrailEvent, key: string): boolean {
  return textAt(record, ...temporaryKey) === key || textAt(record, ...lastingKey) === key;
}

function headline(key: string, calls: readonly CloudTrailEvent[], zone: Zone, t: Localize): string {
  if (calls.length === 0) {
    return t('No call by {0} was found.', displayName(key, 120));
  }
  const failed = calls.filter(({ error }) => error !== undefined).length;
  const changed = calls.filter(({ access, error }) => access === 'write' && error === undefined).length;
  const addresses = listText(
    calls.map(({ sourceAddress }) => sourceAddress),
    t,
  );
  return t(
    '{0} made {1} from {2} ({3}): {4} changed something, {5} failed.',
    whoOf(calls),
    countText(calls.length, t),
    addresses,
    spanText(calls, zone, t),
    changed,
    failed,
  );
}

function changeFindings(calls: readonly CloudTrailEvent[], zone: Zone, t: Localize): readonly Finding[] {
  return calls
    .filter(({ access }) => access === 'write')
    .slice(0, mostFindings)
    .map((event) => eventFinding(event, zone, t));
}

function groupFindings(calls: readonly CloudTrailEvent[], t: Localize): readonly Finding[] {
  const failures = groupsBy(calls, ({ error }) => error?.code).map(({ key, events }) => ({
    text: t('{0} failed with {1}: {2}.', countText(events.length, t), key, callsText(events, t)),
    events,
  }));
  const reads = calls.filter(({ access, error }) => access === 'read' && error === undefined);
  return reads.length === 0
    ? failures
    : [
        ...failures,
        {
          text: t('{0} that only read: {1}.', countText(reads.length, t), callsText(reads, t)),
          events: reads,
        },
      ];
}
