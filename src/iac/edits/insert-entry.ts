import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import { entryOf, type MapEntry, type MapNode, type SyntaxNode } from '../syntax/syntax-node.ts';
import { CannotEdit } from './cannot-edit.ts';
import type { TemplateText } from './template-text.ts';
import type { Splice } from './text-edit.ts';
import { indented, memberLines } from './write-block.ts';
import { flowEntry, type FlowForm } from './write-flow.ts';

/**
 * Inserts an entry into a map: behind one of its own entries, by default behind the last. A plain value that a merge
 * key brings is overridden by it, wherever the merge key stands; a list or a map would be lost.
 *
 * @throws {CannotEdit}
 */
export function insertEntry(
  source: TemplateText,
  map: MapNode,
  name: string,
  value: FixValue,
  after?: MapEntry,
): Splice {
  source.refuseShared(map.at);
  if (value.kind === 'list' || value.kind === 'map' || entryOf(map, name)?.value.kind !== 'scalar') {
    source.refuseMerged(map, name);
  }
  return source.isFlow(map)
    ? insertIntoFlow(source, map, (form) => flowEntry(source, name, value, form), after)
    : insertIntoBlock(source, map, memberLines(source, [name, value]), after);
}

function insertIntoBlock(
  source: TemplateText,
  map: MapNode,
  lines: readonly string[],
  after: MapEntry | undefined,
): Splice {
  const [first] = map.entries;
  if (first === undefined) {
    throw new CannotEdit('The place for it is empty.');
  }
  const indent = ' '.repeat(map.at.range.start.character);
  refuseKeptLines(source, after?.value ?? map);
  const offset = source.lineEnd(source.end((after ?? map).at));
  const { newline } = source.style;
  return {
    start: offset,
    end: offset,
    newText: lines.map((line) => newline + indented(indent, line)).join(''),
  };
}

/** A block scalar with `+` keeps the empty lines below it, which an insertion would take away from it. */
export function refuseKeptLines(source: TemplateText, node: SyntaxNode): void {
  let last: SyntaxNode | undefined = node;
  while (last !== undefined && last.kind !== 'scalar' && last.kind !== 'broken') {
    last =
      last.kind === 'tagged'
        ? last.value
        : last.kind === 'map'
          ? last.entries.at(-1)?.value
          : last.items.at(-1);
  }
  if (last !== undefined && /^[|>]\d?\+/.test(source.sourceOf(last.at))) {
    throw new CannotEdit('A text that keeps its empty lines stands before the place for it.');
  }
}

/** How what is added in brackets is to be written: as its neighbours are. */
export function flowFormOf(source: TemplateText, node: SyntaxNode): FlowForm {
  const start = source.start(node.at);
  const children = node.kind === 'map' ? node.entries : node.kind === 'list' ? node.items : [];
  const [first] = children;
  const isJson = source.isJson || /^[{[]\s*"/.test(source.text.slice(start));
  const isBroken =
    first === undefined
      ? source.isJson && source.text.includes('\n')
      : first.at.range.start.line > node.at.range.start.line;
  const inner =
    first === undefined
      ? source.indentAt(start) + source.style.indent
      : source.indentAt(source.start(first.at));
  return { isJson, indent: isBroken ? inner : undefined };
}

/** Inserts something between the brackets of a map or a list: behind one of its parts, by default behind the last. */
export function insertIntoFlow(
  source: TemplateText,
  node: SyntaxNode,
  write: (form: FlowForm) => string,
  after?: { readonly at: SyntaxNode['at'] },
): Splice {
  const children = node.kind === 'map' ? node.entries : node.kind === 'list' ? node.items : [];
  const own = children.filter(
    ({ at }) => source.start(at) >= source.start(node.at) && source.end(at) <= source.end(node.at),
  );
  const last = after ?? own.at(-1);
  const form = flowFormOf(source, node);
  if (last === undefined) {
    const { newline } = source.style;
    const padding = node.kind === 'map' ? source.style.padding : '';
    const newText =
      form.indent === undefined
        ? padding + write(form) + padding
        : newline + form.indent + write(form) + newline + source.indentAt(source.start(node.at));
    return { start: source.start(node.at) + 1, end: source.end(node.at) - 1, newText };
  }
  const end = source.end(last.at);
  const space = form.isJson ? source.style.space : ' ';
  const separator = form.indent === undefined ? space : source.style.newline + form.indent;
  return { start: end, end, newText: `,${separator}${write(form)}` };
}
