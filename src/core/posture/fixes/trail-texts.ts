import { english } from '../../localize.ts';
import type { Resource } from '../model.ts';
import { trailNameFault } from '../name-faults.ts';
import { isSet, property, textOf } from '../properties.ts';
import type { SymbolicText } from '../symbolic-text.ts';
import type { Fix } from './fix.ts';
import { copyOf, map, type FixText, type FixValue } from './fix-value.ts';

/**
 * The ARN of a trail as a policy can write it: without a reference to the trail, which waits for the policy. With the
 * trail's own name; for a trail whose name is generated, as those of all trails of the account in this Region.
 */
export function trailArn(trail: Resource): FixText {
  const name = property(trail, 'TrailName');
  const copy = copyOf(trail.id, 'TrailName');
  if (isSet(name) !== 'yes') {
    return anyTrailArn;
  }
  return arnWith(hasIllegalName(trail) ? { ...copy, refusal: nameFirst } : copy);
}

/** With a name that CloudTrail refuses, a policy would name a trail that there will never be. */
const nameFirst =
  'CloudTrail refuses the name of the trail, which would be written into a policy. Correct it first.';

/** Whether a trail has a name that CloudTrail refuses. */
export function hasIllegalName(trail: Resource): boolean {
  const name = textOf(property(trail, 'TrailName'));
  return name !== undefined && isIllegal(name);
}

function isIllegal(name: SymbolicText): boolean {
  return trailNameFault(name, english) !== undefined;
}

/** A name that CloudTrail takes, as near to a text as can be; undefined where little is left of it. */
export function legalName(text: string): string | undefined {
  const longest = 128;
  const legal = text
    .normalize('NFD')
    .replace(/[^\w.-]+/g, '-')
    .replace(/([._-])[._-]+/g, '$1')
    .slice(0, longest)
    .replace(/^[._-]+|[._-]+$/g, '');
  return isIllegal([legal]) ? undefined : legal;
}

/** The ARNs of all trails of the account in this Region. */
export const anyTrailArn: FixText = arnWith('*');

function arnWith(name: FixText[number]): FixText {
  return [
    'arn:',
    { kind: 'partition' },
    ':cloudtrail:',
    { kind: 'region' },
    ':',
    { kind: 'account' },
    ':trail/',
    name,
  ];
}

/** Whether an ARN stands for more than one trail, and so needs an operator that knows wildcards. */
export function hasWildcard(arn: FixText): boolean {
  return arn.at(-1) === '*';
}

/** A condition that limits a statement to trails. */
export function sourceCondition(arns: readonly FixText[]): FixValue {
  const texts = arns.map((parts): FixValue => ({ kind: 'text', parts }));
  const [first, ...others] = texts;
  const value: FixValue = first !== undefined && others.length === 0 ? first : { kind: 'list', items: texts };
  return map({ [arns.some(hasWildcard) ? 'ArnLike' : 'StringEquals']: map({ 'aws:SourceArn': value }) });
}

/**
 * Fixes that name a trail by its ARN; where its name cannot be written into another text, they limit to the account's
 * trails in this Region instead. None where CloudTrail refuses the name.
 */
export function withEitherArn(trail: Resource, make: (arn: FixText) => readonly Fix[]): readonly Fix[] {
  const arn = trailArn(trail);
  const fixes = make(arn);
  const others = hasWildcard(arn) || hasIllegalName(trail) ? [] : make(anyTrailArn);
  return fixes.map((fix, index) => {
    const otherwise = others[index];
    return otherwise === undefined ? fix : { ...fix, otherwise };
  });
}
