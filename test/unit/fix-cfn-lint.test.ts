/** What fixes make of templates is no error to cfn-lint that was not there before. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { FixOffers } from '../../src/iac/edits/fix-offers.ts';
import { templateLanguage } from '../../src/iac/edits/template-language.ts';
import { cfnLintErrors, hasCfnLint } from '../support/cfn-lint.ts';
import { faultyChoices, faultyTemplate } from '../support/faulty-template.ts';

const folder = path.join(import.meta.dirname, '../golden/lint');

/** A property of late 2025, which released versions of cfn-lint may not know. */
const newer = "'RecursiveLogging' was unexpected";

interface Tried {
  readonly rule: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

/** Of each kind of fix one, in YAML and in JSON, on the templates of the rules' tests. */
function triedFixes(): { readonly tried: readonly Tried[]; readonly templates: ReadonlyMap<string, string> } {
  const tried = new Map<string, Tried>();
  const templates = new Map<string, string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const extension = /\.(ya?ml|json)$/.exec(file)?.[0];
    if (extension === undefined || file.endsWith('.findings.json')) {
      continue;
    }
    const text = readFileSync(path.join(folder, file), 'utf8');
    const [rule = ''] = file.split(path.sep);
    const offers = new FixOffers({
      language: templateLanguage(path.basename(file), { now: 0 }),
      text,
      rules: allRules,
      settings: { preset: 'all', severities: new Map() },
    });
    for (const finding of offers.findings.filter((one) => one.rule === rule)) {
      for (const { fix, result } of offers.for(finding).offers) {
        const key = `${rule} ${fix.title} ${extension}`;
        if (!tried.has(key)) {
          const before = `${file.replaceAll(path.sep, '__')}.before${extension}`;
          const after = `${tried.size}${extension}`;
          tried.set(key, { rule, title: fix.title, before, after });
          templates.set(before, text);
          templates.set(after, result);
        }
      }
    }
  }
  return { tried: [...tried.values()], templates };
}

/** A text after the first fix of each finding, until there is none. */
function fixedThroughout(file: string, text: string): string {
  const offers = new FixOffers({
    language: templateLanguage(file, { now: 0 }),
    text,
    rules: allRules,
    settings: { preset: 'all', severities: new Map() },
  });
  for (const finding of offers.findings) {
    const [offer] = offers.for(finding).offers;
    if (offer !== undefined) {
      return fixedThroughout(file, offer.result);
    }
  }
  return text;
}

describe.skipIf(!hasCfnLint)('cfn-lint (skipped where it is not installed)', () => {
  it('finds no new error in what a fix writes', () => {
    const { tried, templates } = triedFixes();
    const errors = cfnLintErrors(templates);
    const made = tried.flatMap(({ rule, title, before, after }) => {
      const ids = (name: string) =>
        (errors.get(name) ?? []).filter((error) => !error.includes(newer)).map((error) => error.slice(0, 5));
      const left = [...ids(before)];
      const added = ids(after).filter((id) => {
        const index = left.indexOf(id);
        left.splice(index, index < 0 ? 0 : 1);
        return index < 0;
      });
      return added.length === 0 ? [] : [{ rule, title, added, text: templates.get(after) }];
    });
    // A value that is there twice was wrong in one of the two places before.
    expect(made.filter(({ added }) => added.some((id) => id !== 'E3037'))).toEqual([]);
    expect(tried.length).toBeGreaterThan(90);
  }, 180_000);

  it('finds no new error in random faulty templates of which all that can be is fixed', () => {
    const templates = new Map<string, string>();
    for (const [index, choices] of fc.sample(faultyChoices, { numRuns: 12, seed: 11 }).entries()) {
      const { file, text } = faultyTemplate(choices);
      templates.set(`${index}.before${path.extname(file)}`, text);
      templates.set(`${index}.after${path.extname(file)}`, fixedThroughout(file, text));
    }
    const errors = cfnLintErrors(templates);
    const added = [...errors]
      .filter(([name]) => name.includes('.after'))
      .map(([name, own]) => {
        const before = (errors.get(name.replace('.after', '.before')) ?? []).map((error) =>
          error.slice(0, 5),
        );
        return own.filter((error) => !error.includes(newer) && !before.includes(error.slice(0, 5)));
      });
    expect(added.flat()).toEqual([]);
  }, 180_000);
});
