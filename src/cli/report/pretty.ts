import { severities, type Severity } from '../../core/posture/rule.ts';
import type { Finding } from '../../core/posture/finding.ts';
import { counted, linesOf, openFindings, type Formatter, type LintedTemplate } from '../lint/report.ts';
import { harmless } from '../terminal.ts';
import { codeFrame } from './code-frame.ts';

/** For people: findings by file, each with its lines of the file. */
export const formatPretty: Formatter = ({ templates }, { isColored }) => {
  const paint = isColored ? colored : plain;
  const faulty = templates.filter((template) => openFindings(template).length > 0);
  const blocks = faulty.map((template) => fileBlock(template, paint));
  return [...blocks, summary(templates, paint)].join('\n');
};

type Paint = (style: Style, text: string) => string;
type Style = Severity | 'file' | 'faint' | 'good';

/** SGR codes of the terminal's own palette, so that they suit its theme. */
const sgr: Readonly<Record<Style, string>> = {
  error: '31',
  warning: '33',
  info: '36',
  hint: '35',
  file: '4',
  faint: '2',
  good: '32',
};

const colored: Paint = (style, text) => `\u001b[${sgr[style]}m${text}\u001b[0m`;
const plain: Paint = (_, text) => text;

function fileBlock(template: LintedTemplate, paint: Paint): string {
  const lines = linesOf(template.text);
  const findings = openFindings(template).map((finding) => findingBlock(finding, lines, paint));
  return [paint('file', harmless(template.path)), ...findings].join('\n') + '\n';
}

function findingBlock(finding: Finding, lines: readonly string[], paint: Paint): string {
  const { rule, severity, message, at, related } = finding;
  const place = paint('faint', placeOf(at.range.start));
  const head = `  ${place}  ${paint(severity, severity)}  ${harmless(message)}  ${paint('faint', rule)}`;
  const frame = codeFrame(at.range, lines).map(({ gutter, text, isMarker }) => {
    return `    ${paint('faint', `${gutter} |`)} ${isMarker ? paint(severity, text) : text}`.trimEnd();
  });
  const links = related.map(({ at: other, message: why }) => {
    const file = other.document === at.document ? '' : `${harmless(other.document)}:`;
    return `    ${paint('faint', `${file}${placeOf(other.range.start)}`)}  ${harmless(why)}`;
  });
  return [head, ...frame, ...links, ''].join('\n');
}

function placeOf({ line, character }: { readonly line: number; readonly character: number }): string {
  return `${line + 1}:${character + 1}`;
}

function summary(templates: readonly LintedTemplate[], paint: Paint): string {
  const open = templates.flatMap(openFindings);
  const suppressed = templates.flatMap(({ findings }) => findings).length - open.length;
  const bySeverity = severities.flatMap((severity) => {
    const count = open.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [paint(severity, counted(count, nouns[severity]))];
  });
  const found = bySeverity.length === 0 ? paint('good', 'Nothing found') : bySeverity.join(', ');
  const tail = suppressed === 0 ? '' : ` (${suppressed} suppressed)`;
  return `${found} in ${counted(templates.length, 'template')}${tail}\n`;
}

const nouns: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'hint',
};
