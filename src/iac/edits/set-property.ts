import type { FixPath, FixValue } from '../../core/posture/fixes/fix-value.ts';
import type { Location } from '../../core/posture/location.ts';
import { intrinsicOf } from '../cloudformation/intrinsic.ts';
import type { ResourceNode } from '../cloudformation/template.ts';
import type { MapEntry, MapNode, SyntaxNode } from '../syntax/syntax-node.ts';
import { CannotEdit } from './cannot-edit.ts';
import { insertEntry } from './insert-entry.ts';
import { childrenOf, nodeStandingAt, refuseFunction, stepInto } from './node-at.ts';
import { replaceEntryValue, replaceItem } from './replace-value.ts';
import { isSameValue } from './same-value.ts';
import { contains, isSamePlace, type TemplateText } from './template-text.ts';
import type { Splice } from './text-edit.ts';

/** Sets a property, or one inside it. @throws {CannotEdit} */
export function setProperty(
  source: TemplateText,
  resource: string,
  path: FixPath,
  value: FixValue,
  isWhole = false,
): readonly Splice[] {
  const node = source.resource(resource);
  const last = path.at(-1);
  if (isWhole && typeof last === 'string') {
    return setWhole(source, resource, path.slice(0, -1), last, value);
  }
  return setIn(source, bodyOf(node), ['Properties', ...path], value);
}

/** Puts a value in the place of all that a property has. */
function setWhole(
  source: TemplateText,
  resource: string,
  path: FixPath,
  name: string,
  value: FixValue,
): readonly Splice[] {
  let parent: SyntaxNode | undefined = bodyOf(source.resource(resource));
  for (const step of ['Properties', ...path]) {
    parent = parent === undefined ? undefined : stepInto(source, parent, step);
  }
  const entry = parent?.kind === 'map' ? source.ownEntry(parent, name) : undefined;
  if (parent?.kind !== 'map' || entry === undefined) {
    return setProperty(source, resource, [...path, name], value);
  }
  refuseChoice(entry, value);
  return isSameValue(source, entry.value, value) ? [] : replaceEntryValue(source, parent, entry, value);
}

/** The map of a resource's type, properties and so on. @throws {CannotEdit} */
export function bodyOf({ id, body }: ResourceNode): MapNode {
  if (body.kind !== 'map') {
    throw new CannotEdit(`${id} is not written out.`);
  }
  return body;
}

function setIn(source: TemplateText, node: SyntaxNode, path: FixPath, value: FixValue): readonly Splice[] {
  const [step, ...rest] = path;
  if (step === undefined) {
    throw new CannotEdit('There is no place for it.');
  }
  if (typeof step !== 'string') {
    return setAt(source, node, step, rest, value);
  }
  refuseFunction(node, step);
  if (node.kind !== 'map') {
    throw new CannotEdit(`What ${step} belongs to is not written out.`);
  }
  return setEntry(source, node, step, wrapped(rest, value));
}

/** A value inside the maps that lead to it. Places only lead to what is there. */
function wrapped(
  path: FixPath,
  value: FixValue,
): FixValue | { readonly path: FixPath; readonly value: FixValue } {
  return path.every((step) => typeof step === 'string')
    ? path.reduceRight<FixValue>((inner, name) => ({ kind: 'map', members: [[name, inner]] }), value)
    : { path, value };
}

function setAt(
  source: TemplateText,
  node: SyntaxNode,
  at: Location,
  rest: FixPath,
  value: FixValue,
): readonly Splice[] {
  if (rest.length > 0) {
    return setIn(source, nodeStandingAt(node, at), rest, value);
  }
  const parent = parentOf(node, at);
  if (parent?.kind === 'map') {
    const entry = parent.entries.find((one) => isSamePlace(one.value.at, at));
    return entry === undefined ? [] : replaceEntryValue(source, parent, entry, value);
  }
  if (parent === undefined) {
    throw new CannotEdit('What it is about comes from another place of the file.');
  }
  return [replaceItem(source, parent, at, value)];
}

/** The innermost collection around what stands at a place. */
function parentOf(node: SyntaxNode, at: Location): SyntaxNode | undefined {
  if (childrenOf(node).some((child) => isSamePlace(child.at, at))) {
    return node;
  }
  const around = childrenOf(node).find((child) => contains(child.at, at));
  return around === undefined ? undefined : parentOf(around, at);
}

function setEntry(
  source: TemplateText,
  map: MapNode,
  name: string,
  value: ReturnType<typeof wrapped>,
): readonly Splice[] {
  const entry = source.ownEntry(map, name);
  if ('path' in value) {
    const inner = stepInto(source, map, name);
    if (inner === undefined) {
      throw new CannotEdit(`${name} is not there.`);
    }
    return setIn(source, inner, value.path, value.value);
  }
  if (entry === undefined) {
    return [insertEntry(source, map, name, value)];
  }
  const isMerged = value.kind === 'map' && value.members.length > 0;
  if (isMerged && entry.value.kind === 'map' && intrinsicOf(entry.value) === undefined) {
    const inner = source.mapOf(entry, name);
    return value.members.flatMap(([key, member]) => setEntry(source, inner, key, member));
  }
  if (isMerged && isGiven(entry.value)) {
    throw new CannotEdit(`${name} is not written out.`);
  }
  refuseChoice(entry, value);
  return isSameValue(source, entry.value, value) ? [] : replaceEntryValue(source, map, entry, value);
}

/**
 * A choice by a condition, and a text that depends on parameters, are kept: what takes their place would be lost, or be
 * the same for all. A boolean is not, which has but one other value.
 *
 * @throws {CannotEdit}
 */
function refuseChoice({ key, value: node }: MapEntry, value: FixValue): void {
  const given = intrinsicOf(node)?.name;
  const isBoolean = value.kind === 'scalar' && typeof value.value === 'boolean';
  if (given !== undefined && !isBoolean && (given === 'Fn::If' || value.kind === 'scalar')) {
    throw new CannotEdit(`${key} is given by ${given}.`);
  }
}

/** Whether a value stands for one that cannot be seen, such as `Fn::If`; null stands for nothing. */
function isGiven(node: SyntaxNode): boolean {
  return !(node.kind === 'scalar' && node.value === null);
}
