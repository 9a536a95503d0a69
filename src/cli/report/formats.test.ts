import path from 'node:path';
import sarifSchema from '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json' with { type: 'json' };
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { nothingToReport, sampleReport } from '../../../test/support/lint-report.ts';
import type { Formatter, LintReport } from '../lint/report.ts';
import { formatGithub } from './github.ts';
import { formatJson } from './json.ts';
import { formatJunit } from './junit.ts';
import { formatPretty } from './pretty.ts';
import { formatSarif } from './sarif.ts';

const options = { isColored: false, cwd: '/work place', failOn: 'warning' } as const;
const golden = (file: string) => path.resolve(import.meta.dirname, '../../../test/golden/report', file);

const goldenFiles: readonly (readonly [string, Formatter, boolean])[] = [
  ['pretty.txt', formatPretty, false],
  ['pretty-colored.txt', formatPretty, true],
  ['report.json', formatJson, false],
  ['report.sarif', formatSarif, false],
  ['github.txt', formatGithub, false],
  ['junit.xml', formatJunit, false],
];

describe('the formats', () => {
  it.each(goldenFiles)('%s tells everything', async (file, format, isColored) => {
    await expect(format(sampleReport, { ...options, isColored })).toMatchFileSnapshot(golden(file));
  });

  it.each(goldenFiles)('%s tells that there is nothing', async (file, format, isColored) => {
    await expect(format(nothingToReport, { ...options, isColored })).toMatchFileSnapshot(
      golden(`nothing-${file}`),
    );
  });

  it.each(goldenFiles.filter(([, , isColored]) => !isColored))(
    '%s lets no control character of a template or a name through to a terminal',
    (_, format) => {
      expect(format(sampleReport, options)).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    },
  );

  it('let no text begin a workflow command', () => {
    const lines = formatGithub(sampleReport, options).trimEnd().split('\n');
    expect(lines.filter((line) => !/^::(error|warning|notice) (file|title)=/.test(line))).toEqual([]);
    expect(lines).toHaveLength(8);
  });
});

describe('SARIF', () => {
  // A pattern of the schema is no regular expression with the flag u.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const validate = ajv.compile(sarifSchema);

  it.each([
    ['with findings', sampleReport],
    ['without', nothingToReport],
  ])('is valid by the schema, %s', (_, report) => {
    validate(JSON.parse(formatSarif(report, options)));
    expect(validate.errors).toBeNull();
  });

  it('is told from what is not SARIF by that schema', () => {
    const log = JSON.parse(formatSarif(sampleReport, options)) as { runs: { results: object[] }[] };
    log.runs[0]!.results[0] = { ruleId: 'broken' };
    expect(validate(log)).toBe(false);
  });

  it('has fingerprints that survive a move within the file', () => {
    const moved: LintReport = {
      ...sampleReport,
      templates: sampleReport.templates.map((template) => ({
        ...template,
        text: `\n\n${template.text}`,
        findings: template.findings.map((finding) => ({
          ...finding,
          at: {
            ...finding.at,
            range: {
              start: { ...finding.at.range.start, line: finding.at.range.start.line + 2 },
              end: { ...finding.at.range.end, line: finding.at.range.end.line + 2 },
            },
          },
        })),
      })),
    };
    expect(fingerprints(moved)).toEqual(fingerprints(sampleReport));
    expect(new Set(fingerprints(sampleReport).slice(0, 5)).size).toBe(5);
  });

  function fingerprints(report: LintReport): readonly string[] {
    const log = JSON.parse(formatSarif(report, options)) as {
      runs: { results: { partialFingerprints: Record<string, string> }[] }[];
    };
    return log.runs[0]!.results.map(({ partialFingerprints }) => Object.values(partialFingerprints)[0]!);
  }
});
