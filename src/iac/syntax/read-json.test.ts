import { describe, expect, test } from 'vitest';
import { readJson } from './read-json.ts';
import { entryOf } from './syntax-node.ts';

test('keys, entries and values have exact ranges, also behind CRLF', () => {
  const { root } = readJson('a.json', '{\r\n  "a": [1, "x"],\r\n  "b": {"c": null}\r\n}');
  const a = entryOf(root, 'a')!;
  const c = entryOf(entryOf(root, 'b')!.value, 'c')!;
  expect([a.keyAt, a.at, a.value.at, c.at].map(({ range: { start, end } }) => [start, end])).toEqual([
    [
      { line: 1, character: 2 },
      { line: 1, character: 5 },
    ],
    [
      { line: 1, character: 2 },
      { line: 1, character: 15 },
    ],
    [
      { line: 1, character: 7 },
      { line: 1, character: 15 },
    ],
    [
      { line: 2, character: 8 },
      { line: 2, character: 17 },
    ],
  ]);
});

test('a text keeps what its escapes mean, a number how it is written', () => {
  const { root } = readJson('a.json', '{"a": "x\\u0041\\n", "b": 1.50, "__proto__": 1}');
  expect(entryOf(root, 'a')!.value).toMatchObject({ value: 'xA\n', source: 'xA\n' });
  expect(entryOf(root, 'b')!.value).toMatchObject({ value: 1.5, source: '1.50' });
  expect(entryOf(root, '__proto__')!.value).toMatchObject({ value: 1 });
});

describe('a fault is told plainly, at the place to correct', () => {
  test.each([
    ['', '1:1', 'The text is empty.'],
    ['{"a": 1,}', '1:9', 'A key in double quotes is missing here. Is there a comma too many before it?'],
    ['[1,]', '1:4', 'A value is missing here. Is there a comma too many before it?'],
    ['{"a": 1\n "b": 2}', '2:2', 'A comma is missing before this.'],
    ['{"a" 1}', '1:6', 'A colon is missing behind the key.'],
    ['{"a": [1, 2', '1:12', 'The text ends too early: a bracket, a quote or a value is missing.'],
    ['{"a": 1 // why\n}', '1:9', 'JSON has no comments. Remove this one.'],
    ["{'a': 1}", '1:2', 'JSON does not know this. Is a text without its double quotes?'],
    ['{"a": 1, "a": 2}', '1:10', 'The key "a" is here twice. Remove one of them, or rename it.'],
    ['{} {}', '1:4', 'The JSON text ends before this. Remove what follows, or a bracket too many.'],
  ])('%s', (source, place, message) => {
    const { problem } = readJson('a.json', source);
    const { line, character } = problem!.at.range.start;
    expect([`${line + 1}:${character + 1}`, problem!.message]).toEqual([place, message]);
  });
});
