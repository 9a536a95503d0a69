import { policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import type { Posture } from '../posture.ts';
import {
  getBucketAclRequest,
  identityOf,
  isOrganizationTrail,
  keyFolders,
  organizationFolder,
  putLogFileRequest,
} from '../requests.ts';
import { accountText, arnText } from '../resource-texts.ts';
import { bucketDocument, policiesOf } from '../rules/bucket-access.ts';
import type { Fix, FixEdit } from './fix.ts';
import { map, reference, type FixText } from './fix-value.ts';
import type { Fixer } from './fixer.ts';
import { bucketNeeds, policyOf, tlsOnlyNeed, type NeededStatement } from './needed-statements.ts';
import { addStatements, policyFixes, type Need, type PolicyPlace } from './needs.ts';
import { trailArn, withEitherArn } from './trail-texts.ts';

/** The log bucket that a policy is on, or the bucket itself, with the trails that write to it. */
function logBucketOf(posture: Posture, resource: Resource): Posture['logBuckets'][number] | undefined {
  return posture.logBuckets.find(
    ({ bucket }) => bucket === resource || policiesOf(posture, bucket).policies.includes(resource),
  );
}

function placeOf(posture: Posture, policy: Resource, bucket: Resource): PolicyPlace {
  return {
    resource: policy,
    property: 'PolicyDocument',
    document: bucketDocument(policiesOf(posture, bucket), bucket),
  };
}

export const bucketPolicyMissingFixes: Fixer = function* ({ posture, resource, freeId }) {
  const logBucket = logBucketOf(posture, resource);
  const [trail] = logBucket?.trails ?? [];
  if (logBucket === undefined || trail === undefined) {
    return;
  }
  const { bucket, trails } = logBucket;
  const arnOf = (arn: FixText) => (other: Resource) => (other === trail ? arn : trailArn(other));
  yield* withEitherArn(trail, (arn) => {
    const statements = statementsFor(bucket, trails, arnOf(arn));
    return [
      resource === bucket
        ? addPolicy(bucket, trails, statements, freeId(`${bucket.id}Policy`))
        : extendPolicy(posture, placeOf(posture, resource, bucket), trails, statements),
    ];
  });
};

/** The statements for all trails of a bucket: one look at the bucket, and one to write for each trail. */
function statementsFor(
  bucket: Resource,
  trails: readonly Resource[],
  arnOf: (trail: Resource) => FixText,
): readonly NeededStatement[] {
  return trails.flatMap((trail, index) => {
    const { look, write, writeForAll } = bucketNeeds(bucket.id, trail, arnOf(trail));
    const needed = [look, write, ...(writeForAll === undefined ? [] : [writeForAll])];
    return index === 0 ? needed : needed.map((statement) => numbered(statement, index + 1));
  });
}

function numbered(statement: NeededStatement, number: number): NeededStatement {
  const sid = `${statement.sid}n${number}`;
  const { value } = statement;
  return value.kind !== 'map'
    ? statement
    : {
        ...statement,
        sid,
        value: {
          kind: 'map',
          members: value.members.map((member) =>
            member[0] === 'Sid' ? ['Sid', { kind: 'scalar', value: sid }] : member,
          ),
        },
      };
}

function addPolicy(
  bucket: Resource,
  trails: readonly Resource[],
  statements: readonly NeededStatement[],
  id: string,
): Fix {
  const properties = map({
    Bucket: reference(bucket.id),
    PolicyDocument: policyOf([...statements, tlsOnlyNeed(bucket.id)]),
  });
  const waiting = trails.map((trail): FixEdit => ({ kind: 'depend', resource: trail.id, on: [id] }));
  return {
    title: `Add the bucket policy ${id}, and let the trail wait for it`,
    isPreferred: true,
    isSafe: false,
    edits: [
      ...waiting,
      { kind: 'add', resource: { id, type: 'AWS::S3::BucketPolicy', properties, beside: bucket.id } },
    ],
  };
}

function extendPolicy(
  posture: Posture,
  place: PolicyPlace,
  trails: readonly Resource[],
  statements: readonly NeededStatement[],
): Fix {
  const fix = addStatements(place, statements);
  const waiting = trails
    .filter((trail) => !posture.waits(trail, place.resource) && !posture.waits(place.resource, trail))
    .map((trail): FixEdit => ({ kind: 'depend', resource: trail.id, on: [place.resource.id] }));
  return { ...fix, edits: [...fix.edits, ...waiting] };
}

/** For `bucket-policy-incomplete`, `-prefix` and `-organization`, and for ARNs of another trail in a bucket policy. */
export const bucketAccessFixes: Fixer = function* ({ posture, resource, failed }) {
  const logBucket = logBucketOf(posture, resource);
  for (const trail of logBucket?.trails ?? []) {
    const bucket = logBucket?.bucket ?? resource;
    const place = placeOf(posture, resource, bucket);
    yield* withEitherArn(trail, (arn) =>
      policyFixes(place, needsOf(posture, bucket, trail, arn), failed.at, arn),
    );
  }
};

function needsOf(posture: Posture, bucket: Resource, trail: Resource, arn: FixText): readonly Need[] {
  const { model } = posture;
  const identity = identityOf(model, trail);
  const { look, write, writeForAll } = bucketNeeds(bucket.id, trail, arn);
  const put = (owner: ReturnType<typeof accountText>) =>
    putLogFileRequest(arnText(bucket), keyFolders(trail), owner, identity);
  const ofOrganization: readonly Need[] =
    writeForAll === undefined || isOrganizationTrail(trail) === 'no'
      ? []
      : [{ request: put(organizationFolder(model)), statement: writeForAll, isBeside: true }];
  return [
    { request: getBucketAclRequest(arnText(bucket), identity), statement: look },
    { request: put(accountText(model)), statement: write },
    ...ofOrganization,
  ];
}

export const bucketTlsOnlyFixes: Fixer = function* ({ posture, resource }) {
  const logBucket = logBucketOf(posture, resource);
  if (logBucket !== undefined) {
    const place = { resource, property: 'PolicyDocument' as const, document: policyIn(resource) };
    yield {
      ...addStatements(place, [tlsOnlyNeed(logBucket.bucket.id)]),
      title: 'Add a Deny of requests without TLS',
    };
  }
};

/** A bucket has one policy: it gets the statements of the other one, which goes. */
export const bucketPolicyDuplicateFixes: Fixer = function* ({ posture, resource: second }) {
  const bucket = logBucketOf(posture, second)?.bucket;
  const [first] = bucket === undefined ? [] : policiesOf(posture, bucket).policies;
  if (first === undefined || first === second) {
    return;
  }
  const [kept, moved] = [policyIn(first).statements, policyIn(second).statements];
  const sids = new Set(kept.flatMap(({ sid }) => sid ?? []));
  const others = [...posture.model.resources.values()].filter((other) => other.references.has(second.id));
  if (others.length > 0 || moved.some(({ sid }) => sid !== undefined && sids.has(sid))) {
    return;
  }
  const waiting = [...posture.model.resources.values()].filter(({ dependsOn }) => dependsOn.has(second.id));
  yield {
    title: `Move its statements to ${first.id}, and remove ${second.id}`,
    isPreferred: true,
    isSafe: false,
    edits: [
      {
        kind: 'append',
        resource: first.id,
        path: ['PolicyDocument', 'Statement'],
        items: moved.map(({ at }) => ({ kind: 'source' as const, at })),
      },
      ...waiting.map((other): FixEdit => ({
        kind: 'depend',
        resource: other.id,
        on: [first.id],
        insteadOf: second.id,
      })),
      { kind: 'remove-resource', resource: second.id },
    ],
  };
};
