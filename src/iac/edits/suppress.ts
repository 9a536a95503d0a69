import type { Finding } from '../../core/posture/finding.ts';
import { map, scalar } from '../../core/posture/fixes/fix-value.ts';
import type { Position } from '../../core/posture/location.ts';
import { CannotEdit } from './cannot-edit.ts';
import { setIgnored } from './set-ignored.ts';
import { TemplateText } from './template-text.ts';

/** A suppression to be inserted, with a place between two texts for the reason. */
export interface NewSuppression {
  readonly reach: 'line' | 'resource';
  readonly at: Position;
  readonly before: string;
  readonly after: string;
}

/** Stands for the reason while the edit is made; no template has it. */
const reasonMark = '\uE000';

/** The suppressions that would silence a finding of a template: on its line, and on its resource. */
export function newSuppressions(document: string, text: string, finding: Finding): readonly NewSuppression[] {
  const source = TemplateText.read(document, text);
  if (source === undefined) {
    return [];
  }
  const onLine = source.isJson ? [] : [comment(source, finding.rule, finding.at.range.start.line, 'line')];
  const onResource =
    finding.resource === undefined ? undefined : ofResource(source, finding.resource, finding);
  return onResource === undefined ? onLine : [...onLine, onResource];
}

/** A comment above a line, in a language with comments that reach to the end of theirs. */
export function commentAbove(
  text: string,
  line: number,
  rule: string,
  marker: '#' | '//',
): Omit<NewSuppression, 'reach'> {
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const indent = /^[ \t]*/.exec(text.split(/\r\n|\n|\r/, line + 1)[line] ?? '')?.[0] ?? '';
  return {
    at: { line, character: indent.length },
    before: `${marker} trailscope-ignore ${rule}: `,
    after: newline + indent,
  };
}

function comment(
  { text }: TemplateText,
  rule: string,
  line: number,
  reach: NewSuppression['reach'],
): NewSuppression {
  return { reach, ...commentAbove(text, line, rule, '#') };
}

function ofResource(source: TemplateText, id: string, { rule }: Finding): NewSuppression | undefined {
  try {
    const resource = source.resource(id);
    if (!source.isFlow(source.resources)) {
      return comment(source, rule, resource.keyAt.range.start.line, 'resource');
    }
    const entry = map({ id: scalar(rule), reason: scalar(reasonMark) });
    const [splice, ...others] = setIgnored(source, resource, [entry]);
    const [before, after] = splice?.newText.split(reasonMark) ?? [];
    return splice === undefined || others.length > 0 || before === undefined || after === undefined
      ? undefined
      : { reach: 'resource', at: source.lines.position(splice.start), before, after };
  } catch (thrown) {
    if (thrown instanceof CannotEdit) {
      return undefined;
    }
    throw thrown;
  }
}
