/** The snippets give what our own rules, and cfn-lint, have nothing to say about. */
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { lintReading } from '../../src/core/posture/lint.ts';
import type { Reading } from '../../src/core/posture/reading.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { readSource } from '../../src/iac/cdk/read-source.ts';
import { readTemplate } from '../../src/iac/cloudformation/read-template.ts';
import { cfnLintErrors, hasCfnLint } from '../support/cfn-lint.ts';
import { snippetsFolder, snippetText as expanded } from '../support/snippets.ts';
import { parsers } from '../support/tree-sitter.ts';

function rulesThatFail(reading: Reading | undefined): readonly string[] {
  const { findings } = lintReading(reading!, allRules, { preset: 'recommended', severities: new Map() });
  return findings.map(({ rule }) => rule);
}

const templates = [
  ['template.yaml', expanded('yaml', 'cloudtrail-secure-trail')],
  ['sam.yaml', expanded('yaml', 'cloudtrail-secure-trail-sam')],
  ['template.json', expanded('json', 'cloudtrail-secure-trail')],
] as const;

describe('a snippet', () => {
  it.each(templates)('has no finding: %s', (name, text) => {
    expect(rulesThatFail(readTemplate(name, text, { now: 0 }))).toEqual([]);
  });

  it.each([
    ['typescript', 'stack.ts'],
    ['python', 'stack.py'],
  ])('has no finding in CDK source: %s', async (language, name) => {
    const text = expanded(language, 'cloudtrail-secure-trail');
    expect(rulesThatFail((await readSource(name, text, parsers)).reading)).toEqual([]);
  });

  it('asks for the name of the trail at every place that has it', () => {
    expect(
      readFileSync(path.join(snippetsFolder, 'yaml.code-snippets'), 'utf8').match(/\$\{1:audit\}/g),
    ).toHaveLength(10);
    expect(templates[1][1]).toContain('Transform: AWS::Serverless-2016-10-31');
  });

  it.skipIf(!hasCfnLint)('is no error to cfn-lint (skipped where that is not installed)', () => {
    const errors = cfnLintErrors(new Map(templates));
    expect([...errors.values()].flat()).toEqual([]);
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)(
    'compiles, in Python (skipped without it)',
    () => {
      const program = 'import ast, sys; ast.parse(sys.stdin.read())';
      const input = expanded('python', 'cloudtrail-secure-trail');
      expect(() => execFileSync('python3', ['-c', program], { input })).not.toThrow();
    },
  );
});
