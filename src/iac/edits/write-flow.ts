import type { Location } from '../../core/posture/location.ts';
import type { FixValue } from '../../core/posture/fixes/fix-value.ts';
import { CannotEdit } from './cannot-edit.ts';
import type { TemplateText } from './template-text.ts';
import { quoted, scalarSource } from './yaml-scalar.ts';
import { writtenText, type WrittenText } from './written-text.ts';

/** How a value is written in brackets: as JSON, or as YAML that leaves quotes out where it can. */
export interface FlowForm {
  readonly isJson: boolean;
  /** The indentation of the line that the value begins on, to break lines; undefined keeps it on one. */
  readonly indent: string | undefined;
}

/** A value in brackets, as JSON or flow style has it. @throws {CannotEdit} */
export function writeFlow(source: TemplateText, value: FixValue, form: FlowForm): string {
  switch (value.kind) {
    case 'scalar':
      return form.isJson
        ? JSON.stringify(value.value)
        : scalarSource(value.value, source.style.quote, 'flow');
    case 'text':
      return flowText(source, writtenText(source, value.parts), form);
    case 'source':
      return copiedFlow(source, value.at, form);
    case 'list': {
      const isShort = source.style.hasFlowLists && isShortList(value);
      return bracketed(
        source,
        '[]',
        value.items.map((item) => (inner) => writeFlow(source, item, inner)),
        isShort ? { ...form, indent: undefined } : form,
      );
    }
    case 'map':
      return bracketed(
        source,
        '{}',
        value.members.map(
          ([name, member]) =>
            (inner) =>
              flowEntry(source, name, member, inner),
        ),
        form,
      );
  }
}

/** Whether a list can stand on one line where others do. */
export function isShortList({ items }: FixValue & { kind: 'list' }): boolean {
  const longest = 60;
  const lengths = items.map((item) => (item.kind === 'scalar' ? String(item.value).length : longest));
  return lengths.reduce((sum, length) => sum + length, 0) < longest;
}

/** What stands somewhere, with its lines moved to the indentation of the place that it is copied to. */
function copiedFlow(source: TemplateText, at: Location, { indent }: FlowForm): string {
  const text = source.sourceOf(at);
  const [first = '', ...others] = text.split(/\r\n|\n|\r/);
  if (others.length > 0 && !/^(?:![\w:]+ +)?[[{"']/.test(text)) {
    throw new CannotEdit('What stands on several lines cannot be put into brackets.');
  }
  const own = source.indentAt(source.start(at));
  const moved = others.map((line) => (line.startsWith(own) ? (indent ?? '') + line.slice(own.length) : line));
  return [first, ...moved].join(source.style.newline);
}

/** A key and its value, as they stand in braces. */
export function flowEntry(source: TemplateText, name: string, value: FixValue, form: FlowForm): string {
  const space = form.isJson ? source.style.space : ' ';
  return `${flowKey(source, name, form)}:${space}${writeFlow(source, value, form)}`;
}

export function flowKey(source: TemplateText, name: string, { isJson }: FlowForm): string {
  return isJson ? JSON.stringify(name) : scalarSource(name, source.style.quote, 'flow');
}

function bracketed(
  { style: { newline, indent: step, space, padding: ofBraces } }: TemplateText,
  brackets: '[]' | '{}',
  parts: readonly ((form: FlowForm) => string)[],
  { isJson, indent }: FlowForm,
): string {
  const [open, close] = brackets;
  if (parts.length === 0) {
    return brackets;
  }
  if (indent === undefined) {
    const padding = brackets === '{}' ? ofBraces : '';
    const inside = parts.map((write) => write({ isJson, indent })).join(`,${space}`);
    return `${open ?? ''}${padding}${inside}${padding}${close ?? ''}`;
  }
  const inner = indent + step;
  const inside = parts.map((write) => `${newline}${inner}${write({ isJson, indent: inner })}`).join(',');
  return `${open ?? ''}${inside}${newline}${indent}${close ?? ''}`;
}

function flowText(source: TemplateText, written: WrittenText, place: FlowForm): string {
  const form = source.style.hasInlineFunctions ? { ...place, indent: undefined } : place;
  const string = (text: string): string =>
    form.isJson ? JSON.stringify(text) : scalarSource(text, source.style.quote, 'flow');
  const long = (name: string, argument: string): string =>
    bracketed(
      source,
      '{}',
      [() => `${flowKey(source, name, form)}:${form.isJson ? source.style.space : ' '}${argument}`],
      form,
    );
  const isLong = form.isJson || source.style.isLongForm;
  switch (written.kind) {
    case 'literal':
      return string(written.text);
    case 'ref':
      return isLong ? long('Ref', string(written.name)) : `!Ref ${written.name}`;
    case 'attribute':
      return isLong
        ? long('Fn::GetAtt', getAttList(source, written, form))
        : `!GetAtt ${written.resource}.${written.attribute}`;
    case 'sub':
      return isLong
        ? long('Fn::Sub', string(written.text))
        : `!Sub ${quoted(written.text, source.style.quote)}`;
  }
}

function getAttList(
  source: TemplateText,
  { resource, attribute }: WrittenText & { kind: 'attribute' },
  form: FlowForm,
): string {
  const isInline = form.indent === undefined || source.style.hasFlowLists;
  const inner = { ...form, indent: isInline ? undefined : form.indent + source.style.indent };
  const items = [resource, attribute].map((name) => () => (form.isJson ? JSON.stringify(name) : name));
  return bracketed(source, '[]', items, inner);
}
