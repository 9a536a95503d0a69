import type { Location } from '../../core/posture/location.ts';
import type { FixPath } from '../../core/posture/fixes/fix-value.ts';
import { intrinsicOf } from '../cloudformation/intrinsic.ts';
import type { SyntaxNode } from '../syntax/syntax-node.ts';
import { CannotEdit } from './cannot-edit.ts';
import { contains, isSamePlace, type TemplateText } from './template-text.ts';

/** The node that a path leads to from the properties of a resource. @throws {CannotEdit} where it leads nowhere */
export function nodeAt(source: TemplateText, resource: string, path: FixPath): SyntaxNode {
  let node: SyntaxNode | undefined = source.resource(resource).properties?.value;
  for (const step of path) {
    node = node === undefined ? undefined : stepInto(source, node, step);
  }
  if (node === undefined) {
    throw new CannotEdit('What it is about is not written out in the file.');
  }
  return node;
}

/** One step of a path; undefined for a member that is missing. @throws {CannotEdit} */
export function stepInto(
  source: TemplateText,
  node: SyntaxNode,
  step: string | Location,
): SyntaxNode | undefined {
  if (typeof step !== 'string') {
    return nodeStandingAt(node, step);
  }
  refuseFunction(node, step);
  if (node.kind !== 'map') {
    return undefined;
  }
  source.refuseMerged(node, step);
  const entry = source.ownEntry(node, step);
  return entry && source.valueOf(entry);
}

/** @throws {CannotEdit} where the members of a node are given by a function */
export function refuseFunction(node: SyntaxNode, step: string): void {
  const intrinsic = intrinsicOf(node);
  if (intrinsic !== undefined) {
    throw new CannotEdit(`What ${step} belongs to is given by ${intrinsic.name}.`);
  }
}

/** The node below another one that stands at a place. @throws {CannotEdit} */
export function nodeStandingAt(node: SyntaxNode, at: Location): SyntaxNode {
  const pending: SyntaxNode[] = [node];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (isSamePlace(next.at, at)) {
      return next;
    }
    pending.push(...childrenOf(next).filter((child) => contains(child.at, at)));
  }
  throw new CannotEdit('What it is about comes from another place of the file.');
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.kind) {
    case 'list':
      return node.items;
    case 'map':
      return node.entries.map(({ value }) => value);
    case 'tagged':
      return [node.value];
    default:
      return [];
  }
}
