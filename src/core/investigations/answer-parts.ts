import type { CloudTrailEvent } from '../events/event.ts';
import { sentence, sentenceText } from '../events/sentence.ts';
import { displayText } from '../events/display-text.ts';
import { whoText } from '../events/summarise.ts';
import type { Localize } from '../localize.ts';
import { absoluteTime, type Zone } from '../time-format.ts';
import type { Finding } from './investigation.ts';

/** An answer lists no more findings than somebody reads; the events themselves are all in the explorer. */
export const mostFindings = 50;

/** Oldest first; events without a time first of all. */
export function oldestFirst(events: readonly CloudTrailEvent[]): readonly CloudTrailEvent[] {
  return [...events].sort(
    (left, right) => (left.time ?? 0) - (right.time ?? 0) || ((left.id ?? '') < (right.id ?? '') ? -1 : 1),
  );
}

/** What happened and when, as a finding of its own: "2026-11-19 14:02:11 UTC: maria terminated i-05c3….". */
export function eventFinding(event: CloudTrailEvent, zone: Zone, t: Localize): Finding {
  return { text: `${absoluteTime(event.time, zone, t)}: ${eventText(event)}`, events: [event] };
}

/** The sentence of an event. */
export function eventText(event: CloudTrailEvent): string {
  return sentenceText(sentence(event));
}

/** Groups by a key, those with the most events first; events without a key are left out. */
export function groupsBy(
  events: readonly CloudTrailEvent[],
  keyOf: (event: CloudTrailEvent) => string | undefined,
): readonly { readonly key: string; readonly events: readonly CloudTrailEvent[] }[] {
  const groups = new Map<string, CloudTrailEvent[]>();
  for (const event of events) {
    const key = keyOf(event);
    if (key !== undefined) {
      const group = groups.get(key) ?? [];
      group.push(event);
      groups.set(key, group);
    }
  }
  return [...groups]
    .map(([key, of]) => ({ key, events: oldestFirst(of) }))
    .sort((left, right) => right.events.length - left.events.length || (left.key < right.key ? -1 : 1));
}

/** Who made the calls: the name of the first. */
export function whoOf(events: readonly CloudTrailEvent[]): string {
  const [first] = events;
  return first === undefined ? '' : whoText(first.actor);
}

/** The different values in a few words: `a, b, c and 4 more`. */
export function listText(values: readonly (string | undefined)[], t: Localize, most = 3): string {
  const distinct = [...new Set(values.filter((value) => value !== undefined))].map((value) =>
    displayText(value, 80),
  );
  const shown = distinct.slice(0, most).join(', ');
  return distinct.length > most ? t('{0} and {1} more', shown, distinct.length - most) : shown;
}

/** The names of the calls, the most frequent first, with their counts: `GetObject 12, ListBuckets 3`. */
export function callsText(events: readonly CloudTrailEvent[], t: Localize): string {
  const groups = groupsBy(events, ({ name }) => name ?? '');
  const texts = groups.map(({ key, events: of }) => `${displayText(key, 80)} ${of.length}`);
  return listText(texts, t, 5);
}

/** From the first to the last event, or the one moment. */
export function spanText(events: readonly CloudTrailEvent[], zone: Zone, t: Localize): string {
  const sorted = oldestFirst(events);
  const [from, to] = [sorted[0]?.time, sorted.at(-1)?.time].map((time) => absoluteTime(time, zone, t));
  return from === to ? (from ?? '') : t('{0} to {1}', from ?? '', to ?? '');
}

/** So many calls, in words. */
export function countText(count: number, t: Localize): string {
  return count === 1 ? t('1 call') : t('{0} calls', count);
}

/** How long something lasted, in milliseconds, in the largest unit that tells it. */
export function durationText(length: number, t: Localize): string {
  const minutes = Math.round(length / 60_000);
  if (minutes < 120) {
    return minutes === 1 ? t('1 minute') : t('{0} minutes', minutes);
  }
  const hours = Math.round(minutes / 60);
  return hours < 48 ? t('{0} hours', hours) : t('{0} days', Math.round(hours / 24));
}
