import {
  configurationDefaults,
  lintSettingsOf,
  type Configuration,
} from '../../core/posture/configuration.ts';
import type { RuleFault } from '../../core/posture/finding.ts';
import { lintReading } from '../../core/posture/lint.ts';
import type { Range } from '../../core/posture/location.ts';
import type { Reading } from '../../core/posture/reading.ts';
import { allRules } from '../../core/posture/rules/all-rules.ts';
import type { Localize } from '../../core/localize.ts';
import { knownFindings } from '../../iac/cdk/assembly/lint-template.ts';
import type { KnownFinding } from '../../iac/cdk/assembly/place-findings.ts';
import type { LibraryVersion } from '../../iac/cdk/library-version.ts';
import { readSource } from '../../iac/cdk/read-source.ts';
import type { Parsers } from '../../iac/cdk/syntax/tree-sitter.ts';
import { readTemplate } from '../../iac/cloudformation/read-template.ts';
import { fixAll, type FixedText } from '../../iac/edits/fix-all.ts';
import { FixOffers, type FixLanguage, type FixOffersOptions } from '../../iac/edits/fix-offers.ts';
import type { SoundSources } from './sound-sources.ts';
import { plainProblem, problemOfFinding, type LintProblem } from './lint-problem.ts';

export interface LintedText {
  readonly problems: readonly LintProblem[];
  /** Rules that threw: bugs of ours. */
  readonly faults: readonly RuleFault[];
  /** What was found, suppressed or not, and about which construct. */
  readonly known: readonly KnownFinding[];
}

/** What to lint, and what decides how. */
export interface LintInput {
  /** The URI. */
  readonly document: string;
  readonly text: string;
  readonly configuration: Configuration;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly t: Localize;
}

/** Lints a text that may be a template; undefined when it is none. */
export function lintText(input: LintInput): LintedText | undefined {
  const { document, text, configuration, now } = input;
  const heavy = heavyText(input);
  if (heavy !== undefined) {
    return heavy;
  }
  const reading = readTemplate(document, text, { parameters: configuration.parameters, now });
  return reading && judge(reading, input);
}

/** What linting source code takes besides the text. */
export interface SourceLinting {
  readonly parsers: Parsers;
  /** Of aws-cdk-lib, where it is known. */
  readonly version: LibraryVersion | undefined;
  readonly sound: SoundSources;
}

/** Lints a text that may be the source of a CDK app; undefined when it makes nothing of CloudTrail. */
export async function lintSource(
  input: LintInput,
  { parsers, version, sound }: SourceLinting,
): Promise<LintedText | undefined> {
  const heavy = heavyText(input);
  if (heavy !== undefined) {
    return heavy;
  }
  const { document, text } = input;
  const { reading, hasFaults } = await readSource(document, text, parsers, version);
  const earlier = hasFaults ? sound.since(document, text) : undefined;
  if (earlier !== undefined) {
    return earlier.linted;
  }
  const linted = reading && judge(reading, input);
  if (!hasFaults) {
    sound.keep(document, text, linted);
  }
  return linted;
}

/** What is said of a text that is too large to be read. */
function heavyText({ text, configuration, t }: LintInput): LintedText | undefined {
  const limit = configuration.maxFileSize ?? configurationDefaults.maxFileSize;
  // A character is a byte in all but a few files, and this is asked at each pause in typing.
  return text.length > limit
    ? { problems: [tooLarge(text.length, limit, t)], faults: [], known: [] }
    : undefined;
}

function judge(reading: Reading, { text, configuration }: LintInput): LintedText {
  const result = lintReading(reading, allRules, lintSettingsOf(configuration));
  const { findings, faults } = result;
  const problems = findings.flatMap((finding) => problemOfFinding(finding, allRules) ?? []);
  return {
    problems: problems.map((problem) => ({ ...problem, range: firstLineOf(problem.range, text) })),
    faults,
    known: knownFindings(reading, result),
  };
}

/** A wave under a whole policy statement would hide more than it shows: of several lines the first is marked. */
function firstLineOf({ start, end }: Range, text: string): Range {
  if (start.line === end.line) {
    return { start, end };
  }
  const line = text.split(/\r\n|\n|\r/, start.line + 1)[start.line] ?? '';
  return { start, end: { line: start.line, character: line.trimEnd().length } };
}

/** A text to be fixed, and what decides how. */
export interface FixInput extends Pick<LintInput, 'text' | 'configuration'> {
  readonly language: FixLanguage;
}

/** The fixes for what a text is found to have; undefined for one that is too large. */
export function fixesOfText(input: FixInput): FixOffers | undefined {
  const options = fixOptions(input);
  return options && new FixOffers(options);
}

/** A text after all fixes that need not be asked for one by one; undefined for one that is too large. */
export function fixText(input: FixInput): FixedText | undefined {
  const options = fixOptions(input);
  return options && fixAll(options);
}

function fixOptions({ text, configuration, language }: FixInput): FixOffersOptions | undefined {
  const limit = configuration.maxFileSize ?? configurationDefaults.maxFileSize;
  return text.length > limit
    ? undefined
    : {
        language,
        text,
        rules: allRules,
        settings: lintSettingsOf(configuration),
      };
}

function tooLarge(size: number, limit: number, t: Localize): LintProblem {
  const start = { line: 0, character: 0 };
  const message = t(
    'CloudTrail is not linted in this file: it has {0}, and the most that is read is {1}. Raise `trailscope.lint.maxFileSize` to lint it all the same.',
    inWords(size),
    inWords(limit),
  );
  return plainProblem({ start, end: start }, 'info', message);
}

function inWords(bytes: number): string {
  return bytes < 100_000 ? `${bytes} bytes` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}
