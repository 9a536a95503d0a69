import type { Location } from '../../core/posture/location.ts';
import type { SyntaxNode } from '../syntax/syntax-node.ts';
import { CannotEdit } from './cannot-edit.ts';
import { contains, isSamePlace, type TemplateText } from './template-text.ts';
import type { Splice } from './text-edit.ts';

/**
 * Removes an entry of a map or an item of a list, with the comment behind it. The last part of a collection is not
 * removed: what held it would mean something else.
 *
 * @throws {CannotEdit}
 */
export function removePart(source: TemplateText, parent: SyntaxNode, at: Location): Splice {
  source.refuseShared(at);
  const parts = partsOf(parent).filter((part) => contains(parent.at, part));
  const index = parts.findIndex((part) => isSamePlace(part, at));
  const [before, after] = [parts[index - 1], parts[index + 1]];
  if (index < 0 || (before === undefined && after === undefined)) {
    throw new CannotEdit('Nothing would be left of what it belongs to.');
  }
  return source.isFlow(parent) ? fromFlow(source, at, before, after) : fromBlock(source, parent, at, after);
}

function partsOf(parent: SyntaxNode): readonly Location[] {
  switch (parent.kind) {
    case 'map':
      return parent.entries.map((entry) => entry.at);
    case 'list':
      return parent.items.map((item) => item.at);
    default:
      return [];
  }
}

function fromFlow(
  source: TemplateText,
  at: Location,
  before: Location | undefined,
  after: Location | undefined,
): Splice {
  if (after !== undefined) {
    return { start: source.start(at), end: source.start(after), newText: '' };
  }
  const start = before === undefined ? source.start(at) : source.end(before);
  return { start, end: source.end(at), newText: '' };
}

function fromBlock(
  source: TemplateText,
  parent: SyntaxNode,
  at: Location,
  after: Location | undefined,
): Splice {
  const start = parent.kind === 'list' ? dashOf(source, at) : source.start(at);
  const lineStart = source.lineStart(start);
  const isAlone = source.text.slice(lineStart, start).trim() === '';
  if (isAlone) {
    const end = source.lineEnd(source.end(at));
    // The line break before goes, so that a text without one at its end stays so.
    return lineStart === 0
      ? { start: lineStart, end: afterBreak(source.text, end), newText: '' }
      : { start: beforeBreak(source.text, lineStart), end, newText: '' };
  }
  // It stands behind a dash or a key, and what follows takes its place.
  const next =
    after === undefined ? undefined : parent.kind === 'list' ? dashOf(source, after) : source.start(after);
  if (next === undefined) {
    throw new CannotEdit('Nothing would be left of what it belongs to.');
  }
  return { start, end: next, newText: '' };
}

/** The dash before an item. */
function dashOf(source: TemplateText, at: Location): number {
  return source.text.lastIndexOf('-', source.start(at) - 1);
}

function beforeBreak(text: string, lineStart: number): number {
  return text.slice(0, lineStart).endsWith('\r\n') ? lineStart - 2 : lineStart - 1;
}

function afterBreak(text: string, lineEnd: number): number {
  return text.startsWith('\r\n', lineEnd) ? lineEnd + 2 : Math.min(lineEnd + 1, text.length);
}
