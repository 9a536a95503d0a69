import { expect, test } from 'vitest';
import { modelOf, readingOf, resource } from '../../../../test/support/posture.ts';
import { lintReading } from '../lint.ts';
import type { LintSettings } from '../presets.ts';
import { globalServiceEvents, multiRegion } from './multi-region.ts';

const oneRegion = readingOf(
  modelOf({
    Trail: resource('AWS::CloudTrail::Trail', { IncludeGlobalServiceEvents: false }),
    OtherTrail: resource('AWS::CloudTrail::Trail', {}),
  }),
);

function rulesFound(severities: LintSettings['severities']): readonly string[] {
  const settings: LintSettings = { preset: 'recommended', severities };
  const { findings } = lintReading(oneRegion, [multiRegion, globalServiceEvents], settings);
  return findings.map(({ rule, resource: id }) => `${rule} ${id ?? ''}`);
}

test('one Region and no global events are one cause, reported once', () => {
  expect(rulesFound(new Map())).toEqual(['multi-region Trail', 'multi-region OtherTrail']);
});

test('where one Region is meant, the missing global events are reported', () => {
  expect(rulesFound(new Map([['multi-region', 'off']]))).toEqual(['global-service-events Trail']);
});
