import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lintReading } from '../../src/core/posture/lint.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { readTemplate } from '../../src/iac/cloudformation/read-template.ts';
import { correctTemplate, templateChoices } from '../support/correct-template.ts';

function findingsOf(file: string, text: string): readonly string[] {
  const reading = readTemplate(file, text, { now: 0 });
  expect(reading?.problems).toEqual([]);
  const { findings, faults } = lintReading(reading!, allRules, { preset: 'deploy', severities: new Map() });
  expect(faults).toEqual([]);
  return findings.map(({ rule, resource, message }) => `${rule} ${resource ?? ''}: ${message}`);
}

test('a template that was built to be correct has no finding of a broken deployment', () => {
  fc.assert(
    fc.property(templateChoices, (choices) => {
      const { file, text } = correctTemplate(choices);
      expect(findingsOf(file, text)).toEqual([]);
    }),
    { numRuns: 200, seed: 20261120 },
  );
}, 120_000);

test.each([
  ['no permission to write', /s3:Put(?:Object|\*)/g, 's3:GetObject'],
  ['a policy for another service', /cloudtrail\.amazonaws\.com/g, 'config.amazonaws.com'],
  ['a misspelt property', /IsMultiRegionTrail/g, 'IsMultiRegion'],
])(
  'the same template with %s has one',
  (_, wanted, instead) => {
    fc.assert(
      fc.property(templateChoices, (choices) => {
        const { file, text } = correctTemplate({ ...choices, bucket: 'generated' });
        expect(findingsOf(file, text.replace(wanted, instead))).not.toEqual([]);
      }),
      { numRuns: 30, seed: 20261120 },
    );
  },
  120_000,
);
