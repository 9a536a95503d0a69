import type { Atom, TextRole } from './text-atoms.ts';
import { atomsOf, hasCharacter, overlap } from './text-atoms.ts';
import type { SymbolicText, TextPart } from './symbolic-text.ts';
import { concatText, literalOf, sameSymbol } from './symbolic-text.ts';
import type { Truth } from './truth.ts';
import { all } from './truth.ts';

export interface MatchOptions {
  /** Whether upper and lower case are the same, as in IAM's action names. */
  readonly ignoreCase?: boolean;
  /** Whether the second text is the name of something that exists, in which `*` and `?` do not occur. */
  readonly isName?: boolean;
}

/** Beyond this many steps the answer is `unknown`: no real name or policy comes near. */
const maximumSteps = 20_000_000;

/**
 * Whether two texts are the same. `yes` and `no` hold whatever the symbols stand for; a literal partition of an ARN
 * (`arn:aws…:`) equals `AWS::Partition`, because a template names the partition that it is meant for.
 */
export function textEquals(a: SymbolicText, b: SymbolicText, options: MatchOptions = {}): Truth {
  if (isExcluded(a, b) || isExcluded(b, a)) {
    return 'no';
  }
  const [left, right] = alignPartitions(a, b);
  return match(left, right, 'text', options);
}

/** Whether a text is a parameter that is surely not the other, literal one. */
function isExcluded([first, ...rest]: SymbolicText, literal: SymbolicText): boolean {
  const isParameter = typeof first === 'object' && first.kind === 'parameter' && rest.length === 0;
  const value = literalOf(literal);
  return isParameter && value !== undefined && first.otherThan?.includes(value) === true;
}

/**
 * Whether an IAM pattern (`*` any text, `?` any character, both across `:` and `/`; `${*}` a literal one) matches a
 * text, whatever the symbols stand for. A symbol of the text matches itself and `*`. Takes time in proportion to the
 * product of both lengths, whatever the pattern.
 */
export function textMatches(pattern: SymbolicText, text: SymbolicText, options: MatchOptions = {}): Truth {
  const [left, right] = alignPartitions(pattern, text);
  return match(left, right, 'pattern', { ...options, isName: true });
}

/**
 * Whether a pattern of the Arn operators matches an ARN: each of the six parts on its own, so that a wildcard does not
 * reach over a colon of the first five. `*` alone matches everything; another pattern that is no ARN nothing.
 * (IAM User Guide, "IAM JSON policy elements: Condition operators".)
 */
export function arnMatches(pattern: SymbolicText, text: SymbolicText): Truth {
  if (literalOf(pattern) === '*') {
    return 'yes';
  }
  const patternParts = arnParts(pattern);
  const parts = arnParts(text);
  if (patternParts === undefined || parts === undefined) {
    const isLiteral = literalOf(patternParts === undefined ? pattern : text) !== undefined;
    return isLiteral ? 'no' : textMatches(pattern, text);
  }
  return all(patternParts.map((part, index) => arnPartMatches(part, parts[index] ?? [], index)));
}

const arnLength = 6;
const partitionIndex = 1;

/** The six parts of an ARN, or undefined for what is not written as one. Symbols are taken to have no colon. */
export function arnParts(text: SymbolicText): readonly SymbolicText[] | undefined {
  if (typeof text[0] !== 'string' || !text[0].startsWith('arn:')) {
    return undefined;
  }
  const parts: TextPart[][] = [[]];
  for (const part of text) {
    if (typeof part !== 'string') {
      parts.at(-1)?.push(part);
      continue;
    }
    let rest = part;
    while (parts.length < arnLength && rest.includes(':')) {
      const colon = rest.indexOf(':');
      parts.at(-1)?.push(rest.slice(0, colon));
      parts.push([]);
      rest = rest.slice(colon + 1);
    }
    parts.at(-1)?.push(rest);
  }
  return parts.length === arnLength ? parts.map((part) => concatText(part)) : undefined;
}

function arnPartMatches(pattern: SymbolicText, text: SymbolicText, index: number): Truth {
  if (index === partitionIndex && (isPartition(text) || isPartition(pattern))) {
    const literal = literalOf(isPartition(text) ? pattern : text);
    if (literal?.startsWith('aws') === true) {
      return 'yes';
    }
  }
  return match(pattern, text, 'pattern', { isName: true });
}

function isPartition(text: SymbolicText): boolean {
  const [first] = text;
  return text.length === 1 && typeof first === 'object' && first.kind === 'partition';
}

/** Where one ARN has `AWS::Partition` and the other a literal partition, the symbol in both. */
function alignPartitions(a: SymbolicText, b: SymbolicText): readonly [SymbolicText, SymbolicText] {
  if (hasPartitionSymbol(a)) {
    return [a, withPartitionSymbol(b)];
  }
  return hasPartitionSymbol(b) ? [withPartitionSymbol(a), b] : [a, b];
}

function hasPartitionSymbol(text: SymbolicText): boolean {
  return text[0] === 'arn:' && typeof text[1] === 'object' && text[1].kind === 'partition';
}

function withPartitionSymbol(text: SymbolicText): SymbolicText {
  const [first, ...others] = text;
  const literal = typeof first === 'string' ? /^arn:aws[a-z-]*(?=:)/.exec(first)?.[0] : undefined;
  if (typeof first !== 'string' || literal === undefined) {
    return text;
  }
  return ['arn:', { kind: 'partition' }, first.slice(literal.length), ...others];
}

function match(
  pattern: SymbolicText,
  text: SymbolicText,
  role: 'pattern' | 'text',
  { ignoreCase = false, isName = false }: MatchOptions,
): Truth {
  const rests = withoutCommonStart(pattern, text, role, ignoreCase);
  if (rests === undefined) {
    return 'no';
  }
  const [left, right] = withoutCommonEnds(
    atomsOf(rests[0], role, ignoreCase),
    atomsOf(rests[1], isName ? 'name' : 'text', ignoreCase),
  );
  if (shortest(left) > longest(right)) {
    return 'no';
  }
  if ((left.length + 1) * (right.length + 1) > maximumSteps) {
    return 'unknown';
  }
  if (reaches(left, right, surely)) {
    return 'yes';
  }
  const areLiteral = ![...left, ...right].some((atom) => atom.kind === 'symbol');
  return areLiteral || !reaches(left, right, possibly) ? 'no' : 'unknown';
}

/**
 * What is left of both after what they begin with in common, up to a wildcard; undefined where they differ there. Most
 * texts differ early, and then nothing else has to be looked at.
 */
function withoutCommonStart(
  pattern: SymbolicText,
  text: SymbolicText,
  role: TextRole,
  ignoreCase: boolean,
): readonly [SymbolicText, SymbolicText] | undefined {
  let [index, other] = [0, 0];
  let [wanted, actual] = [pattern[0], text[0]];
  while (wanted !== undefined && actual !== undefined) {
    if (typeof wanted === 'string' && typeof actual === 'string') {
      const length = commonLength(wanted, actual, role, ignoreCase);
      const isEnd = length === wanted.length || length === actual.length;
      if (!isEnd && !isWildcard(wanted, length, role)) {
        return undefined;
      }
      wanted = length === wanted.length ? pattern[++index] : wanted.slice(length);
      actual = length === actual.length ? text[++other] : actual.slice(length);
      if (length === 0) {
        break;
      }
    } else if (typeof wanted === 'object' && typeof actual === 'object' && sameSymbol(wanted, actual)) {
      wanted = pattern[++index];
      actual = text[++other];
    } else {
      break;
    }
  }
  return [withFirst(wanted, pattern, index), withFirst(actual, text, other)];
}

function withFirst(first: TextPart | undefined, text: SymbolicText, index: number): SymbolicText {
  return first === undefined ? [] : [first, ...text.slice(index + 1)];
}

function commonLength(wanted: string, actual: string, role: TextRole, ignoreCase: boolean): number {
  const [left, right] = ignoreCase ? [wanted.toLowerCase(), actual.toLowerCase()] : [wanted, actual];
  let length = 0;
  while (length < left.length && left[length] === right[length] && !isWildcard(left, length, role)) {
    length++;
  }
  return length;
}

/** Whether a wildcard, or an escaped one, begins here. */
function isWildcard(text: string, index: number, role: TextRole): boolean {
  const char = text[index];
  return role === 'pattern' && (char === '*' || char === '?' || char === '$');
}

/**
 * Both without what they begin and end with in common. A symbol in both has one value, which {@link possibly} does
 * not know; here it cancels out. (The value in a text is a real name, which has no wildcards.)
 */
function withoutCommonEnds(
  pattern: readonly Atom[],
  text: readonly Atom[],
): readonly [readonly Atom[], readonly Atom[]] {
  const length = Math.min(pattern.length, text.length);
  let start = 0;
  while (start < length && isSame(pattern[start], text[start])) {
    start++;
  }
  let end = 0;
  while (end < length - start && isSame(pattern[pattern.length - 1 - end], text[text.length - 1 - end])) {
    end++;
  }
  return [pattern.slice(start, pattern.length - end), text.slice(start, text.length - end)];
}

function isSame(pattern: Atom | undefined, text: Atom | undefined): boolean {
  return pattern !== undefined && text !== undefined && pattern.kind !== 'star' && surely.meet(pattern, text);
}

function shortest(atoms: readonly Atom[]): number {
  return atoms.filter((atom) => !(atom.kind === 'star' || (atom.kind === 'symbol' && atom.repeats))).length;
}

function longest(atoms: readonly Atom[]): number {
  return atoms.some((atom) => atom.kind === 'symbol' && atom.repeats) ? Infinity : atoms.length;
}

/** When an atom of a pattern takes one of a text, and which atoms can take or be any number, none included. */
interface Reading {
  readonly meet: (pattern: Atom, text: Atom) => boolean;
  readonly repeatsInPattern: (atom: Atom) => boolean;
  readonly repeatsInText: (atom: Atom) => boolean;
}

/** Holds for every value of the symbols: a run of a symbol is one piece, taken by itself or by `*`. */
const surely: Reading = {
  meet: (pattern, text) => {
    switch (pattern.kind) {
      case 'star':
        return true;
      case 'any-char':
        return text.kind === 'char' || (text.kind === 'symbol' && !text.repeats);
      case 'char':
        return text.kind === 'char' && text.char === pattern.char;
      default:
        return (text.kind === 'symbol' || text.kind === 'opaque') && text.key === pattern.key;
    }
  },
  repeatsInPattern: (atom) => atom.kind === 'star',
  repeatsInText: () => false,
};

/** Holds for some value of the symbols, each occurrence taken for itself. */
const possibly: Reading = {
  meet: (pattern, text) => {
    if (pattern.kind === 'star' || (pattern.kind === 'symbol' && pattern.mayBeWildcard)) {
      return true;
    }
    if (pattern.kind === 'opaque' || text.kind === 'opaque') {
      return surely.meet(pattern, text);
    }
    if (pattern.kind === 'any-char') {
      return true;
    }
    if (pattern.kind === 'char') {
      return text.kind === 'symbol'
        ? hasCharacter(text.characters, pattern.char)
        : surely.meet(pattern, text);
    }
    if (text.kind === 'char') {
      return hasCharacter(pattern.characters, text.char);
    }
    return text.kind === 'symbol' && overlap(pattern.characters, text.characters);
  },
  repeatsInPattern: (atom) => atom.kind === 'star' || (atom.kind === 'symbol' && atom.repeats),
  repeatsInText: (atom) => atom.kind === 'symbol' && atom.repeats,
};

/**
 * Whether the end of both is reached: walks the pattern with the set of places of the text that are possible after
 * each of its atoms.
 */
function reaches(pattern: readonly Atom[], text: readonly Atom[], reading: Reading): boolean {
  const width = text.length + 1;
  let here = new Uint8Array(width);
  here[0] = 1;
  for (const atom of [...pattern, undefined]) {
    const next = new Uint8Array(width);
    const repeats = atom !== undefined && reading.repeatsInPattern(atom);
    for (let place = 0; place < width; place++) {
      if (here[place] === 0) {
        continue;
      }
      const piece = text[place];
      const pieceRepeats = piece !== undefined && reading.repeatsInText(piece);
      if (pieceRepeats) {
        here[place + 1] = 1;
      }
      if (repeats) {
        next[place] = 1;
      }
      if (atom !== undefined && piece !== undefined && reading.meet(atom, piece)) {
        (repeats ? here : next)[pieceRepeats ? place : place + 1] = 1;
      }
    }
    if (atom === undefined) {
      break;
    }
    here = next;
  }
  return here[text.length] === 1;
}
