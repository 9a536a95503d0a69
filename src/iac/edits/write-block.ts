import type { FixMember, FixValue } from '../../core/posture/fixes/fix-value.ts';
import type { TemplateText } from './template-text.ts';
import { isShortList, writeFlow } from './write-flow.ts';
import { isPlain, quoted, scalarSource } from './yaml-scalar.ts';
import { writtenText, type WrittenText } from './written-text.ts';

/** A value in block style: what follows a key or a dash on its line, or lines below, without their indentation. */
export type WrittenValue =
  | { readonly kind: 'inline'; readonly text: string }
  | { readonly kind: 'map' | 'list'; readonly lines: readonly string[] };

/** @throws {CannotEdit} */
export function writeBlock(source: TemplateText, value: FixValue): WrittenValue {
  switch (value.kind) {
    case 'scalar':
      return { kind: 'inline', text: scalarSource(value.value, source.style.quote, 'block') };
    case 'text':
      return blockText(source, writtenText(source, value.parts));
    case 'source':
      return copiedBlock(source, value.at);
    case 'list':
      return value.items.length === 0 || (source.style.hasFlowLists && isShortList(value))
        ? { kind: 'inline', text: writeFlow(source, value, { isJson: false, indent: undefined }) }
        : { kind: 'list', lines: value.items.flatMap((item) => itemLines(writeBlock(source, item))) };
    case 'map':
      return value.members.length === 0
        ? { kind: 'inline', text: '{}' }
        : { kind: 'map', lines: value.members.flatMap((member) => memberLines(source, member)) };
  }
}

/** A key and its value, without the indentation of the key. */
export function memberLines(source: TemplateText, [name, value]: FixMember): readonly string[] {
  const key = scalarSource(name, source.style.quote, 'block');
  return keyed(source, `${key}:`, writeBlock(source, value));
}

/** What follows a key and its colon. */
export function keyed({ style }: TemplateText, key: string, written: WrittenValue): readonly string[] {
  switch (written.kind) {
    case 'inline':
      return [`${key} ${written.text}`];
    case 'map':
      return [key, ...written.lines.map((line) => indented(style.indent, line))];
    case 'list':
      return [key, ...written.lines.map((line) => indented(style.listIndent, line))];
  }
}

/** An item of a list: its first line behind the dash. */
export function itemLines(written: WrittenValue): readonly string[] {
  const [first = '', ...others] = written.kind === 'inline' ? [written.text] : written.lines;
  return [`- ${first}`, ...others.map((line) => indented('  ', line))];
}

export function indented(indent: string, line: string): string {
  return line === '' ? '' : indent + line;
}

function blockText(source: TemplateText, written: WrittenText): WrittenValue {
  const { quote, isLongForm, quotesSub } = source.style;
  const inline = (text: string): WrittenValue => ({ kind: 'inline', text });
  switch (written.kind) {
    case 'literal':
      return inline(scalarSource(written.text, quote, 'block'));
    case 'ref':
      return isLongForm ? { kind: 'map', lines: [`Ref: ${written.name}`] } : inline(`!Ref ${written.name}`);
    case 'attribute': {
      const { resource, attribute } = written;
      return isLongForm
        ? { kind: 'map', lines: [`Fn::GetAtt: [${resource}, ${attribute}]`] }
        : inline(`!GetAtt ${resource}.${attribute}`);
    }
    case 'sub': {
      const text = !quotesSub && isPlain(written.text, 'block') ? written.text : quoted(written.text, quote);
      return isLongForm ? { kind: 'map', lines: [`Fn::Sub: ${text}`] } : inline(`!Sub ${text}`);
    }
  }
}

/** What stands somewhere, with its lines moved to the left as far as they go. */
function copiedBlock(source: TemplateText, at: Parameters<TemplateText['sourceOf']>[0]): WrittenValue {
  const text = source.sourceOf(at);
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length === 1) {
    return { kind: 'inline', text };
  }
  const column = at.range.start.character;
  const moved = lines.map((line, index) =>
    index === 0 ? line : line.slice(Math.min(column, line.search(/\S|$/))),
  );
  return { kind: text.startsWith('- ') ? 'list' : 'map', lines: moved };
}
