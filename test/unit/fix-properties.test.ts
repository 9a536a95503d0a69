/** What holds for every fix of every template. `FIX_RUNS=500 npx vitest run test/unit/fix-properties.test.ts` tries more. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fix } from '../../src/core/posture/fixes/fix.ts';
import { allRules } from '../../src/core/posture/rules/all-rules.ts';
import { syntaxOf } from '../../src/iac/cloudformation/read-template.ts';
import { FixOffers, type Offer } from '../../src/iac/edits/fix-offers.ts';
import { templateLanguage } from '../../src/iac/edits/template-language.ts';
import { entryOf, type SyntaxNode } from '../../src/iac/syntax/syntax-node.ts';
import { faultyChoices, faultyTemplate } from '../support/faulty-template.ts';

const numRuns = Number(process.env['FIX_RUNS'] ?? 12);
/** More than any template has faults, fixes that bring others to light included. */
const mostSteps = 60;

function offersOf(file: string, text: string): FixOffers {
  return new FixOffers({
    language: templateLanguage(file, { now: 0 }),
    text,
    rules: allRules,
    settings: { preset: 'all', severities: new Map() },
  });
}

/** The first fix that is offered, of a finding and among its fixes as a number chooses. */
function chosenOffer(file: string, text: string, number: number): Offer | undefined {
  const offers = offersOf(file, text);
  const { findings } = offers;
  for (const [index] of findings.entries()) {
    const finding = findings[(index + number) % findings.length];
    const own = finding === undefined ? [] : offers.for(finding).offers;
    const offer = own[number % Math.max(own.length, 1)];
    if (offer !== undefined) {
      return offer;
    }
  }
  return undefined;
}

/** What a text says, without where. */
function plain(node: SyntaxNode | undefined): unknown {
  switch (node?.kind) {
    case 'scalar':
      return node.value;
    case 'list':
      return node.items.map(plain);
    case 'map':
      return Object.fromEntries(node.entries.map(({ key, value }) => [key, plain(value)]));
    case 'tagged':
      return { [`!${node.tag}`]: plain(node.value) };
    default:
      return undefined;
  }
}

/** A text without the resources that a fix names. */
function untouched(file: string, text: string, fix: Fix): unknown {
  const { root } = syntaxOf(file, text).tree;
  const named = new Set(
    fix.edits.flatMap((edit) =>
      'resource' in edit ? [typeof edit.resource === 'string' ? edit.resource : edit.resource.id] : [],
    ),
  );
  const resources = entryOf(root, 'Resources')?.value;
  const others = resources?.kind === 'map' ? resources.entries.filter(({ key }) => !named.has(key)) : [];
  const sections = root?.kind === 'map' ? root.entries.filter(({ key }) => key !== 'Resources') : [];
  return [...sections, ...others].map(({ key, value }) => [key, plain(value)]);
}

/** The lines of a text that are comments. */
function comments(text: string): readonly string[] {
  return text.split(/\r?\n/).filter((line) => /^\s*#/.test(line));
}

describe('fixes, whatever the template', () => {
  it('end, in any order, with no finding that could be fixed, and change nothing but what they say', () => {
    fc.assert(
      fc.property(
        faultyChoices,
        fc.array(fc.nat(1000), { minLength: 8, maxLength: 8 }),
        (choices, numbers) => {
          const { file, text } = faultyTemplate(choices);
          const newlines = text.includes('\r\n') ? /(?<!\r)\n/ : /\r/;
          let current = text;
          for (let step = 0; ; step++) {
            expect(step).toBeLessThan(mostSteps);
            const offer = chosenOffer(file, current, numbers[step % numbers.length] ?? 0);
            if (offer === undefined) {
              break;
            }
            const { fix, result } = offer;
            expect(result).not.toBe(current);
            expect(syntaxOf(file, result).tree.problem).toBeUndefined();
            expect(untouched(file, result, fix)).toEqual(untouched(file, current, fix));
            expect(comments(result)).toEqual(comments(current));
            expect(result).not.toMatch(newlines);
            current = result;
          }
        },
      ),
      { numRuns, seed: process.env['FIX_RUNS'] === undefined ? 7 : Date.now() },
    );
  }, 600_000);
});
