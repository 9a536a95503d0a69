import type { Finding } from '../../core/posture/finding.ts';
import type { Range } from '../../core/posture/location.ts';
import type { Rule } from '../../core/posture/rule.ts';
import type { Offer } from '../../iac/edits/fix-offers.ts';
import type { FailLevel } from '../command-line.ts';

/** All that one run of the linter has to tell; the formats differ only in how. */
export interface LintReport {
  /** What was judged, in the order in which it was found. */
  readonly templates: readonly LintedTemplate[];
  /** What was not judged, without being wrong: skipped files, named files that are no templates. */
  readonly notes: readonly Remark[];
  /** What keeps the run from being complete: unreadable input, faulty configuration, bugs of ours. */
  readonly problems: readonly Remark[];
  /** Every rule there is. */
  readonly rules: readonly Rule[];
  /** Of Trailscope. */
  readonly version: string;
}

export interface LintedTemplate {
  /** Relative to the folder in which the command runs, with `/` between parts. */
  readonly path: string;
  /** For code frames and fingerprints. */
  readonly text: string;
  /** The suppressed ones too. */
  readonly findings: readonly Finding[];
  /** What can be done about one of the findings; absent where nothing is known to. */
  readonly fixesFor?: (finding: Finding) => readonly Offer[];
  /** The text before it was fixed, where it was. */
  readonly unfixed?: string;
}

export interface Remark {
  readonly path?: string;
  readonly range?: Range;
  readonly message: string;
}

/** A report as text for standard output, with a line end at its end. */
export type Formatter = (report: LintReport, options: FormatOptions) => string;

export interface FormatOptions {
  readonly isColored: boolean;
  /** Absolute: what relative paths are relative to. */
  readonly cwd: string;
  readonly failOn: FailLevel;
}

/** The findings that count. */
export function openFindings({ findings }: LintedTemplate): readonly Finding[] {
  return findings.filter(({ suppressed }) => suppressed === undefined);
}

/** The lines of a text, without their ends; LF, CRLF and CR end one, as where positions are counted. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}

/** `1 error`, `2 errors`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
