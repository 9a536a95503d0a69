import type { Span } from '../cdk/syntax/program.ts';
import type { Splice } from '../edits/text-edit.ts';
import type { CdkSource } from './cdk-source.ts';
import { widestLine } from './source-style.ts';

/** How parts on one line are treated. */
interface OneLine {
  /** What stands inside of the brackets. */
  readonly padding?: string;
  /** Whether each gets a line of its own where the line becomes too long. */
  readonly breaks?: boolean;
}

/**
 * Adds parts behind those between two brackets: on lines of their own where the others are, with a comma behind the
 * last where there was one. Comments stay with what they are about.
 *
 * @param inner what is between the brackets
 * @param write given the indentation of the line that the parts are on, and the column of the first
 */
export function insertParts(
  source: CdkSource,
  inner: Span,
  parts: readonly Span[],
  write: (indent: string, column: number) => readonly string[],
  { padding = '', breaks = false }: OneLine = {},
): readonly Splice[] {
  const last = parts.at(-1);
  const columnOf = (offset: number): number => offset - source.lineStart(offset);
  if (last === undefined) {
    const indent = source.indentAt(inner.start);
    const added = write(indent, columnOf(inner.start)).join(', ');
    const comment = source.slice(inner).trim();
    return comment === ''
      ? [{ ...inner, newText: padding + added + padding }]
      : [{ start: inner.start, end: inner.start, newText: `${padding}${added}${padding}` }];
  }
  const after = source.afterTrivia(last.end);
  const hasComma = source.text.charAt(after) === ',' && after < inner.end;
  const commaEnd = hasComma ? after + 1 : last.end;
  const isOwnLine = source.text.slice(source.lineStart(last.start), last.start).trim() === '';
  const isClosedBelow = source.hasLineEnd(commaEnd, inner.end);
  if (!isOwnLine || !isClosedBelow) {
    const indent = source.indentAt(last.start);
    const added = write(indent, columnOf(last.end) + 2).join(', ');
    const length = source.lineEnd(last.end) - source.lineStart(last.start) + added.length + 2;
    return breaks && length > widestLine && isPlain(source, inner, parts)
      ? onOwnLines(source, inner, parts, write)
      : [{ start: last.end, end: last.end, newText: `, ${added}` }];
  }
  const indent = source.indentAt(last.start);
  const { newline } = source.style;
  const lines = write(indent, indent.length).map((line) => newline + indent + line);
  const end = source.lineEnd(commaEnd);
  const newText = lines.join(',') + (hasComma ? ',' : '');
  return hasComma || end === last.end
    ? [{ start: end, end, newText: hasComma ? newText : `,${newText}` }]
    : [
        { start: last.end, end: last.end, newText: ',' },
        { start: end, end, newText },
      ];
}

/** Whether nothing but commas and spaces is between parts on one line. */
function isPlain(source: CdkSource, inner: Span, parts: readonly Span[]): boolean {
  return gapsOf(inner, parts).every((gap) => /^[ \t,]*$/.test(source.slice(gap)));
}

/** What is before, between and behind parts. */
function gapsOf(inner: Span, parts: readonly Span[]): readonly Span[] {
  const starts = [inner.start, ...parts.map(({ end }) => end)];
  const ends = [...parts.map(({ start }) => start), inner.end];
  return starts.map((start, index) => ({ start, end: ends[index] ?? start }));
}

function onOwnLines(
  source: CdkSource,
  inner: Span,
  parts: readonly Span[],
  write: (indent: string, column: number) => readonly string[],
): readonly Splice[] {
  const { newline, indent: level, hasTrailingCommas } = source.style;
  const outer = source.indentAt(inner.start);
  const indent = newline + outer + level;
  const added = write(outer + level, outer.length + level.length).map((line) => indent + line);
  const gaps = gapsOf(inner, parts);
  return gaps.map((gap, index) => {
    const isLast = index === gaps.length - 1;
    const end = `,${added.join(',')}${hasTrailingCommas ? ',' : ''}${newline}${outer}`;
    return { ...gap, newText: isLast ? end : index === 0 ? indent : `,${indent}` };
  });
}

/** Removes one of the parts between two brackets: with its line where it has one, and with its comma. */
export function removePart(source: CdkSource, inner: Span, parts: readonly Span[], index: number): Splice {
  const part = parts[index];
  const before = parts[index - 1];
  if (part === undefined) {
    return { start: inner.start, end: inner.start, newText: '' };
  }
  const after = source.afterTrivia(part.end);
  const hasComma = source.text.charAt(after) === ',' && after < inner.end;
  if (!hasComma) {
    return before === undefined
      ? { ...inner, newText: '' }
      : { start: before.end, end: part.end, newText: '' };
  }
  const lineStart = source.lineStart(part.start);
  const isOwnLine = source.text.slice(lineStart, part.start).trim() === '';
  const rest = /^[ \t]*(?:#[^\r\n]*|\/\/[^\r\n]*)?(\r\n|\n|\r)/.exec(source.text.slice(after + 1));
  if (isOwnLine && rest !== null) {
    return { start: lineStart, end: after + 1 + rest[0].length, newText: '' };
  }
  const space = /^[ \t]*/.exec(source.text.slice(after + 1))?.[0].length ?? 0;
  return { start: part.start, end: after + 1 + space, newText: '' };
}
