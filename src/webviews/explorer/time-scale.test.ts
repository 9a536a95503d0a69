import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binLayout, TimeWords } from './time-scale.ts';

const at = (text: string) => Date.parse(text);
const hour = 3_600_000;

/** The tests run in the zone America/New_York, which goes back an hour on 2026-11-01. */
describe('bins', () => {
  test('are as narrow as may be, round, and cover the range', () => {
    const range = { from: at('2026-11-13T14:20:00Z'), to: at('2026-11-20T14:00:00Z') };
    const layout = binLayout(range, 112, 'utc');
    expect(layout).toMatchObject({ width: 2 * hour, from: at('2026-11-13T14:00:00Z') });
    expect(layout.count).toBe(85);
    expect(layout.to).toBe(at('2026-11-20T16:00:00Z'));
  });

  test('begin at the midnights of the zone', () => {
    const range = { from: at('2026-06-01T12:00:00Z'), to: at('2026-06-20T12:00:00Z') };
    expect(binLayout(range, 30, 'utc').from).toBe(at('2026-06-01T00:00:00Z'));
    expect(binLayout(range, 30, 'local').from).toBe(at('2026-06-01T04:00:00Z'));
  });

  test('of any range are no more than asked for, and the last moment is in one', () => {
    const moment = fc.integer({ min: -1e13, max: 1e13 });
    fc.assert(
      fc.property(moment, fc.nat(1e13), fc.integer({ min: 1, max: 300 }), (from, span, most) => {
        const layout = binLayout({ from, to: from + span }, most, 'utc');
        expect(layout.count).toBeLessThanOrEqual(most);
        expect(layout.from).toBeLessThanOrEqual(from);
        expect(layout.to).toBeGreaterThan(from + span);
        expect(layout.from + layout.count * layout.width).toBe(layout.to);
      }),
    );
  });
});

describe('the axis', () => {
  const words = new TimeWords('en', 'utc');
  const labels = (from: string, to: string, most: number, zone: 'utc' | 'local' = 'utc') =>
    new TimeWords('en', zone).ticks(at(from), at(to), most).map(({ label }) => label);

  test('days, with the month where it begins', () => {
    expect(labels('2026-11-28T14:00:00Z', '2026-12-03T14:00:00Z', 8)).toEqual([
      'Nov 29',
      '30',
      'Dec 1',
      '2',
      '3',
    ]);
  });

  test('hours, with the day at midnight', () => {
    expect(labels('2026-11-19T17:00:00Z', '2026-11-20T07:00:00Z', 4)).toEqual(['18:00', 'Nov 20', '06:00']);
  });

  test('seconds', () => {
    expect(labels('2026-11-19T17:00:00Z', '2026-11-19T17:00:30Z', 3)).toEqual([
      '17:00:00',
      '17:00:10',
      '17:00:20',
    ]);
  });

  test('months and years', () => {
    expect(labels('2026-01-15T00:00:00Z', '2026-12-15T00:00:00Z', 4)).toEqual([
      'Apr 2026',
      'Jul 2026',
      'Oct 2026',
    ]);
  });

  test('local midnights, on both sides of a change of clocks', () => {
    const ticks = new TimeWords('en', 'local').ticks(
      at('2026-10-31T00:00:00Z'),
      at('2026-11-04T00:00:00Z'),
      6,
    );
    expect(ticks.map(({ time }) => new Date(time).toISOString())).toEqual([
      '2026-10-31T04:00:00.000Z',
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
      '2026-11-03T05:00:00.000Z',
    ]);
  });

  test('never has more labels than asked for, in any order but that of time', () => {
    const moment = fc.integer({ min: 0, max: 4e12 });
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 1000, max: 3e11 }),
        fc.integer({ min: 1, max: 30 }),
        (from, span, most) => {
          const times = words.ticks(from, from + span, most).map(({ time }) => time);
          expect(times.length).toBeLessThanOrEqual(most + 1);
          expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
          expect(times.every((time) => time >= from && time < from + span)).toBe(true);
        },
      ),
    );
  });

  test('a range says its zone, and the day once where one is enough', () => {
    expect(words.range(at('2026-11-13T14:00:00Z'), at('2026-11-20T14:00:00Z') - 1)).toBe(
      'Nov 13, 14:00 – Nov 20, 14:00 UTC',
    );
    expect(
      new TimeWords('en', 'local').range(at('2026-11-13T14:00:00Z'), at('2026-11-13T15:00:00Z') - 1),
    ).toBe('Nov 13, 09:00 – 10:00 UTC-05:00');
  });

  test('a language that nobody knows is no fault', () => {
    expect(new TimeWords('not a language', 'utc').clock(0, hour)).toBe('00:00');
  });
});
