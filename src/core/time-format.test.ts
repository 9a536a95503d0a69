import { describe, expect, it } from 'vitest';
import { english } from './localize.ts';
import { absoluteTime, clockTime, dayKey, dayLabel, relativeTime } from './time-format.ts';

/** Local time in the tests is that of New York. */
const time = Date.UTC(2026, 10, 19, 2, 2, 11);

describe('an absolute time', () => {
  it('is in UTC or local time, and says which', () => {
    expect(absoluteTime(time, 'utc', english)).toBe('2026-11-19 02:02:11 UTC');
    expect(absoluteTime(time, 'local', english)).toBe('2026-11-18 21:02:11 UTC-05:00');
    expect(absoluteTime(Date.UTC(2026, 6, 1), 'local', english)).toBe('2026-06-30 20:00:00 UTC-04:00');
  });

  it('has a clock and a day', () => {
    expect(clockTime(time, 'utc')).toBe('02:02');
    expect(clockTime(time, 'local')).toBe('21:02');
    expect(dayKey(time, 'utc')).toBe('2026-11-19');
    expect(dayKey(time, 'local')).toBe('2026-11-18');
  });

  it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, 1e20])('is unknown for %s', (none) => {
    expect(absoluteTime(none, 'utc', english)).toBe('Unknown time');
    expect(dayLabel(none, time, 'utc', english)).toBe('Unknown time');
    expect(relativeTime(none, time, english)).toBe('Unknown time');
    expect(clockTime(none, 'local')).toBe('');
    expect(dayKey(none, 'local')).toBe('');
  });

  it('holds at the ends of time', () => {
    expect(absoluteTime(8_640_000_000_000_000, 'utc', english)).toBe('+275760-09-13 00:00:00 UTC');
    expect(() => absoluteTime(-8_640_000_000_000_000, 'local', english)).not.toThrow();
    expect(() => dayLabel(8_640_000_000_000_000, time, 'local', english)).not.toThrow();
  });
});

describe('the label of a day', () => {
  const now = Date.UTC(2026, 10, 19, 12);

  it.each([
    [Date.UTC(2026, 10, 19, 0, 1), 'Today'],
    [Date.UTC(2026, 10, 18, 23, 59), 'Yesterday'],
    [Date.UTC(2026, 10, 16, 12), 'Monday, 2026-11-16'],
    [Date.UTC(2026, 10, 20, 0), 'Friday, 2026-11-20'],
  ])('of %s is %s', (when, label) => {
    expect(dayLabel(when, now, 'utc', english)).toBe(label);
  });

  it('follows the zone', () => {
    expect(dayLabel(time, now, 'utc', english)).toBe('Today');
    expect(dayLabel(time, now, 'local', english)).toBe('Yesterday');
  });

  it('knows yesterday on the days that daylight saving makes longer or shorter', () => {
    const dayAfterChange = Date.UTC(2026, 10, 2, 5, 30);
    const beforeChange = Date.UTC(2026, 10, 1, 4, 30);
    expect(dayLabel(beforeChange, dayAfterChange, 'local', english)).toBe('Yesterday');
  });

  it('has the weekday in the language of the user', () => {
    expect(dayLabel(Date.UTC(2026, 10, 16), now, 'utc', english, 'de')).toBe('Montag, 2026-11-16');
  });
});

describe('a relative time', () => {
  const now = Date.UTC(2026, 10, 19, 12);
  const minute = 60_000;
  it.each([
    [now - 59_999, 'just now'],
    [now + 30_000, 'just now'],
    [now - minute, '1 minute ago'],
    [now - 59.9 * minute, '59 minutes ago'],
    [now - 60 * minute, '1 hour ago'],
    [now - 23 * 60 * minute, '23 hours ago'],
    [now - 47.9 * 60 * minute, '47 hours ago'],
    [now - 48 * 60 * minute, '2 days ago'],
    [now - 90 * 24 * 60 * minute, '90 days ago'],
    [now + 5 * minute, 'in 5 minutes'],
    [now + 60 * minute, 'in 1 hour'],
    [now + 72 * 60 * minute, 'in 3 days'],
  ])('%s is %s', (when, text) => {
    expect(relativeTime(when, now, english)).toBe(text);
  });
});
