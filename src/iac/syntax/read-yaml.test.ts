import { describe, expect, test } from 'vitest';
import type { Location } from '../../core/posture/location.ts';
import { readYaml } from './read-yaml.ts';
import { entryOf, scalarText } from './syntax-node.ts';

/** The text of what stands at a path of keys, from its key to its end. */
function excerpt(text: string, ...keys: readonly string[]): string {
  let node = readYaml('a.yaml', text).root;
  let entry: ReturnType<typeof entryOf>;
  for (const key of keys) {
    entry = entryOf(node, key);
    node = entry?.value;
  }
  const { start, end } = entry!.at.range;
  const lines = text.split('\n').slice(start.line, end.line + 1);
  lines.push(lines.pop()!.slice(0, end.character));
  return [lines.shift()!.slice(start.character), ...lines].join('\n');
}

const text = `Trail:
  Selectors:
    - Kind: All
      Values: [a,
        b]
    # behind the list
  Names:
    one: 1   # behind a value

  Script: |
    first
    second

# about the bucket
Bucket:
  Flow: { a: 1 }
  Nothing:
`;

test('a collection in block style ends with its last item', () => {
  expect(excerpt(text, 'Trail', 'Selectors')).toBe(
    'Selectors:\n    - Kind: All\n      Values: [a,\n        b]',
  );
  expect(excerpt(text, 'Trail', 'Names')).toBe('Names:\n    one: 1');
  expect(excerpt(text, 'Trail')).toMatch(/^Trail:\n[^]*second$/);
});

test('a block scalar ends before its line end', () => {
  expect(excerpt(text, 'Trail', 'Script')).toBe('Script: |\n    first\n    second');
});

test('a collection in flow style ends with its bracket, an empty value with its key', () => {
  expect(excerpt(text, 'Bucket', 'Flow')).toBe('Flow: { a: 1 }');
  expect(excerpt(text, 'Bucket', 'Nothing')).toBe('Nothing:');
});

test('a collection that ends with an alias or a merged map ends where that is written', () => {
  const aliased = 'Base: &base\n  a: 1\n  b: 2\nOther:\n  list: *base\nMerged:\n  <<: *base\nLast: 1\n';
  expect(excerpt(aliased, 'Other')).toBe('Other:\n  list: *base');
  expect(excerpt(aliased, 'Merged')).toMatch(/^Merged:\n {2}<<: \*base\n?$/);
});

/** What a range has of a text. */
function sliceOf(text: string, { range: { start, end } }: Location): string {
  const lines = text.split(/(?<=\n)/);
  const offset = (line: number, character: number) =>
    lines.slice(0, line).reduce((sum, before) => sum + before.length, 0) + character;
  return text.slice(offset(start.line, start.character), offset(end.line, end.character));
}

/** The text of the value of a top-level key. */
function valueOf(text: string, key: string): string {
  return sliceOf(text, entryOf(readYaml('a.yaml', text).root, key)!.value.at);
}

describe('the range of a value', () => {
  test.each([
    ['plain', 'a: some text # comment\n', 'some text'],
    ['plain over lines', 'a: some\n  text\nb: 1\n', 'some\n  text'],
    ['double quotes', 'a: "x: \\" y" # c\n', '"x: \\" y"'],
    ['single quotes', "a: 'it''s'\n", "'it''s'"],
    ['a tag', 'a: !Sub  "${B}"\n', '!Sub  "${B}"'],
    ['a tag on a block list', 'a: !Join\n  - ","\n  - [x]\nb: 1\n', '!Join\n  - ","\n  - [x]'],
    ['a tag on nothing', 'a: !Ref\nb: 1\n', '!Ref'],
    ['a tag behind an anchor', 'a: &x !Ref B\n', '!Ref B'],
    ['a tag before an anchor', 'a: !Ref &x B\n', '!Ref &x B'],
    ['a block scalar', 'a: |\n  x\n  y\n\nb: 1\n', '|\n  x\n  y'],
    ['a folded scalar that is cut', 'a: >-\n  x\n', '>-\n  x'],
    ['flow', 'a: {b: [1, 2], c: !Ref D}\n', '{b: [1, 2], c: !Ref D}'],
    ['a block map', 'a:\n  b: 1\n  c: 2   \n\n# end\nd: 1\n', 'b: 1\n  c: 2'],
    ['an alias', 'x: &x 1\na: *x\n', '1'],
    ['a character of two units', 'a: "\u{1F512}" # c\n', '"\u{1F512}"'],
  ])('%s', (_, source, value) => {
    expect(valueOf(source, 'a')).toBe(value);
    expect(valueOf(source.replaceAll('\n', '\r\n'), 'a')).toBe(value.replaceAll('\n', '\r\n'));
  });
});

describe('anchors and merge keys', () => {
  const keysOf = (source: string, key: string) => {
    const map = entryOf(readYaml('a.yaml', source).root, key)!.value;
    return map.kind === 'map' ? map.entries.map((entry) => [entry.key, scalarText(entry.value)]) : [];
  };

  test("a map's own keys win over merged ones, wherever the merge key stands", () => {
    const base = 'base: &base {a: 1, b: 2}\n';
    expect(keysOf(`${base}x: {<<: *base, a: 9}\n`, 'x')).toEqual([
      ['a', '9'],
      ['b', '2'],
    ]);
    expect(keysOf(`${base}x: {a: 9, <<: *base}\n`, 'x')).toEqual([
      ['a', '9'],
      ['b', '2'],
    ]);
  });

  test('of several merged maps the first wins', () => {
    const source = 'one: &one {a: 1}\ntwo: &two {a: 2, b: 2}\nx: {<<: [*one, *two]}\n';
    expect(keysOf(source, 'x')).toEqual([
      ['a', '1'],
      ['b', '2'],
    ]);
  });

  test('an alias means the last anchor of that name before it', () => {
    const source = 'a: &x 1\nb: *x\nc: &x 2\nd: *x\n';
    const { root, aliases } = readYaml('a.yaml', source);
    expect([scalarText(entryOf(root, 'b')!.value), scalarText(entryOf(root, 'd')!.value)]).toEqual([
      '1',
      '2',
    ]);
    expect(aliases.map((at) => sliceOf(source, at))).toEqual(['*x', '*x']);
  });

  test('an alias inside of what it means is broken, not endless', () => {
    const { root } = readYaml('a.yaml', 'a: &x\n  b: *x\n');
    expect(entryOf(entryOf(root, 'a')!.value, 'b')!.value.kind).toBe('broken');
  });
});

describe('a fault is told plainly, at the place to correct', () => {
  test.each([
    ['a tab', 'a:\n\tb: 1\n', '2:1', 'YAML does not take tabs as indentation. Use spaces.'],
    ['a bracket', 'a: [1, 2\nb: 1\n', '1:4', 'This bracket is not closed.'],
    ['a brace', 'a: {b: [1], c: 2\nd: 1\n', '1:4', 'This bracket is not closed.'],
    ['a quote', 'a: "x\nb: 1\n', '1:4', 'This quote is not closed.'],
    [
      'a key twice',
      'a: 1\nb: 2\na: 3\n',
      '3:1',
      'The key "a" is here twice. Remove one of them, or rename it.',
    ],
    [
      'an indentation',
      'a:\n  b: 1\n c: 2\n',
      '3:1',
      'The indentation does not fit the lines above. Indent the members of a map, or the items of a list, alike.',
    ],
    [
      'two colons',
      'a: b: c\n',
      '1:4',
      'A value and a map cannot stand together here. Put quotes around a value with a colon in it, or correct the indentation.',
    ],
    [
      'a wildcard',
      'Action: *\n',
      '1:9',
      'A * begins a YAML alias, which CloudFormation does not take. Put quotes around the value.',
    ],
    [
      'an alias to nothing',
      'a: *b\n',
      '1:4',
      'There is no YAML anchor "b". A * begins a YAML alias, which CloudFormation does not take. Put quotes around the value.',
    ],
    [
      'a reserved character',
      'a: @b\n',
      '1:4',
      'A value without quotes cannot begin with @. Put quotes around it.',
    ],
    [
      'two documents',
      'a: 1\n---\nb: 1\n',
      '2:1',
      'A second YAML document begins here, and a template is only one. Remove the line with three dashes.',
    ],
  ])('%s', (_, source, place, message) => {
    const { root, problem } = readYaml('a.yaml', source);
    const { line, character } = problem!.at.range.start;
    expect(root).toBeUndefined();
    expect([`${line + 1}:${character + 1}`, problem!.message]).toEqual([place, message]);
  });

  test('marks of a single document are none', () => {
    expect(readYaml('a.yaml', '%YAML 1.1\n---\na: 1\n...\n').problem).toBeUndefined();
  });
});
