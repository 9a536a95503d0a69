import type { FixPath } from '../../core/posture/fixes/fix-value.ts';
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

/** Removes the property or item that a path leads to. @throws {CannotEdit} */
export function removeProperty(source: TemplateText, resource: string, path: FixPath): readonly Splice[] {
  const { parent, step } = lastStep(source, resource, path);
  if (typeof step === 'string') {
    const entry = entryNamed(source, parent, step);
    return entry === undefined ? [] : [removePart(source, parent, entry.at)];
  }
  const around = parentOf(parent, step);
  return [removePart(source, around, step)];
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
  return parent.kind === 'map' ? source.ownEntry(parent, name) : undefined;
}

/** The innermost list around what stands at a place. @throws {CannotEdit} */
function parentOf(node: SyntaxNode, at: Parameters<typeof isSamePlace>[0]): SyntaxNode {
  if (node.kind === 'list' && node.items.some((item) => isSamePlace(item.at, at))) {
    return node;
  }
  const around = childrenOf(node).find((child) => contains(child.at, at));
  if (around === undefined) {
    throw new CannotEdit('What it is about comes from another place of the file.');
  }
  return parentOf(around, at);
}
