import type { FixPath } from '../../core/posture/fixes/fix-value.ts';
import type { Location } from '../../core/posture/location.ts';
import { intrinsicOf } from '../cloudformation/intrinsic.ts';
import type { MapEntry, SyntaxNode } from '../syntax/syntax-node.ts';
import { CannotEdit } from './cannot-edit.ts';
import { childrenOf, stepInto } from './node-at.ts';
import { removePart } from './remove-part.ts';
import { bodyOf } from './set-property.ts';
import { contains, isSamePlace, type TemplateText } from './template-text.ts';
import type { Splice } from './text-edit.ts';
import { flowFormOf } from './insert-entry.ts';
import { flowKey } from './write-flow.ts';
import { scalarSource } from './yaml-scalar.ts';

/**
 * Removes the property or item that a path leads to. What would be empty without a property goes with it.
 *
 * @throws {CannotEdit}
 */
export function removeProperty(source: TemplateText, resource: string, path: FixPath): readonly Splice[] {
  const steps: FixPath = ['Properties', ...path];
  const body = bodyOf(source.resource(resource));
  for (let length = steps.length; length > 0; length--) {
    const parent = steps
      .slice(0, length - 1)
      .reduce<SyntaxNode | undefined>((node, step) => node && stepInto(source, node, step), body);
    const step = steps[length - 1];
    if (parent === undefined || step === undefined) {
      return [];
    }
    if (typeof step !== 'string') {
      return [removePart(source, listAround(parent, step), step)];
    }
    const entry = entryNamed(source, parent, step);
    if (entry === undefined) {
      return [];
    }
    if (parent.kind === 'map' && parent.entries.length > 1) {
      source.refuseReturning(parent, step);
      return [removePart(source, parent, entry.at)];
    }
  }
  return [];
}

/** Gives the property that a path leads to another name. @throws {CannotEdit} */
export function renameProperty(
  source: TemplateText,
  resource: string,
  path: FixPath,
  name: string,
): readonly Splice[] {
  const { parent, step } = lastStep(source, resource, path);
  const entry = typeof step === 'string' ? entryNamed(source, parent, step) : undefined;
  if (entry === undefined || entryNamed(source, parent, name) !== undefined) {
    throw new CannotEdit(`${name} is there already.`);
  }
  source.refuseShared(entry.at);
  if (parent.kind === 'map') {
    source.refuseReturning(parent, entry.key);
  }
  const written = source.sourceOf(entry.keyAt);
  const newText = /^["']/.test(written)
    ? written.charAt(0) + name + written.charAt(0)
    : source.isFlow(parent)
      ? flowKey(source, name, flowFormOf(source, parent))
      : scalarSource(name, source.style.quote, 'block');
  return [{ start: source.start(entry.keyAt), end: source.end(entry.keyAt), newText }];
}

function lastStep(source: TemplateText, resource: string, path: FixPath) {
  let parent: SyntaxNode | undefined = bodyOf(source.resource(resource));
  for (const step of ['Properties', ...path.slice(0, -1)]) {
    parent = parent === undefined ? undefined : stepInto(source, parent, step);
  }
  const step = path.at(-1);
  if (parent === undefined || step === undefined) {
    throw new CannotEdit('What it is about is not written out in the file.');
  }
  return { parent, step };
}

function entryNamed(source: TemplateText, parent: SyntaxNode, name: string): MapEntry | undefined {
  if (parent.kind !== 'map') {
    return undefined;
  }
  source.refuseMerged(parent, name);
  return source.ownEntry(parent, name);
}

/** The innermost list around what stands at a place; not one of a function's arguments. @throws {CannotEdit} */
function listAround(node: SyntaxNode, at: Location): SyntaxNode {
  const intrinsic = intrinsicOf(node);
  if (intrinsic !== undefined) {
    throw new CannotEdit(`It is given by ${intrinsic.name}.`);
  }
  if (node.kind === 'list' && node.items.some((item) => isSamePlace(item.at, at))) {
    return node;
  }
  const around = childrenOf(node).find((child) => contains(child.at, at));
  if (around === undefined) {
    throw new CannotEdit('What it is about comes from another place of the file.');
  }
  return listAround(around, at);
}
