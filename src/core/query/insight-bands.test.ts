import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent, eventAt } from '../../../test/support/events.ts';
import { testNow } from '../../../test/support/filters.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import { eventFromRecord } from '../events/parse-record.ts';
import { insightBands } from './insight-bands.ts';
import { printFilter } from './print-filter.ts';

const insight = (state: 'Start' | 'End', minutes: number, sharedEventID: string): CloudTrailEvent =>
  eventFromRecord({
    eventID: `${sharedEventID} ${state}`,
    eventTime: new Date(testNow + minutes * 60_000).toISOString(),
    eventType: 'AwsCloudTrailInsight',
    eventCategory: 'Insight',
    awsRegion: 'us-east-1',
    sharedEventID,
    insightDetails: {
      state,
      eventSource: 'ec2.amazonaws.com',
      eventName: 'RunInstances',
      insightContext: {
        statistics: { insight: { average: 18 }, baseline: { average: 0.5 }, insightDuration: 5 },
      },
    },
  });

describe('bands of Insights', () => {
  it('last from the start to the end that shares its id, in any order', () => {
    const bands = insightBands([
      insight('End', 5, 'a'),
      eventAt(0),
      insight('Start', -9, 'b'),
      insight('Start', 0, 'a'),
    ]);
    expect(bands).toMatchObject([
      { from: testNow - 540_000, to: undefined },
      {
        from: testNow,
        to: testNow + 300_000,
        name: 'RunInstances',
        events: [{ id: 'a Start' }, { id: 'a End' }],
      },
    ]);
    expect(bands[1]?.text).toContain('rose to 18 a minute');
    expect(bands.map(({ filter }) => printFilter(filter))).toEqual([
      'name:RunInstances source:ec2 time:2026-11-19T13:51:00Z..',
      'name:RunInstances source:ec2 time:2026-11-19T14:00:00Z..2026-11-19T14:05:00.000Z',
    ]);
  });

  it('of which only the end is known began so long before it', () => {
    expect(insightBands([insight('End', 5, 'a')])).toMatchObject([{ from: testNow, to: testNow + 300_000 }]);
  });

  it('can be made of any events', () => {
    fc.assert(
      fc.property(fc.array(anyEvent), (events) => {
        expect(insightBands(events).every(({ from, to = Infinity }) => from <= to)).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
