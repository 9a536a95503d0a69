import type { Location } from './location.ts';
import type { Suppression } from './reading.ts';
import type { Severity } from './rule.ts';

/** What the linter reports: one fault at one place, whatever the number of scenarios that it is in. */
export interface Finding {
  /** The id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** The consequence, then the fix; with the scenario and the defaults that it depends on, if it does. */
  readonly message: string;
  readonly at: Location;
  /** The id of the resource; absent for a fault of the file itself. */
  readonly resource?: string;
  readonly related: readonly { readonly at: Location; readonly message: string }[];
  /** What has to be so for it to happen, such as `when Environment is dev`; absent where it always does. */
  readonly scenario?: string;
  /** The suppression that silences it; such a finding is counted nowhere but shown as suppressed in SARIF. */
  readonly suppressed?: Suppression;
}

/** A rule that threw: a bug of ours, to be logged and shown as one. */
export interface RuleFault {
  readonly rule: string;
  readonly cause: unknown;
}

export interface LintResult {
  /** Sorted by document and position. */
  readonly findings: readonly Finding[];
  /** At most one for each rule. */
  readonly faults: readonly RuleFault[];
}

/** By document, position and rule. */
export function compareFindings(a: Finding, b: Finding): number {
  const [left, right] = [a.at.range.start, b.at.range.start];
  return (
    compareText(a.at.document, b.at.document) ||
    left.line - right.line ||
    left.character - right.character ||
    compareText(a.rule, b.rule)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
