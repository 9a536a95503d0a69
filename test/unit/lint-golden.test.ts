/**
 * Findings on real template text: test/golden/lint/<rule>/<name>.yaml or .json, with what is expected of that rule in
 * <name>.findings.json beside it. `UPDATE_GOLDEN=1 npx vitest run test/unit/lint-golden.test.ts` writes the expected
 * files anew; read them before you commit them.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintReading } from '../../src/core/posture/lint.ts';
import type { Location } from '../../src/core/posture/location.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { readTemplate } from '../../src/iac/cloudformation/read-template.ts';

const folder = path.join(import.meta.dirname, '../golden/lint');
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';
const now = Date.UTC(2026, 5, 1);

interface GoldenFinding {
  readonly rule: string;
  readonly severity: string;
  /** From line:column to line:column, as editors show them: both from 1. */
  readonly at: string;
  readonly resource?: string;
  readonly message: string;
  readonly related?: readonly string[];
  readonly suppressedBy?: string;
}

interface Golden {
  readonly rule: string;
  /** Relative to the folder. */
  readonly template: string;
  readonly expectedFile: string;
}

const goldens: readonly Golden[] = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ya?ml|json)$/.test(file) && !file.endsWith('.findings.json'))
  .sort()
  .map((file) => ({
    rule: file.split(path.sep)[0] ?? '',
    template: file,
    expectedFile: path.join(folder, file.replace(/\.\w+$/, '.findings.json')),
  }));

/** Every rule runs, so that rules that are silent beside others are; only the folder's own is compared. */
function findingsOf({ rule, template }: Golden): readonly GoldenFinding[] {
  const text = readFileSync(path.join(folder, template), 'utf8');
  const reading = readTemplate(path.basename(template), text, { now });
  if (reading === undefined) {
    throw new Error(`${template} is no template.`);
  }
  const { findings, faults } = lintReading(reading, allRules, { preset: 'all', severities: new Map() });
  expect(faults).toEqual([]);
  return findings
    .filter((finding) => finding.rule === rule)
    .map(({ severity, at, resource, message, related, suppressed }) => ({
      rule,
      severity,
      at: rangeOf(at),
      ...(resource === undefined ? {} : { resource }),
      message,
      ...(related.length === 0
        ? {}
        : { related: related.map((other) => `${rangeOf(other.at)} ${other.message}`) }),
      ...(suppressed === undefined ? {} : { suppressedBy: `${suppressed.tool} ${suppressed.id}` }),
    }));
}

function rangeOf({ range: { start, end } }: Location): string {
  return [start, end].map(({ line, character }) => `${line + 1}:${character + 1}`).join('-');
}

function expectedOf({ expectedFile }: Golden): readonly GoldenFinding[] {
  return JSON.parse(readFileSync(expectedFile, 'utf8')) as readonly GoldenFinding[];
}

describe('findings on templates', () => {
  it.each(goldens)('$template', (golden) => {
    const findings = findingsOf(golden);
    if (isUpdating) {
      writeFileSync(golden.expectedFile, `${JSON.stringify(findings, undefined, 2)}\n`);
    }
    expect(findings).toEqual(expectedOf(golden));
  });

  it('no expected file is without a template, and no folder without a rule', () => {
    const expected = new Set(goldens.map(({ expectedFile }) => expectedFile));
    const stray = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.findings.json'))
      .filter((file) => !expected.has(path.join(folder, file)));
    const known = new Set(allRules.map(({ id }) => id));
    expect([...stray, ...goldens.map(({ rule }) => rule).filter((rule) => !known.has(rule))]).toEqual([]);
  });
});

describe('each rule has a template on which it fails and one on which it does not', () => {
  // Those for CDK source have sources instead: test/unit/cdk-golden.test.ts.
  it.each(allRules.filter(({ family }) => family !== 'cdk').map(({ id }) => id))('%s', (id) => {
    const counts = goldens.filter(({ rule }) => rule === id).map((golden) => expectedOf(golden).length);
    expect({ fails: counts.some((count) => count > 0), passes: counts.includes(0) }).toEqual({
      fails: true,
      passes: true,
    });
  });
});
