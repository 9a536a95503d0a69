import { describe, expect, test } from 'vitest';
import { protocolVersion, readFromViewer, readViewerState } from './messages.ts';

const request = (value: unknown) => readFromViewer({ type: 'request', id: 7, request: value });

describe('messages from the viewer', () => {
  test.each([
    { kind: 'copy', what: 'json', masked: true },
    { kind: 'copyValue', path: ['requestParameters', 'items', 0], masked: false },
    { kind: 'copyPath', path: ['a'] },
    { kind: 'eventsWith', path: ['a', 0] },
    { kind: 'showJson' },
    { kind: 'follow', link: 'resource', index: 2 },
    { kind: 'go', direction: 'next' },
  ])('$kind is understood', (known) => {
    expect(request(known)).toEqual({ type: 'request', id: 7, request: known });
  });

  test('a page that is ready says which version it speaks', () => {
    expect(readFromViewer({ type: 'ready', version: protocolVersion })).toEqual({
      type: 'ready',
      version: 1,
    });
    expect(readFromViewer({ type: 'ready', version: 0 })).toBeUndefined();
  });

  test.each([
    ['no object', 'copy'],
    ['null', null],
    ['a list', [{ kind: 'showJson' }]],
    ['an unknown kind', { kind: 'runCommand', command: 'x' }],
    ['a copy of something unknown', { kind: 'copy', what: 'environment', masked: false }],
    ['an inherited name for what to copy', { kind: 'copy', what: 'constructor', masked: false }],
    ['a path that is a text', { kind: 'copyPath', path: 'a.b' }],
    ['a path with an object in it', { kind: 'copyPath', path: [{}] }],
    ['a path with a negative index', { kind: 'copyPath', path: [-1] }],
    ['a path with a fraction', { kind: 'copyPath', path: [0.5] }],
    ['an endless path', { kind: 'copyPath', path: Array.from({ length: 1000 }, () => 'a') }],
    ['a link of its own', { kind: 'follow', link: 'https://example.com', index: 0 }],
    ['a link without an index', { kind: 'follow', link: 'resource' }],
    ['a direction of its own', { kind: 'go', direction: 'away' }],
  ])('%s is refused', (_, value) => {
    expect(request(value)).toBeUndefined();
  });

  test.each([Number.NaN, 1.5, '1', undefined])('a request with the id %s is refused', (id) => {
    expect(readFromViewer({ type: 'request', id, request: { kind: 'showJson' } })).toBeUndefined();
  });

  test('members that nobody asked for are left behind', () => {
    const message = {
      type: 'request',
      id: 1,
      request: { kind: 'copyPath', path: ['a'], text: 'mine' },
      more: 1,
    };
    expect(readFromViewer(message)).toEqual({
      type: 'request',
      id: 1,
      request: { kind: 'copyPath', path: ['a'] },
    });
  });
});

describe('the kept state', () => {
  const ui = { key: 'e1', expanded: ['/a'], active: '/a', search: 'x', masked: true, scroll: 40 };

  test('comes back as it was kept', () => {
    const state = { version: protocolVersion, saved: { record: {} }, ui };
    expect(readViewerState(state)).toEqual(state);
  });

  test('of another version is not read', () => {
    expect(readViewerState({ version: 99, saved: {}, ui })).toBeUndefined();
    expect(readViewerState(undefined)).toBeUndefined();
  });

  test('keeps what can be used of a place that is damaged', () => {
    const damaged = {
      key: 'e1',
      expanded: ['/a', 4, null],
      active: {},
      search: 5,
      masked: 'yes',
      scroll: Infinity,
    };
    expect(readViewerState({ version: protocolVersion, saved: {}, ui: damaged })?.ui).toEqual({
      key: 'e1',
      expanded: ['/a'],
      active: undefined,
      search: '',
      masked: false,
      scroll: 0,
    });
  });

  test('without an event is not read', () => {
    expect(readViewerState({ version: protocolVersion, saved: [], ui })).toBeUndefined();
    expect(readViewerState({ version: protocolVersion, saved: {}, ui: { ...ui, key: 1 } })).toBeUndefined();
  });
});
