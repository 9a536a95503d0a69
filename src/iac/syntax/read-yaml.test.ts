import { expect, test } from 'vitest';
import { readYaml } from './read-yaml.ts';
import { entryOf } from './syntax-node.ts';

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
