import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { defaultQuery, isWanted, parseQuery, planLookup, withAccess, withAttribute } from './event-query.ts';

const now = Date.UTC(2026, 10, 20, 12);
const hour = 3_600_000;
const byName = { key: 'EventName', value: 'ConsoleLogin' } as const;

describe('a query, as it is asked', () => {
  it('lets the service leave reads out when nothing else is asked for', () => {
    expect(planLookup(defaultQuery, now)).toEqual({
      lookup: { from: now - 24 * hour, attribute: { key: 'ReadOnly', value: 'false' } },
      leavesReadsOut: false,
    });
  });

  it('asks for everything without an attribute', () => {
    const plan = planLookup({ range: { kind: 'between', from: 1, to: 2 }, access: 'all' }, now);
    expect(plan).toEqual({ lookup: { from: 1, to: 2 }, leavesReadsOut: false });
  });

  it('gives the one attribute to what the user asked for, and leaves reads out afterwards', () => {
    const plan = planLookup(withAttribute(defaultQuery, byName), now);
    expect(plan.lookup.attribute).toEqual(byName);
    expect(plan.leavesReadsOut).toBe(true);
    const read = eventAt('2026-11-20T10:00:00Z', 'r', { readOnly: true });
    const silent = eventAt('2026-11-20T10:00:00Z', 's', { readOnly: null });
    expect([isWanted(plan, read), isWanted(plan, silent), isWanted(plan, eventAt('', 'w'))]).toEqual([
      false,
      true,
      true,
    ]);
  });

  it('leaves nothing out when everything is asked for', () => {
    const plan = planLookup(withAccess(withAttribute(defaultQuery, byName), 'all'), now);
    expect(plan).toMatchObject({ lookup: { attribute: byName }, leavesReadsOut: false });
  });
});

describe('the read-only attribute', () => {
  it('is the same as the toggle for writes', () => {
    const all = withAccess(defaultQuery, 'all');
    expect(withAttribute(all, { key: 'ReadOnly', value: 'false' })).toEqual(defaultQuery);
  });

  it('shows reads alone, and goes when the toggle is used', () => {
    const reads = withAttribute(defaultQuery, { key: 'ReadOnly', value: 'true' });
    expect(planLookup(reads, now)).toMatchObject({
      lookup: { attribute: { key: 'ReadOnly', value: 'true' } },
      leavesReadsOut: false,
    });
    expect(withAccess(reads, 'writes')).toEqual(defaultQuery);
  });
});

describe('a remembered query', () => {
  it('comes back whole', () => {
    const query = { range: { kind: 'between', from: 1, to: 2 }, access: 'all', attribute: byName } as const;
    expect(parseQuery(JSON.parse(JSON.stringify(query)))).toEqual(query);
  });

  it.each([
    undefined,
    'all',
    { range: { kind: 'last', hours: 1e9 } },
    { range: { kind: 'between', from: 2, to: 1 } },
    { attribute: { key: 'Everything', value: 'x' } },
    { attribute: { key: 'EventName', value: '' } },
  ])('that is not understood is the default one: %j', (value) => {
    expect(parseQuery(value)).toEqual(defaultQuery);
  });
});
