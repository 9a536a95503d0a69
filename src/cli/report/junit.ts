import type { Finding } from '../../core/posture/finding.ts';
import { isFailing } from '../lint/fail-on.ts';
import { type Formatter, type FormatOptions, type LintedTemplate, type Remark } from '../lint/report.ts';
import { shown } from './places.ts';

/**
 * A test suite for each file. A finding is a test case: failed where it makes the run fail, skipped where it is
 * suppressed, passed with a note otherwise. A file without findings is one passed test case.
 */
export const formatJunit: Formatter = ({ templates, problems }, options) => {
  const suites = [
    ...templates.map((template) => templateSuite(template, options)),
    ...(problems.length === 0 ? [] : [problemSuite(problems)]),
  ];
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    element('testsuites', { name: 'trailscope lint', ...totals(suites.flatMap(({ cases }) => cases)) }),
    ...suites.flatMap(({ name, cases }) => [
      `  ${element('testsuite', { name, ...totals(cases) })}`,
      ...cases.flatMap(caseLines),
      '  </testsuite>',
    ]),
    '</testsuites>',
  ];
  return lines.map((line) => `${line}\n`).join('');
};

interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

interface TestCase {
  readonly name: string;
  readonly file: string;
  readonly line?: number;
  readonly outcome: 'passed' | 'failure' | 'error' | 'skipped';
  readonly type?: string;
  readonly message?: string;
}

function templateSuite({ path, findings }: LintedTemplate, options: FormatOptions): Suite {
  const cases = findings.map((finding) => findingCase(path, finding, options));
  const passed: TestCase = { name: 'nothing found', file: path, outcome: 'passed' };
  return { name: path, cases: cases.length === 0 ? [passed] : cases };
}

function findingCase(file: string, finding: Finding, { failOn }: FormatOptions): TestCase {
  const { rule, resource, severity, message, at, suppressed } = finding;
  const { line, column } = shown(at.range).start;
  const name = `${rule}${resource === undefined ? '' : ` of ${resource}`} at ${line}:${column}`;
  const common = { name, file, line, type: severity };
  if (suppressed !== undefined) {
    return { ...common, outcome: 'skipped', message: suppressed.reason ?? 'suppressed' };
  }
  return { ...common, outcome: isFailing(finding, failOn) ? 'failure' : 'passed', message };
}

function problemSuite(problems: readonly Remark[]): Suite {
  const cases = problems.map(({ path = '', message }): TestCase => {
    return { name: `input ${path}`, file: path, outcome: 'error', type: 'problem', message };
  });
  return { name: 'trailscope', cases };
}

function totals(cases: readonly TestCase[]) {
  const count = (wanted: TestCase['outcome']) => cases.filter(({ outcome }) => outcome === wanted).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

function caseLines({ name, file, line, outcome, type, message }: TestCase): readonly string[] {
  const attributes = { name, classname: file, file, line };
  if (message === undefined) {
    return [`    ${element('testcase', attributes, true)}`];
  }
  const inside = {
    passed: () => `<system-out>${escape(`${type}: ${message}`)}</system-out>`,
    skipped: () => element('skipped', { message }, true),
    failure: () => element('failure', { type, message }, true),
    error: () => element('error', { type, message }, true),
  };
  return [`    ${element('testcase', attributes)}`, `      ${inside[outcome]()}`, '    </testcase>'];
}

function element(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
  isEmpty = false,
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escape(String(value))}"`],
  );
  return `<${name}${written.join('')}${isEmpty ? '/' : ''}>`;
}

/** XML 1.0 has no way to write most control characters and lone surrogates. */
function escape(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
    .replace(/[<>&"\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, (character) => `&#${character.charCodeAt(0)};`);
}
