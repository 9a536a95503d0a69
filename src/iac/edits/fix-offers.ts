import type { Finding } from '../../core/posture/finding.ts';
import { allFixers } from '../../core/posture/fixes/all-fixers.ts';
import { FixFinder } from '../../core/posture/fixes/find-fixes.ts';
import type { Fix } from '../../core/posture/fixes/fix.ts';
import { lintReading } from '../../core/posture/lint.ts';
import type { LintSettings } from '../../core/posture/presets.ts';
import type { Reading } from '../../core/posture/reading.ts';
import type { Rule } from '../../core/posture/rule.ts';
import type { Edited } from './edit-template.ts';
import { applyEdits, type TextEdit } from './text-edit.ts';

/** A language that findings can be fixed in. */
export interface FixLanguage {
  /** Undefined for what is nothing of this language. */
  readonly read: (text: string) => Reading | undefined;
  readonly edit: (text: string, fix: Fix) => Edited;
}

/** A fix that was tried on the text, and did what it says. */
export interface Offer {
  readonly fix: Fix;
  readonly edits: readonly TextEdit[];
  /** The text after it. */
  readonly result: string;
}

/** What can be done about a finding; `refusal` says why nothing can, where there would be something to do. */
export interface Offers {
  readonly offers: readonly Offer[];
  readonly refusal?: string;
}

export interface FixOffersOptions {
  readonly language: FixLanguage;
  readonly text: string;
  readonly rules: readonly Rule[];
  readonly settings: LintSettings;
}

/**
 * The fixes for the findings of one text. Each is tried before it is offered: after it the finding is gone, no other
 * rule fails that did not before, and the text can still be read.
 */
export class FixOffers {
  /** The findings of the text. */
  readonly findings: readonly Finding[];
  readonly #options: FixOffersOptions;
  readonly #finder: FixFinder | undefined;
  readonly #counts: ReadonlyMap<string, number>;
  readonly #known = new Map<Finding, Offers>();

  constructor(options: FixOffersOptions) {
    const { language, text, rules, settings } = options;
    const reading = language.read(text);
    this.#options = options;
    this.#finder = reading && new FixFinder(reading, rules, allFixers);
    this.findings = reading === undefined ? [] : lintReading(reading, rules, settings).findings;
    this.#counts = countsOf(this.findings);
  }

  /** What can be done about one of the findings. The answer is kept: an editor asks whenever the cursor moves. */
  for(finding: Finding): Offers {
    const known = this.#known.get(finding) ?? this.#offers(finding, () => true);
    this.#known.set(finding, known);
    return known;
  }

  /** The safe fixes of one of the findings. The others are not tried. */
  safeFor(finding: Finding): readonly Offer[] {
    return this.#offers(finding, ({ isSafe }) => isSafe).offers.filter(({ fix }) => fix.isSafe);
  }

  #offers(finding: Finding, isWanted: (fix: Fix) => boolean): Offers {
    const offers: Offer[] = [];
    let refusal: string | undefined;
    const fixes = finding.suppressed === undefined ? (this.#finder?.fixesFor(finding) ?? []) : [];
    for (const fix of fixes.filter(isWanted)) {
      const tried = this.#try(fix, finding);
      if (typeof tried === 'string') {
        refusal ??= tried;
      } else if (offers.every(({ result }) => result !== tried.result)) {
        offers.push(tried);
      }
    }
    return offers.length > 0 || refusal === undefined ? { offers } : { offers, refusal };
  }

  /** Whether a text that the finding was silenced in still says the same otherwise. */
  isSilencedIn(finding: Finding, result: string): boolean {
    return this.#isRight({ reveals: false }, finding, result);
  }

  /** The offer, or why there is none. */
  #try(fix: Fix, finding: Finding): Offer | string {
    const { language, text } = this.#options;
    const edited = language.edit(text, fix);
    const result = edited.kind === 'edits' ? applyEdits(text, edited.edits) : text;
    if (edited.kind === 'edits' && this.#isRight(fix, finding, result)) {
      return { fix: { ...fix, ...edited.told }, edits: edited.edits, result };
    }
    if (fix.otherwise !== undefined) {
      return this.#try(fix.otherwise, finding);
    }
    return edited.kind === 'refused'
      ? edited.reason
      : 'What would correct it breaks something else in the file, or other faults hide it.';
  }

  #isRight({ reveals = false }: Pick<Fix, 'reveals'>, { rule }: Finding, result: string): boolean {
    const { language, rules, settings } = this.#options;
    const reading = language.read(result);
    if (reading === undefined || reading.problems.some((problem) => problem.rule === 'parse-error')) {
      return false;
    }
    const after = countsOf(lintReading(reading, rules, settings).findings);
    const isWorse = [...after].some(
      ([other, count]) => other !== rule && count > (this.#counts.get(other) ?? 0),
    );
    return (after.get(rule) ?? 0) < (this.#counts.get(rule) ?? 0) && (reveals || !isWorse);
  }
}

/** How often each rule fails. */
function countsOf(findings: readonly Finding[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { rule, suppressed } of findings) {
    if (suppressed === undefined) {
      counts.set(rule, (counts.get(rule) ?? 0) + 1);
    }
  }
  return counts;
}
