import type { Localize } from './localize.ts';

/** Which zone times are shown in: that of the computer, or UTC. */
export type Zone = 'local' | 'utc';

/** The last moment that a `Date` can hold, in epoch milliseconds either side of 1970. */
const furthest = 8_640_000_000_000_000;

/** Whether the number is a time at all. */
function isTime(time: number | undefined): time is number {
  return time !== undefined && Number.isFinite(time) && Math.abs(time) <= furthest;
}

interface Fields {
  readonly day: string;
  readonly clock: string;
  readonly seconds: string;
  /** `UTC`, `UTC-05:00`. */
  readonly zone: string;
}

function fields(time: number, zone: Zone): Fields {
  const offset = zone === 'utc' ? 0 : -new Date(time).getTimezoneOffset();
  const shifted = time + offset * 60_000;
  // Near the ends of time the shift can leave what a Date can hold.
  const text = new Date(isTime(shifted) ? shifted : time).toISOString();
  const at = text.indexOf('T');
  return {
    day: text.slice(0, at),
    clock: text.slice(at + 1, at + 6),
    seconds: text.slice(at + 7, at + 9),
    zone: offset === 0 ? 'UTC' : zoneText(offset),
  };
}

function zoneText(offset: number): string {
  const minutes = Math.abs(offset);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `UTC${offset < 0 ? '-' : '+'}${hours ?? ''}:${rest ?? ''}`;
}

/**
 * A time to the second, sortable within one zone: `2026-11-19 14:02:11 UTC`, or in local time
 * `2026-11-19 09:02:11 UTC-05:00`. `time` is epoch milliseconds; undefined and impossible times are said to be unknown.
 */
export function absoluteTime(time: number | undefined, zone: Zone, t: Localize): string {
  if (!isTime(time)) {
    return t('Unknown time');
  }
  const { day, clock, seconds, zone: name } = fields(time, zone);
  return `${day} ${clock}:${seconds} ${name}`;
}

/** Hours and minutes, such as `14:02`; empty for an unknown time. */
export function clockTime(time: number | undefined, zone: Zone): string {
  return isTime(time) ? fields(time, zone).clock : '';
}

/** A key that is equal for times of one day and sorts as the days do: `2026-11-19`; empty for an unknown time. */
export function dayKey(time: number | undefined, zone: Zone): string {
  return isTime(time) ? fields(time, zone).day : '';
}

/**
 * The day as a heading: Today, Yesterday, else weekday and date, such as `Monday, 2026-11-16`. `language` is for the
 * weekday, such as `de`.
 */
export function dayLabel(
  time: number | undefined,
  now: number,
  zone: Zone,
  t: Localize,
  language = 'en',
): string {
  if (!isTime(time)) {
    return t('Unknown time');
  }
  const day = dayKey(time, zone);
  if (day === dayKey(now, zone)) {
    return t('Today');
  }
  const noon = Date.parse(`${day}T12:00:00Z`);
  if (dayKey(noon + dayLength, 'utc') === dayKey(now, zone)) {
    return t('Yesterday');
  }
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return Number.isNaN(noon) ? day : `${weekday.format(noon)}, ${day}`;
}

const minuteLength = 60_000;
const hourLength = 60 * minuteLength;
const dayLength = 24 * hourLength;

/** How long ago, in the largest unit that fits: `just now`, `5 minutes ago`, `23 hours ago`, `12 days ago`, `in 2 hours`. */
export function relativeTime(time: number | undefined, now: number, t: Localize): string {
  if (!isTime(time)) {
    return t('Unknown time');
  }
  const passed = now - time;
  const size = Math.abs(passed);
  if (size < minuteLength) {
    return t('just now');
  }
  if (size < hourLength) {
    const count = Math.floor(size / minuteLength);
    return passed > 0 ? minutesAgo(count, t) : minutesAhead(count, t);
  }
  if (size < 2 * dayLength) {
    const count = Math.floor(size / hourLength);
    return passed > 0 ? hoursAgo(count, t) : hoursAhead(count, t);
  }
  const count = Math.floor(size / dayLength);
  return passed > 0 ? t('{0} days ago', count) : t('in {0} days', count);
}

function minutesAgo(count: number, t: Localize): string {
  return count === 1 ? t('1 minute ago') : t('{0} minutes ago', count);
}

function minutesAhead(count: number, t: Localize): string {
  return count === 1 ? t('in 1 minute') : t('in {0} minutes', count);
}

function hoursAgo(count: number, t: Localize): string {
  return count === 1 ? t('1 hour ago') : t('{0} hours ago', count);
}

function hoursAhead(count: number, t: Localize): string {
  return count === 1 ? t('in 1 hour') : t('in {0} hours', count);
}
