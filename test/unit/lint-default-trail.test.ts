import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { lintReading } from '../../src/core/posture/lint.ts';
import { defaultSettings } from '../../src/core/posture/presets.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { readTemplate } from '../../src/iac/cloudformation/read-template.ts';

/** What aws-cdk-lib 2.276 makes of `new Trail(this, 'T')`. */
const template = path.join(import.meta.dirname, '../golden/cdk/default-trail.template.json');

it('the default trail of CDK gets one warning at most under the recommended preset', () => {
  const reading = readTemplate('template.json', readFileSync(template, 'utf8'), { now: 0 });
  const { findings, faults } = lintReading(reading!, allRules, defaultSettings);
  expect(faults).toEqual([]);
  const serious = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  expect(serious.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual(['warning bucket-encryption']);
  expect(findings.map(({ rule }) => rule)).toContain('kms-encryption');
});
