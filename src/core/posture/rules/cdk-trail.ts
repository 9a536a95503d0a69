import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { propertyAt } from '../properties.ts';
import type { Failed } from '../rule.ts';
import { member, type Member, type Value } from '../value.ts';

/** The class of CDK that makes a trail and, where it can, what the trail needs. */
const trailClass = 'aws-cloudtrail.Trail';

/** A trail that CDK's own `Trail` makes. */
export interface CdkTrail {
  readonly trail: Resource;
  /** A prop as a value; absent where it is not given. */
  readonly prop: (name: string) => Value;
  readonly propMember: (name: string) => Member | undefined;
  /** Where a prop that was imported from elsewhere is given. */
  readonly importedAt: (name: string) => Location | undefined;
}

/** The trails of a model that CDK's `Trail` makes; none in a template. */
export function cdkTrails({ trails }: Posture): readonly CdkTrail[] {
  return trails.flatMap((trail) => {
    const { construct } = trail;
    return construct?.type === trailClass
      ? [
          {
            trail,
            prop: (name) => member(construct.props, name),
            propMember: (name) => construct.props.members.get(name),
            importedAt: (name) => construct.imported.get(name),
          },
        ]
      : [];
  });
}

/** Where a property of a trail is given, and the construct that it names beside it. */
export function atProperty(
  trail: Resource,
  name: string,
  other: Resource,
  what: string,
): Pick<Failed, 'at' | 'related'> {
  return { at: propertyAt(trail, name), related: [{ at: other.at, message: what }] };
}
