import type { Network } from './network.ts';

/**
 * Which events are wanted, as a value: made by the filter bar, facets, presets and investigations, printed and parsed
 * (`print-filter.ts`, `parse-filter.ts`), and compiled to what can run it (`matches.ts` to a predicate,
 * `plan-lookup.ts` to LookupEvents and a predicate for the rest).
 *
 * What the terms mean, the same for every target:
 * - A value is the whole value, and the case of its letters counts, as it does for the service; `*` stands for any
 *   run of characters. Free text looks for a part of any value or member name in the record and ignores case.
 * - A field or path can have several values (two resources, the items of a list): one that passes is enough. A
 *   negated term passes where none does, so `-error:AccessDenied` also passes events without an error.
 * - Relative times stay relative, and are resolved when the filter runs.
 *
 * Build filters with {@link allOf}, {@link anyOf}, {@link not} and `fieldIs` (`field-value.ts`): they keep the form that printing and parsing keep.
 */
export type EventFilter =
  | Everything
  | { readonly kind: 'and'; readonly of: readonly EventFilter[] }
  | { readonly kind: 'or'; readonly of: readonly EventFilter[] }
  | { readonly kind: 'not'; readonly of: EventFilter }
  | FilterTerm;

/** The filter that every event passes; the empty text. */
export interface Everything {
  readonly kind: 'everything';
}

/** The leaves of a filter. */
export type FilterTerm = FieldTerm | PathTerm | TextTerm | TimeTerm;

/** A test of one of the known fields (`fields.ts`). */
export interface FieldTerm {
  readonly kind: 'field';
  readonly field: FieldName;
  readonly test: ValueTest;
}

/**
 * A test of whatever stands at a path of the record. A name applied to a list means each of its items, as in the lax
 * mode of SQL/JSON: `requestParameters.instancesSet.items.instanceId`. Numbers and truth values are compared as JSON
 * writes them; an object or list only by being there.
 */
export interface PathTerm {
  readonly kind: 'path';
  /** Members by name, items by index; at least one, the first a name. */
  readonly path: readonly (string | number)[];
  readonly test: ValueTest;
}

/** Parts that stand one behind the other within one value, or one member name, of the record; case is ignored. */
export interface TextTerm {
  readonly kind: 'text';
  /** At least one, none empty. */
  readonly parts: readonly string[];
}

/** The time of the event; both bounds are inclusive, at least one is there. Events without a time do not pass. */
export interface TimeTerm {
  readonly kind: 'time';
  readonly from?: TimeBound;
  readonly to?: TimeBound;
}

/** A moment: so long before the filter runs, when it runs, or fixed (epoch milliseconds). */
export type TimeBound =
  | { readonly kind: 'ago'; readonly amount: number; readonly unit: TimeUnit }
  | { readonly kind: 'now' }
  | { readonly kind: 'at'; readonly time: number };

export type TimeUnit = 's' | 'm' | 'h' | 'd' | 'w';

/** What is asked of a value. */
export type ValueTest =
  /** `field:*`: there is one. */
  | { readonly kind: 'present' }
  | { readonly kind: 'equals'; readonly value: string }
  /** The literal parts between the wildcards: `Terminate*` is `['Terminate', '']`. At least two parts. */
  | { readonly kind: 'like'; readonly parts: readonly string[] }
  /** An address in a network; only of the field `ip`. A single address is a network of one. */
  | { readonly kind: 'network'; readonly network: Network };

/** The fields by their canonical names; `fields.ts` says what each is. */
export const fieldNames = [
  'name',
  'source',
  'user',
  'role',
  'principal',
  'ip',
  'region',
  'account',
  'error',
  'write',
  'key',
  'agent',
  'resource',
  'resourcetype',
  'type',
  'category',
  'id',
  'vpce',
  'mfa',
] as const;

export type FieldName = (typeof fieldNames)[number];

export const everything: Everything = { kind: 'everything' };

/** No event passes this. */
export const nothing: EventFilter = { kind: 'not', of: everything };

/** What passes all of the filters; everything where there is none. */
export function allOf(...filters: readonly EventFilter[]): EventFilter {
  const parts = filters.flatMap((filter) =>
    filter.kind === 'and' ? filter.of : filter.kind === 'everything' ? [] : [filter],
  );
  const [first] = parts;
  return first === undefined ? everything : parts.length === 1 ? first : { kind: 'and', of: parts };
}

/** What passes one of the filters; nothing where there is none. */
export function anyOf(...filters: readonly EventFilter[]): EventFilter {
  if (filters.some(({ kind }) => kind === 'everything')) {
    return everything;
  }
  const parts = filters.flatMap((filter) => (filter.kind === 'or' ? filter.of : [filter]));
  const [first] = parts;
  return first === undefined ? nothing : parts.length === 1 ? first : { kind: 'or', of: parts };
}

/** What does not pass the filter. */
export function not(filter: EventFilter): EventFilter {
  return filter.kind === 'not' ? filter.of : { kind: 'not', of: filter };
}

/** A term for a field that has a value at all. */
export function fieldPresent(field: FieldName): FieldTerm {
  return { kind: 'field', field, test: { kind: 'present' } };
}
