import type { Zone } from '../../core/time-format.ts';

/**
 * A typed time in epoch milliseconds: `2026-11-19 14:02`, `2026-11-19T14:02:11`, a day alone (its start), or with a
 * zone of its own such as `Z` or `+01:00`. Undefined for anything else, also for days that do not exist.
 */
export function parseMoment(text: string, zone: Zone): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?))? ?(Z|UTC|[+-]\d\d:\d\d)?$/i.exec(
    text.trim(),
  );
  if (match === null) {
    return undefined;
  }
  const [, day = '', clock = '00:00', ownZone] = match;
  const suffix = ownZone === undefined ? (zone === 'utc' ? 'Z' : '') : ownZone.replace(/^(z|utc)$/i, 'Z');
  const time = Date.parse(`${day}T${clock}${suffix}`);
  if (Number.isNaN(time)) {
    return undefined;
  }
  // Date.parse takes 31 February for a day in March.
  const exists = new Date(Date.parse(`${day}T00:00Z`)).toISOString().startsWith(day);
  return exists ? time : undefined;
}
