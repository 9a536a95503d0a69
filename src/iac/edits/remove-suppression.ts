import type { Location } from '../../core/posture/location.ts';
import type { SyntaxNode } from '../syntax/syntax-node.ts';
import { CannotEdit } from './cannot-edit.ts';
import { childrenOf } from './node-at.ts';
import { removePart } from './remove-part.ts';
import { contains, isSamePlace, type TemplateText } from './template-text.ts';
import type { Splice } from './text-edit.ts';

/**
 * Removes a suppression: a comment, with its line if nothing else is on it, or an entry in metadata, with what would be
 * empty without it.
 *
 * @throws {CannotEdit}
 */
export function removeSuppression(source: TemplateText, at: Location): Splice {
  const start = source.start(at);
  const lineStart = source.lineStart(start);
  const before = source.text.slice(lineStart, start);
  const comment = /[ \t]*#+[ \t]*$/.exec(before);
  if (comment === null) {
    return removeEntry(source, at);
  }
  if (/^[^:]*,/.test(source.sourceOf(at))) {
    throw new CannotEdit('The comment names several rules, and silences some of them.');
  }
  const end = source.lineEnd(start);
  if (comment.index > 0) {
    return { start: lineStart + comment.index, end, newText: '' };
  }
  const next = /^(?:\r\n|\n|\r)/.exec(source.text.slice(end))?.[0].length ?? 0;
  return { start: lineStart, end: end + next, newText: '' };
}

/** What a collection holds, by the place of each part. */
interface Held {
  readonly parent: SyntaxNode;
  readonly at: Location;
  readonly isOnly: boolean;
}

function removeEntry(source: TemplateText, at: Location): Splice {
  const chain = chainTo(source.root, at);
  const kept = chain.findLast(({ isOnly }) => !isOnly);
  if (kept === undefined) {
    throw new CannotEdit('It is not written out in the file.');
  }
  return removePart(source, kept.parent, kept.at);
}

/** The collections around a place, from the outermost on. */
function chainTo(root: SyntaxNode, at: Location): readonly Held[] {
  const chain: Held[] = [];
  let node: SyntaxNode | undefined = root;
  while (node !== undefined && !isSamePlace(node.at, at)) {
    const parent: SyntaxNode = node;
    const parts = parent.kind === 'map' ? parent.entries : parent.kind === 'list' ? parent.items : [];
    const part = parts.find((one) => contains(one.at, at));
    if (part !== undefined) {
      chain.push({ parent, at: part.at, isOnly: parts.length === 1 });
    }
    node = childrenOf(parent).find((child) => contains(child.at, at));
  }
  return chain;
}
