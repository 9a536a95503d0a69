import { expect, it } from 'vitest';
import { allRules } from '../rules/all-rules.ts';
import { allFixers } from './all-fixers.ts';
import { fixableFileRules } from './file-fixes.ts';
import { fixNotes } from './fix-notes.ts';

it('every rule with a fix says what it does, and no other', () => {
  expect(Object.keys(fixNotes).sort()).toEqual([...allFixers.keys(), ...fixableFileRules].sort());
});

it('only rules that there are have fixes', () => {
  const known = new Set(allRules.map(({ id }) => id));
  expect([...allFixers.keys()].filter((id) => !known.has(id))).toEqual([]);
});
