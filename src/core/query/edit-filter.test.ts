import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEvent } from '../../../test/support/events.ts';
import { anyFilter, testNow } from '../../../test/support/filters.ts';
import { english } from '../localize.ts';
import { excludeValue, forgetValue, includeValue, valueState, withTime } from './edit-filter.ts';
import type { EventFilter, FieldName } from './event-filter.ts';
import { facetFields, facetValuesOf } from './facets.ts';
import { compileFilter } from './matches.ts';
import { parseFilter } from './parse-filter.ts';
import { printFilter } from './print-filter.ts';

const parsed = (text: string): EventFilter => parseFilter(text, english).filter!;
type Edit = (filter: EventFilter, field: FieldName, value: string | undefined) => EventFilter;
const edited = (text: string, edit: Edit, field: FieldName, value: string | undefined): string =>
  printFilter(edit(parsed(text), field, value));

describe('edits of a filter', () => {
  it.each<[string, Edit, FieldName, string | undefined, string]>([
    ['', includeValue, 'name', 'RunInstances', 'name:RunInstances'],
    ['user:maria', includeValue, 'name', 'A', 'user:maria name:A'],
    ['name:A user:maria', includeValue, 'name', 'B', 'name:(A OR B) user:maria'],
    ['name:(A OR B)', includeValue, 'name', 'B', 'name:(A OR B)'],
    ['-name:A', includeValue, 'name', 'A', 'name:A'],
    ['name:(A OR B)', excludeValue, 'name', 'B', 'name:A -name:B'],
    ['-name:A', excludeValue, 'name', 'B', '-name:A -name:B'],
    ['-name:(A OR B)', excludeValue, 'name', 'B', '-name:A -name:B'],
    ['', includeValue, 'source', 'ec2.amazonaws.com', 'source:ec2'],
    ['', includeValue, 'error', undefined, '-error:*'],
    ['', excludeValue, 'error', undefined, 'error:*'],
    ['error:*', includeValue, 'error', undefined, '-error:*'],
    ['error:* name:A', forgetValue, 'error', undefined, 'name:A'],
    ['name:A OR user:b', includeValue, 'name', 'B', '(name:A OR user:b) name:B'],
    ['name:A', forgetValue, 'name', 'A', ''],
    ['-name:(A OR B)', forgetValue, 'name', 'A', '-name:B'],
    ['user:"a b"', includeValue, 'user', 'OR', 'user:("a b" OR "OR")'],
  ])('%j by %o of %s %j is %j', (text, edit, field, value, expected) => {
    expect(edited(text, edit, field, value)).toBe(expected);
  });

  it('put another range of times in', () => {
    const time = { kind: 'time', from: { kind: 'ago', amount: 1, unit: 'h' } } as const;
    expect(printFilter(withTime(parsed('time:-7d.. name:A time:..-1d'), time))).toBe('name:A time:-1h..');
    expect(printFilter(withTime(parsed('time:-7d..'), undefined))).toBe('');
  });

  it('are seen in the filter, and go away again', () => {
    fc.assert(
      fc.property(anyFilter, fc.constantFrom(...facetFields), anyEvent, (filter, field, event) => {
        const value = facetValuesOf(field, event)[0]?.value;
        expect(valueState(includeValue(filter, field, value), field, value)).toBe('included');
        expect(valueState(excludeValue(filter, field, value), field, value)).toBe('excluded');
        expect(valueState(forgetValue(filter, field, value), field, value)).toBe('open');
      }),
      { numRuns: 300 },
    );
  });

  it('pass and leave out the event whose value was clicked', () => {
    fc.assert(
      fc.property(fc.constantFrom(...facetFields), anyEvent, (field, event) => {
        const value = facetValuesOf(field, event)[0]?.value;
        const passes = (edit: Edit): boolean => compileFilter(edit(parsed(''), field, value), testNow)(event);
        // What is named nowhere but in a parameter is still named.
        if (field !== 'resource' || value !== undefined) {
          expect(passes(includeValue) || (field === 'principal' && value === undefined)).toBe(true);
          expect(passes(excludeValue) && !(field === 'principal' && value === undefined)).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });
});
