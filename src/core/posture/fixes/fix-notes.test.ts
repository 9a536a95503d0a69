import { expect, it } from 'vitest';
import { allRules } from '../rules/all-rules.ts';
import { allFixers } from './all-fixers.ts';
import { cdkFixNotes } from './cdk-fix-notes.ts';
import { fixableFileRules } from './file-fixes.ts';
import { fixNotes } from './fix-notes.ts';

it('every rule with a fix says what it does, and no other', () => {
  const ofTemplates = [...allFixers.keys()].filter((id) => !id.startsWith('cdk-'));
  expect(Object.keys(fixNotes).sort()).toEqual([...ofTemplates, ...fixableFileRules].sort());
});

it('only rules with fixes say what those do in CDK source', () => {
  expect(Object.keys(cdkFixNotes).filter((id) => !allFixers.has(id))).toEqual([]);
});

it('only rules that there are have fixes', () => {
  const known = new Set(allRules.map(({ id }) => id));
  expect([...allFixers.keys()].filter((id) => !known.has(id))).toEqual([]);
});
