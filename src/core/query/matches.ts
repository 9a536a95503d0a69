import type { CloudTrailEvent } from '../events/event.ts';
import type { JsonObject } from '../json.ts';
import type { EventFilter, FieldTerm, FilterTerm, PathTerm, TextTerm, TimeTerm } from './event-filter.ts';
import { fields } from './fields.ts';
import { someText, valuesAt } from './record-leaves.ts';
import { momentOf } from './time-bound.ts';
import { compileTest, endOfParts } from './value-test.ts';

/** Whether something passes a filter. */
export type Predicate<Item> = (item: Item) => boolean;

/**
 * The filter as a predicate over events. `now` is the time that relative times count from, epoch milliseconds. The
 * predicate throws nothing and takes time in proportion to the record's size, whatever the filter.
 */
export function compileFilter(filter: EventFilter, now: number): Predicate<CloudTrailEvent> {
  return combine(filter, (term) => termPredicate(term, now));
}

/** A predicate over anything of which each term of the filter can be asked. */
export function combine<Item>(
  filter: EventFilter,
  ofTerm: (term: FilterTerm) => Predicate<Item>,
): Predicate<Item> {
  switch (filter.kind) {
    case 'everything':
      return () => true;
    case 'not': {
      const test = combine(filter.of, ofTerm);
      return (item) => !test(item);
    }
    case 'and': {
      const tests = cheapFirst(filter.of).map((part) => combine(part, ofTerm));
      return (item) => tests.every((test) => test(item));
    }
    case 'or': {
      const tests = cheapFirst(filter.of).map((part) => combine(part, ofTerm));
      return (item) => tests.some((test) => test(item));
    }
    default:
      return ofTerm(filter);
  }
}

/** In the order of cost, so that the record is searched only where nothing else decides. */
function cheapFirst(filters: readonly EventFilter[]): readonly EventFilter[] {
  return [...filters].sort((left, right) => cost(left) - cost(right));
}

function cost(filter: EventFilter): number {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return Math.max(0, ...filter.of.map(cost));
    case 'not':
      return cost(filter.of);
    case 'text':
      return 3;
    case 'path':
      return 2;
    case 'field':
      return filter.field === 'resource' ? 2 : 1;
    case 'everything':
    case 'time':
      return 0;
  }
}

/** One term as a predicate over events. */
export function termPredicate(term: FilterTerm, now: number): Predicate<CloudTrailEvent> {
  switch (term.kind) {
    case 'field':
      return fieldPredicate(term);
    case 'path':
      return onRecord(pathTestOf(term));
    case 'text':
      return textPredicate(term);
    case 'time': {
      const test = timeTest(term, now);
      return ({ time }) => time !== undefined && test(time);
    }
  }
}

function fieldPredicate({ field, test }: FieldTerm): Predicate<CloudTrailEvent> {
  const { valuesOf } = fields[field];
  const passes = compileTest(test);
  return (event) => valuesOf(event).some(passes);
}

/** Whether a record has what a path asks for. */
export function pathTestOf({ path, test }: PathTerm): Predicate<JsonObject> {
  if (test.kind === 'present') {
    return (record) => valuesAt(record, path).length > 0;
  }
  const passes = compileTest(test);
  return (record) =>
    valuesAt(record, path).some((value) => {
      const text = scalarText(value);
      return text !== undefined && passes(text);
    });
}

function onRecord(test: Predicate<JsonObject>): Predicate<CloudTrailEvent> {
  return ({ record }) => test(record);
}

/** A scalar as JSON writes it, but for quotes; undefined for objects and lists. */
function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') {
    return value;
  }
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

function textPredicate(term: TextTerm): Predicate<CloudTrailEvent> {
  const test = textTest(term);
  return ({ record, original }) => someText(record, test) || (original !== undefined && test(original));
}

/** Whether one text has the parts of a term, one behind the other. */
export function textTest({ parts }: TextTerm): Predicate<string> {
  const wanted = parts.map(folded);
  return (text) => endOfParts(folded(text), wanted, 0) >= 0;
}

/** A text as free text is compared: without regard to case. */
export function folded(text: string): string {
  return text.toLowerCase();
}

/** Whether a moment (epoch milliseconds) is in the range of a term. */
export function timeTest({ from, to }: TimeTerm, now: number): Predicate<number> {
  const earliest = from === undefined ? -Infinity : momentOf(from, now);
  const latest = to === undefined ? Infinity : momentOf(to, now);
  return (time) => time >= earliest && time <= latest;
}
