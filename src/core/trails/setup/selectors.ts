import type { JsonObject } from '../../json.ts';
import type { DataChoice, NetworkChoice, TrailAnswers } from './answers.ts';

/** A condition of an advanced event selector. */
type Condition = JsonObject;

/**
 * The advanced event selectors for what the user wants recorded; undefined where a new trail has them by itself, which
 * records all management events and nothing else.
 */
export function advancedSelectors(answers: TrailAnswers): readonly JsonObject[] | undefined {
  const { management, data, network } = answers;
  const isDefault =
    management.reads &&
    management.writes &&
    management.excludedSources.length === 0 &&
    data.length === 0 &&
    network.length === 0;
  return isDefault
    ? undefined
    : [...managementSelectors(answers), ...data.flatMap(dataSelectors), ...network.map(networkSelector)];
}

function managementSelectors({ management }: TrailAnswers): readonly JsonObject[] {
  const { reads, writes, excludedSources } = management;
  return !reads && !writes
    ? []
    : [
        {
          Name: 'Management events',
          FieldSelectors: [
            equals('eventCategory', 'Management'),
            ...direction(reads, writes),
            ...(excludedSources.length === 0
              ? []
              : [{ Field: 'eventSource', NotEquals: [...excludedSources] }]),
          ],
        },
      ];
}

/** Operators of one field belong together in ways that differ, so whole ARNs and beginnings get selectors of their own. */
function dataSelectors({ type, reads, writes, arns }: DataChoice): readonly JsonObject[] {
  const beginnings = arns.filter((arn) => arn.endsWith('/'));
  const wholes = arns.filter((arn) => !arn.endsWith('/'));
  const where: readonly Condition[][] =
    arns.length === 0
      ? [[]]
      : [
          ...(beginnings.length === 0 ? [] : [[{ Field: 'resources.ARN', StartsWith: beginnings }]]),
          ...(wholes.length === 0 ? [] : [[{ Field: 'resources.ARN', Equals: wholes }]]),
        ];
  return where.map((conditions) => ({
    Name: `Data events of ${type}`,
    FieldSelectors: [
      equals('eventCategory', 'Data'),
      equals('resources.type', type),
      ...direction(reads, writes),
      ...conditions,
    ],
  }));
}

function networkSelector({ eventSource, onlyDenied }: NetworkChoice): JsonObject {
  return {
    Name: `Network activity of ${eventSource}`,
    FieldSelectors: [
      equals('eventCategory', 'NetworkActivity'),
      equals('eventSource', eventSource),
      ...(onlyDenied ? [equals('errorCode', 'VpceAccessDenied')] : []),
    ],
  };
}

function equals(field: string, value: string): Condition {
  return { Field: field, Equals: [value] };
}

function direction(reads: boolean, writes: boolean): readonly Condition[] {
  return reads && writes ? [] : [equals('readOnly', String(reads))];
}
