import type { SymbolicText, TextSymbol } from './symbolic-text.ts';
import { symbolName } from './symbolic-text.ts';

/**
 * A symbolic text, or a pattern, as the smallest pieces that matching looks at: one character, a character of which
 * only the kind is known, or a run of such characters.
 */
export type Atom =
  | { readonly kind: 'char'; readonly char: string }
  /** `?` of a pattern: any one character. */
  | { readonly kind: 'any-char' }
  /** `*` of a pattern: any text. */
  | { readonly kind: 'star' }
  /** An `any` symbol: what no literal can be. */
  | { readonly kind: 'opaque'; readonly key: string }
  /**
   * One character of a symbol's value, or with `repeats` any number of them, none included. `key` names the piece:
   * atoms of one key stand for the same text. `mayBeWildcard` where the value could be a pattern of its own.
   */
  | {
      readonly kind: 'symbol';
      readonly key: string;
      readonly repeats: boolean;
      readonly characters: CharacterSet;
      readonly mayBeWildcard: boolean;
    };

/** Which characters a symbol's value can have: a test for each of ASCII, and one answer for all others. */
export interface CharacterSet {
  readonly ascii: readonly boolean[];
  readonly others: boolean;
}

const digits = characterSet((char) => char >= '0' && char <= '9', false);
const lowerCase = characterSet((char) => char >= 'a' && char <= 'z', false);
const lowerCaseAndDash = characterSet((char) => (char >= 'a' && char <= 'z') || char === '-', false);
const regionCharacters = characterSet((char) => /[a-z0-9-]/.test(char), false);
const suffixCharacters = characterSet((char) => /[a-z0-9.-]/.test(char), false);
const stackNameCharacters = characterSet((char) => /[A-Za-z0-9-]/.test(char), false);
const nameCharacters = characterSet((char) => !':/${}'.includes(char), true);
const plainCharacters = characterSet((char) => char !== '*' && char !== '?', true);
const anyCharacters = characterSet(() => true, true);

const accountDigits = 12;

/**
 * What a text is: a `pattern`, whose `*` and `?` are wildcards and whose symbols may have some; a `name` of something,
 * whose symbols have neither character; or any other text.
 */
export type TextRole = 'pattern' | 'name' | 'text';

/** The atoms of a text. */
export function atomsOf(text: SymbolicText, role: TextRole, ignoreCase: boolean): readonly Atom[] {
  const atoms: Atom[] = [];
  const wildcards = role === 'pattern';
  for (const part of text) {
    if (typeof part === 'string') {
      pushLiteral(atoms, ignoreCase ? part.toLowerCase() : part, wildcards);
    } else {
      atoms.push(...atomsOfSymbol(part, role));
    }
  }
  return atoms;
}

function pushLiteral(atoms: Atom[], literal: string, wildcards: boolean): void {
  for (let index = 0; index < literal.length; index++) {
    const char = literal.charAt(index);
    const escaped = wildcards ? escapedCharacter(literal, index) : undefined;
    if (escaped !== undefined) {
      atoms.push({ kind: 'char', char: escaped });
      index += 3;
    } else if (wildcards && char === '*') {
      if (atoms.at(-1)?.kind !== 'star') {
        atoms.push({ kind: 'star' });
      }
    } else {
      atoms.push(wildcards && char === '?' ? { kind: 'any-char' } : { kind: 'char', char });
    }
  }
}

/** IAM writes a literal `*`, `?` or `$` as `${*}`, `${?}` or `${$}`. */
function escapedCharacter(literal: string, index: number): string | undefined {
  const isEscape = literal.startsWith('${', index) && literal.charAt(index + 3) === '}';
  const char = literal.charAt(index + 2);
  return isEscape && '*?$'.includes(char) ? char : undefined;
}

function atomsOfSymbol(symbol: TextSymbol, role: TextRole): readonly Atom[] {
  const mayBeWildcard = role === 'pattern';
  const key = symbolName(symbol);
  switch (symbol.kind) {
    case 'account':
      return Array.from({ length: accountDigits }, (_, index) => one(`${key}#${index}`, digits));
    case 'partition':
      return [...literalAtoms('aws'), run(key, lowerCaseAndDash)];
    case 'region':
      return [one(`${key}#0`, lowerCase), run(key, regionCharacters)];
    case 'url-suffix':
      return [one(`${key}#0`, lowerCase), run(key, suffixCharacters)];
    case 'stack-name':
      return [one(`${key}#0`, stackNameCharacters), run(key, stackNameCharacters)];
    case 'stack-id':
      return [...literalAtoms('arn:aws'), run(key, anyCharacters)];
    case 'ref':
      return [one(`${key}#0`, nameCharacters), run(key, nameCharacters)];
    case 'attribute':
      return symbol.attribute.endsWith('Arn')
        ? [...literalAtoms('arn:aws'), run(key, plainCharacters, mayBeWildcard)]
        : [one(`${key}#0`, plainCharacters, mayBeWildcard), run(key, plainCharacters, mayBeWildcard)];
    case 'parameter':
      return [run(key, role === 'name' ? plainCharacters : anyCharacters, mayBeWildcard)];
    case 'any':
      return [{ kind: 'opaque', key }];
  }
}

function literalAtoms(literal: string): readonly Atom[] {
  return Array.from(literal, (char) => ({ kind: 'char', char }));
}

function one(key: string, characters: CharacterSet, mayBeWildcard = false): Atom {
  return { kind: 'symbol', key, repeats: false, characters, mayBeWildcard };
}

function run(key: string, characters: CharacterSet, mayBeWildcard = false): Atom {
  return { kind: 'symbol', key, repeats: true, characters, mayBeWildcard };
}

function characterSet(has: (char: string) => boolean, others: boolean): CharacterSet {
  return { ascii: Array.from({ length: 128 }, (_, code) => has(String.fromCharCode(code))), others };
}

/** Whether a set has a character. */
export function hasCharacter(set: CharacterSet, char: string): boolean {
  return set.ascii[char.charCodeAt(0)] ?? set.others;
}

/** Whether two sets have a character in common. */
export function overlap(a: CharacterSet, b: CharacterSet): boolean {
  return (a.others && b.others) || a.ascii.some((has, code) => has && b.ascii[code] === true);
}
