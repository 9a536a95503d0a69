import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent, eventAt } from '../../../../test/support/events.ts';
import { anyFilter, filtersOf, testNow } from '../../../../test/support/filters.ts';
import { user } from '../../../../test/support/records.ts';
import type { CloudTrailEvent } from '../../events/event.ts';
import { eventFromRecord } from '../../events/parse-record.ts';
import { english } from '../../localize.ts';
import { everything, type EventFilter } from '../event-filter.ts';
import { facetFields, facetValuesOf } from '../facets.ts';
import { fieldIs } from '../field-value.ts';
import { compileFilter } from '../matches.ts';
import { parseFilter } from '../parse-filter.ts';
import { EventSet } from './event-set.ts';
import { noiseFilters, usualNoise } from './noise.ts';

const parsed = (text: string): EventFilter => parseFilter(text, english).filter!;
const shownIds = (events: Iterable<CloudTrailEvent>): readonly unknown[] =>
  [...events].map(({ id, record }) => id ?? JSON.stringify(record));

/** The first of all events with one id. */
const unique = (events: readonly CloudTrailEvent[]): readonly CloudTrailEvent[] => {
  const keyOf = (event: CloudTrailEvent): string =>
    event.id ?? JSON.stringify(event.original ?? event.record);
  return [...new Map(events.toReversed().map((event) => [keyOf(event), event])).values()];
};

const likelyFilters = filtersOf(
  fc
    .constantFrom(
      ...['name:RunInstances', 'name:*Inst*', 'source:s3', 'user:maria', 'who:*Admin*', 'ip:203.0.113.0/24'],
      ...[
        'resource:logs',
        'resource:reports',
        'resource:*',
        'resource:*og*',
        'write:true',
        'error:*',
        'mfa:true',
      ],
      ...['requestParameters.items.note:*', 'requestParameters.items:7', 'requestParameters.bucketName:lo*'],
      ...[
        'requestParameters.items[1]:7',
        '"a"',
        'LOGS',
        'trail*scope',
        '"\\n"',
        'null',
        'true',
        'i',
        '\u0130',
        'k',
      ],
      ...[
        'resourcetype:*Bucket',
        'time:-30m..',
        'id:0*',
        'bucket',
        'é',
        '"\\u0000"',
        'maria',
        'ix',
        'u00',
        '"]"',
      ],
      ...[
        'key:AKIAEXAMPLEJONAS00',
        'category:management',
        'account:*',
        'agent:*x*',
        '__proto__',
        '"="',
        '","',
      ],
    )
    .map(parsed),
);

describe('an event set', () => {
  it('shows what the predicate passes, each event once, whatever order they come in', () => {
    const events = fc.array(anyEvent, { maxLength: 25 });
    fc.assert(
      fc.property(events, fc.oneof(likelyFilters, anyFilter), fc.nat(), (all, filter, seed) => {
        const set = new EventSet();
        const view = set.view({ filter, now: testNow });
        const distinct = unique(all);
        const shuffled = [...distinct, ...distinct.slice(0, 5)].sort(
          (left, right) => (((left.time ?? 0) * (seed + 1)) % 97) - (((right.time ?? 0) * (seed + 1)) % 97),
        );
        for (let at = 0; at < shuffled.length; at += 7) {
          set.add(shuffled.slice(at, at + 7));
          expect(view.count).toBeGreaterThanOrEqual(0);
        }
        const passing = distinct.filter(compileFilter(filter, testNow));
        expect(shownIds(view.events()).toSorted()).toEqual(shownIds(passing).toSorted());
        expect(shownIds(set.view({ filter, now: testNow }).events())).toEqual(shownIds(view.events()));
      }),
      { numRuns: 500 },
    );
  });

  it('gives events back as they came', () => {
    fc.assert(
      fc.property(anyEvent, (event) => {
        const set = new EventSet();
        set.add([event]);
        expect(set.eventOf(0)).toEqual(event);
      }),
      { numRuns: 500 },
    );
  });

  it('counts each facet as its values occur, and including a value leaves just these events', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), fc.constantFrom(...facetFields), (events, field) => {
        const set = new EventSet();
        set.add(events);
        const view = set.view({ filter: everything, now: testNow });
        const counts = view.facets(field, 1000);
        const distinct = [...view.events()];
        for (const { value, count } of counts.values) {
          const having = distinct.filter((event) =>
            facetValuesOf(field, event).some((each) => each.value === value),
          );
          expect(having).toHaveLength(count);
          // Several things can have one name, and a name can stand anywhere in a record.
          const included = set.view({ filter: fieldIs(field, value), now: testNow }).count;
          expect(included).toBeGreaterThanOrEqual(count);
          if (field !== 'resource' && field !== 'principal') {
            expect(included).toBe(count);
          }
        }
        const without = distinct.filter((event) => facetValuesOf(field, event).length === 0);
        expect(counts).toMatchObject({ none: without.length, distinct: counts.values.length });
      }),
      { numRuns: 200 },
    );
  });

  it('leaves noise out and counts it, each event for one reason', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 20 }), (events) => {
        const set = new EventSet();
        const noise = { ...usualNoise, ignored: [parsed('name:RunInstances')] };
        const view = set.view({ filter: everything, noise, now: testNow });
        set.add(events);
        const { total, ...reasons } = view.hidden;
        expect(view.count + total).toBe(set.size);
        expect(Object.values(reasons).reduce((sum, count) => sum + count, 0)).toBe(total);
        const tests = noiseFilters(noise).map(({ filter }) => compileFilter(filter, testNow));
        expect([...view.events()].some((event) => tests.some((test) => test(event)))).toBe(false);
      }),
      { numRuns: 200 },
    );
  });

  it('hides what services and Trailscope did, and what only reads', () => {
    const set = new EventSet();
    set.add([
      eventAt(1, { readOnly: true }),
      eventAt(2, { readOnly: false, userIdentity: { type: 'AWSService', invokedBy: 'ec2.amazonaws.com' } }),
      eventAt(3, { readOnly: false, userAgent: 'aws-sdk-js/3.9 trailscope/0.1.0' }),
      eventAt(4, { readOnly: false }),
      eventAt(5, {
        readOnly: false,
        userIdentity: { ...user('maria'), invokedBy: 'cloudformation.amazonaws.com' },
      }),
    ]);
    const view = set.view({ filter: everything, noise: usualNoise, now: testNow });
    expect(view.count).toBe(2);
    expect(view.hidden).toEqual({ total: 3, reads: 1, services: 1, trailscope: 1, ignored: 0 });
  });

  it('is in the order of time, then of ids, with events without a time last', () => {
    const set = new EventSet();
    const events = [eventAt(5), eventAt(9), eventAt(7), eventFromRecord({ eventID: 'x', eventName: 'Y' })];
    const view = set.view({ filter: everything, now: testNow });
    set.add(events.slice(0, 1));
    expect(view.count).toBe(1);
    set.add(events);
    expect([...view.events()].map(({ time }) => time && (time - testNow) / 1000)).toEqual([
      9,
      7,
      5,
      undefined,
    ]);
    expect(view.extent).toEqual({ from: testNow + 5000, to: testNow + 9000 });
    expect(set.add(events)).toEqual({ added: 0, duplicates: 4 });
  });

  it('is sorted by any facet, rows without a value last', () => {
    const set = new EventSet();
    set.add([
      eventAt(1, { eventName: 'B', errorCode: 'Z' }),
      eventAt(2, { eventName: 'a', errorCode: 'Y' }),
      eventAt(3, { eventName: 'B' }),
    ]);
    const view = set.view({ filter: everything, now: testNow });
    const names = (descending: boolean, by: 'name' | 'error' | 'time'): unknown[] =>
      view.rows(0, 9, { by, descending }).map(({ event }) => (event.time! - testNow) / 1000);
    expect(names(false, 'name')).toEqual([2, 3, 1]);
    expect(names(true, 'name')).toEqual([3, 1, 2]);
    expect(names(false, 'error')).toEqual([2, 1, 3]);
    expect(names(true, 'error')).toEqual([1, 2, 3]);
    expect(names(false, 'time')).toEqual([1, 2, 3]);
    expect(view.rows(1, 2)[0]?.row).toBe(1);
    expect(view.placeOf(1, { by: 'name', descending: false })).toBe(0);
  });
});

describe('bins', () => {
  const set = new EventSet();
  set.add(
    Array.from({ length: 100 }, (_, index) =>
      eventAt(index, {
        eventName: `Name${index % 10 < 6 ? 0 : index % 10}`,
        ...(index % 4 === 0 && { errorCode: 'Oops' }),
      }),
    ),
  );
  const view = set.view({ filter: everything, now: testNow });
  const range = { from: testNow, to: testNow + 100_000, count: 10 };

  it('hold every event of the range once', () => {
    const bins = view.bins({ ...range, stackBy: 'outcome' });
    expect(bins).toMatchObject({ width: 10_000, totals: Array<number>(10).fill(10) });
    expect(bins.stacks.map(({ value, total }) => [value, total])).toEqual([
      ['success', 75],
      ['failure', 25],
    ]);
  });

  it('stack the most frequent values and the rest', () => {
    const { stacks } = view.bins({ ...range, stackBy: 'name', stacks: 2 });
    expect(stacks.map(({ kind, value, total }) => [kind, value, total])).toEqual([
      ['value', 'Name0', 60],
      ['value', 'Name6', 10],
      ['rest', '', 30],
    ]);
    expect(stacks[0]?.counts).toEqual(Array<number>(10).fill(6));
  });

  it('leave out what is outside the range, and stand any range', () => {
    expect(view.bins({ ...range, to: testNow + 50_000, stackBy: 'outcome' }).totals[9]).toBe(5);
    expect(view.bins({ from: 5, to: 5, count: 0, stackBy: 'outcome' }).totals).toEqual([0]);
    expect(view.bins({ from: 9, to: -9, count: 1e9, stackBy: 'ip' }).totals).toHaveLength(10_000);
  });
});
