import type { Resource } from '../model.ts';
import { isSet, property } from '../properties.ts';
import type { Fix } from './fix.ts';
import { copyOf, map, type FixText, type FixValue } from './fix-value.ts';

/**
 * The ARN of a trail as a policy can write it: without a reference to the trail, which waits for the policy. With the
 * trail's own name; for a trail whose name is generated, as those of all trails of the account in this Region.
 */
export function trailArn(trail: Resource): FixText {
  const name = property(trail, 'TrailName');
  return arnWith(isSet(name) === 'yes' ? copyOf(trail.id, 'TrailName') : '*');
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
 * trails in this Region instead.
 */
export function withEitherArn(trail: Resource, make: (arn: FixText) => readonly Fix[]): readonly Fix[] {
  const arn = trailArn(trail);
  const fixes = make(arn);
  const others = hasWildcard(arn) ? [] : make(anyTrailArn);
  return fixes.map((fix, index) => {
    const otherwise = others[index];
    return otherwise === undefined ? fix : { ...fix, otherwise };
  });
}
