import { describe, expect, it } from 'vitest';
import { testNow } from '../../../test/support/filters.ts';
import { english } from '../localize.ts';
import { coverageWords } from './coverage-words.ts';
import type { Coverage, RegionState } from './coverage.ts';

const hour = 3_600_000;
const coverage = (states: Readonly<Record<string, RegionState>>, more: Partial<Coverage> = {}): Coverage => ({
  asked: { from: testNow - 24 * hour, to: testNow },
  kinds: ['management', 'insight'],
  regions: Object.entries(states).map(([region, state]) => ({ account: '111122223333', region, state })),
  hidden: undefined,
  ...more,
});

describe('coverage in words', () => {
  it('says how far each Region has got, those that are done together', () => {
    const words = coverageWords(
      coverage({
        'us-east-1': { kind: 'reading', reached: testNow - hour },
        'eu-west-1': { kind: 'done' },
        'eu-west-2': { kind: 'done' },
        'sa-east-1': { kind: 'waiting' },
      }),
      english,
    );
    expect(words.summary).toBe('4 Regions, 2026-11-18 14:00:00 UTC to 2026-11-19 14:00:00 UTC');
    expect(words.regions).toEqual([
      'us-east-1 back to 2026-11-19 13:00:00 UTC',
      'sa-east-1 waiting',
      '2 Regions done',
    ]);
  });

  it('says what is missing between what was read before and now', () => {
    const known = testNow - 2 * hour;
    const { regions } = coverage({
      'us-east-1': { kind: 'paused', reached: testNow - hour },
      'us-east-2': { kind: 'waiting' },
      'eu-west-1': { kind: 'failed', reached: undefined, failure: { kind: 'throttled' } },
      'eu-west-2': { kind: 'done' },
    });
    const again = coverage({}, { regions: regions.map((region) => ({ ...region, known })), kinds: ['data'] });
    expect(coverageWords(again, english).gaps.slice(0, 3)).toEqual([
      'us-east-1: nothing between 2026-11-19 12:00:00 UTC and 2026-11-19 13:00:00 UTC was read.',
      'us-east-2: nothing after 2026-11-19 12:00:00 UTC was read.',
      expect.stringMatching(/^eu-west-1: nothing after 2026-11-19 12:00:00 UTC was read\. ./),
    ]);
  });

  it('says what could not be seen, and why', () => {
    const { gaps } = coverageWords(
      coverage(
        {
          'us-east-1': { kind: 'paused', reached: testNow - hour },
          'eu-west-1': {
            kind: 'failed',
            reached: undefined,
            failure: { kind: 'denied', action: 'cloudtrail:LookupEvents' },
          },
          'eu-west-2': {
            kind: 'failed',
            reached: undefined,
            failure: { kind: 'denied', action: 'cloudtrail:LookupEvents' },
          },
          'sa-east-1': { kind: 'failed', reached: testNow, failure: { kind: 'expired' } },
        },
        { hidden: { total: 7, reads: 7, services: 0, trailscope: 0, ignored: 0 } },
      ),
      english,
    );
    expect(gaps).toEqual([
      'us-east-1: nothing before 2026-11-19 13:00:00 UTC was read.',
      expect.stringMatching(/^eu-west-1, eu-west-2: .*permission cloudtrail:LookupEvents/),
      expect.stringMatching(/^sa-east-1: nothing before 2026-11-19 14:00:00 UTC was read\. ./),
      'Data events and network activity events are not in this source.',
      '7 events are hidden as noise.',
    ]);
  });

  it('has no gaps where everything was read', () => {
    const whole = coverage(
      { 'us-east-1': { kind: 'done' } },
      { kinds: ['management', 'data', 'network-activity'] },
    );
    expect(coverageWords(whole, english)).toMatchObject({ gaps: [], regions: ['us-east-1 done'] });
  });

  it('tells accounts apart', () => {
    const { regions, ...rest } = coverage({ 'us-east-1': { kind: 'waiting' } });
    const two = { ...rest, regions: [...regions, { ...regions[0]!, account: '444455556666' }] };
    expect(coverageWords(two, english)).toMatchObject({
      summary: expect.stringContaining('2 Regions of 2 accounts') as string,
      regions: ['111122223333 us-east-1 waiting', '444455556666 us-east-1 waiting'],
    });
  });
});
