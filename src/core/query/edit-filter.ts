import {
  allOf,
  anyOf,
  fieldPresent,
  not,
  type EventFilter,
  type FieldName,
  type TimeTerm,
} from './event-filter.ts';
import { fieldIs } from './field-value.ts';
import { printFilter } from './print-filter.ts';

/**
 * Edits of a filter that keep the rest of it as it is: clicks on facets, a brush on the histogram. They look at the
 * terms that must all pass; a value of `undefined` stands for events without one.
 */

/** Whether the filter asks for a value, or leaves it out. */
export type ValueState = 'included' | 'excluded' | 'open';

/** What the filter says about one value of a field. */
export function valueState(filter: EventFilter, field: FieldName, value: string | undefined): ValueState {
  const wanted = printFilter(termFor(field, value));
  const unwanted = printFilter(not(termFor(field, value)));
  for (const part of conjuncts(filter)) {
    if (alternativesOf(part, field).some((each) => printFilter(each) === wanted)) {
      return 'included';
    }
    if (excludedBy(part).some((each) => printFilter(not(each)) === unwanted)) {
      return 'excluded';
    }
  }
  return 'open';
}

/** The filter that asks for this value too: as one more alternative where it asks for values of the field already. */
export function includeValue(filter: EventFilter, field: FieldName, value: string | undefined): EventFilter {
  const term = termFor(field, value);
  const rest = conjuncts(forgetValue(filter, field, value));
  const at = rest.findIndex((part) => alternativesOf(part, field).length > 0);
  const asked = rest[at];
  return asked === undefined ? allOf(...rest, term) : allOf(...rest.with(at, anyOf(asked, term)));
}

/** The filter that leaves this value out. */
export function excludeValue(filter: EventFilter, field: FieldName, value: string | undefined): EventFilter {
  return allOf(forgetValue(filter, field, value), not(termFor(field, value)));
}

/** The filter that neither asks for this value nor leaves it out. */
export function forgetValue(filter: EventFilter, field: FieldName, value: string | undefined): EventFilter {
  const written = printFilter(termFor(field, value));
  const isOther = (part: EventFilter): boolean => printFilter(part) !== written;
  return allOf(
    ...conjuncts(filter).flatMap((part) => {
      const asked = alternativesOf(part, field);
      const left = asked.filter(isOther);
      if (left.length < asked.length) {
        return left.length === 0 ? [] : [anyOf(...left)];
      }
      const excluded = excludedBy(part);
      const kept = excluded.filter(isOther);
      if (kept.length < excluded.length) {
        return kept.length === 0 ? [] : [not(anyOf(...kept))];
      }
      return [part];
    }),
  );
}

/** The filter with this range of times in place of any other; `undefined` for all times. */
export function withTime(filter: EventFilter, time: TimeTerm | undefined): EventFilter {
  const rest = conjuncts(filter).filter(({ kind }) => kind !== 'time');
  return time === undefined ? allOf(...rest) : allOf(...rest, time);
}

/** The terms that must all pass. */
export function conjuncts(filter: EventFilter): readonly EventFilter[] {
  return filter.kind === 'and' ? filter.of : filter.kind === 'everything' ? [] : [filter];
}

function termFor(field: FieldName, value: string | undefined): EventFilter {
  return value === undefined ? not(fieldPresent(field)) : fieldIs(field, value);
}

/** The values of the field that a term asks for; none for a term of anything else. */
function alternativesOf(part: EventFilter, field: FieldName): readonly EventFilter[] {
  const parts = part.kind === 'or' ? part.of : [part];
  const isOfField = (each: EventFilter): boolean =>
    (each.kind === 'field' && each.field === field && each.test.kind !== 'present') || isAbsence(each, field);
  return parts.every(isOfField) ? parts : [];
}

function isAbsence(part: EventFilter, field: FieldName): boolean {
  return (
    part.kind === 'not' &&
    part.of.kind === 'field' &&
    part.of.field === field &&
    part.of.test.kind === 'present'
  );
}

/** What a negated term leaves out; for one that a value must be there, its absence. */
function excludedBy(part: EventFilter): readonly EventFilter[] {
  if (part.kind === 'field' && part.test.kind === 'present') {
    return [not(part)];
  }
  if (part.kind !== 'not') {
    return [];
  }
  return part.of.kind === 'or' ? part.of.of : [part.of];
}
