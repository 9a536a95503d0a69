import {
  cloudTrailSchemas,
  typeOfProperty,
  type ObjectSchema,
  type PropertyType,
} from '../cloudtrail-schema.ts';
import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import type { MapValue, Value } from '../value.ts';

/** A map of a template, met where the schema has an object. */
export interface VisitedObject {
  readonly resource: Resource;
  readonly schema: ObjectSchema;
  readonly value: MapValue;
  /** Where a property that it lacks is reported. */
  readonly at: Location;
}

/** A value of a template, met where the schema has a type for it. */
export interface VisitedValue {
  readonly resource: Resource;
  /** The path from the resource's properties, such as `EventSelectors.DataResources.Type`. */
  readonly path: string;
  readonly type: PropertyType;
  readonly value: Value;
  /** From the property's key to the end of its value; of a list's item the item. */
  readonly at: Location;
  readonly isRequired: boolean;
  /** Whether it is an item of the list at the path. */
  readonly isItem: boolean;
}

interface Visits {
  readonly objects: readonly VisitedObject[];
  readonly values: readonly VisitedValue[];
}

const visited = new WeakMap<Posture, Visits>();

/** Everything in CloudTrail's resources that their schemas speak about. Gathered once for all rules. */
export function schemaVisits(posture: Posture): Visits {
  let visits = visited.get(posture);
  if (visits === undefined) {
    const visitor = new Visitor();
    for (const schema of cloudTrailSchemas) {
      for (const resource of posture.ofType(schema.name)) {
        visitor.object(resource, schema, resource.properties, resource.propertiesAt, '');
      }
    }
    visits = visitor;
    visited.set(posture, visits);
  }
  return visits;
}

class Visitor implements Visits {
  readonly objects: VisitedObject[] = [];
  readonly values: VisitedValue[] = [];

  object(resource: Resource, schema: ObjectSchema, value: MapValue, at: Location, path: string): void {
    this.objects.push({ resource, schema, value, at });
    for (const [name, member] of value.members) {
      const type = typeOfProperty(schema, name);
      if (type !== undefined) {
        this.#value({
          resource,
          path: path === '' ? name : `${path}.${name}`,
          type,
          value: member.value,
          at: member.at,
          isRequired: schema.required.includes(name),
          isItem: false,
        });
      }
    }
  }

  #value(visit: VisitedValue): void {
    this.values.push(visit);
    const { resource, type, value, path } = visit;
    if (typeof type === 'string') {
      return;
    }
    if ('list' in type && value.kind === 'list') {
      for (const item of value.items) {
        const { at } = item;
        this.#value({ resource, path, type: type.list, value: item, at, isRequired: false, isItem: true });
      }
    }
    if ('object' in type && value.kind === 'map') {
      this.object(resource, type.object, value, value.at, path);
    }
  }
}
