import { hidden } from '../events/actor.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import { whoText } from '../events/summarise.ts';
import type { Localize } from '../localize.ts';
import { allOf, type EventFilter, type TimeTerm } from '../query/event-filter.ts';
import { fieldIn } from '../query/field-value.ts';
import { userName } from '../query/fields.ts';
import { filterOf } from '../query/presets.ts';
import { absoluteTime, type Zone } from '../time-format.ts';
import { callsText, countText, groupsBy, listText, oldestFirst, spanText } from './answer-parts.ts';
import type { Finding, Investigation } from './investigation.ts';

/** How long what follows a sign-in is looked at: a console session lasts 12 hours at most. */
const sessionLength = 12 * 3_600_000;

/** Failed console sign-ins by address, whether one got in, and what was done then. */
export const failedSignIns: Investigation = {
  id: 'failed-sign-ins',
  title: (t) => t('Failed console sign-ins, and what followed'),
  description: (t) =>
    t('Where sign-ins failed, whether one succeeded from there, and what was done with it.'),
  parameters: [],
  defaultHours: 7 * 24,
  filter: () => filterOf('name:ConsoleLogin'),
  followUp,
  answer: ({ events, zone = 'utc' }, t) => {
    const attempts = attemptsOf(events);
    const entered = attempts.filter(({ entry }) => entry !== undefined);
    const failures = attempts.reduce((sum, { failed }) => sum + failed.length, 0);
    return {
      headline: headline(failures, attempts.length, entered, t),
      findings: [...entered, ...attempts.filter(({ entry }) => entry === undefined)].map((attempt) =>
        findingOf(attempt, events, zone, t),
      ),
      limits: [
        t('AWS hides the name of a failed sign-in where no such user exists.'),
        t('Sign-ins through an identity provider fail there, and are not recorded.'),
      ],
    };
  },
};

/** The failures from one address, and the sign-in from there that succeeded after them. */
interface Attempt {
  readonly address: string;
  readonly failed: readonly CloudTrailEvent[];
  readonly entry: CloudTrailEvent | undefined;
}

function attemptsOf(events: readonly CloudTrailEvent[]): readonly Attempt[] {
  const signIns = events.filter(({ name }) => name === 'ConsoleLogin');
  return groupsBy(signIns, ({ sourceAddress }) => sourceAddress ?? '').flatMap(({ key, events: of }) => {
    const failed = of.filter(({ error }) => error !== undefined);
    const first = failed[0]?.time ?? Infinity;
    const entry = of.find(({ error, time = 0 }) => error === undefined && time >= first);
    return failed.length === 0 ? [] : [{ address: key, failed, entry }];
  });
}

/** What those did who got in after failures: in one session's time of each. */
function followUp(events: readonly CloudTrailEvent[]): EventFilter | undefined {
  const entries = attemptsOf(events).flatMap(({ entry }) => (entry?.time === undefined ? [] : [entry]));
  const names = entries.map(userName).filter((name) => name !== undefined);
  if (names.length === 0) {
    return undefined;
  }
  const times = entries.map(({ time = 0 }) => time);
  const range: TimeTerm = {
    kind: 'time',
    from: { kind: 'at', time: Math.min(...times) },
    to: { kind: 'at', time: Math.max(...times) + sessionLength },
  };
  return allOf(fieldIn('user', [...new Set(names)]), range);
}

function headline(failures: number, addresses: number, entered: readonly Attempt[], t: Localize): string {
  if (failures === 0) {
    return t('No console sign-in failed.');
  }
  const failed =
    addresses === 1
      ? t('{0} console sign-ins failed, all from one address.', failures)
      : t('{0} console sign-ins failed, from {1} addresses.', failures, addresses);
  const [attempt] = entered;
  if (attempt?.entry === undefined) {
    return t('{0} None of them was followed by a successful one from the same address.', failed);
  }
  return entered.length === 1
    ? t('{0} From {1} one succeeded afterwards: {2}.', failed, attempt.address, entryText(attempt.entry, t))
    : t('{0} From {1} of the addresses one succeeded afterwards.', failed, entered.length);
}

function entryText({ actor }: CloudTrailEvent, t: Localize): string {
  return actor.mfa === false ? t('{0} (without MFA)', whoText(actor)) : whoText(actor);
}

function findingOf(
  { address, failed, entry }: Attempt,
  events: readonly CloudTrailEvent[],
  zone: Zone,
  t: Localize,
): Finding {
  const names = failed.map(({ actor }) => (actor.name === hidden ? undefined : actor.name));
  const tried = listText(names, t);
  const span = spanText(failed, zone, t);
  const text =
    tried === ''
      ? t('{0}: {1} failures, {2}.', address, failed.length, span)
      : t('{0}: {1} failures as {2}, {3}.', address, failed.length, tried, span);
  if (entry === undefined) {
    return { text, events: failed };
  }
  const followed = followedBy(entry, events);
  const entered = t(
    '{0} Then {1} got in at {2}',
    text,
    entryText(entry, t),
    absoluteTime(entry.time, zone, t),
  );
  return {
    text:
      followed.length === 0
        ? t('{0}; nothing was recorded afterwards.', entered)
        : t('{0} and made {1}: {2}.', entered, countText(followed.length, t), callsText(followed, t)),
    events: oldestFirst([...failed, entry, ...followed]),
  };
}

function followedBy(entry: CloudTrailEvent, events: readonly CloudTrailEvent[]): readonly CloudTrailEvent[] {
  const from = entry.time ?? 0;
  return oldestFirst(
    events.filter(
      (event) =>
        event.name !== 'ConsoleLogin' &&
        userName(event) === userName(entry) &&
        event.time !== undefined &&
        event.time >= from &&
        event.time <= from + sessionLength,
    ),
  );
}
