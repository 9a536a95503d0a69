import type { Connection } from '../../core/connection.ts';
import { displayText } from '../../core/events/display-text.ts';
import type { Localize } from '../../core/localize.ts';
import type { LookupAttribute, LookupAttributeKey } from '../../core/ports.ts';
import { connectionName } from '../connections/connection-words.ts';
import type { Times } from '../time/times.ts';
import { historyHours, type EventQuery, type TimeRange } from './event-query.ts';

/** The time ranges to choose from, in hours. */
export const offeredHours = [1, 24, 7 * 24, 30 * 24, historyHours] as const;

/** A time range in words, such as `last 24 hours` or `2026-11-01 00:00 to 2026-11-03 12:00`. */
export function rangeWords(range: TimeRange, t: Localize, times: Times): string {
  if (range.kind === 'between') {
    return t('{0} to {1}', times.short(range.from), times.short(range.to));
  }
  const { hours } = range;
  if (hours === 1) {
    return t('last hour');
  }
  return hours <= 24 ? t('last {0} hours', hours) : t('last {0} days', hours / 24);
}

/** A text as the first of a line: `Last 24 hours`. */
export function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

/** What an attribute of LookupEvents is called. */
export function attributeName(key: LookupAttributeKey, t: Localize): string {
  switch (key) {
    case 'EventId':
      return t('Event id');
    case 'EventName':
      return t('Event name');
    case 'ReadOnly':
      return t('Read-only');
    case 'Username':
      return t('User name');
    case 'ResourceType':
      return t('Resource type');
    case 'ResourceName':
      return t('Resource name');
    case 'EventSource':
      return t('Event source');
    case 'AccessKeyId':
      return t('Access key id');
  }
}

/** What the attribute compares with, by an example of a whole value. */
export function attributeExample(key: LookupAttributeKey, t: Localize): string {
  switch (key) {
    case 'EventId':
      return t('the id of one event');
    case 'EventName':
      return t('such as {0}', 'TerminateInstances');
    case 'ReadOnly':
      return t('reads alone, or writes alone');
    case 'Username':
      return t('a user or a role session, such as {0}', 'maria');
    case 'ResourceType':
      return t('such as {0}', 'AWS::EC2::Instance');
    case 'ResourceName':
      return t('such as {0}', 'i-05c30218156bcc246');
    case 'EventSource':
      return t('such as {0}', 'ec2.amazonaws.com');
    case 'AccessKeyId':
      return t('such as {0}', 'AKIAIOSFODNN7EXAMPLE');
  }
}

/**
 * What the view shows, short, for beside its title: `prod · us-east-1 · last 24 hours`. Whose events these are stands
 * here too, since the Trails view may be closed, or have several connections.
 */
export function viewDescription(
  connection: Connection,
  query: EventQuery,
  t: Localize,
  times: Times,
): string {
  return [...marks(connection, t), connection.region, rangeWords(query.range, t, times)].join(' · ');
}

function marks(connection: Connection, t: Localize): readonly string[] {
  const { credentials } = connection;
  switch (credentials.kind) {
    case 'sample':
      return [t('sample')];
    case 'default-chain':
      return [];
    case 'profile':
      return [displayText(credentials.name, 40)];
    default:
      return [connectionName(connection, t)];
  }
}

/** What a filter compares and with what: `User name: maria`. */
export function attributeWords({ key, value }: LookupAttribute, t: Localize): string {
  return `${attributeName(key, t)}: ${displayText(value, 100)}`;
}

/** What the view shows, whole, for above its rows: what is left out, by whom, and how late events are. */
export function viewMessage(query: EventQuery, t: Localize): string {
  return [...filterSentences(query, t), t('Events appear some minutes after they happen.')].join(' ');
}

function filterSentences({ access, attribute }: EventQuery, t: Localize): string[] {
  if (attribute === undefined) {
    return [access === 'writes' ? t('Writes only.') : t('Reads and writes.')];
  }
  if (attribute.key === 'ReadOnly') {
    return [attribute.value === 'true' ? t('Reads only.') : t('Writes only.')];
  }
  const filter = `${attributeWords(attribute, t)}.`;
  // LookupEvents takes one attribute, so pages can come with few events to show or none.
  return access === 'writes' ? [filter, t('Reads are left out here, after CloudTrail sent them.')] : [filter];
}
