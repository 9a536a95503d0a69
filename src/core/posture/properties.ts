import type { Location } from './location.ts';
import type { Resource } from './model.ts';
import { literalOf, literalText, type SymbolicText, type TextPart } from './symbolic-text.ts';
import type { Truth } from './truth.ts';
import { truth } from './truth.ts';
import { member, type Member, type Value } from './value.ts';

/** The value of a property, or of one inside it: `property(bucket, 'OwnershipControls', 'Rules')`. */
export function property(resource: Resource, ...path: readonly string[]): Value {
  return path.reduce<Value>(
    (container, name) => member(container, name, placeOf(container, resource)),
    resource.properties,
  );
}

/** An absence inside a property is reported on that property; at the top, on the `Properties` key. */
function placeOf(container: Value, resource: Resource): Location {
  return container === resource.properties ? resource.propertiesAt : container.at;
}

/**
 * Where a property, or one inside it, is reported: from its key to the end of its value. Where it is missing, on the
 * innermost property that is there, or on the `Properties` key.
 */
export function propertyAt(resource: Resource, ...path: readonly string[]): Location {
  let container: Value = resource.properties;
  let at = resource.propertiesAt;
  for (const name of path) {
    const found: Member | undefined = container.kind === 'map' ? container.members.get(name) : undefined;
    if (found === undefined) {
      break;
    }
    at = found.at;
    container = found.value;
  }
  return at;
}

/**
 * A value as a boolean; CloudFormation takes `"true"` and `"false"` too. What is no boolean (a wrong type, which is
 * another rule's) is unknown; so is a value that may be absent, unless an absent one would be the same.
 */
export function booleanOf(value: Value, whenAbsent: boolean): Truth {
  switch (value.kind) {
    case 'boolean':
      return truth(value.value);
    case 'absent':
    case 'null':
      return truth(whenAbsent);
    case 'text': {
      const literal = literalOf(value.text)?.toLowerCase();
      return literal === 'true' || literal === 'false' ? truth(literal === 'true') : 'unknown';
    }
    default:
      return 'unknown';
  }
}

/** A value as a text, where CloudFormation makes one of it: numbers and booleans too. Undefined for anything else. */
export function textOf(value: Value): SymbolicText | undefined {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
    case 'boolean':
      return literalText(String(value.value));
    default:
      return undefined;
  }
}

/** A value as a text without symbols, else undefined. */
export function literalOfValue(value: Value): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : literalOf(text);
}

/** A value as a number; CloudFormation takes `"90"` too. Undefined for anything else and for what is not known. */
export function numberOf(value: Value): number | undefined {
  if (value.kind === 'number') {
    return value.value;
  }
  const literal = value.kind === 'text' ? literalOf(value.text)?.trim() : undefined;
  return literal === undefined || !/^[+-]?\d+(\.\d+)?$/.test(literal) ? undefined : Number(literal);
}

/** Whether a property has a value that is not empty: neither absent nor null, nor an empty text, list or map. */
export function isSet(value: Value): Truth {
  switch (value.kind) {
    case 'absent':
    case 'null':
      return 'no';
    case 'unknown':
      return value.canBeAbsent ? 'unknown' : 'yes';
    case 'text':
      return isNotEmpty(value.text);
    case 'list':
      return value.items.length > 0 ? 'yes' : truthUnless(value.isComplete);
    case 'map':
      return value.members.size > 0 ? 'yes' : truthUnless(value.isComplete);
    default:
      return 'yes';
  }
}

/** `no` for what is surely empty, else unknown. */
function truthUnless(isComplete: boolean): Truth {
  return isComplete ? 'no' : 'unknown';
}

function isNotEmpty(text: SymbolicText): Truth {
  if (text.length === 0) {
    return 'no';
  }
  return text.some(isNeverEmpty) ? 'yes' : 'unknown';
}

function isNeverEmpty(part: TextPart): boolean {
  return typeof part === 'string' || part.kind !== 'parameter' || part.otherThan?.includes('') === true;
}
