import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { sampleConnection } from '../connections/initial-connection.ts';
import { eventItem } from './event-selection.ts';

const item = { connection: sampleConnection(), event: eventAt('2026-11-19T14:02:11Z', 'e1') };

describe('the argument of a command on an event', () => {
  it('is an event, or a row that stands for one', () => {
    expect(eventItem(item)).toBe(item);
    const row = { id: 'event:e1', ...item };
    expect(eventItem(row)).toBe(row);
  });

  it.each([
    undefined,
    null,
    'e1',
    7,
    {},
    { event: item.event },
    { connection: {}, event: {} },
    { ...item, connection: {} },
    [item],
  ])('is nothing when it is %j', (argument) => {
    expect(eventItem(argument)).toBeUndefined();
  });
});
