import type { FixPath, FixValue } from '../../core/posture/fixes/fix-value.ts';
import { intrinsicOf } from '../cloudformation/intrinsic.ts';
import type { ListNode, MapNode, SyntaxNode } from '../syntax/syntax-node.ts';
import { CannotEdit } from './cannot-edit.ts';
import { insertEntry, insertIntoFlow, refuseKeptLines } from './insert-entry.ts';
import { refuseFunction, stepInto } from './node-at.ts';
import { replaceEntryValue } from './replace-value.ts';
import { isSameValue } from './same-value.ts';
import { bodyOf, setProperty } from './set-property.ts';
import type { TemplateText } from './template-text.ts';
import type { Splice } from './text-edit.ts';
import { indented, itemLines, writeBlock } from './write-block.ts';
import { writeFlow } from './write-flow.ts';

/** Adds items to the list that a path leads to. @throws {CannotEdit} */
export function appendItems(
  source: TemplateText,
  resource: string,
  path: FixPath,
  items: readonly FixValue[],
): readonly Splice[] {
  const name = path.at(-1);
  const body = bodyOf(source.resource(resource));
  let parent: SyntaxNode | undefined = body;
  for (const step of ['Properties', ...path.slice(0, -1)]) {
    parent = parent === undefined ? undefined : stepInto(source, parent, step);
  }
  if (typeof name !== 'string') {
    throw new CannotEdit('There is no list for it.');
  }
  if (parent === undefined) {
    return setProperty(source, resource, path, { kind: 'list', items });
  }
  refuseFunction(parent, name);
  if (parent.kind !== 'map') {
    throw new CannotEdit(`What ${name} belongs to is not written out.`);
  }
  return appendToEntry(source, parent, name, items);
}

/** Adds items to the list of an entry; a single value becomes the first of them. What is there is not added again. */
export function appendToEntry(
  source: TemplateText,
  map: MapNode,
  name: string,
  items: readonly FixValue[],
): readonly Splice[] {
  const entry = source.ownEntry(map, name);
  if (entry === undefined) {
    return [insertEntry(source, map, name, { kind: 'list', items })];
  }
  const value = source.valueOf(entry);
  const known = value.kind === 'list' ? value.items : [value];
  const missing = items.filter((item) => !known.some((node) => isSameValue(source, node, item)));
  if (missing.length === 0) {
    return [];
  }
  if (value.kind === 'list' && value.items.length > 0) {
    return appendToList(source, value, missing);
  }
  const intrinsic = intrinsicOf(value);
  if (intrinsic !== undefined && !givesOne.has(intrinsic.name)) {
    throw new CannotEdit(`${name} is given by ${intrinsic.name}.`);
  }
  const isEmpty = value.kind === 'list' || (value.kind === 'scalar' && value.value === null);
  const first: readonly FixValue[] = isEmpty ? [] : [{ kind: 'source', at: value.at }];
  return replaceEntryValue(source, map, entry, { kind: 'list', items: [...first, ...missing] });
}

/** Functions that give one text, and no list. */
const givesOne = new Set(['Fn::GetAtt', 'Fn::Sub', 'Fn::Join']);

function appendToList(source: TemplateText, node: ListNode, items: readonly FixValue[]): readonly Splice[] {
  source.refuseShared(node.at);
  if (source.isFlow(node)) {
    return items.map((item) => insertIntoFlow(source, node, (form) => writeFlow(source, item, form)));
  }
  refuseKeptLines(source, node);
  const offset = source.lineEnd(source.end(node.at));
  const indent = ' '.repeat(node.at.range.start.character);
  const lines = items.flatMap((item) => itemLines(writeBlock(source, item)));
  const newText = lines.map((line) => source.style.newline + indented(indent, line)).join('');
  return [{ start: offset, end: offset, newText }];
}
