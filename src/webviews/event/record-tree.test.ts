import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import type { TreeRow } from './record-tree.ts';
import { ancestorIds, initiallyOpen, treeRows } from './record-tree.ts';

const closed = () => false;
const open = () => true;

/** Rows as they look: indented by level, with `+` and `-` for what can be opened and closed. */
function drawn(rows: readonly TreeRow[]): readonly string[] {
  const sign = ({ isOpen }: TreeRow) => (isOpen === undefined ? ' ' : isOpen ? '-' : '+');
  return rows.map((row) => `${'  '.repeat(row.level - 1)}${sign(row)}${row.label} ${row.text}`);
}

test('members stay in the order of the record; containers are closed with a preview', () => {
  const record = {
    eventVersion: '1.11',
    userIdentity: { type: 'Root', arn: 'a', accountId: '111122223333', accessKeyId: '', more: 1 },
    readOnly: false,
    count: 3,
    nothing: null,
    empty: {},
    none: [],
    list: ['a', 'b'],
    objects: [{ a: 1 }, { a: 2 }],
  };
  expect(drawn(treeRows(record, closed))).toEqual([
    ' eventVersion "1.11"',
    '+userIdentity { type: Root, arn, accountId, accessKeyId, … 5 }',
    ' readOnly false',
    ' count 3',
    ' nothing null',
    ' empty {}',
    ' none []',
    '+list [ a, b ]',
    '+objects [2]',
  ]);
});

test('containers that hold just one container are one row, and its path is that of the innermost', () => {
  const record = { requestParameters: { instancesSet: { items: [{ instanceId: 'i-1', state: 2 }] } } };
  const rows = treeRows(record, open);
  expect(drawn(rows)).toEqual([
    '-requestParameters.instancesSet.items[0] ',
    '   instanceId "i-1"',
    '   state 2',
  ]);
  expect(rows[0]?.path).toEqual(['requestParameters', 'instancesSet', 'items', 0]);
  expect(rows[1]?.path).toEqual(['requestParameters', 'instancesSet', 'items', 0, 'instanceId']);
});

test('an open list still tells its length', () => {
  expect(drawn(treeRows({ list: [1, 2] }, open))).toEqual(['-list [2]', '   0 1', '   1 2']);
});

test('a row tells its place among its siblings and the row that it is under', () => {
  const rows = treeRows({ a: { b: 1, c: { d: 2, e: 3 } }, f: 4 }, open);
  const placed = rows.map(({ label, level, position, siblings, parent }) => [
    label,
    level,
    position,
    siblings,
    parent,
  ]);
  expect(placed).toEqual([
    ['a', 1, 1, 2, undefined],
    ['b', 2, 1, 2, 0],
    ['c', 2, 2, 2, 0],
    ['d', 3, 1, 2, 2],
    ['e', 3, 2, 2, 2],
    ['f', 1, 2, 2, undefined],
  ]);
  expect(ancestorIds(rows, 3)).toEqual(['/a/c', '/a']);
});

test('names that look like paths do not get the id of another row', () => {
  const rows = treeRows({ 'a/b': { x: 1, y: 1 }, a: { b: 1, 'c#0': 2 }, 'a~1b': 3 }, open);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
});

describe('long texts', () => {
  test('are nodes: closed with their beginning, open with their lines', () => {
    const record = { message: `${'x'.repeat(120)}\nsecond line` };
    const [row] = treeRows(record, closed);
    expect(row).toMatchObject({ kind: 'long-text', isOpen: false, text: `${'x'.repeat(100)}…` });
    expect(drawn(treeRows(record, open))).toEqual([
      '-message ',
      `    ${'x'.repeat(100)}`,
      `    ${'x'.repeat(20)}`,
      '    second line',
    ]);
  });

  test('that hold JSON, as policies do, are indented', () => {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [], Padding: 'p'.repeat(80) });
    expect(drawn(treeRows({ policy }, open)).slice(0, 3)).toEqual([
      '-policy ',
      '    {',
      '      "Version": "2012-10-17",',
    ]);
  });

  test('that only look like JSON stay as they are', () => {
    const text = `{${'y'.repeat(120)}`;
    expect(treeRows({ text }, open)[1]?.text).toBe(`{${'y'.repeat(99)}`);
  });

  test('are not cut inside a character', () => {
    const lines = treeRows({ text: '🙂'.repeat(150) }, open).slice(1);
    expect(lines.map(({ text }) => text)).toEqual(['🙂'.repeat(100), '🙂'.repeat(50)]);
  });

  test('of a megabyte are a few thousand rows, and one while closed', () => {
    const record = { text: 'z'.repeat(1_000_000) };
    expect(treeRows(record, closed)).toHaveLength(1);
    expect(treeRows(record, open)).toHaveLength(10_001);
  });
});

test('marks that hide or reorder text are visible, in names and in values', () => {
  const [row] = treeRows({ 'na\u202eme': 'a\u200bb\u0007' }, closed);
  expect(row).toMatchObject({ label: 'na\\u202eme', text: '"a\\u200bb\\u0007"' });
});

test('a member called __proto__ or constructor is a member like any other', () => {
  const record = JSON.parse('{"__proto__": {"x": 1, "y": 2}, "constructor": "c"}') as JsonObject;
  expect(drawn(treeRows(record, open))).toEqual(['-__proto__ ', '   x 1', '   y 2', ' constructor "c"']);
});

test('what was asked for and what came of it is open at first', () => {
  const record = {
    userIdentity: { type: 'Root', arn: 'a' },
    requestParameters: { instancesSet: { items: [{ instanceId: 'i-1' }] } },
    responseElements: null,
  };
  expect(initiallyOpen(record)).toEqual(['/requestParameters/instancesSet/items/0']);
});

test('an empty record has no rows', () => {
  expect(treeRows({}, open)).toEqual([]);
});
