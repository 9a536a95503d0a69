import type { Location } from './location.ts';
import { literalOfValue, textOf } from './properties.ts';
import type { SymbolicText } from './symbolic-text.ts';
import { textEquals, textMatches } from './text-match.ts';
import { all, not, type Truth } from './truth.ts';
import { itemsOf, member, type Value } from './value.ts';

/** The operators of a field in an advanced event selector. */
export const fieldOperators = [
  'Equals',
  'StartsWith',
  'EndsWith',
  'NotEquals',
  'NotStartsWith',
  'NotEndsWith',
] as const;

export type FieldOperator = (typeof fieldOperators)[number];

/** The items of a value that are surely there: one that may be `AWS::NoValue` is not among them. */
export function certainItems(value: Value): readonly Value[] {
  return itemsOf(value).filter((item) => item.kind !== 'unknown' || !item.canBeAbsent);
}

/** Where a member of a map is reported: from its key to the end of its value; the map where it lacks the member. */
export function memberAt(container: Value, name: string): Location {
  return (container.kind === 'map' ? container.members.get(name)?.at : undefined) ?? container.at;
}

/** The field selectors of an advanced event selector on a field of this name. */
export function fieldSelectors(selector: Value, field: string): readonly Value[] {
  return itemsOf(member(selector, 'FieldSelectors')).filter(
    (candidate) => literalOfValue(member(candidate, 'Field')) === field,
  );
}

/**
 * Whether a text is the ARN of a bucket where one of objects is meant: without the slash that ends the bucket's name.
 * `arn:aws:s3:::` alone stands for all buckets and is none.
 */
export function isBucketArn(text: SymbolicText): Truth {
  const isAnyBucket = textEquals(text, [...partitioned, ':s3:::']);
  const hasBucket = all([textMatches([...partitioned, ':s3:::*'], text), not(isAnyBucket)]);
  return hasBucket === 'yes' ? not(hasSlash(text)) : hasBucket;
}

const partitioned: SymbolicText = ['arn:', { kind: 'partition' }];

function hasSlash(text: SymbolicText): Truth {
  if (text.some((part) => typeof part === 'string' && part.includes('/'))) {
    return 'yes';
  }
  const mayHaveSlash = text.some(
    (part) => typeof part === 'object' && ['parameter', 'attribute', 'any', 'stack-id'].includes(part.kind),
  );
  return mayHaveSlash ? 'unknown' : 'no';
}

/** A value as a text, where it has one. */
export function textsOf(value: Value): readonly { readonly value: Value; readonly text: SymbolicText }[] {
  return itemsOf(value).flatMap((item) => {
    const text = textOf(item);
    return text === undefined ? [] : [{ value: item, text }];
  });
}
