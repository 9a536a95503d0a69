import type { Localize } from '../localize.ts';
import {
  allOf,
  anyOf,
  everything,
  not,
  type EventFilter,
  type FieldName,
  type FilterTerm,
} from './event-filter.ts';
import { faultMessage } from './fault-message.ts';
import { fieldTest, pathTest } from './field-value.ts';
import { fieldOf } from './fields.ts';
import { FilterFault, FilterLexer, type Piece, type Prefix } from './filter-lexer.ts';
import { isRecordMember } from './record-members.ts';
import { parseTimeRange } from './time-bound.ts';

/** The longest text that is read, in UTF-16 units. */
export const longestFilter = 100_000;

/** The most terms of a filter that is read. */
export const mostTerms = 2000;

/** How deeply parentheses and negations may be nested. */
const deepest = 50;

const mostWildcards = 20;

/** What is wrong with a text, and what to do: a range of UTF-16 units and a sentence or two. */
export interface FilterProblem {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly message: string;
}

export type ParsedFilter =
  | { readonly filter: EventFilter; readonly problem?: undefined }
  | { readonly filter?: undefined; readonly problem: FilterProblem };

/**
 * The filter that a text writes, or the first thing that is wrong with it. Terms side by side must all pass; `OR`
 * stands between alternatives and binds less; `-` or `NOT` negates; parentheses group, and behind a field they group
 * values: `name:(StopLogging OR DeleteTrail)`. The empty text is the filter that everything passes.
 */
export function parseFilter(text: string, t: Localize): ParsedFilter {
  try {
    if (text.length > longestFilter) {
      throw new FilterFault('too-long', longestFilter, text.length);
    }
    return { filter: new FilterParser(text).parse() };
  } catch (error) {
    if (error instanceof FilterFault) {
      return { problem: { start: error.start, end: error.end, message: faultMessage(error, t) } };
    }
    throw error;
  }
}

class FilterParser {
  private readonly lexer: FilterLexer;
  private terms = 0;
  private depth = 0;

  constructor(text: string) {
    this.lexer = new FilterLexer(text);
  }

  parse(): EventFilter {
    if (this.lexer.peek() === '') {
      return everything;
    }
    const filter = this.alternatives();
    if (this.lexer.peek() === ')') {
      throw new FilterFault('stray-parenthesis', this.lexer.position, this.lexer.position + 1);
    }
    return filter;
  }

  private alternatives(): EventFilter {
    const filters = [this.conjunction()];
    while (this.lexer.takeWord('OR')) {
      filters.push(this.conjunction());
    }
    return anyOf(...filters);
  }

  private conjunction(): EventFilter {
    const filters = [this.negatable()];
    while (!this.isAtEnd()) {
      this.lexer.takeWord('AND');
      filters.push(this.negatable());
    }
    return allOf(...filters);
  }

  /** Whether the conjunction ends here: at the end, before a closing parenthesis or an `OR`. */
  private isAtEnd(): boolean {
    const next = this.lexer.peek();
    if (next === '' || next === ')') {
      return true;
    }
    const before = this.lexer.position;
    const isOr = this.lexer.takeWord('OR');
    this.lexer.position = before;
    return isOr;
  }

  private negatable(): EventFilter {
    const next = this.lexer.peek();
    const start = this.lexer.position;
    if (next === '-' || this.lexer.takeWord('NOT')) {
      this.lexer.position += next === '-' ? 1 : 0;
      if (next === '-' && /^\s?$/.test(this.lexer.current())) {
        throw new FilterFault('missing-term', start, this.lexer.position, '-');
      }
      return this.deeper(() => not(this.negatable()));
    }
    return next === '(' ? this.deeper(() => this.group()) : this.term();
  }

  private deeper<Result>(read: () => Result): Result {
    this.depth += 1;
    if (this.depth > deepest) {
      throw new FilterFault('too-deep', this.lexer.position, this.lexer.position + 1, String(deepest));
    }
    const result = read();
    this.depth -= 1;
    return result;
  }

  private group(): EventFilter {
    const start = this.lexer.position;
    this.lexer.position += 1;
    if (this.lexer.peek() === ')') {
      throw new FilterFault('empty-parentheses', start, this.lexer.position + 1);
    }
    const filter = this.alternatives();
    this.close(start);
    return filter;
  }

  private close(start: number): void {
    if (this.lexer.peek() !== ')') {
      throw new FilterFault('unclosed-parenthesis', start, start + 1);
    }
    this.lexer.position += 1;
  }

  private term(): EventFilter {
    const { lexer } = this;
    const start = lexer.position;
    const next = lexer.current();
    const operator = ['OR', 'AND', 'NOT'].find((word) => lexer.takeWord(word));
    if (next === '' || next === ')' || operator !== undefined) {
      throw new FilterFault('missing-term', start, Math.max(lexer.position, start), operator ?? next);
    }
    const prefix = lexer.takePrefix();
    if (prefix === undefined) {
      return textFilter(this.value(start).parts);
    }
    const make = termMaker(prefix, start, lexer.position - 1);
    return lexer.current() === '(' ? this.values(make) : this.valueTerm(make, start);
  }

  /** The values in the parentheses behind a field. */
  private values(make: TermMaker): EventFilter {
    const { lexer } = this;
    const open = lexer.position;
    lexer.position += 1;
    const terms: EventFilter[] = [];
    do {
      const start = lexer.peek() === '' ? open : lexer.position;
      terms.push(this.valueTerm(make, start));
    } while (lexer.takeWord('OR'));
    if (lexer.peek() !== ')' && lexer.peek() !== '') {
      throw new FilterFault('operator-in-values', lexer.position, lexer.position + 1);
    }
    this.close(open);
    return anyOf(...terms);
  }

  private valueTerm(make: TermMaker, start: number): EventFilter {
    const { parts, end, from } = this.value(start);
    return make(parts, from, end);
  }

  /** The literal parts of a value between its wildcards. */
  private value(start: number): {
    readonly parts: readonly string[];
    readonly from: number;
    readonly end: number;
  } {
    const from = this.lexer.position;
    const pieces = this.lexer.takePieces();
    const end = this.lexer.position;
    if (pieces.length === 0) {
      throw new FilterFault('missing-value', start, Math.max(end, start + 1));
    }
    if (pieces.filter(({ kind }) => kind === 'star').length > mostWildcards) {
      throw new FilterFault('too-many-wildcards', from, end, String(mostWildcards));
    }
    this.terms += 1;
    if (this.terms > mostTerms) {
      throw new FilterFault('too-many-terms', from, end, String(mostTerms));
    }
    return { parts: partsOf(pieces), from, end };
  }
}

type TermMaker = (parts: readonly string[], start: number, end: number) => EventFilter;

/** Makes the terms of a field or path from the parts of their values. */
function termMaker(prefix: Prefix, start: number, end: number): TermMaker {
  if (prefix.kind === 'path') {
    const [first] = prefix.path;
    if (!prefix.isQuoted && !isRecordMember(String(first))) {
      throw new FilterFault('unknown-member', start, end, String(first));
    }
    return (parts) => ({ kind: 'path', path: prefix.path, test: pathTest(parts) });
  }
  const { word } = prefix;
  if (/^time$/i.test(word)) {
    return timeTerm;
  }
  if (/^readonly$/i.test(word)) {
    return (parts, from, to) => fieldTerm('write', inverted(parts), from, to);
  }
  const field = fieldOf(word);
  if (field === undefined && isRecordMember(word)) {
    return (parts) => ({ kind: 'path', path: [word], test: pathTest(parts) });
  }
  if (field === undefined) {
    throw new FilterFault('unknown-field', start, end, word);
  }
  return (parts, from, to) => fieldTerm(field, parts, from, to);
}

function inverted(parts: readonly string[]): readonly string[] {
  const word = parts.length === 1 ? parts[0]?.toLowerCase() : undefined;
  return word === 'true' ? ['false'] : word === 'false' ? ['true'] : parts;
}

function fieldTerm(field: FieldName, parts: readonly string[], start: number, end: number): FilterTerm {
  const test = fieldTest(field, parts);
  if (typeof test === 'string') {
    throw new FilterFault(test, start, end, field);
  }
  return { kind: 'field', field, test };
}

function timeTerm(parts: readonly string[], start: number, end: number): FilterTerm {
  const term = parts.length === 1 ? parseTimeRange(parts[0] ?? '') : undefined;
  if (term === undefined) {
    throw new FilterFault('no-time', start, end);
  }
  return term;
}

function textFilter(parts: readonly string[]): EventFilter {
  const filled = parts.filter((part) => part !== '');
  return filled.length === 0 ? everything : { kind: 'text', parts: filled };
}

/** Neighbouring literals put together, neighbouring wildcards taken as one. */
function partsOf(pieces: readonly Piece[]): readonly string[] {
  const parts = [''];
  for (const piece of pieces) {
    const last = parts.length - 1;
    if (piece.kind === 'literal') {
      parts[last] = (parts[last] ?? '') + piece.text;
    } else if (last === 0 || parts[last] !== '') {
      parts.push('');
    }
  }
  return parts;
}
