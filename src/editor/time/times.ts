import type { Localize } from '../../core/localize.ts';
import { absoluteTime, clockTime, dayKey, dayLabel, type Zone } from '../../core/time-format.ts';

/** Puts times into words, in one zone and language. Times are epoch milliseconds; undefined ones are unknown. */
export interface Times {
  readonly zone: Zone;
  /** Hours and minutes, such as `14:02`. */
  clock(time: number | undefined): string;
  /** To the minute, as it can be typed: `2026-11-19 14:02`. */
  short(time: number): string;
  /** Everything to the second with the zone, such as `2026-11-19 14:02:11 UTC`. */
  full(time: number | undefined): string;
  /** A key that is equal for times of the same day, such as `2026-11-19`. */
  dayKey(time: number | undefined): string;
  /** The day as a heading: Today, Yesterday, else weekday and date. */
  day(time: number | undefined, now: number): string;
}

/** Times in the zone, in the language of the editor, such as `en` or `pt-br`. */
export function timesIn(zone: Zone, language: string, t: Localize): Times {
  return {
    zone,
    clock: (time) => clockTime(time, zone),
    short: (time) => `${dayKey(time, zone)} ${clockTime(time, zone)}`,
    full: (time) => absoluteTime(time, zone, t),
    dayKey: (time) => dayKey(time, zone),
    day: (time, now) => dayLabel(time, now, zone, t, language),
  };
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long a time lies before now, short enough for a row: `40 min`, `12 days`. */
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
