import { severities, type Severity } from '../../core/posture/rule.ts';
import type { Finding } from '../../core/posture/finding.ts';
import { languageOfFile } from '../../iac/cdk/recognise.ts';
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
  const blocks = byPlace(openFindings(template)).map((findings) => placeBlock(findings, lines, paint));
  return [paint('file', harmless(template.path)), ...blocks].join('\n');
}

/** Findings at one place share its lines of the file. */
function byPlace(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const places = new Map<string, Finding[]>();
  for (const finding of findings) {
    const { start, end } = finding.at.range;
    const key = [start.line, start.character, end.line, end.character].join();
    places.set(key, [...(places.get(key) ?? []), finding]);
  }
  return [...places.values()];
}

function placeBlock(findings: readonly Finding[], lines: readonly string[], paint: Paint): string {
  const [first] = findings;
  const frame = first === undefined ? [] : codeFrame(first.at.range, lines);
  const worst = first?.severity ?? 'hint';
  const shown = frame.map(({ gutter, text, isMarker }) =>
    `    ${paint('faint', `${gutter} |`)} ${isMarker ? paint(worst, text) : text}`.trimEnd(),
  );
  return [...findings.flatMap((finding) => findingLines(finding, paint)), ...shown, ''].join('\n');
}

function findingLines({ rule, severity, message, at, related }: Finding, paint: Paint): readonly string[] {
  const place = paint('faint', placeOf(at.range.start));
  const head = `  ${place}  ${paint(severity, severity)}  ${harmless(message)}  ${paint('faint', rule)}`;
  const links = related.map(({ at: other, message: why }) => {
    const file = other.document === at.document ? '' : `${harmless(other.document)}:`;
    return `      ${paint('faint', `${file}${placeOf(other.range.start)}`)}  ${harmless(why)}`;
  });
  return [head, ...links];
}

function placeOf({ line, character }: { readonly line: number; readonly character: number }): string {
  return `${line + 1}:${character + 1}`;
}

function summary(templates: readonly LintedTemplate[], paint: Paint): string {
  if (templates.length === 0) {
    return 'No template that mentions CloudTrail and no CDK source that imports it was found\n';
  }
  const open = templates.flatMap(openFindings);
  const suppressed = templates.flatMap(({ findings }) => findings).length - open.length;
  const bySeverity = severities.flatMap((severity) => {
    const count = open.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [paint(severity, counted(count, nouns[severity]))];
  });
  const found = bySeverity.length === 0 ? paint('good', 'Nothing found') : bySeverity.join(', ');
  const tail = suppressed === 0 ? '' : ` (${suppressed} suppressed)`;
  return `${found} in ${countedFiles(templates)}${tail}\n`;
}

function countedFiles(files: readonly LintedTemplate[]): string {
  const sources = files.filter(({ path }) => languageOfFile(path) !== undefined).length;
  const counts = [
    [files.length - sources, 'template'],
    [sources, 'CDK source'],
  ] as const;
  return counts.flatMap(([count, noun]) => (count === 0 ? [] : [counted(count, noun)])).join(' and ');
}

const nouns: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'note',
  hint: 'hint',
};
