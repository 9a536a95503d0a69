import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explorerActs } from './explorer.ts';
import { readExplorerState, readFromExplorer } from './read-explorer.ts';

const request = (value: unknown) => readFromExplorer({ type: 'request', id: 7, request: value });

const sort = { by: 'time', descending: true };
const ui = { sort, stackBy: 'outcome', hasFacets: true, top: 12 };
const switches = { isOn: true, reads: true, services: false, trailscope: true, ignored: false };

const known = [
  { kind: 'rows', from: 0, to: 500, sort },
  { kind: 'rows', from: 5, to: 5, sort: { by: 'principal', descending: false } },
  { kind: 'bins', from: 0, to: 1, count: 10_000, stackBy: 'outcome' },
  { kind: 'bins', from: -5, to: 5, count: 1, stackBy: 'region' },
  { kind: 'facets', fields: ['name', 'ip'], top: 5 },
  { kind: 'facets', fields: [], top: 1 },
  { kind: 'filter', text: '' },
  { kind: 'check', text: 'name:x' },
  { kind: 'complete', text: 'na', offset: 2 },
  { kind: 'facet', field: 'error', change: 'forget' },
  { kind: 'facet', field: 'error', value: '', change: 'include' },
  { kind: 'time' },
  { kind: 'time', from: 1, to: 2 },
  { kind: 'noise', noise: switches },
  ...explorerActs.map((what) => ({ kind: 'act', what })),
  { kind: 'open', row: 3, toSide: false, keepsFocus: true },
  { kind: 'copy', row: 3, column: 'who' },
  { kind: 'columns', columns: [{ name: 'time', width: 90.5 }] },
  { kind: 'remember', ui },
  { kind: 'remember', ui: { ...ui, folded: ['name'], times: 'relative' } },
];

describe('messages from the explorer', () => {
  test.each(known)('$kind is understood', (value) => {
    expect(request(value)).toEqual({ type: 'request', id: 7, request: value });
  });

  test('times between milliseconds are those of the nearest one', () => {
    expect(request({ kind: 'time', from: 1.4, to: 2.6 })).toMatchObject({ request: { from: 1, to: 3 } });
  });

  test('a page that is ready says which version it speaks', () => {
    expect(readFromExplorer({ type: 'ready', version: 1 })).toEqual({ type: 'ready', version: 1 });
    expect(readFromExplorer({ type: 'ready', version: 2 })).toBeUndefined();
  });

  test.each([
    ['no object', 'rows'],
    ['null', null],
    ['a list', [{ kind: 'time' }]],
    ['an unknown kind', { kind: 'run', command: 'x' }],
    ['an inherited kind', { kind: 'constructor' }],
    ['the prototype as a kind', { kind: '__proto__' }],
    ['too many rows', { kind: 'rows', from: 0, to: 501, sort }],
    ['rows from behind', { kind: 'rows', from: 9, to: 3, sort }],
    ['rows before the first', { kind: 'rows', from: -1, to: 3, sort }],
    ['rows in the order of a field without a facet', { kind: 'rows', from: 0, to: 3, sort: { by: 'id' } }],
    ['too many bins', { kind: 'bins', from: 0, to: 1, count: 10_001, stackBy: 'outcome' }],
    ['half a bin', { kind: 'bins', from: 0, to: 1, count: 0.5, stackBy: 'outcome' }],
    ['bins over no time', { kind: 'bins', from: 1, to: 1, count: 5, stackBy: 'outcome' }],
    ['bins until the end of time', { kind: 'bins', from: 1, to: Infinity, count: 5, stackBy: 'outcome' }],
    ['bins of an inherited field', { kind: 'bins', from: 0, to: 1, count: 5, stackBy: 'toString' }],
    ['facets of an unknown field', { kind: 'facets', fields: ['name', 'password'], top: 5 }],
    ['the same facet again and again', { kind: 'facets', fields: new Array(99).fill('name'), top: 5 }],
    ['endless facets', { kind: 'facets', fields: ['name'], top: 1e9 }],
    ['a filter that is an object', { kind: 'filter', text: { toString: 'x' } }],
    ['an endless filter', { kind: 'filter', text: 'x'.repeat(1_000_001) }],
    ['a completion outside the text', { kind: 'complete', text: 'na', offset: 3 }],
    ['a facet with a number', { kind: 'facet', field: 'error', value: 5, change: 'include' }],
    ['a facet with null', { kind: 'facet', field: 'error', value: null, change: 'include' }],
    ['an unknown change', { kind: 'facet', field: 'error', change: 'drop' }],
    ['a time that is none', { kind: 'time', from: Number.NaN }],
    ['a time that no calendar has', { kind: 'time', from: 1e300 }],
    ['a year that the language cannot write', { kind: 'time', to: Date.UTC(10_000, 0) }],
    ['noise without a switch', { kind: 'noise', noise: { isOn: true } }],
    ['noise that is truthy', { kind: 'noise', noise: { ...switches, reads: 1 } }],
    ['an unknown act', { kind: 'act', what: 'delete-trail' }],
    ['a row of its own', { kind: 'open', row: 'file:///etc/passwd' }],
    ['a column of its own', { kind: 'copy', row: 1, column: 'record' }],
    ['no columns', { kind: 'columns', columns: [] }],
    [
      'a column twice',
      { kind: 'columns', columns: [1, 2].map((width) => ({ name: 'who', width: width * 50 })) },
    ],
    ['a column without a width', { kind: 'columns', columns: [{ name: 'who' }] }],
    ['a column wider than any screen', { kind: 'columns', columns: [{ name: 'who', width: 1e9 }] }],
    ['something to remember that is no state', { kind: 'remember', ui: { top: 3 } }],
  ])('%s is refused', (_, value) => {
    expect(request(value)).toBeUndefined();
  });

  test.each([Number.NaN, 1.5, '1', undefined])('a request with the id %s is refused', (id) => {
    expect(readFromExplorer({ type: 'request', id, request: { kind: 'time' } })).toBeUndefined();
  });

  test('members that nobody asked for are left behind', () => {
    const value = { kind: 'open', row: 1, toSide: 1, keepsFocus: false, path: '/etc', sort };
    expect(request(value)).toEqual({
      type: 'request',
      id: 7,
      request: { kind: 'open', row: 1, toSide: false, keepsFocus: false },
    });
  });

  test('whatever comes, nothing is thrown', () => {
    const kinds = fc.constantFrom(...known.map(({ kind }) => kind));
    const message = fc.record({
      type: fc.constantFrom('request', 'ready', 'reply'),
      id: fc.oneof(fc.integer(), fc.anything()),
      request: fc
        .tuple(kinds, fc.dictionary(fc.constantFrom('from', 'to', 'ui', 'columns', 'text'), fc.anything()))
        .map(([kind, rest]) => ({ kind, ...rest })),
    });
    fc.assert(
      fc.property(fc.oneof(message, fc.anything()), (value) => {
        expect(() => readFromExplorer(value)).not.toThrow();
      }),
    );
  });
});

describe('the kept state', () => {
  test('comes back as it was kept', () => {
    const state = { version: 1, ui, kept: { filter: 'name:x' } };
    expect(readExplorerState(state)).toEqual(state);
  });

  test('of another version is not read', () => {
    expect(readExplorerState({ version: 99, ui })).toBeUndefined();
    expect(readExplorerState(undefined)).toBeUndefined();
    expect(readExplorerState({ version: 1 })).toBeUndefined();
  });

  test('keeps what can be used of one that is damaged', () => {
    const damaged = {
      sort,
      stackBy: 'outcome',
      hasFacets: 'maybe',
      top: -4,
      times: 'sidereal',
      folded: ['name', 'x', 'name'],
    };
    expect(readExplorerState({ version: 1, ui: damaged, kept: 'all' })).toEqual({
      version: 1,
      ui: { sort, stackBy: 'outcome', hasFacets: true, top: 0, folded: ['name'] },
    });
  });
});
