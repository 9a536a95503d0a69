import type { JsonObject } from '../../../core/json.ts';
import type { Location } from '../../../core/posture/location.ts';
import type { Resource } from '../../../core/posture/model.ts';
import { valueFromJson } from '../../../core/posture/policy/json-value.ts';
import type { MapValue } from '../../../core/posture/value.ts';

/** A resource of the account in the words of the posture model, so that what is known of templates holds here too. */
export function modelResource(arn: string, type: string, properties: JsonObject): Resource {
  const start = { line: 0, character: 0 };
  const at: Location = { document: arn, range: { start, end: start } };
  const value = valueFromJson(properties, at);
  const map: MapValue =
    value.kind === 'map' ? value : { kind: 'map', members: new Map(), isComplete: true, at };
  return {
    id: arn,
    type,
    properties: map,
    at,
    propertiesAt: at,
    deletionPolicy: { kind: 'absent', at },
    updateReplacePolicy: { kind: 'absent', at },
    waitsFor: new Set(),
    references: new Map(),
    dependsOn: new Map(),
    provenance: 'written',
  };
}
