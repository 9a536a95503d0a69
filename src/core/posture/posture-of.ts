import type { PostureModel, Resource } from './model.ts';
import type { Link, LogBucket, Posture } from './posture.ts';
import { admitsCloudTrailWrites } from './cloudtrail-statements.ts';
import { textOf } from './properties.ts';
import { arnText, nameText, referenceText } from './resource-texts.ts';
import { concatText, literalOf, type SymbolicText } from './symbolic-text.ts';
import { textEquals } from './text-match.ts';
import { any } from './truth.ts';
import { member, type Value } from './value.ts';

/** Resolves the links of a model; the answers are kept, so that rules may ask again and again. */
export function postureOf(model: PostureModel): Posture {
  const byType = new Map<string, Resource[]>();
  for (const resource of model.resources.values()) {
    const others = byType.get(resource.type);
    if (others === undefined) {
      byType.set(resource.type, [resource]);
    } else {
      others.push(resource);
    }
  }
  const ofType = (type: string): readonly Resource[] => byType.get(type) ?? [];
  const trails = ofType('AWS::CloudTrail::Trail');
  const linked = keptLinks(ofType);
  const reach = new Map<string, ReadonlySet<string>>();
  let logBuckets: readonly LogBucket[] | undefined;
  return {
    model,
    trails,
    ofType,
    linked,
    get logBuckets() {
      logBuckets ??= logBucketsOf(trails, ofType, linked);
      return logBuckets;
    },
    waits: (from, to) => {
      let reached = reach.get(from.id);
      if (reached === undefined) {
        reached = reachable(model, from);
        reach.set(from.id, reached);
      }
      return reached.has(to.id);
    },
  };
}

/** {@link linkOf}, worked out once for each value: every rule about a bucket asks where each policy points. */
function keptLinks(ofType: Posture['ofType']): Posture['linked'] {
  const links = new WeakMap<Value, Map<string, Link>>();
  return (value, types) => {
    const kept = links.get(value) ?? new Map<string, Link>();
    links.set(value, kept);
    const key = types.join(' ');
    const link = kept.get(key) ?? linkOf(value, types, ofType);
    kept.set(key, link);
    return link;
  };
}

/** All that a resource waits for; itself only where it waits in a circle. */
function reachable(model: PostureModel, from: Resource): ReadonlySet<string> {
  const reached = new Set<string>();
  const pending = [...from.waitsFor];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (!reached.has(id)) {
      reached.add(id);
      pending.push(...(model.resources.get(id)?.waitsFor ?? []));
    }
  }
  return reached;
}

/**
 * A bucket that a trail names; without a trail in the model, a bucket whose policy lets CloudTrail put objects: a log
 * archive for the trails of other stacks and accounts.
 */
function logBucketsOf(
  trails: readonly Resource[],
  ofType: Posture['ofType'],
  linked: Posture['linked'],
): readonly LogBucket[] {
  const trailsOf = new Map<Resource, Resource[]>();
  for (const trail of trails) {
    const link = linked(member(trail.properties, 'S3BucketName'), ['AWS::S3::Bucket']);
    if (link.kind === 'resource') {
      trailsOf.set(link.resource, [...(trailsOf.get(link.resource) ?? []), trail]);
    }
  }
  if (trails.length > 0) {
    return [...trailsOf].map(([bucket, itsTrails]) => ({ bucket, trails: itsTrails }));
  }
  const archives = new Set<Resource>();
  for (const policy of ofType('AWS::S3::BucketPolicy')) {
    const link = linked(member(policy.properties, 'Bucket'), ['AWS::S3::Bucket']);
    if (link.kind === 'resource' && admitsCloudTrailWrites(policy, link.resource)) {
      archives.add(link.resource);
    }
  }
  return [...archives].map((bucket) => ({ bucket, trails: [] }));
}

function linkOf(value: Value, types: readonly string[], ofType: Posture['ofType']): Link {
  const link = directLinkOf(value, types, ofType);
  const keyTypes = types.filter((type) => type.startsWith('AWS::KMS::'));
  if (keyTypes.length === 0 || (link.kind !== 'outside' && link.kind !== 'unknown')) {
    return link;
  }
  const alias = directLinkOf(value, [aliasType], ofType);
  if (alias.kind === 'resource') {
    return directLinkOf(member(alias.resource.properties, 'TargetKeyId'), keyTypes, ofType);
  }
  return alias.kind === 'unknown' ? alias : link;
}

function directLinkOf(value: Value, types: readonly string[], ofType: Posture['ofType']): Link {
  if (value.kind === 'absent' || value.kind === 'null') {
    return { kind: 'absent' };
  }
  const text = textOf(value);
  if (text === undefined) {
    return { kind: 'unknown' };
  }
  let isUnknown = false;
  for (const resource of types.flatMap(ofType)) {
    const isIt = any(namesOf(resource).map((name) => isNamed(text, name)));
    if (isIt === 'yes') {
      return { kind: 'resource', resource };
    }
    isUnknown ||= isIt === 'unknown';
  }
  return { kind: isUnknown ? 'unknown' : 'outside' };
}

const aliasType = 'AWS::KMS::Alias';

/** Nobody can write a generated name down: it is not known before the stack is. */
function isNamed(text: SymbolicText, name: SymbolicText): ReturnType<typeof textEquals> {
  const isGenerated = name.some(
    (part) => typeof part === 'object' && (part.kind === 'ref' || part.kind === 'attribute'),
  );
  return isGenerated && literalOf(text) !== undefined ? 'no' : textEquals(text, name);
}

/** Every text that points to a resource: what `Ref` gives, its name and its ARN, in the forms that services take. */
function namesOf(resource: Resource): readonly SymbolicText[] {
  const name = nameText(resource);
  const arn = arnText(resource);
  const names = [name, arn, referenceText(resource.type, name, resource.id)];
  switch (resource.type) {
    case 'AWS::Logs::LogGroup': {
      const plain: SymbolicText = concatText(
        [
          'arn:',
          { kind: 'partition' },
          ':logs:',
          { kind: 'region' },
          ':',
          { kind: 'account' },
          ':log-group:',
        ],
        name,
      );
      return [...names, plain, concatText(plain, [':*']), concatText(arn, [':*'])];
    }
    case 'AWS::IAM::Role':
      return [...names, concatText(iamArn('role', resource), name)];
    case 'AWS::IAM::ManagedPolicy': {
      const given = textOf(member(resource.properties, 'ManagedPolicyName'));
      return given === undefined ? names : [...names, concatText(iamArn('policy', resource), given)];
    }
    case aliasType:
      return [
        ...names,
        concatText(
          ['arn:', { kind: 'partition' }, ':kms:', { kind: 'region' }, ':', { kind: 'account' }, ':'],
          name,
        ),
      ];
    default:
      return names;
  }
}

/** The ARN of something of IAM up to its name: with its path, by default `/`. */
function iamArn(kind: string, resource: Resource): SymbolicText {
  const path = textOf(member(resource.properties, 'Path')) ?? ['/'];
  return concatText(['arn:', { kind: 'partition' }, ':iam::', { kind: 'account' }, `:${kind}`], path);
}
