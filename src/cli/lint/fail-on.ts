import type { Finding } from '../../core/posture/finding.ts';
import { severities } from '../../core/posture/rule.ts';
import type { FailLevel } from '../command-line.ts';

/** Whether a finding makes the run fail: it counts, and is at or above the level. */
export function isFailing({ severity, suppressed }: Finding, failOn: FailLevel): boolean {
  return (
    suppressed === undefined &&
    failOn !== 'never' &&
    severities.indexOf(severity) <= severities.indexOf(failOn)
  );
}
