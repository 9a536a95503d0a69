import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { filterPieces } from './filter-pieces.ts';

const painted = (text: string) =>
  filterPieces(text, [])
    .map((piece) => (piece.kind === 'plain' ? piece.text : `<${piece.kind} ${piece.text}>`))
    .join('');

describe('the colours of a filter', () => {
  test.each([
    ['name:Terminate* -user:ci-*', '<field name:>Terminate* <operator -><field user:>ci-*'],
    ['name:(A OR B)', '<field name:><operator (>A <operator OR> B<operator )>'],
    ['resource:"a OR b"', '<field resource:><quoted "a OR b">'],
    ['"not closed OR', '<quoted "not closed OR>'],
    ['requestParameters.items[0].bucketName:logs', '<field requestParameters.items[0].bucketName:>logs'],
    ['https://example.com ORDER', 'https://example.com ORDER'],
    ['NOT name:x', '<operator NOT> <field name:>x'],
  ])('%s', (text, expected) => {
    expect(painted(text)).toBe(expected);
  });

  test('problems are cut out of the pieces that they lie in', () => {
    const pieces = filterPieces('name:Terminate', [{ start: 2, end: 7, message: '' }]);
    expect(pieces).toEqual([
      { text: 'na', kind: 'field', isProblem: false },
      { text: 'me:', kind: 'field', isProblem: true },
      { text: 'Te', kind: 'plain', isProblem: true },
      { text: 'rminate', kind: 'plain', isProblem: false },
    ]);
  });

  test('nothing of a text is lost or doubled, whatever it is and wherever problems are', () => {
    const problem = fc.record({ start: fc.nat(60), end: fc.nat(60), message: fc.constant('') });
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.array(problem), (text, problems) => {
        expect(
          filterPieces(text, problems)
            .map((piece) => piece.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });

  test('a pasted text of 100 kB is shown plain', () => {
    expect(filterPieces('name:x '.repeat(15_000), [])).toHaveLength(1);
  });
});
