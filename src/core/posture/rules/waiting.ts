import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import type { Verdict } from '../rule.ts';

/** What it means for a trail that a policy is not there when the trail is created. */
export interface Untimely {
  /** What the trail is created too early for, such as `its bucket policy`. */
  readonly lacking: string;
  /** What happens, to follow `deployment can fail` and `deployment fails`. */
  readonly outcome: string;
  /** What is said beside the policy. */
  readonly related: string;
}

/**
 * The faults of order between a trail and policies that it needs: those that it does not wait for may come too late,
 * and those that themselves wait for the trail always do.
 */
export function* orderVerdicts(
  posture: Posture,
  trail: Resource,
  policies: readonly Resource[],
  { lacking, outcome, related }: Untimely,
): Iterable<Verdict> {
  const unawaited = policies.filter((policy) => !posture.waits(trail, policy));
  const late = unawaited.filter((policy) => posture.waits(policy, trail));
  const early = unawaited.filter((policy) => !late.includes(policy));
  if (early.length > 0) {
    const waitFor = early.map(({ id }) => id);
    yield {
      outcome: 'fail',
      resource: trail,
      at: trail.propertiesAt,
      message: `Created before ${lacking}: deployment can fail${outcome}.`,
      remedy: { kind: 'wait', waitFor, text: `Add DependsOn ${waitFor.join(', ')}.` },
      related: early.map(({ at }) => ({ at, message: related })),
    };
  }
  for (const policy of late) {
    yield {
      outcome: 'fail',
      resource: policy,
      at: referenceTo(trail, policy),
      message: `Created after the trail, which needs ${policy.id} to be there: deployment fails${outcome}.`,
      remedy: {
        kind: 'write-arn',
        waitFor: [policy.id],
        text: `Write the ARN of the trail with Fn::Sub and a literal name instead, and let the trail depend on ${policy.id}.`,
      },
      related: [{ at: trail.at, message: 'The trail.' }],
    };
  }
}

/** Where a resource names the trail. */
export function referenceTo(trail: Resource, from: Resource): Location {
  return from.dependsOn.get(trail.id) ?? from.references.get(trail.id) ?? from.propertiesAt;
}
