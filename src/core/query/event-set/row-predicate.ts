import type { EventFilter, FieldTerm, FilterTerm, PathTerm, TextTerm, ValueTest } from '../event-filter.ts';
import { recordResources } from '../fields.ts';
import { combine, pathTestOf, termPredicate, textTest, timeTest, type Predicate } from '../matches.ts';
import { someText } from '../record-leaves.ts';
import { compileTest } from '../value-test.ts';
import type { ValueColumn } from './event-columns.ts';
import type { RowSource } from './row-source.ts';

/**
 * The filter as a predicate over the rows of a set; it passes the rows whose events pass the filter. What the columns
 * have is decided by them; records are only read where their text can hold what is looked for.
 */
export function compileForRows(filter: EventFilter, source: RowSource, now: number): Predicate<number> {
  return combine(filter, (term) => rowPredicate(term, source, now));
}

function rowPredicate(term: FilterTerm, source: RowSource, now: number): Predicate<number> {
  switch (term.kind) {
    case 'time': {
      const test = timeTest(term, now);
      return (row) => test(source.times[row] ?? Number.NaN);
    }
    case 'field':
      return fieldPredicate(term, source);
    case 'path':
      return pathPredicate(term, source);
    case 'text':
      return textPredicate(term, source, now);
  }
}

function fieldPredicate({ field, test }: FieldTerm, source: RowSource): Predicate<number> {
  const passes = compileTest(test);
  const column = source.columns.column(field);
  if (column === undefined) {
    return (row) => {
      const id = source.idOf(row);
      return id !== undefined && passes(id);
    };
  }
  const inColumn = columnPredicate(column, passes);
  if (field !== 'resource') {
    return inColumn;
  }
  const canHold = textFilter(literalsOf(test));
  return (row) =>
    inColumn(row) || (canHold(source.textOf(row)) && [...recordResources(source.recordOf(row))].some(passes));
}

/** Tests each value of a column once. */
function columnPredicate(column: ValueColumn, passes: Predicate<string>): Predicate<number> {
  const known: boolean[] = [];
  return (row) => {
    const code = column.codes.at(row);
    return (known[code] ??= column.valuesOf(code).some(passes));
  };
}

function pathPredicate(term: PathTerm, source: RowSource): Predicate<number> {
  const names = term.path.filter((step) => typeof step === 'string');
  const canHold = textFilter([...names, ...literalsOf(term.test)]);
  const test = pathTestOf(term);
  return (row) => canHold(source.textOf(row)) && test(source.recordOf(row));
}

/** The texts that a value must have in it to pass. */
function literalsOf(test: ValueTest): readonly string[] {
  switch (test.kind) {
    case 'equals':
      return [test.value];
    case 'like':
      return test.parts;
    case 'present':
    case 'network':
      return [];
  }
}

/** JSON writes halves of pairs by their numbers, but not where they meet. */
const loneSurrogate = /\p{Cs}/u;

/** Whether the JSON text of a record can hold the texts: they stand in it as JSON writes them. */
function textFilter(texts: readonly string[]): Predicate<string> {
  const written = texts.filter((text) => text !== '' && !loneSurrogate.test(text)).map(asWritten);
  return (json) => written.every((text) => json.includes(text));
}

function asWritten(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Printable ASCII that JSON writes as it is, and whose other case is ASCII too. */
const plain = /^[ !#-[\]-~]+$/;

function textPredicate(term: TextTerm, source: RowSource, now: number): Predicate<number> {
  const inText = textTest(term);
  const onEvent = termPredicate(term, now);
  // Only one part at a time can be looked for in all of the record: parts must be in one value.
  const canHold = term.parts.filter((part) => plain.test(part)).map(ignoringCase);
  const holds = wordTest(term.parts);
  return (row) => {
    if (source.isKept(row)) {
      return onEvent(source.eventOf(row));
    }
    const text = source.textOf(row);
    if (holds?.test(text) === true && !text.includes('\\')) {
      return true;
    }
    return canHold.every((part) => part.test(text)) && someText(source.recordOf(row), inText);
  };
}

/**
 * A test that only passes texts of records with the one part in a value or name, where the text has no escapes: the
 * part has none of the characters between values, and is not in a `null`. It does not find all that have it.
 */
function wordTest(parts: readonly string[]): RegExp | undefined {
  const [part = ''] = parts;
  const isWord = parts.length === 1 && /^[\w ./@+=;!?#%&~^|$<>'()*-]+$/.test(part);
  return isWord && !'null'.includes(part.toLowerCase())
    ? new RegExp(part.replace(/\W/g, '\\$&'), 'i')
    : undefined;
}

/** Letters that are the small form of others than their capital. */
const otherCapitals = new Map([
  ['i', '[iI\u0130]'],
  ['k', '[kK\u212a]'],
]);

/** A literal in any case. Its characters are all escaped, so that nothing is tried twice. */
function ignoringCase(text: string): RegExp {
  const escaped = text.toLowerCase().replace(/[^a-z0-9]|[ik]/g, (character) => {
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    return otherCapitals.get(character) ?? `\\u${code}`;
  });
  return new RegExp(escaped, 'i');
}
