import type { Finding } from '../../core/posture/finding.ts';
import type { Location, Range } from '../../core/posture/location.ts';
import type { Rule, Severity } from '../../core/posture/rule.ts';

/** What a diagnostic is made of, before it is VS Code's. */
export interface LintProblem {
  readonly range: Range;
  readonly message: string;
  readonly severity: Severity;
  /** The rule that failed; absent for what no rule says, such as that a file is too large. */
  readonly rule?: Rule;
  /** What the problem is made of, for its fixes; absent where no rule stands for it. */
  readonly finding?: Finding;
  readonly related: readonly { readonly at: Location; readonly message: string }[];
  /** Whether the text may just as well be removed: it is shown faded. */
  readonly isUnnecessary: boolean;
  /** Ids of cfn-lint for the same fault of the schema; only these can be duplicates. */
  readonly counterparts: readonly string[];
  /** Whether VS Code's own language services tell of the same fault, for the text is not well-formed. */
  readonly isSyntaxFault: boolean;
}

const cfnLintId = /^[EWI]\d{4}$/;

/** The problem of a finding; none for a suppressed one. */
export function problemOfFinding(finding: Finding, rules: readonly Rule[]): LintProblem | undefined {
  const rule = rules.find(({ id }) => id === finding.rule);
  if (rule === undefined || finding.suppressed !== undefined) {
    return undefined;
  }
  const isOfSchema = rule.family === 'deploy' || rule.family === 'file';
  return {
    range: finding.at.range,
    message: finding.message,
    severity: finding.severity,
    rule,
    finding,
    related: finding.related,
    isUnnecessary: rule.id === 'unused-suppression',
    counterparts: isOfSchema ? rule.alsoKnownAs.filter((id) => cfnLintId.test(id)) : [],
    isSyntaxFault: rule.id === 'parse-error',
  };
}

/** A problem that no rule stands for. */
export function plainProblem(range: Range, severity: Severity, message: string): LintProblem {
  return {
    range,
    severity,
    message,
    related: [],
    isUnnecessary: false,
    counterparts: [],
    isSyntaxFault: false,
  };
}

/** A fault in a configuration file; its JSON schema makes VS Code tell of most of them. */
export function configurationProblem(fault: {
  readonly at: Location;
  readonly message: string;
}): LintProblem {
  return { ...plainProblem(fault.at.range, 'warning', fault.message), isSyntaxFault: true };
}
