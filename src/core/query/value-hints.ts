import type { KnownValues } from './complete-filter.ts';
import { allOf, anyOf, not, type EventFilter, type FieldTerm } from './event-filter.ts';
import { fieldIs } from './field-value.ts';

/**
 * The filter with values that do not occur put in the case, or the completeness, of those that do:
 * `name:consolelogin` as `name:ConsoleLogin`, `agent:boto3` as `agent:*boto3*`. Undefined where nothing is to be
 * changed. For a filter that passes nothing, to ask whether it was meant so.
 */
export function likelyMeant(filter: EventFilter, known: KnownValues): EventFilter | undefined {
  const changed: FieldTerm[] = [];
  const meant = (each: EventFilter): EventFilter => {
    switch (each.kind) {
      case 'and':
        return allOf(...each.of.map(meant));
      case 'or':
        return anyOf(...each.of.map(meant));
      case 'not':
        return not(meant(each.of));
      case 'field': {
        const other = otherTerm(each, known);
        changed.push(...(other === undefined ? [] : [other]));
        return other ?? each;
      }
      default:
        return each;
    }
  };
  const result = meant(filter);
  return changed.length > 0 ? result : undefined;
}

function otherTerm(term: FieldTerm, known: KnownValues): FieldTerm | undefined {
  const { field, test } = term;
  if (test.kind !== 'equals') {
    return undefined;
  }
  const values = known(field).map(({ value }) => value);
  const wanted = test.value.toLowerCase();
  if (wanted === '' || values.includes(test.value)) {
    return undefined;
  }
  const sameLetters = values.find((value) => value.toLowerCase() === wanted);
  if (sameLetters !== undefined) {
    return fieldIs(field, sameLetters);
  }
  return values.some((value) => value.includes(test.value))
    ? { ...term, test: { kind: 'like', parts: ['', test.value, ''] } }
    : undefined;
}
