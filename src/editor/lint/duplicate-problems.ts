import type { Position, Range } from '../../core/posture/location.ts';
import type { LintProblem } from './lint-problem.ts';

/** What duplicates are looked for in: the diagnostics of other tools. */
export interface OtherDiagnostic {
  readonly range: Range;
  readonly message: string;
  readonly source: string | undefined;
  /** An id, or a number, or an id with a link. */
  readonly code: unknown;
}

/** The language services that tell of malformed JSON and YAML: VS Code's own, and Red Hat's. */
const syntaxSources = new Set(['json', 'jsonc', 'yaml']);

/**
 * Whether another tool says the same at the same place: cfn-lint, alone or in a language server, with a rule that is
 * known to be the same; or a language service about the syntax.
 */
export function isDuplicate(problem: LintProblem, others: readonly OtherDiagnostic[]): boolean {
  return others.some(
    (other) =>
      isSamePlace(problem.range, other.range) && (isSameRule(problem, other) || isSyntax(problem, other)),
  );
}

function isSameRule({ counterparts }: LintProblem, other: OtherDiagnostic): boolean {
  const id = cfnLintIdOf(other);
  return id !== undefined && counterparts.includes(id);
}

function isSyntax({ isSyntaxFault }: LintProblem, { source }: OtherDiagnostic): boolean {
  return isSyntaxFault && source !== undefined && syntaxSources.has(source.toLowerCase());
}

/**
 * The language servers of AWS give the id as the diagnostic's code; the extension "CloudFormation Linter" writes it
 * into the message, as in `[cfn-lint] E3002: ...`.
 */
function cfnLintIdOf({ code, message }: OtherDiagnostic): string | undefined {
  const value = typeof code === 'object' && code !== null && 'value' in code ? code.value : code;
  return typeof value === 'string' ? value : /^\[cfn-lint\] ([EWI]\d{4}):/.exec(message)?.[1];
}

/** Tools differ in whether a fault is at a key, at its value, or at both: the same line, or a common part, will do. */
function isSamePlace(a: Range, b: Range): boolean {
  return a.start.line === b.start.line || (!isBefore(a.end, b.start) && !isBefore(b.end, a.start));
}

function isBefore(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
