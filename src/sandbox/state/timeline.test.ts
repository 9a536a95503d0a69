import { describe, expect, it } from 'vitest';
import { Timeline } from './timeline.ts';
import type { TimelineQuery } from './timeline.ts';

const everything: TimelineQuery = {
  from: 0,
  to: 1000,
  now: 1000,
  attribute: undefined,
  before: undefined,
  limit: 10,
};

/** A timeline with records at the times, in that order of arrival, named by their place in it. */
function timelineOf(times: readonly number[]) {
  const timeline = new Timeline();
  const add = (time: number, sequence: number, visibleAt = time) => {
    timeline.add({ time, sequence, visibleAt, record: { eventID: `e${sequence}`, eventName: 'Same' } });
  };
  times.forEach((time, sequence) => {
    add(time, sequence);
  });
  const find = (query: Partial<TimelineQuery> = {}) => {
    const { entries, hasMore } = timeline.find({ ...everything, ...query });
    return { ids: entries.map(({ record }) => record['eventID']), hasMore };
  };
  return { add, find };
}

const same = { key: 'EventName', value: 'Same' } as const;

describe.each([undefined, same])('by %j', (attribute) => {
  it('puts what arrives late into its place', () => {
    const { add, find } = timelineOf([10, 30, 20]);
    expect(find({ attribute }).ids).toEqual(['e1', 'e2', 'e0']);
    add(15, 3);
    add(40, 4);
    expect(find({ attribute }).ids).toEqual(['e4', 'e1', 'e2', 'e3', 'e0']);
  });

  it('keeps to the range, its ends included', () => {
    const { find } = timelineOf([10, 20, 30, 40]);
    expect(find({ attribute, from: 20, to: 30 }).ids).toEqual(['e2', 'e1']);
    expect(find({ attribute, from: 31, to: 39 }).ids).toEqual([]);
  });

  it('goes on behind a cursor, and knows the end', () => {
    const { find } = timelineOf([10, 10, 10, 20]);
    expect(find({ attribute, limit: 2 })).toEqual({ ids: ['e3', 'e2'], hasMore: true });
    const before = { time: 10, sequence: 2 };
    expect(find({ attribute, limit: 2, before })).toEqual({ ids: ['e1', 'e0'], hasMore: false });
  });

  it('hides what is not visible yet, without promising more', () => {
    const { add, find } = timelineOf([10]);
    add(20, 1, 60);
    add(5, 2, 60);
    expect(find({ attribute, limit: 1, now: 59 })).toEqual({ ids: ['e0'], hasMore: false });
    expect(find({ attribute, now: 60 }).ids).toEqual(['e1', 'e0', 'e2']);
  });

  it('is empty at first', () => {
    expect(timelineOf([]).find({ attribute })).toEqual({ ids: [], hasMore: false });
  });
});
