import { describe, expect, it } from 'vitest';
import { english } from '../../core/localize.ts';
import { parseMoment } from './parse-moment.ts';
import { timeSince, timesIn } from './times.ts';

// The tests run in America/New_York, five hours behind UTC in November.
const time = Date.UTC(2026, 10, 20, 3, 2, 11);

describe('times', () => {
  it('are shown in local time', () => {
    const times = timesIn('local', 'en', english);
    expect(times.clock(time)).toBe('22:02');
    expect(times.short(time)).toBe('2026-11-19 22:02');
    expect(times.day(time, time)).toBe('Today');
    expect(times.full(time)).toBe('2026-11-19 22:02:11 UTC-05:00');
  });

  it('are shown in UTC', () => {
    const times = timesIn('utc', 'en', english);
    expect(times.clock(time)).toBe('03:02');
    expect(times.short(time)).toBe('2026-11-20 03:02');
    expect(times.full(time)).toBe('2026-11-20 03:02:11 UTC');
  });

  it.each([
    [30, 'less than a minute'],
    [40 * 60, '40 min'],
    [3 * 3600, '3 h'],
    [47 * 3600, '47 h'],
    [12 * 86_400, '12 days'],
    [-60, 'less than a minute'],
  ])('that lie %d s back are called %s', (seconds, words) => {
    expect(timeSince(time - seconds * 1000, time, english)).toBe(words);
  });
});

describe('a typed time', () => {
  it('is read in the zone that times are shown in', () => {
    expect(parseMoment('2026-11-19 22:02', 'local')).toBe(Date.UTC(2026, 10, 20, 3, 2));
    expect(parseMoment('2026-11-20 03:02', 'utc')).toBe(Date.UTC(2026, 10, 20, 3, 2));
    expect(parseMoment(' 2026-11-20 ', 'utc')).toBe(Date.UTC(2026, 10, 20));
    expect(parseMoment('2026-11-20', 'local')).toBe(Date.UTC(2026, 10, 20, 5));
  });

  it('can name its own zone', () => {
    expect(parseMoment('2026-11-20T03:02:11Z', 'local')).toBe(time);
    expect(parseMoment('2026-11-20 04:02:11+01:00', 'local')).toBe(time);
    expect(parseMoment('2026-11-20 03:02:11 UTC', 'local')).toBe(time);
  });

  it.each(['', 'yesterday', '2026-02-31', '2026-13-01', '2026-11-20 25:00', '20.11.2026', '2026-11-20; rm'])(
    'is not %j',
    (text) => {
      expect(parseMoment(text, 'utc')).toBeUndefined();
    },
  );
});
