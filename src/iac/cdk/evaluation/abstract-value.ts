import type { TextSymbol } from '../../../core/posture/symbolic-text.ts';
import type { ClassNode, FunctionNode, Span } from '../syntax/program.ts';
import type { Formula } from './formula.ts';
import type { Scope } from './scope.ts';

/**
 * What an expression is worth without running the program. `span` is where the value is written, which is not always
 * where it is used.
 */
export type AbstractValue =
  | { readonly kind: 'text'; readonly value: string; readonly span: Span }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'truth'; readonly formula: Formula; readonly span: Span }
  /** `undefined`, `null`, `None`. */
  | { readonly kind: 'nothing'; readonly span: Span }
  /** A text put together from these. */
  | { readonly kind: 'joined'; readonly parts: readonly AbstractValue[]; readonly span: Span }
  /** A part of the deployment's identity, such as the account. */
  | { readonly kind: 'symbol'; readonly symbol: TextSymbol; readonly span: Span }
  | ObjectValue
  | ListValue
  | Choice
  /** A module, class, enum member or static method of the library: `aws-s3.BucketEncryption.KMS`. */
  | LibraryName
  /** What the library made: a construct, a policy statement, a duration. */
  | LibraryObject
  | Attribute
  | Closure
  | ClassValue
  | Instance
  | Method
  | UnknownValue;

export interface ObjectValue {
  readonly kind: 'object';
  /** Assignments add to it. */
  readonly entries: ObjectEntry[];
  /** False where members could be missing that the object has. */
  isComplete: boolean;
  readonly span: Span;
}

export interface ObjectEntry {
  /** As written. */
  readonly name: string;
  readonly nameSpan: Span;
  /** From the name to the end of the value. */
  readonly span: Span;
  readonly value: AbstractValue;
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: AbstractValue[];
  isComplete: boolean;
  readonly span: Span;
}

export interface Choice {
  readonly kind: 'choice';
  readonly formula: Formula;
  readonly whenTrue: AbstractValue;
  readonly whenFalse: AbstractValue;
  readonly span: Span;
}

export interface LibraryName {
  readonly kind: 'library';
  /** Empty for the library itself. */
  readonly path: string;
  readonly span: Span;
}

/** The arguments of a call of the library. */
export interface Arguments {
  readonly positional: readonly AbstractValue[];
  /** False where more may have been given, by a spread or by what could not be parsed. */
  readonly isComplete: boolean;
  readonly keywords: ObjectValue | undefined;
}

export interface LibraryObject {
  readonly kind: 'made';
  /**
   * The class or static method that made it, `aws-s3.Bucket.fromBucketName`; for what a method of another one
   * returned, that one's type and the method's name, `aws-iam.ServicePrincipal#withConditions`.
   */
  readonly type: string;
  /** For constructs: made within this one; undefined where that is not known. */
  readonly scope: LibraryObject | undefined;
  /** The object whose method returned it. */
  readonly receiver: AbstractValue | undefined;
  readonly arguments: Arguments;
  /** It is made only where this holds. */
  readonly guard: Formula;
  /** What is done with it later, in order. */
  readonly uses: Use[];
  /** Whether code that is not visible has got hold of it, and may do anything with it. */
  isEscaped: boolean;
  /** The template that it belongs to: the outermost construct known, or its stack. */
  readonly unit: LibraryObject | undefined;
  /** The name of the class or method that was called, where findings on the whole are shown. */
  readonly nameSpan: Span;
  /** The whole call. */
  readonly span: Span;
}

/** A method that is called on an object or on something of it, or a member of it that is assigned. */
export interface Use {
  /** From the object on: `['node', 'defaultChild', 'addPropertyOverride']`. */
  readonly path: readonly string[];
  readonly kind: 'call' | 'assignment';
  readonly arguments: Arguments;
  readonly guard: Formula;
  /** Whether it happens any number of times. */
  readonly isRepeated: boolean;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** Something of a library object that only the library knows, such as `bucket.bucketArn`. */
export interface Attribute {
  readonly kind: 'attribute';
  readonly object: LibraryObject;
  readonly path: readonly string[];
  readonly span: Span;
}

export interface Closure {
  readonly kind: 'closure';
  readonly node: FunctionNode;
  readonly scope: Scope;
  readonly self: Instance | undefined;
  /** The class that it is a method of, or is written in a method of. */
  readonly owner: ClassValue | undefined;
  readonly span: Span;
}

export interface ClassValue {
  readonly kind: 'class';
  readonly node: ClassNode;
  readonly scope: Scope;
  readonly span: Span;
}

/** An object of a class of the program. */
export interface Instance {
  readonly kind: 'instance';
  readonly class: ClassValue;
  readonly fields: Scope;
  /** What the constructor of the base made, where that is one of the library or not visible. */
  base: LibraryObject | undefined;
  readonly span: Span;
}

/** A method that is not called yet. */
export interface Method {
  readonly kind: 'method';
  readonly receiver: AbstractValue;
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  /** Whether it may be nothing at all. */
  readonly canBeAbsent: boolean;
  /** The same for what is surely the same value. */
  readonly key: string;
  /** In the words of the program, bounded. */
  readonly text: string;
  readonly span: Span;
}

const longestText = 40;

/** A value of which nothing is known, but that it is the same wherever the key is. */
export function unknownValue(span: Span, text: string, key: string, canBeAbsent = true): UnknownValue {
  const words = text.replace(/\s+/g, ' ').trim();
  const bounded = words.length > longestText ? `${words.slice(0, longestText)}…` : words;
  return { kind: 'unknown', canBeAbsent, key, text: bounded, span };
}

/** One of two values, by a formula. */
export function choice(
  formula: Formula,
  whenTrue: AbstractValue,
  whenFalse: AbstractValue,
  span: Span = whenTrue.span,
): AbstractValue {
  if (formula.kind === 'known') {
    return formula.holds ? whenTrue : whenFalse;
  }
  return whenTrue === whenFalse ? whenTrue : { kind: 'choice', formula, whenTrue, whenFalse, span };
}
