import type { FieldName } from './event-filter.ts';

/** The fields that the facet panel shows, in its order; a subset of the filter's fields. */
export const facetFields = [
  'name',
  'source',
  'principal',
  'ip',
  'region',
  'error',
  'write',
  'key',
  'agent',
  'resource',
  'account',
] as const satisfies readonly FieldName[];

export type FacetField = (typeof facetFields)[number];
