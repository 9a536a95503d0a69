import type { NewResource } from '../../core/posture/fixes/fix.ts';
import { list, scalar, type FixMember, type FixValue } from '../../core/posture/fixes/fix-value.ts';
import { dependsOn } from '../cloudformation/references.ts';
import type { ResourceNode } from '../cloudformation/template.ts';
import { scalarText, type MapNode } from '../syntax/syntax-node.ts';
import { appendToEntry } from './append-items.ts';
import { CannotEdit } from './cannot-edit.ts';
import { insertEntry } from './insert-entry.ts';
import { removePart } from './remove-part.ts';
import { replaceEntryValue } from './replace-value.ts';
import { bodyOf } from './set-property.ts';
import { isSamePlace, type TemplateText } from './template-text.ts';
import type { Splice } from './text-edit.ts';

/** Makes a resource wait for others. @throws {CannotEdit} */
export function addDependencies(source: TemplateText, id: string, on: readonly string[]): readonly Splice[] {
  const resource = source.resource(id);
  const known = dependsOn(resource);
  const missing = on.filter((other) => !known.has(other)).map(scalar);
  const body = bodyOf(resource);
  const [first, ...others] = missing;
  if (first === undefined) {
    return [];
  }
  source.refuseMerged(body, 'DependsOn');
  return source.ownEntry(body, 'DependsOn') === undefined
    ? [insertAttribute(source, body, 'DependsOn', others.length === 0 ? first : list(...missing))]
    : appendToEntry(source, body, 'DependsOn', missing);
}

/** Ends the waiting of a resource for another one. @throws {CannotEdit} */
export function removeDependency(source: TemplateText, id: string, from: string): readonly Splice[] {
  const resource = source.resource(id);
  const at = dependsOn(resource).get(from);
  const body = bodyOf(resource);
  source.refuseMerged(body, 'DependsOn');
  const entry = source.ownEntry(body, 'DependsOn');
  if (at === undefined || entry === undefined) {
    return [];
  }
  const value = source.valueOf(entry);
  if (value.kind === 'list' && value.items.length > 1) {
    return [removePart(source, value, at)];
  }
  source.refuseReturning(body, 'DependsOn');
  return [removePart(source, body, entry.at)];
}

/** Makes a resource wait for others in place of one. @throws {CannotEdit} */
export function redirectDependency(
  source: TemplateText,
  id: string,
  from: string,
  to: readonly string[],
): readonly Splice[] {
  const known = dependsOn(source.resource(id));
  const at = known.get(from);
  const [only, ...others] = to.filter((other) => !known.has(other));
  if (at === undefined || others.length > 0) {
    throw new CannotEdit(`What ${id} waits for is not written out.`);
  }
  if (only === undefined) {
    return removeDependency(source, id, from);
  }
  const written = source.sourceOf(at);
  const quote = /^["']/.exec(written)?.[0] ?? '';
  return [{ start: source.start(at), end: source.end(at), newText: quote + only + quote }];
}

/** Sets policies about deletion to `Retain`. @throws {CannotEdit} */
export function retain(
  source: TemplateText,
  id: string,
  policies: readonly ('DeletionPolicy' | 'UpdateReplacePolicy')[],
): readonly Splice[] {
  const body = bodyOf(source.resource(id));
  return policies.flatMap((name) => {
    const entry = source.ownEntry(body, name);
    if (entry === undefined) {
      return [insertAttribute(source, body, name, scalar('Retain'))];
    }
    return scalarText(entry.value) === 'Retain'
      ? []
      : replaceEntryValue(source, body, entry, scalar('Retain'));
  });
}

/** Behind the type, where people look for it, and not behind pages of properties. */
function insertAttribute(source: TemplateText, body: MapNode, name: string, value: FixValue): Splice {
  const before = ['DeletionPolicy', 'DependsOn', 'Condition', 'Type'];
  const after = before.map((key) => source.ownEntry(body, key)).find((entry) => entry !== undefined);
  return insertEntry(source, body, name, value, after);
}

/** Removes a resource. @throws {CannotEdit} for one that only exists under a condition */
export function removeResource(source: TemplateText, id: string): Splice {
  const { condition, at } = source.resource(id);
  if (condition !== undefined) {
    throw new CannotEdit(`${id} exists only under the condition ${condition}.`);
  }
  return removePart(source, source.resources, at);
}

/** Adds a resource behind the one that it stands beside. @throws {CannotEdit} */
export function addResource(source: TemplateText, added: NewResource): readonly Splice[] {
  const beside = source.resource(added.beside);
  const { resources } = source;
  const entry = resources.entries.find(({ keyAt }) => isSamePlace(keyAt, beside.keyAt));
  if (entry === undefined || source.template.resources.has(added.id)) {
    throw new CannotEdit(`There is no place for ${added.id}.`);
  }
  const splice = insertEntry(source, resources, added.id, resourceBody(added, beside), entry);
  const isApart = !source.isFlow(resources) && areApart(source, resources);
  return [isApart ? { ...splice, newText: source.style.newline + splice.newText } : splice];
}

function resourceBody(
  { type, properties, isRetained, dependsOn: on }: NewResource,
  { condition }: ResourceNode,
): FixValue {
  const members: readonly (FixMember | undefined)[] = [
    ['Type', scalar(type)],
    condition === undefined ? undefined : ['Condition', scalar(condition)],
    on === undefined
      ? undefined
      : ['DependsOn', on.length === 1 ? scalar(on[0] ?? '') : list(...on.map(scalar))],
    ...(isRetained === true ? retained : []),
    properties.kind === 'map' && properties.members.length === 0 ? undefined : ['Properties', properties],
  ];
  return { kind: 'map', members: members.filter((member) => member !== undefined) };
}

const retained: readonly FixMember[] = [
  ['DeletionPolicy', scalar('Retain')],
  ['UpdateReplacePolicy', scalar('Retain')],
];

/** Whether empty lines stand between resources. */
function areApart(source: TemplateText, { entries }: MapNode): boolean {
  const [first, second] = entries;
  return (
    first !== undefined &&
    second !== undefined &&
    /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/.test(
      source.text.slice(source.end(first.at), source.start(second.at)),
    )
  );
}
