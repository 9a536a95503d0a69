import type { LibraryObject } from '../cdk/evaluation/abstract-value.ts';
import type { Span } from '../cdk/syntax/program.ts';

/** An expression to be written, in no language: a name of the library is that of TypeScript, with its module. */
export type Code =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  /** A name of the library: `aws-s3.BucketEncryption.KMS`, `RemovalPolicy.RETAIN`. */
  | { readonly kind: 'library'; readonly path: string }
  /** An object that the library makes, with options where it takes them. */
  | {
      readonly kind: 'make';
      readonly path: string;
      readonly arguments: readonly Code[];
      readonly options?: readonly CodeMember[];
    }
  /** A static method of the library: `Duration.days(365)`. */
  | { readonly kind: 'call'; readonly path: string; readonly arguments: readonly Code[] }
  | { readonly kind: 'list'; readonly items: readonly Code[] }
  /** Options in an object: a class of its own in Python. */
  | { readonly kind: 'structure'; readonly path: string; readonly members: readonly CodeMember[] }
  /** JSON of another language, such as a policy's conditions: names stay as they are. */
  | { readonly kind: 'json'; readonly members: readonly CodeMember[] }
  /** A construct, or something of it. */
  | { readonly kind: 'construct'; readonly construct: ConstructReference; readonly member?: string }
  /** A text with parts that are not literal. */
  | { readonly kind: 'text'; readonly parts: readonly (string | Code)[] }
  /** What is written at a place of the source. */
  | { readonly kind: 'source'; readonly span: Span }
  /** The same: in the arguments of a construct, behind which it can be used again. */
  | { readonly kind: 'copy'; readonly span: Span; readonly of: LibraryObject };

export type CodeMember = readonly [name: string, value: Code];

/** A construct of the source, or one that is to be added. */
export type ConstructReference = LibraryObject | NewConstruct;

/** A construct to be added before the statement of another one. */
export interface NewConstruct {
  readonly kind: 'new';
  /** The class: `aws-kms.Key`. */
  readonly path: string;
  /** Its id in its scope. */
  readonly id: string;
  readonly options: readonly CodeMember[];
  /** The construct that it is made for, and in the scope of. */
  readonly beside: LibraryObject;
}

export function literal(value: string | number | boolean): Code {
  return { kind: 'literal', value };
}

export function library(path: string): Code {
  return { kind: 'library', path };
}

export function list(...items: readonly Code[]): Code {
  return { kind: 'list', items };
}

export function make(path: string, ...given: readonly Code[]): Code {
  return { kind: 'make', path, arguments: given };
}

export function construct(reference: ConstructReference, member?: string): Code {
  return { kind: 'construct', construct: reference, ...(member === undefined ? {} : { member }) };
}

/** The constructs that an expression names. */
export function constructsIn(code: Code): readonly ConstructReference[] {
  switch (code.kind) {
    case 'construct':
      return [code.construct];
    case 'copy':
      return [code.of];
    case 'make':
      return [...code.arguments, ...(code.options ?? []).map(([, value]) => value)].flatMap(constructsIn);
    case 'call':
      return code.arguments.flatMap(constructsIn);
    case 'list':
      return code.items.flatMap(constructsIn);
    case 'structure':
    case 'json':
      return code.members.flatMap(([, value]) => constructsIn(value));
    case 'text':
      return code.parts.flatMap((part) => (typeof part === 'string' ? [] : constructsIn(part)));
    default:
      return [];
  }
}
