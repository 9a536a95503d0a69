/**
 * Fixes on real template text: what is offered for the findings of test/golden/lint/<rule>/<name>, and what each fix
 * does, in test/golden/fixes/<rule>/<name>.fixes.txt. `UPDATE_GOLDEN=1 npx vitest run test/unit/fix-golden.test.ts`
 * writes these files anew; read them before you commit them.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from '../../src/cli/lint/unified-diff.ts';
import { allFixers } from '../../src/core/posture/fixes/all-fixers.ts';
import { fixNotes } from '../../src/core/posture/fixes/fix-notes.ts';
import type { FixEdit } from '../../src/core/posture/fixes/fix.ts';
import type { Finding } from '../../src/core/posture/finding.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { editTemplate } from '../../src/iac/edits/edit-template.ts';
import { FixOffers, type Offer } from '../../src/iac/edits/fix-offers.ts';
import { applyEdits } from '../../src/iac/edits/text-edit.ts';
import { templateLanguage } from '../../src/iac/edits/template-language.ts';

const templates = path.join(import.meta.dirname, '../golden/lint');
const expected = path.join(import.meta.dirname, '../golden/fixes');
const isUpdating = process.env['UPDATE_GOLDEN'] === '1';
const now = Date.UTC(2026, 5, 1);

function offersOf(name: string, text: string): FixOffers {
  return new FixOffers({
    language: templateLanguage(name, { now }),
    text,
    rules: allRules,
    settings: { preset: 'all', severities: new Map() },
  });
}

interface Case {
  readonly rule: string;
  readonly file: string;
  readonly expectedFile: string;
}

const cases: readonly Case[] = readdirSync(templates, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ya?ml|json)$/.test(file) && !file.endsWith('.findings.json'))
  .sort()
  .map((file) => ({
    rule: file.split(path.sep)[0] ?? '',
    file,
    expectedFile: path.join(expected, file.replace(/\.(\w+)$/, '.$1.fixes.txt')),
  }));

function placeOf({ at }: Finding): string {
  return `${at.range.start.line + 1}:${at.range.start.character + 1}`;
}

function printed(name: string, text: string, rule: string): string {
  const offers = offersOf(name, text);
  return offers.findings
    .filter((finding) => finding.rule === rule && finding.suppressed === undefined)
    .map((finding) => {
      const { offers: own, refusal } = offers.for(finding);
      const heading = `=== ${placeOf(finding)} ${finding.severity}\n`;
      const none = own.length === 0 ? `no fix${refusal === undefined ? '' : `: ${refusal}`}\n` : '';
      return heading + none + own.map((offer) => printedOffer(name, text, offer)).join('');
    })
    .join('');
}

/** The fixes that change something again where they have been applied. One that names places is offered anew instead. */
function appliedTwice(name: string, text: string, rule: string): readonly string[] {
  const offers = offersOf(name, text);
  return (
    offers.findings
      .filter((finding) => finding.rule === rule)
      .flatMap((finding) => offers.for(finding).offers)
      // What is put behind a text would be put behind it again.
      .filter(({ fix }) => !/"range"|"copy"[^}]*\},":\*"/.test(JSON.stringify(fix.edits)))
      .filter(({ fix, result }) => {
        const again = editTemplate(name, result, fix);
        return again.kind === 'edits' && applyEdits(result, again.edits) !== result;
      })
      .map(({ fix }) => fix.title)
  );
}

/** What an edit is made to: names, and for places in the file the key on their line. */
function touchedBy({ rule }: Finding, edit: FixEdit, text: string): string {
  const lines = text.split('\n');
  const keyOn = (line: number): string => /\w+/.exec(lines[line] ?? '')?.[0] ?? '';
  const steps = 'path' in edit ? edit.path : [];
  const names = steps.map((step) => (typeof step === 'string' ? step : keyOn(step.range.start.line)));
  return [`${rule}: ${edit.kind}`, ...names].join(' ');
}

function printedOffer(name: string, text: string, { fix, result }: Offer): string {
  const marks = [fix.isPreferred ? 'preferred' : '', fix.isSafe ? 'safe' : ''].filter((mark) => mark !== '');
  return `--- ${fix.title}${marks.length === 0 ? '' : ` [${marks.join(', ')}]`}\n${unifiedDiff(name, text, result)}`;
}

describe('fixes of findings on templates', () => {
  it.each(cases)('$file', ({ rule, file, expectedFile }) => {
    const text = readFileSync(path.join(templates, file), 'utf8');
    const actual = printed(path.basename(file), text, rule);
    if (isUpdating) {
      rmSync(expectedFile, { force: true });
      if (actual !== '') {
        mkdirSync(path.dirname(expectedFile), { recursive: true });
        writeFileSync(expectedFile, actual);
      }
    }
    expect(appliedTwice(path.basename(file), text, rule)).toEqual([]);
    expect(actual).toBe(existsSync(expectedFile) ? readFileSync(expectedFile, 'utf8') : '');
  });

  it('a safe fix touches nothing that decides what is recorded, paid for, or whom it is open to', () => {
    const touched = new Set(
      cases.flatMap(({ file }) => {
        const text = readFileSync(path.join(templates, file), 'utf8');
        const offers = offersOf(path.basename(file), text);
        return offers.findings.flatMap((finding) =>
          offers
            .safeFor(finding)
            .flatMap(({ fix }) => fix.edits.map((edit) => touchedBy(finding, edit, text))),
        );
      }),
    );
    expect([...touched].sort()).toEqual([
      'bucket-encryption: set BucketEncryption',
      'bucket-policy-order: depend',
      'bucket-public-access-block: set PublicAccessBlockConfiguration',
      'event-data-store-termination-protection: set TerminationProtectionEnabled',
      'log-file-validation: set EnableLogFileValidation',
      'log-group-role-order: depend',
      'log-retain: retain',
      'sns-topic-policy: depend',
      'unknown-property: remove Status',
      'unknown-property: rename EnableLogFileValidaton',
      'unused-suppression: remove-suppression',
      'wrong-type: set EnableLogFileValidation',
      'yaml-alias: write-out-aliases',
    ]);
  });

  it('what is said of a rule agrees on whether one of its fixes is safe', () => {
    const safe = new Set(
      cases
        .filter(({ expectedFile }) => existsSync(expectedFile))
        .filter(({ expectedFile }) => /^--- .*safe\]$/m.test(readFileSync(expectedFile, 'utf8')))
        .map(({ rule }) => rule),
    );
    const said = Object.entries(fixNotes).filter(([, notes]) => notes.some(({ isSafe }) => isSafe));
    expect(said.map(([rule]) => rule).sort()).toEqual([...safe].sort());
  });

  it('every rule that has fixes shows one of them here', () => {
    const shown = cases
      .filter(({ expectedFile }) => existsSync(expectedFile))
      .filter(({ expectedFile }) => readFileSync(expectedFile, 'utf8').includes('\n--- '))
      .map(({ rule }) => rule);
    const ofTemplates = [...allFixers.keys()].filter((rule) => !rule.startsWith('cdk-'));
    expect(ofTemplates.filter((rule) => !shown.includes(rule))).toEqual([]);
  });
});
