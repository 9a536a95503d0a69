import type { Localize } from '../../core/localize.ts';

/** Which zone times are shown in: the setting `trailscope.timeZone`. */
export type TimeZoneChoice = 'local' | 'utc';

/** Puts times into words, in one zone and language. Times are epoch milliseconds. */
export interface Times {
  readonly choice: TimeZoneChoice;
  /** Hours and minutes, such as `14:02`. */
  clock(time: number): string;
  /** The day, such as `Thursday, 19 November 2026`. */
  day(time: number): string;
  /** A key that is equal for times of the same day, such as `2026-11-19`, and sorts as the days do. */
  dayKey(time: number): string;
  /** Everything to the second with the zone, such as `2026-11-19 14:02:11 UTC`. */
  full(time: number): string;
  /** To the minute, as it can be typed: `2026-11-19 14:02`. */
  minute(time: number): string;
  /** The zone's short name at that time, such as `UTC` or `EST`. */
  zone(time: number): string;
  /** A day and time without seconds, such as `19 Nov, 14:02`. */
  short(time: number): string;
}

/** Times in the chosen zone and the language of the editor, such as `en` or `pt-br`. */
export function timesIn(choice: TimeZoneChoice, language: string): Times {
  const timeZone = choice === 'utc' ? 'UTC' : undefined;
  const format = (options: Intl.DateTimeFormatOptions, locale = language): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...options, ...(timeZone !== undefined && { timeZone }) });
  const clock = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const day = format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const short = format({
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  // Swedish writes dates and times as ISO 8601 does, in any zone.
  const iso = format({ dateStyle: 'short' }, 'sv-SE');
  const isoTime = format({ timeStyle: 'medium' }, 'sv-SE');
  const zone = format({ timeZoneName: 'short' }, 'en');
  return {
    choice,
    minute: (time) => `${iso.format(time)} ${isoTime.format(time).slice(0, 5)}`,
    zone: (time) => zoneName(zone, time),
    clock: (time) => clock.format(time),
    day: (time) => day.format(time),
    dayKey: (time) => iso.format(time),
    full: (time) => `${iso.format(time)} ${isoTime.format(time)} ${zoneName(zone, time)}`,
    short: (time) => short.format(time),
  };
}

function zoneName(format: Intl.DateTimeFormat, time: number): string {
  return format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a time lies before now, in the largest unit that fits, such as `40 min` or `12 days`. */
export function timeSince(time: number, now: number, t: Localize): string {
  const passed = Math.max(0, now - time);
  if (passed < minute) {
    return t('less than a minute');
  }
  if (passed < hour) {
    return t('{0} min', Math.floor(passed / minute));
  }
  if (passed < 2 * day) {
    return t('{0} h', Math.floor(passed / hour));
  }
  return t('{0} days', Math.floor(passed / day));
}
