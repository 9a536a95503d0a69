import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rulePages } from '../../scripts/lib/rule-pages.mjs';
import { cdkFixNotes } from '../../src/core/posture/fixes/cdk-fix-notes.ts';
import { fixNotes } from '../../src/core/posture/fixes/fix-notes.ts';
import { isInPreset } from '../../src/core/posture/presets.ts';
import { ruleDocumentationUrl } from '../../src/core/posture/rule-url.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';

const folder = path.join(import.meta.dirname, '../../docs/rules');
const pages = rulePages(allRules, isInPreset, { templates: fixNotes, cdk: cdkFixNotes });

describe('docs/rules', () => {
  it('has the pages that the rules make: run `npm run docs:rules` where it does not', () => {
    expect(readdirSync(folder).sort()).toEqual([...pages.keys()].sort());
    const current = new Map(
      [...pages.keys()].map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
    );
    expect(current).toEqual(pages);
  });

  it('has a page where the link of each rule leads', () => {
    const names = allRules.map(({ id }) => ruleDocumentationUrl(id).replace(/^.*\/docs\/rules\//, ''));
    expect(names.filter((name) => !pages.has(name))).toEqual([]);
  });
});

describe('the documentation of each rule', () => {
  it.each(allRules)('$id', (rule) => {
    expect(rule.id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(rule.title).not.toMatch(/[.!]$/);
    for (const text of [rule.what, rule.why, rule.fix]) {
      expect(text).toMatch(/[.)]$/);
      expect(text.replace(/`[^`]*`/g, '')).not.toContain('!');
    }
    expect(rule.sources.filter((url) => !url.startsWith('https://docs.aws.amazon.com/'))).toEqual([]);
    expect(new Set(rule.alsoKnownAs).size).toBe(rule.alsoKnownAs.length);
  });

  it('no id is given twice', () => {
    expect(new Set(allRules.map(({ id }) => id)).size).toBe(allRules.length);
  });
});
