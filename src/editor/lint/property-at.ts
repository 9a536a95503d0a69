import type { Location, Position } from '../../core/posture/location.ts';
import {
  cloudTrailSchemas,
  typeOfProperty,
  type ObjectSchema,
  type PropertyType,
} from '../../core/posture/cloudtrail-schema.ts';
import { templateOf, type ResourceNode } from '../../iac/cloudformation/template.ts';
import { readJson } from '../../iac/syntax/read-json.ts';
import { readYaml } from '../../iac/syntax/read-yaml.ts';
import type { MapEntry, SyntaxNode } from '../../iac/syntax/syntax-node.ts';

/** A property of a CloudTrail resource whose name is at some place of a template. */
export interface PropertyAt {
  /** The resource's type, such as `AWS::CloudTrail::Trail`. */
  readonly resourceType: string;
  /** The object that has the property, such as `EventSelector`; the type again for the resource's own properties. */
  readonly object: string;
  readonly property: string;
  readonly at: Location;
}

/** The property whose name is at a position of a template; undefined anywhere else, and in what cannot be read. */
export function propertyAt(text: string, position: Position): PropertyAt | undefined {
  const { root } = /^\s*\{/.test(text) ? readJson('', text) : readYaml('', text);
  const resources = [...(templateOf(root)?.resources.values() ?? [])];
  for (const resource of resources) {
    const schema = cloudTrailSchemas.find(({ name }) => name === resource.type);
    const found = schema === undefined ? undefined : propertyIn(resource, schema, position);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function propertyIn(
  { type, at, properties }: ResourceNode,
  schema: ObjectSchema,
  position: Position,
): PropertyAt | undefined {
  if (properties === undefined || !contains(at, position)) {
    return undefined;
  }
  const found = search(properties.value, { object: schema }, position);
  return found && { resourceType: type, object: found.schema.name, property: found.key, at: found.keyAt };
}

interface Found extends Pick<MapEntry, 'key' | 'keyAt'> {
  readonly schema: ObjectSchema;
}

/** Looks into a value of a known type; `Fn::If` stands for the values that it chooses from. */
function search(node: SyntaxNode, type: PropertyType, position: Position): Found | undefined {
  switch (node.kind) {
    case 'list':
      return first(node.items, (item) => search(item, itemType(type), position));
    case 'tagged':
      return node.tag === 'If' ? searchChoices(node.value, type, position) : undefined;
    case 'map':
      return first(node.entries, (entry) => searchEntry(entry, type, position));
    default:
      return undefined;
  }
}

function searchEntry(
  { key, keyAt, value }: MapEntry,
  type: PropertyType,
  position: Position,
): Found | undefined {
  if (key === 'Fn::If') {
    return searchChoices(value, type, position);
  }
  const schema = typeof type === 'object' && 'object' in type ? type.object : undefined;
  const own = schema && typeOfProperty(schema, key);
  if (schema === undefined || own === undefined) {
    return undefined;
  }
  return contains(keyAt, position) ? { key, keyAt, schema } : search(value, own, position);
}

function searchChoices(node: SyntaxNode, type: PropertyType, position: Position): Found | undefined {
  return node.kind === 'list' ? first(node.items, (choice) => search(choice, type, position)) : undefined;
}

/** An item of a list may be a choice between items, so a type that is none stays as it is. */
function itemType(type: PropertyType): PropertyType {
  return typeof type === 'object' && 'list' in type ? type.list : type;
}

function first<From>(items: readonly From[], find: (item: From) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) {
      return found;
    }
  }
  return undefined;
}

function contains({ range: { start, end } }: Location, { line, character }: Position): boolean {
  const isAfterStart = line > start.line || (line === start.line && character >= start.character);
  const isBeforeEnd = line < end.line || (line === end.line && character <= end.character);
  return isAfterStart && isBeforeEnd;
}
