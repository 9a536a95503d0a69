/**
 * Fixes in CDK source: what is offered for the findings of test/golden/cdk/rules/<case>, and what each fix does, in
 * test/golden/cdk/fixes/<case>.fixes.txt. `UPDATE_GOLDEN=1 npx vitest run test/unit/cdk-fix-golden.test.ts` writes
 * these files anew; read them before you commit them.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/cli/lint/unified-diff.ts';
import { cdkFixNotes } from '../../src/core/posture/fixes/cdk-fix-notes.ts';
import type { Offer } from '../../src/iac/edits/fix-offers.ts';
import { applyEdits } from '../../src/iac/edits/text-edit.ts';
import { caseFiles, offeredInCase, offersIn, textOfCase } from '../support/cdk-fixes.ts';
import { casesFolder } from '../support/cdk-cases.ts';

/** The cases of these have nothing that can be fixed; those of src/iac/cdk-edits/edit-cdk.test.ts have. */
const notInCases = ['cdk-organization-policy'];

const expected = path.join(casesFolder, '../fixes');
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';

function printedOffer(file: string, { fix, result }: Offer): string {
  const marks = [fix.isPreferred ? 'preferred' : '', fix.isSafe ? 'safe' : ''].filter((mark) => mark !== '');
  const title = `--- ${fix.title}${marks.length === 0 ? '' : ` [${marks.join(', ')}]`}\n`;
  return title + unifiedDiff(file, textOfCase(file), result);
}

async function printed(file: string): Promise<string> {
  const offered = await offeredInCase(file);
  return offered
    .map(({ finding: { at, rule, severity }, offers, refusal }) => {
      const { line, character } = at.range.start;
      const none = offers.length > 0 ? '' : `no fix${refusal === undefined ? '' : `: ${refusal}`}\n`;
      const heading = `=== ${line + 1}:${character + 1} ${severity} ${rule}\n`;
      return heading + none + offers.map((offer) => printedOffer(file, offer)).join('');
    })
    .join('');
}

describe('fixes of findings in CDK source', () => {
  it.each(caseFiles)('%s', async (file) => {
    const actual = await printed(file);
    const expectedFile = path.join(expected, `${file}.fixes.txt`);
    if (isUpdating) {
      mkdirSync(expected, { recursive: true });
      writeFileSync(expectedFile, actual);
    }
    expect(actual).toBe(existsSync(expectedFile) ? readFileSync(expectedFile, 'utf8') : '');
  });

  it('what is said of a rule agrees on whether it has fixes, and one that is safe', () => {
    const shown = caseFiles
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(expected, `${file}.fixes.txt`), 'utf8'));
    const rulesWith = (pattern: RegExp): readonly string[] => [
      ...new Set(shown.flatMap((text) => [...text.matchAll(pattern)].map(([, rule = '']) => rule))),
    ];
    const said = Object.entries(cdkFixNotes);
    const fixed = rulesWith(/^=== \S+ \w+ (\S+)\n---/gm);
    expect(fixed.filter((rule) => !Object.hasOwn(cdkFixNotes, rule))).toEqual([]);
    expect(said.map(([rule]) => rule).filter((rule) => !fixed.includes(rule))).toEqual(notInCases);
    const safe = rulesWith(/^=== \S+ \w+ (\S+)\n(?:(?!===).*\n)*?--- .*safe\]$/gm);
    expect(safe.filter((rule) => cdkFixNotes[rule]?.every(({ isSafe }) => !isSafe) === true)).toEqual([]);
  });

  it.each(caseFiles)('applied twice, each is the same as once: %s', async (file) => {
    for (const { offers } of await offeredInCase(file)) {
      for (const { fix, result } of offers) {
        const { language } = await offersIn(file, result);
        const again = language.edit(result, fix);
        // What names places of the text before it is offered anew instead.
        const isByPlace = JSON.stringify(fix.edits).includes('"range"');
        if (!isByPlace && again.kind === 'edits') {
          expect(applyEdits(result, again.edits)).toBe(result);
        }
      }
    }
  });
});
