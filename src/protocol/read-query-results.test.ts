import { describe, expect, it } from 'vitest';
import { queryPageVersion } from './query-results.ts';
import { readFromQueryPage } from './read-query-results.ts';

const request = (value: unknown) => readFromQueryPage({ type: 'request', id: 7, request: value });
const cell = { result: 1, row: 2, column: 3 };

describe('messages of the page with a result', () => {
  it('are read when they are of this version', () => {
    expect(readFromQueryPage({ type: 'ready', version: queryPageVersion })).toEqual({
      type: 'ready',
      version: queryPageVersion,
    });
    expect(readFromQueryPage({ type: 'ready', version: queryPageVersion + 1 })).toBeUndefined();
  });

  it.each([
    [{ kind: 'rows', result: 1, from: 0, to: 500 }],
    [{ kind: 'value', cell }],
    [{ kind: 'copy', cell }],
    [{ kind: 'open', result: 1, row: 0, toSide: true }],
    [{ kind: 'sort', sort: { column: 0, descending: false } }],
    [{ kind: 'act', what: 'cancel' }],
  ])('are taken as they are: %j', (value) => {
    expect(request(value)).toEqual({ type: 'request', id: 7, request: value });
    expect(request({ ...value, sql: 'SELECT 1' })).toEqual({ type: 'request', id: 7, request: value });
  });

  it.each([
    [{ kind: 'rows', result: 1, from: 0, to: 501 }],
    [{ kind: 'rows', result: 1, from: 5, to: 4 }],
    [{ kind: 'rows', result: 1, from: -1, to: 4 }],
    [{ kind: 'rows', result: '1', from: 0, to: 4 }],
    [{ kind: 'value', cell: { ...cell, row: 0.5 } }],
    [{ kind: 'copy', cell: [] }],
    [{ kind: 'copy', text: 'mine' }],
    [{ kind: 'open', result: 1, row: NaN }],
    [{ kind: 'sort', sort: { column: 0, descending: 'yes' } }],
    [{ kind: 'sort', sort: 'SELECT' }],
    [{ kind: 'act', what: 'constructor' }],
    [{ kind: 'constructor' }],
    [null],
    ['rows'],
  ])('are refused: %j', (value) => {
    expect(request(value)).toBeUndefined();
  });

  it('need a number', () => {
    const act = { kind: 'act', what: 'run' };
    expect(readFromQueryPage({ type: 'request', id: '7', request: act })).toBeUndefined();
    expect(readFromQueryPage({ type: 'other', id: 7, request: act })).toBeUndefined();
    expect(readFromQueryPage(undefined)).toBeUndefined();
  });
});
