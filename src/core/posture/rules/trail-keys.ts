import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import { property } from '../properties.ts';

/** A key of the model and the trails that encrypt with it. */
export interface TrailKey {
  readonly key: Resource;
  readonly trails: readonly Resource[];
}

/** The keys of the model that trails encrypt log files with, named by id, ARN or alias. */
export function trailKeys({ trails, linked }: Posture): readonly TrailKey[] {
  return linkedFrom(trails, (trail) => {
    const link = linked(property(trail, 'KMSKeyId'), ['AWS::KMS::Key']);
    return link.kind === 'resource' ? link.resource : undefined;
  }).map(([key, itsTrails]) => ({ key, trails: itsTrails }));
}

/** What trails lead to, each with the trails that do. */
export function linkedFrom(
  trails: readonly Resource[],
  follow: (trail: Resource) => Resource | undefined,
): readonly (readonly [Resource, readonly Resource[]])[] {
  const found = new Map<Resource, Resource[]>();
  for (const trail of trails) {
    const resource = follow(trail);
    if (resource !== undefined) {
      found.set(resource, [...(found.get(resource) ?? []), trail]);
    }
  }
  return [...found];
}
