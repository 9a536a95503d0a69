import type { Location } from './location.ts';
import type { SymbolicText } from './symbolic-text.ts';

/**
 * A value of a property, in one scenario: known, absent, or unknown. Readers make them from source text (or from an
 * account's answers), evaluated as far as it can be, and rules judge them. Every value says where it stands.
 */
export type Value =
  TextValue | NumberValue | BooleanValue | NullValue | ListValue | MapValue | Absent | Unknown;

export interface TextValue {
  readonly kind: 'text';
  readonly text: SymbolicText;
  readonly at: Location;
}

export interface NumberValue {
  readonly kind: 'number';
  readonly value: number;
  readonly at: Location;
}

export interface BooleanValue {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly at: Location;
}

export interface NullValue {
  readonly kind: 'null';
  readonly at: Location;
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  /** False where something unknown could add items (a macro, a splat of an unknown list). */
  readonly isComplete: boolean;
  readonly at: Location;
}

export interface MapValue {
  readonly kind: 'map';
  /** In the order of the source; absent members are not in it. */
  readonly members: ReadonlyMap<string, Member>;
  /** False where something unknown could add members (`Fn::Transform`, a spread of an unknown object). */
  readonly isComplete: boolean;
  readonly at: Location;
}

export interface Member {
  /** The key alone. */
  readonly keyAt: Location;
  /** From the key to the end of the value: where a wrong value is reported. */
  readonly at: Location;
  readonly value: Value;
}

/** The property is not there (or is `AWS::NoValue`). `at` is where its absence is reported: the container's key. */
export interface Absent {
  readonly kind: 'absent';
  readonly at: Location;
}

/** The property has a value that cannot be known from the text. `canBeAbsent` where it may also be `AWS::NoValue` or missing. */
export interface Unknown {
  readonly kind: 'unknown';
  readonly canBeAbsent: boolean;
  readonly at: Location;
}

/**
 * The member of a map; absent where the map lacks it, unknown where the map could have more members than are known
 * or is itself unknown. `absentAt` is where an absence is reported, by default the map itself.
 */
export function member(container: Value, name: string, absentAt: Location = container.at): Value {
  if (container.kind === 'map') {
    const found = container.members.get(name);
    if (found !== undefined) {
      return found.value;
    }
    return container.isComplete
      ? { kind: 'absent', at: absentAt }
      : { kind: 'unknown', canBeAbsent: true, at: absentAt };
  }
  return container.kind === 'unknown'
    ? { kind: 'unknown', canBeAbsent: true, at: container.at }
    : { kind: 'absent', at: absentAt };
}

/**
 * The items of a value where CloudFormation and IAM take one or many: a list's items, nothing for an absent one, and
 * the value itself for anything else.
 */
export function itemsOf(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'list':
      return value.items;
    case 'absent':
      return [];
    default:
      return [value];
  }
}
