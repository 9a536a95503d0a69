import { describe, expect, it } from 'vitest';
import { english } from '../../core/localize.ts';
import { summaryText, type ScanSummary } from './scan-summary.ts';

const nothing: ScanSummary = {
  files: 12,
  done: 12,
  isCancelled: false,
  templates: 0,
  errors: 0,
  warnings: 0,
  notes: 0,
  unread: 0,
};

describe('the summary of a scan', () => {
  it.each<[Partial<ScanSummary>, string]>([
    [{}, 'No template or CDK source with CloudTrail was found in 12 files.'],
    [{ templates: 1 }, 'No problems in one file with CloudTrail.'],
    [{ templates: 3, errors: 1, warnings: 2 }, '1 error, 2 warnings in 3 files with CloudTrail.'],
    [
      { templates: 3, notes: 1, unread: 1 },
      '1 note in 3 files with CloudTrail. One file was not read: the log says why.',
    ],
    [
      { done: 4, isCancelled: true, templates: 1, errors: 2, unread: 3 },
      'Stopped after 4 of 12 files. 2 errors in one file with CloudTrail. 3 files were not read: the log says why.',
    ],
  ])('of %j', (given, text) => {
    expect(summaryText({ ...nothing, ...given }, english)).toBe(text);
  });
});
