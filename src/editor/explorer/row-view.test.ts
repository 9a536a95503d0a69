import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { hostileRecord } from '../../../test/support/records.ts';
import { eventFromRecord } from '../../core/events/parse-record.ts';
import { english } from '../../core/localize.ts';
import { columnNames } from '../../protocol/explorer.ts';
import { timesIn } from '../time/times.ts';
import { rowView } from './row-view.ts';

const times = timesIn('utc', 'en', english);

describe('a row of the table', () => {
  it('has the event in words, a line for each column', () => {
    const event = eventAt('2026-11-19T14:02:11Z', 'e-1', {
      userAgent: 'aws-cli/2.31.0',
      recipientAccountId: '111122223333',
    });
    const { cells, ...rest } = rowView({ row: 7, event }, times);
    expect(cells).toMatchObject({
      time: '2026-11-19 14:02:11 UTC',
      event: 'TerminateInstances',
      who: expect.stringContaining('maria') as string,
      what: expect.stringContaining('i-05c30218156bcc246') as string,
      from: expect.stringContaining('203.0.113.7') as string,
      region: 'us-east-1',
      account: '111122223333',
      service: 'ec2',
      key: '',
      agent: 'aws-cli/2.31.0',
      id: 'e-1',
    });
    expect(rest).toMatchObject({
      row: 7,
      time: Date.UTC(2026, 10, 19, 14, 2, 11),
      access: 'write',
      outcome: 'success',
      isInsight: false,
    });
    expect(rest.sentence).toContain('maria');
  });

  it('tells a failure in its words', () => {
    const event = eventAt('2026-11-19T14:02:11Z', 'e-1', { errorCode: 'AccessDenied' });
    const { outcome, cells } = rowView({ row: 0, event }, times);
    expect(outcome).toBe('failure');
    expect(cells.result).not.toBe('');
  });

  it('has no invisible characters, and cuts what is long', () => {
    const event = eventAt('2026-11-19T14:02:11Z', 'e-1', {
      eventName: `Run\u202e\u0000\nInstances${'x'.repeat(5000)}`,
      userAgent: '<img src=x onerror=alert(1)>\u2028',
    });
    const { cells } = rowView({ row: 0, event }, times);
    for (const text of Object.values(cells)) {
      expect(text).not.toMatch(/[\p{Cc}\u202e\u2028]/u);
      expect(text.length).toBeLessThan(500);
    }
  });

  it('can be made of anything that a record may hold', () => {
    fc.assert(
      fc.property(hostileRecord, (record) => {
        const { cells } = rowView({ row: 0, event: eventFromRecord(record) }, times);
        expect(Object.keys(cells).sort()).toEqual([...columnNames].sort());
        expect(Object.values(cells).every((text) => typeof text === 'string' && !text.includes('\n'))).toBe(
          true,
        );
      }),
      { numRuns: 100 },
    );
  });
});
