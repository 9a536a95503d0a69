/** A report of the linter made by hand, with all that a format has to cope with: rules of its own, so that it stays. */
import type { Finding } from '../../src/core/posture/finding.ts';
import type { Range } from '../../src/core/posture/location.ts';
import type { Rule } from '../../src/core/posture/rule.ts';
import type { LintReport } from '../../src/cli/lint/report.ts';

const rule = (id: string, members: Partial<Rule>): Rule => ({
  id,
  family: 'deploy',
  severity: 'error',
  title: `The title of ${id}`,
  what: `When ${id} fails.`,
  why: 'What goes wrong then.',
  fix: 'What to do.',
  alsoKnownAs: [],
  sources: [],
  check: () => [],
  ...members,
});

export const reportRules: readonly Rule[] = [
  rule('broken', { alsoKnownAs: ['E9999'] }),
  rule('weak', { family: 'posture', severity: 'warning', what: 'When `Encrypted` & co. are <false>.' }),
  rule('quiet', { family: 'posture', severity: 'hint', onlyIn: ['cis'] }),
];

const trail = `Resources:
  Trail:
    Type: AWS::CloudTrail::Trail
    Properties:
\tS3BucketName: "über 🪣" # 100 %, <b>&amp;</b>
`;

const hostile = 'templates/hostile \u001b[31m,:%\n::add-mask::x.json';
const hostileText = `{"Resources": {${'"A": "\u202eB", '.repeat(20)}"Trail": {"Type": "\u0007AWS::CloudTrail::Trail"}}}`;

const range = (line: number, start: number, end: number, lastLine = line): Range => ({
  start: { line, character: start },
  end: { line: lastLine, character: end },
});

function finding(document: string, at: Range, members: Partial<Finding> & Pick<Finding, 'rule'>): Finding {
  return {
    severity: 'error',
    message: 'Deployment fails. Set S3BucketName.',
    at: { document, range: at },
    resource: 'Trail',
    related: [],
    ...members,
  };
}

const name = 'templates/über trail.yaml';

/** Findings of every severity, suppressed, related, of a whole file, outside of the folder; notes and problems. */
export const sampleReport: LintReport = {
  templates: [
    {
      path: name,
      text: trail,
      findings: [
        finding(name, range(1, 2, 7), {
          rule: 'weak',
          severity: 'info',
          message: 'It is weak (when Environment is dev)',
          scenario: 'when Environment is dev',
        }),
        finding(name, range(1, 2, 7), { rule: 'quiet', severity: 'hint', message: 'It is quiet.' }),
        finding(name, range(3, 4, 14), {
          rule: 'weak',
          severity: 'warning',
          message: 'It is weaker.',
          suppressed: {
            id: 'CKV_AWS_0',
            tool: 'checkov',
            reason: 'accepted <until> 2027',
            at: { document: name, range: range(2, 0, 3) },
            scope: { kind: 'resource', resource: 'Trail' },
          },
        }),
        finding(name, range(4, 1, 24), {
          rule: 'broken',
          related: [
            { at: { document: name, range: range(1, 2, 7) }, message: 'The trail.' },
            { at: { document: 'other.yaml', range: range(9, 0, 3, 11) }, message: 'The bucket.' },
          ],
        }),
        finding(name, range(4, 1, 24), { rule: 'broken', message: 'Once more.' }),
      ],
    },
    {
      path: hostile,
      text: hostileText,
      findings: [
        finding(hostile, range(0, hostileText.indexOf('"\u0007'), hostileText.length), {
          rule: 'broken',
          message: 'Bad type "\u001b]0;x\u0007"\r\n::error::made up',
        }),
      ],
    },
    { path: '../outside.yaml', text: '', findings: [] },
    {
      path: '../broken.yaml',
      text: '',
      findings: [
        {
          rule: 'broken',
          severity: 'error',
          message: 'Not YAML.',
          at: { document: '../broken.yaml', range: range(0, 0, 0) },
          related: [],
        },
      ],
    },
  ],
  notes: [{ path: 'values.yaml', message: 'This is not a CloudFormation template.' }],
  problems: [
    { path: 'nowhere', message: 'There is no such file or folder.' },
    { path: 'trailscope.config.json', range: range(2, 4, 9), message: 'There is no rule "week".' },
  ],
  rules: reportRules,
  version: '1.2.3',
};

export const nothingToReport: LintReport = {
  templates: [{ path: 'trail.yaml', text: trail, findings: [] }],
  notes: [],
  problems: [],
  rules: reportRules,
  version: '1.2.3',
};
