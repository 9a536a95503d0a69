import type { Location } from '../../core/posture/location.ts';

/**
 * One tree for YAML and JSON, with the place of everything. It is the source text and nothing more: intrinsic
 * functions are still tags or one-member maps.
 */
export type SyntaxNode = ScalarNode | ListNode | MapNode | TaggedNode | BrokenNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  /** As CloudFormation's YAML 1.1 reads it: an unquoted `yes` is true, `2012-10-17` stays a text. */
  readonly value: string | number | boolean | null;
  /** The characters of the value as written, without quotes: an account id `012345678901` keeps its zero. */
  readonly source: string;
  readonly at: Location;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly SyntaxNode[];
  readonly at: Location;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  /** Keys of its own that a YAML merge key would bring if they were not there. */
  readonly overridden?: ReadonlySet<string>;
  readonly at: Location;
}

export interface MapEntry {
  readonly key: string;
  readonly keyAt: Location;
  /** From the key to the end of the value. */
  readonly at: Location;
  readonly value: SyntaxNode;
}

/** A YAML tag such as `!Sub`, without the exclamation mark, on a value. */
export interface TaggedNode {
  readonly kind: 'tagged';
  readonly tag: string;
  readonly value: SyntaxNode;
  readonly at: Location;
}

/** What cannot be represented: an alias to nothing, or to a node that contains it. Its value is unknown. */
export interface BrokenNode {
  readonly kind: 'broken';
  readonly at: Location;
}

/**
 * Levels of nesting that are read. Templates have some twenty; what walks the tree may recurse on each level, and a
 * text of thousands would exhaust the stack.
 */
export const maximumDepth = 200;

/** A fault of the text. */
export interface SyntaxProblem {
  readonly at: Location;
  readonly message: string;
}

/** The outcome of reading a text: a tree, or the first fault; and the places of YAML aliases. */
export interface SyntaxTree {
  readonly root: SyntaxNode | undefined;
  readonly problem: SyntaxProblem | undefined;
  readonly aliases: readonly Location[];
  /** What YAML anchors stand at: written once, it counts wherever an alias is. */
  readonly anchored: readonly Location[];
}

/** The entry of a map with this key; undefined for a missing one and for what is not a map. */
export function entryOf(node: SyntaxNode | undefined, key: string): MapEntry | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** The text of a scalar as written; undefined for anything else. */
export function scalarText(node: SyntaxNode | undefined): string | undefined {
  return node?.kind === 'scalar' && node.value !== null ? node.source : undefined;
}
