import { policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { Posture } from '../posture.ts';
import { isSet, property } from '../properties.ts';
import { arnText } from '../resource-texts.ts';
import { policiesOf } from '../rules/bucket-access.ts';
import { policiesOfRole, roleOf } from '../rules/role-access.ts';
import { topicOf, topicPolicies } from '../rules/topic-access.ts';
import { textEquals } from '../text-match.ts';
import type { Fix, FixEdit } from './fix.ts';
import { scalar, type FixText } from './fix-value.ts';
import type { Fixer, FixRequest } from './fixer.ts';
import { pathOf, setSource, type PolicyPlace } from './needs.ts';
import { anyTrailArn, hasIllegalName, legalName, trailArn } from './trail-texts.ts';

/** The trail does not wait for policies that it needs, or they wait for the trail. */
function orderFixes(policiesFor: (posture: Posture, trail: Resource) => readonly Resource[]): Fixer {
  return function* (request) {
    const { posture, resource } = request;
    if (resource.type === 'AWS::CloudTrail::Trail') {
      const unawaited = policiesFor(posture, resource).filter(
        (policy) => !posture.waits(resource, policy) && !posture.waits(policy, resource),
      );
      if (unawaited.length > 0) {
        yield waitFor(resource, unawaited);
      }
      return;
    }
    const trail = posture.trails.find((one) => policiesFor(posture, one).includes(resource));
    if (trail !== undefined) {
      yield* cutReferences(request, trail, [resource.id]);
    }
  };
}

export function waitFor(trail: Resource, policies: readonly Resource[]): Fix {
  const ids = policies.map(({ id }) => id);
  return {
    title: `Add DependsOn ${ids.join(', ')} to ${trail.id}`,
    isPreferred: true,
    isSafe: true,
    edits: [{ kind: 'depend', resource: trail.id, on: ids }],
  };
}

export const bucketPolicyOrderFixes = orderFixes((posture, trail) =>
  posture.logBuckets
    .filter(({ trails }) => trails.includes(trail))
    .flatMap(({ bucket }) => policiesOf(posture, bucket).policies),
);

export const topicPolicyOrderFixes = orderFixes((posture, trail) => {
  const topic = topicOf(posture, trail);
  return topic === undefined ? [] : topicPolicies(posture, topic).policies;
});

export const logGroupRoleOrderFixes = orderFixes((posture, trail) => {
  const role = roleOf(posture, trail);
  return role === undefined ? [] : policiesOfRole(posture, role).attached.map(({ policy }) => policy);
});

export const dependencyCycleFixes: Fixer = function* (request) {
  const { posture, resource } = request;
  const trail = posture.trails.find((one) => resource.waitsFor.has(one.id));
  if (trail !== undefined) {
    yield* cutReferences(request, trail, []);
  }
};

/** Lets a policy name the trail without a reference, so that it can be made before the trail. */
function* cutReferences(
  { resource }: FixRequest,
  trail: Resource,
  thenWaitFor: readonly string[],
): Iterable<Fix> {
  const place = placeOf(resource);
  const waiting: readonly FixEdit[] =
    thenWaitFor.length === 0 ? [] : [{ kind: 'depend', resource: trail.id, on: thenWaitFor }];
  const released: readonly FixEdit[] = resource.dependsOn.has(trail.id)
    ? [{ kind: 'release', resource: resource.id, from: trail.id }]
    : [];
  const edits = (arn: FixText): readonly FixEdit[] => [
    ...(place === undefined ? [] : withoutReferences(place, trail, arn)),
    ...released,
    ...waiting,
  ];
  const isNamed = isSet(property(trail, 'TrailName')) === 'yes';
  const byAccount: Fix = {
    title: `Write trail/* of this account in place of the reference to ${trail.id}`,
    isPreferred: !isNamed,
    isSafe: false,
    edits: edits(anyTrailArn),
  };
  if (isNamed) {
    const isOnlyOrder = edits(anyTrailArn).length === released.length + waiting.length;
    yield {
      ...byAccount,
      title: isOnlyOrder
        ? `Let ${resource.id} no longer wait for ${trail.id}`
        : `Write the ARN of ${trail.id} with its name in place of the reference`,
      isPreferred: true,
      edits: edits(trailArn(trail)),
      ...(hasIllegalName(trail) ? {} : { otherwise: byAccount }),
    };
    return;
  }
  yield byAccount;
  const name = legalName(trail.id.split('/').at(-1) ?? '');
  if (name !== undefined) {
    yield {
      title: `Name the trail ${name}, which replaces it, and write its ARN with that name`,
      isPreferred: false,
      isSafe: false,
      edits: [
        { kind: 'set', resource: trail.id, path: ['TrailName'], value: scalar(name) },
        ...edits([...anyTrailArn.slice(0, -1), name]),
      ],
    };
  }
}

function placeOf(resource: Resource): PolicyPlace | undefined {
  switch (resource.type) {
    case 'AWS::KMS::Key':
      return { resource, property: 'KeyPolicy', document: parsePolicy(property(resource, 'KeyPolicy')) };
    case 'AWS::IAM::Role': {
      const name = 'AssumeRolePolicyDocument';
      return { resource, property: name, document: parsePolicy(property(resource, name)) };
    }
    default:
      return { resource, property: 'PolicyDocument', document: policyIn(resource) };
  }
}

function withoutReferences(place: PolicyPlace, trail: Resource, arn: FixText): readonly FixEdit[] {
  return place.document.statements.flatMap((statement) =>
    statement.conditions
      .filter(({ values }) => values.patterns.some(({ text }) => textEquals(text, arnText(trail)) === 'yes'))
      .flatMap((condition): readonly FixEdit[] => {
        const [only, ...others] = condition.values.patterns;
        return others.length === 0 || only === undefined
          ? setSource(place, statement, condition, arn)
          : condition.values.patterns
              .filter(({ text }) => textEquals(text, arnText(trail)) === 'yes')
              .map(({ at }) => ({
                kind: 'set' as const,
                resource: place.resource.id,
                path: [...pathOf(place, statement), 'Condition', condition.operator, condition.name, at],
                value: { kind: 'text' as const, parts: arn },
              }));
      }),
  );
}
