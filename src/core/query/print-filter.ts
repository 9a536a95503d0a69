import { jsonPath } from '../events/json-path.ts';
import type { EventFilter, FieldName, FieldTerm, PathTerm } from './event-filter.ts';
import { fieldIs, testParts } from './field-value.ts';
import { fieldOf } from './fields.ts';
import { isRecordMember } from './record-members.ts';
import { timeRangeText } from './time-bound.ts';

/** The filter in its canonical text: `parseFilter` makes an equal filter of it. */
export function printFilter(filter: EventFilter): string {
  return filter.kind === 'everything' ? '' : printed(filter, 'top');
}

/** Where a filter stands: alternatives need parentheses within a conjunction, and both do behind a `-`. */
type Place = 'top' | 'alternative' | 'conjunct' | 'negated';

function printed(filter: EventFilter, place: Place): string {
  switch (filter.kind) {
    case 'everything':
      return '*';
    case 'and': {
      const text = filter.of.map((part) => printed(part, 'conjunct')).join(' ');
      return place === 'negated' ? `(${text})` : text;
    }
    case 'or': {
      const grouped = valueGroup(filter.of);
      const text = grouped ?? filter.of.map((part) => printed(part, 'alternative')).join(' OR ');
      return grouped === undefined && place !== 'top' ? `(${text})` : text;
    }
    case 'not':
      return `-${printed(filter.of, 'negated')}`;
    case 'field':
    case 'path':
      return `${prefixOf(filter)}:${valueText(filter)}`;
    case 'time':
      return `time:${timeRangeText(filter)}`;
    case 'text':
      return filter.parts.map(freeText).join('*');
  }
}

/** Alternatives of one field as `name:(StopLogging OR DeleteTrail)`; undefined where they are of several. */
function valueGroup(filters: readonly EventFilter[]): string | undefined {
  const [first] = filters;
  if (first?.kind !== 'field' && first?.kind !== 'path') {
    return undefined;
  }
  const prefix = prefixOf(first);
  const values: string[] = [];
  for (const filter of filters) {
    if ((filter.kind !== 'field' && filter.kind !== 'path') || prefixOf(filter) !== prefix) {
      return undefined;
    }
    values.push(valueText(filter));
  }
  return `${prefix}:(${values.join(' OR ')})`;
}

function prefixOf(term: FieldTerm | PathTerm): string {
  return term.kind === 'field' ? term.field : pathText(term.path);
}

/** The path; its first name is quoted where the language would take the word for something else. */
function pathText(path: readonly (string | number)[]): string {
  const [first = '', ...rest] = path;
  const name = String(first);
  const isField = path.length === 1 && (fieldOf(name) !== undefined || /^readonly$/i.test(name));
  return isRecordMember(name) && !isField
    ? jsonPath(path)
    : `[${quoted(name)}]${jsonPath(['_', ...rest]).slice(1)}`;
}

/** A whole value as the language writes it behind the field. */
export function writtenValue(field: FieldName, value: string): string {
  return valueText(fieldIs(field, value));
}

function valueText(term: FieldTerm | PathTerm): string {
  return testParts(term.test, term.kind === 'field' ? term.field : undefined)
    .map((part, _, { length }) => (part === '' && length > 1 ? '' : valuePart(part)))
    .join('*');
}

/** What needs no quotes in a value, and in free text, where a colon would make a field of what is before it. */
const plainValue = /^[\p{L}\p{N}\p{P}\p{S}]+$/u;
const special = /[\s"()*\\]/;
const operator = /^(?:OR|AND|NOT)$/;

function valuePart(part: string): string {
  return plainValue.test(part) && !special.test(part) && !operator.test(part) ? part : quoted(part);
}

function freeText(part: string, index: number): string {
  const needsQuotes = part.includes(':') || part.includes('[') || (index === 0 && part.startsWith('-'));
  return needsQuotes ? quoted(part) : valuePart(part);
}

const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** The text in quotes; what could not be seen is escaped, so that the filter stays on one line and says what it does. */
function quoted(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(invisible, (run) =>
      Array.from(
        { length: run.length },
        (_, index) => `\\u${run.charCodeAt(index).toString(16).padStart(4, '0')}`,
      ).join(''),
    );
  return `"${escaped}"`;
}
