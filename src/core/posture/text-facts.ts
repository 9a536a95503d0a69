import type { SymbolicText, TextPart } from './symbolic-text.ts';

/** What is certain of a text whatever its symbols stand for. */

/** The least number of characters that a text can have. */
export function shortestLength(text: SymbolicText): number {
  return text.reduce((length, part) => length + shortestPart(part), 0);
}

const accountLength = 12;

function shortestPart(part: TextPart): number {
  if (typeof part === 'string') {
    return part.length;
  }
  switch (part.kind) {
    case 'account':
      return accountLength;
    case 'parameter':
    case 'any':
      return 0;
    default:
      return 1;
  }
}

/** The first character among the literal parts that a name may not have, by a test for those that it may. */
export function badCharacter(text: SymbolicText, legal: RegExp): string | undefined {
  return text
    .filter((part) => typeof part === 'string')
    .flatMap((part) => Array.from(part))
    .find((char) => !legal.test(char));
}

/** What a text surely begins with; empty where that is a symbol. */
export function literalBeginning([first]: SymbolicText): string {
  return typeof first === 'string' ? first : '';
}

/** What a text surely ends with; empty where that is a symbol. */
export function literalEnd(text: SymbolicText): string {
  const last = text.at(-1);
  return typeof last === 'string' ? last : '';
}

/** Whether a pattern is found in a literal part; one that reaches over a symbol is not seen. */
export function hasInLiteral(text: SymbolicText, pattern: RegExp): boolean {
  return text.some((part) => typeof part === 'string' && pattern.test(part));
}
