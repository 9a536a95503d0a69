/**
 * Findings on CDK source: test/golden/cdk/rules/<rule>.ts and its twin <rule>.py, with what is expected of that rule
 * in <rule>.findings.json beside them. `UPDATE_GOLDEN=1 npx vitest run test/unit/cdk-golden.test.ts` writes the
 * expected files anew; read them before you commit them.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/posture/finding.ts';
import type { Location } from '../../src/core/posture/location.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { caseNames, casesFolder, findingsInFile } from '../support/cdk-cases.ts';

const isUpdating = process.env['UPDATE_GOLDEN'] === '1';

/** A case is named after its rule, or begins with it where there are several. */
function rulesOf(name: string): readonly string[] {
  const rules = allRules.map(({ id }) => id).filter((id) => name === id || name.startsWith(`${id}-`));
  return rules.length > 0 ? rules : allRules.map(({ id }) => id).filter((id) => id.startsWith(`${name}-`));
}

/** With the text that is marked: positions alone are hard to read. */
function inWords(findings: readonly Finding[], rules: readonly string[], text: string) {
  return findings
    .filter(({ rule }) => rules.includes(rule))
    .map(({ rule, severity, at, resource, message, related }) => ({
      rule,
      severity,
      at: rangeOf(at),
      marked: markedText(text, at),
      resource,
      message,
      ...(related.length === 0
        ? {}
        : { related: related.map((other) => `${rangeOf(other.at)} ${other.message}`) }),
    }));
}

function rangeOf({ range: { start, end } }: Location): string {
  return [start, end].map(({ line, character }) => `${line + 1}:${character + 1}`).join('-');
}

function markedText(text: string, { range: { start, end } }: Location): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  const cut = lines.map((line, index) =>
    line.slice(index === 0 ? start.character : 0, index === last ? end.character : undefined),
  );
  return cut.map((line) => line.trim()).join(' ');
}

/** What is the same in both languages. */
function withoutPlaces(findings: readonly Finding[]) {
  return findings.map(({ rule, severity, resource }) => `${severity} ${rule} on ${resource}`).sort();
}

describe('findings in CDK source', () => {
  it.each(caseNames)('%s', async (name) => {
    const rules = rulesOf(name);
    expect(rules).not.toEqual([]);
    const found: Record<string, unknown> = {};
    for (const ending of ['ts', 'py']) {
      const text = readFileSync(path.join(casesFolder, `${name}.${ending}`), 'utf8');
      found[ending] = inWords(await findingsInFile(`${name}.${ending}`), rules, text);
    }
    const file = path.join(casesFolder, `${name}.findings.json`);
    if (isUpdating) {
      writeFileSync(file, `${JSON.stringify(found, undefined, 2)}\n`);
    }
    expect(found).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    expect(found['ts']).not.toEqual([]);
  });

  it.each(caseNames)('%s is the same in Python', async (name) => {
    const [one, other] = [await findingsInFile(`${name}.ts`), await findingsInFile(`${name}.py`)];
    expect(withoutPlaces(other)).toEqual(withoutPlaces(one));
  });

  it('there is a case for each rule that CDK source can break', () => {
    const covered = new Set(caseNames.flatMap(rulesOf));
    const missing = allRules.filter(({ id, family }) => family !== 'file' && !covered.has(id));
    expect(missing.map(({ id }) => id)).toEqual(['required-property', 'yaml-alias']);
  });

  it('no file is without its twin', () => {
    const names = new Set(readdirSync(casesFolder).map((file) => file.replace(/\..*$/, '')));
    const lonely = [...names].filter((name) =>
      ['ts', 'py', 'findings.json'].some(
        (ending) => !existsSync(path.join(casesFolder, `${name}.${ending}`)),
      ),
    );
    expect(lonely).toEqual([]);
  });
});
