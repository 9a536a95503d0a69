import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import type { Location } from '../../core/posture/location.ts';
import type { MapEntry, MapNode, SyntaxNode } from '../syntax/syntax-node.ts';
import { flowFormOf } from './insert-entry.ts';
import type { TemplateText } from './template-text.ts';
import type { Splice } from './text-edit.ts';
import { indented, keyed, writeBlock } from './write-block.ts';
import { writeFlow } from './write-flow.ts';

/** Gives an entry of a map another value. @throws {CannotEdit} */
export function replaceEntryValue(
  source: TemplateText,
  map: MapNode,
  entry: MapEntry,
  value: FixValue,
): readonly Splice[] {
  source.refuseShared(entry.at);
  if (source.isFlow(map)) {
    return [inFlow(source, map, valuePlace(entry), value)];
  }
  const written = writeBlock(source, value);
  const colon = source.text.indexOf(':', source.end(entry.keyAt)) + 1;
  const start = source.start(valuePlace(entry));
  const end = source.end(entry.at);
  if (written.kind === 'inline') {
    const between = source.text.slice(colon, start);
    // A comment behind the key stays there; else the value moves up behind the key.
    return [
      /^\s*$/.test(between)
        ? { start: colon, end: Math.max(end, colon), newText: ` ${written.text}` }
        : { start, end, newText: written.text },
    ];
  }
  const indent = ' '.repeat(map.at.range.start.character);
  const [, ...lines] = keyed(source, '', written);
  const below = lines.map((line) => source.style.newline + indented(indent, line)).join('');
  const isOnKeyLine = source.lineEnd(colon) >= end;
  if (isOnKeyLine) {
    const lineEnd = source.lineEnd(end);
    const rest = source.text.slice(Math.max(end, colon), lineEnd).trimEnd();
    return [{ start: colon, end: lineEnd, newText: (rest === '' ? '' : ` ${rest.trimStart()}`) + below }];
  }
  return [{ start: source.lineEnd(colon), end, newText: below }];
}

/** Puts another value in the place of an item of a list. @throws {CannotEdit} */
export function replaceItem(source: TemplateText, parent: SyntaxNode, at: Location, value: FixValue): Splice {
  source.refuseShared(at);
  if (source.isFlow(parent)) {
    return inFlow(source, parent, at, value);
  }
  const written = writeBlock(source, value);
  const indent = ' '.repeat(at.range.start.character);
  const newText =
    written.kind === 'inline'
      ? written.text
      : written.lines
          .map((line, index) => (index === 0 ? line : source.style.newline + indented(indent, line)))
          .join('');
  return { start: source.start(at), end: source.end(at), newText };
}

function inFlow(source: TemplateText, parent: SyntaxNode, at: Location, value: FixValue): Splice {
  const form = flowFormOf(source, parent);
  // A function on one line stays on one line.
  const isInline = value.kind === 'text' && /^\{.*\}$/.test(source.sourceOf(at));
  const newText = writeFlow(source, value, isInline ? { ...form, indent: undefined } : form);
  const start = source.start(at);
  return { start, end: source.end(at), newText };
}

/** Where the value of an entry is written; of an alias where that stands. */
function valuePlace({ at, keyAt, value }: MapEntry): Location {
  const { start, end } = value.at.range;
  const isInside =
    start.line > keyAt.range.end.line ||
    (start.line === keyAt.range.end.line && start.character >= keyAt.range.end.character);
  return isInside && end.line <= at.range.end.line
    ? value.at
    : { ...at, range: { start: at.range.end, end: at.range.end } };
}
