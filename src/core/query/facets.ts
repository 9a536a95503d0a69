import { displayName, displayText } from '../events/display-text.ts';
import type { CloudTrailEvent } from '../events/event.ts';
import { serviceName, servicePrefix } from '../events/services.ts';
import { whoText } from '../events/summarise.ts';
import type { FieldName } from './event-filter.ts';
import { fields, userName } from './fields.ts';

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

/** A value with what to show for it. */
export interface FacetValue {
  /** What a term of the field compares: `fieldIs(field, value)` passes the event. */
  readonly value: string;
  /** Bounded, on one line. */
  readonly label: string;
}

const longestLabel = 120;

/** The values of an event that the facet panel counts. A caller counts once, though it can be called many things. */
export function facetValuesOf(field: FacetField, event: CloudTrailEvent): readonly FacetValue[] {
  switch (field) {
    case 'principal':
      return principalFacet(event);
    case 'resource': {
      const values = event.resources.map(({ name, arn }) => ({
        value: arn ?? name,
        label: displayName(name, longestLabel),
      }));
      return [...new Map(values.map((each) => [each.value, each])).values()];
    }
    default:
      return fields[field].valuesOf(event).map((value) => ({ value, label: facetLabel(field, value) }));
  }
}

function principalFacet(event: CloudTrailEvent): readonly FacetValue[] {
  const { actor } = event;
  const value = actor.arn ?? actor.invokedBy ?? actor.principalId ?? actor.accountId ?? userName(event);
  return value === undefined ? [] : [{ value, label: whoText(actor) }];
}

function facetLabel(field: FacetField, value: string): string {
  switch (field) {
    case 'source':
      return displayText(serviceName(value) ?? servicePrefix(value), longestLabel);
    case 'agent':
      return displayText(value, longestLabel);
    default:
      return displayName(value, longestLabel);
  }
}
