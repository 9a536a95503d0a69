import type { Fixer } from './fixer.ts';
import {
  globalServiceEventsFixes,
  logFileValidationFixes,
  multiRegionFixes,
  multiRegionGlobalEventsFixes,
} from './trail-fixes.ts';

/** What makes the failures of a rule go away, by the rule's id. A rule that is not here leaves it to somebody to decide. */
export const allFixers: ReadonlyMap<string, Fixer> = new Map<string, Fixer>([
  ['multi-region', multiRegionFixes],
  ['log-file-validation', logFileValidationFixes],
  ['global-service-events', globalServiceEventsFixes],
  ['multi-region-global-events', multiRegionGlobalEventsFixes],
]);
