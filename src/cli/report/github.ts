import type { Severity } from '../../core/posture/rule.ts';
import type { Range } from '../../core/posture/location.ts';
import { openFindings, type Formatter } from '../lint/report.ts';
import { harmless } from '../terminal.ts';
import { shown } from './places.ts';

/** Workflow commands of GitHub Actions, which become annotations of the changed lines. */
export const formatGithub: Formatter = ({ templates, problems }) => {
  const findings = templates
    .flatMap(openFindings)
    .map(({ severity, rule, message, at }) =>
      command(levels[severity], { file: at.document, ...region(at.range), title: rule }, message),
    );
  const failures = problems.map(({ path, range, message }) =>
    command('error', { file: path, ...(range && region(range)), title: 'trailscope' }, message),
  );
  return [...findings, ...failures].map((line) => `${line}\n`).join('');
};

const levels: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
  hint: 'notice',
};

type Properties = Readonly<Record<string, string | number | undefined>>;

/** Columns have a meaning only within one line. */
function region(range: Range): Properties {
  const { start, end } = shown(range);
  const columns =
    start.line === end.line ? { col: start.column, endColumn: end.column } : { col: start.column };
  return { line: start.line, endLine: end.line, ...columns };
}

/** Escaped, line ends above all, so that no text of a template begins a command of its own. */
function command(name: string, properties: Properties, message: string): string {
  const written = Object.entries(properties).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [`${key}=${escapeData(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C')}`],
  );
  return `::${name} ${written.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return harmless(text).replaceAll('%', '%25');
}
