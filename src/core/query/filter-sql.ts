import type {
  EventFilter,
  FieldTerm,
  FilterTerm,
  PathTerm,
  TextTerm,
  TimeTerm,
  ValueTest,
} from './event-filter.ts';
import { ipv4Pattern } from './network-sql.ts';
import {
  fieldSql,
  identityMembers,
  jsonColumns,
  resourceColumns,
  textColumns,
  type FieldSql,
} from './sql-columns.ts';
import { allOfSql, anyOfSql, isWritable, known, likePattern, literal } from './sql-text.ts';
import { momentOf } from './time-bound.ts';

/**
 * A filter as two conditions on the columns of a table of records (see {@link textColumns}): all events for which
 * `sure` holds pass the filter, and none passes for which `maybe` does not hold. Where they differ, the predicate
 * (`compileFilter`) decides about each event that is in between. Both are the same text where SQL alone is exact.
 */
export interface SqlFilter {
  readonly sure: string;
  readonly maybe: string;
}

/** The filter as SQL; relative times count from `now`, epoch milliseconds. The conditions are never NULL. */
export function filterSql(filter: EventFilter, now: number): SqlFilter {
  switch (filter.kind) {
    case 'everything':
      return exactly('true');
    case 'not': {
      const { sure, maybe } = filterSql(filter.of, now);
      return { sure: negated(maybe), maybe: negated(sure) };
    }
    case 'and':
      return combined(filter.of, now, allOfSql);
    case 'or':
      return combined(filter.of, now, anyOfSql);
    default:
      return termSql(filter, now);
  }
}

function combined(
  filters: readonly EventFilter[],
  now: number,
  join: (conditions: readonly string[]) => string,
): SqlFilter {
  const parts = filters.map((part) => filterSql(part, now));
  return { sure: join(parts.map(({ sure }) => sure)), maybe: join(parts.map(({ maybe }) => maybe)) };
}

function exactly(condition: string): SqlFilter {
  return { sure: condition, maybe: condition };
}

function negated(condition: string): string {
  return condition === 'true' ? 'false' : condition === 'false' ? 'true' : `NOT ${condition}`;
}

function termSql(term: FilterTerm, now: number): SqlFilter {
  switch (term.kind) {
    case 'field':
      return isWritableTest(term.test) ? fieldTermSql(term) : undecided;
    case 'path':
      return isWritableTest(term.test) ? pathTermSql(term) : undecided;
    case 'text':
      return { sure: 'false', maybe: textCandidates(term) };
    case 'time':
      return exactly(timeSql(term, now));
  }
}

/** Only the predicate can tell. */
const undecided: SqlFilter = { sure: 'false', maybe: 'true' };

function isWritableTest(test: ValueTest): boolean {
  switch (test.kind) {
    case 'equals':
      return isWritable(test.value);
    case 'like':
      return test.parts.every(isWritable);
    default:
      return true;
  }
}

function timeSql({ from, to }: TimeTerm, now: number): string {
  return known(
    allOfSql([
      ...(from === undefined ? [] : [`ms >= ${wholeNumber(momentOf(from, now))}`]),
      ...(to === undefined ? [] : [`ms <= ${wholeNumber(momentOf(to, now))}`]),
    ]),
  );
}

function wholeNumber(value: number): string {
  return BigInt(Math.round(value)).toString();
}

function fieldTermSql({ field, test }: FieldTerm): SqlFilter {
  if (field === 'ip' && test.kind === 'network') {
    return networkSql(test);
  }
  if (field === 'resource') {
    return { sure: 'false', maybe: candidates(test, resourceColumns) };
  }
  const expressions = fieldSql[field];
  if (expressions === undefined || test.kind === 'network') {
    return undecided;
  }
  return valuesSql(expressions, test);
}

function valuesSql({ values, perhaps = [] }: FieldSql, test: ValueTest): SqlFilter {
  const sure = anyOfSql(values.map((value) => testSql(value, test)));
  return { sure, maybe: anyOfSql([sure, ...perhaps.map((value) => testSql(value, test))]) };
}

/** A test of one value; NULL is no value. */
function testSql(value: string, test: ValueTest): string {
  switch (test.kind) {
    case 'present':
      return `(${value} IS NOT NULL)`;
    case 'equals':
      return known(`${value} = ${literal(test.value)}`);
    case 'like':
      return known(`${value} LIKE ${likePattern(test.parts)}`);
    case 'network':
      return 'false';
  }
}

/** Addresses of IPv6 can be written in many ways; those are left to the predicate. */
function networkSql({ network }: Extract<ValueTest, { kind: 'network' }>): SqlFilter {
  const column = '"sourceIPAddress"';
  const hasColon = known(`contains(${column}, ':')`);
  if (network.family === 6) {
    return { sure: 'false', maybe: hasColon };
  }
  const sure = known(`regexp_full_match(${column}, ${literal(ipv4Pattern(network))})`);
  return { sure, maybe: anyOfSql([sure, hasColon]) };
}

function pathTermSql({ path, test }: PathTerm): SqlFilter {
  const [first, ...rest] = path;
  const names = rest.filter((step) => typeof step === 'string');
  const elsewhere = '(_rest IS NOT NULL)';
  if (typeof first !== 'string') {
    return undecided;
  }
  if (first === 'userIdentity' && rest.length > 0) {
    const column = rest.every((step) => typeof step === 'string')
      ? identityMembers.get(rest.join('.'))
      : undefined;
    const maybe = column === undefined ? '("userIdentity" IS NOT NULL)' : testSql(column, test);
    return { sure: column === undefined ? 'false' : maybe, maybe: anyOfSql([maybe, elsewhere]) };
  }
  if (textColumns.has(first) && rest.length === 0) {
    const sure = testSql(`"${first}"`, test);
    return { sure, maybe: anyOfSql([sure, elsewhere]) };
  }
  if (jsonColumns.has(first)) {
    const named = names.filter(isPlain).map((name) => `contains("${first}", ${literal(`"${name}"`)})`);
    const maybe = allOfSql([`"${first}" IS NOT NULL`, ...named, candidates(test, [`"${first}"`])]);
    return { sure: 'false', maybe: anyOfSql([known(maybe), elsewhere]) };
  }
  return { sure: 'false', maybe: textColumns.has(first) ? 'true' : elsewhere };
}

/** Whether JSON writes a text as it is. */
function isPlain(text: string): boolean {
  return /^[\w -]+$/.test(text);
}

/** Rows in which one of the columns of JSON may hold a value that passes. */
function candidates(test: ValueTest, columns: readonly string[]): string {
  const parts = test.kind === 'equals' ? [test.value] : test.kind === 'like' ? test.parts : [];
  const run = longestRun(parts, /[\w-]+/g);
  return run === undefined
    ? 'true'
    : anyOfSql(columns.map((column) => known(`contains(${column}, ${literal(run)})`)));
}

/** Rows in which some column holds what a value or a name in the record would have to have. */
function textCandidates({ parts }: TextTerm): string {
  const run = longestRun(parts, /[\w.:@+-]+/g)?.toLowerCase();
  if (run === undefined || isInName(run)) {
    return 'true';
  }
  const columns = [...textColumns, ...jsonColumns].map((name) => `"${name}"`);
  const pattern = likePattern(['', run, '']);
  return anyOfSql(
    [...columns, ...identityMembers.values(), '_rest'].map((column) => known(`${column} ILIKE ${pattern}`)),
  );
}

/** Names of members stand in no column. */
function isInName(run: string): boolean {
  const names = [...textColumns, ...jsonColumns, 'userIdentity', ...identityMembers.keys()];
  return names.some((name) => name.toLowerCase().includes(run));
}

/** The longest stretch of characters that are the same in a text and in JSON. */
function longestRun(parts: readonly string[], pattern: RegExp): string | undefined {
  const runs = parts.flatMap((part) => part.match(pattern) ?? []);
  return runs.toSorted((left, right) => right.length - left.length)[0];
}
