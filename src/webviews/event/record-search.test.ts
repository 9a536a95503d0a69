import { describe, expect, test } from 'vitest';
import { allRows, matches, pieces, searchPattern } from './record-search.ts';

const record = {
  eventName: 'TerminateInstances',
  requestParameters: { instancesSet: { items: [{ instanceId: 'i-1', other: 2 }] } },
  responseElements: { instancesSet: null, note: `${'x'.repeat(150)}needle`, count: 7 },
};

function found(text: string): readonly string[] {
  const pattern = searchPattern(text);
  return pattern === undefined ? [] : matches(allRows(record), pattern).map(({ id }) => id);
}

test('names and values are searched, in any case of letters', () => {
  expect(found('INSTANCE')).toEqual([
    '/eventName',
    '/requestParameters/instancesSet/items/0',
    '/requestParameters/instancesSet/items/0/instanceId',
    '/responseElements/instancesSet',
  ]);
});

test('a container does not match for what its preview repeats', () => {
  expect(found('other')).toEqual(['/requestParameters/instancesSet/items/0/other']);
});

test('a text is found in the line of a long text that holds it, and tells what to open', () => {
  const [match] = matches(allRows(record), searchPattern('needle')!);
  expect(match).toEqual({
    id: '/responseElements/note#1',
    under: ['/responseElements/note', '/responseElements'],
  });
});

test('signs of regular expressions mean themselves', () => {
  expect(found('items[0]')).toEqual(['/requestParameters/instancesSet/items/0']);
  expect(found('.*')).toEqual([]);
  for (const sign of String.raw`\ ^ $ . * + ? ( ) [ ] { } | / -`.split(' ')) {
    expect(searchPattern(sign)?.test(sign), sign).toBe(true);
  }
});

test('numbers and truth values are searched as they are written', () => {
  expect(found('7')).toEqual(['/responseElements/count']);
});

test('blanks alone are nothing to look for', () => {
  expect(searchPattern('  ')).toBeUndefined();
});

describe('marking', () => {
  test('cuts a text at every hit', () => {
    expect(pieces('Instance instances', searchPattern('instance'))).toEqual([
      { text: 'Instance', isHit: true },
      { text: ' ', isHit: false },
      { text: 'instance', isHit: true },
      { text: 's', isHit: false },
    ]);
  });

  test('keeps a text whole when there is nothing to mark', () => {
    expect(pieces('abc', undefined)).toEqual([{ text: 'abc', isHit: false }]);
    expect(pieces('abc', searchPattern('x'))).toEqual([{ text: 'abc', isHit: false }]);
  });

  test('cuts right where a letter is longer in small letters', () => {
    const cut = pieces('İİ name', searchPattern('name'));
    expect(cut.map(({ text }) => text)).toEqual(['İİ ', 'name']);
  });
});
