import { isModelled } from './constructs/synthesize.ts';
import type { AbstractValue, LibraryObject } from './evaluation/abstract-value.ts';

/** Types that say something about what they refer to, so that a look back from that finds them. */
const speaksOfOthers =
  /^(?:aws-s3\.(?:BucketPolicy|CfnBucketPolicy)|aws-kms\.(?:Alias|CfnAlias)|aws-sns\.(?:TopicPolicy|CfnTopicPolicy|CfnTopicInlinePolicy)|aws-iam\.(?:Policy|ManagedPolicy|CfnPolicy|CfnRolePolicy|CfnManagedPolicy))$/;

/** What is inside an object: those that it refers to, and whether it speaks of CloudTrail. */
interface Contents {
  readonly objects: ReadonlySet<LibraryObject>;
  readonly mentionsCloudTrail: boolean;
}

/**
 * The constructs that a finding about CloudTrail can depend on: trails and whatever names CloudTrail, what they refer
 * to, and the policies on that. An app's other buckets would cost time, and its other conditions scenarios, for nothing.
 */
export function relevantObjects(objects: readonly LibraryObject[]): ReadonlySet<LibraryObject> {
  const contents = new Map(objects.filter(isModelled).map((object) => [object, contentsOf(object)]));
  const speakers = new Map<LibraryObject, LibraryObject[]>();
  for (const [object, { objects: named }] of contents) {
    for (const other of speaksOfOthers.test(object.type) ? named : []) {
      speakers.set(other, [...(speakers.get(other) ?? []), object]);
    }
  }
  const relevant = new Set<LibraryObject>();
  const pending = [...contents]
    .filter(([{ type }, { mentionsCloudTrail }]) => type.startsWith('aws-cloudtrail.') || mentionsCloudTrail)
    .map(([object]) => object);
  for (let object = pending.pop(); object !== undefined; object = pending.pop()) {
    if (!relevant.has(object)) {
      relevant.add(object);
      pending.push(...(contents.get(object)?.objects ?? []), ...(speakers.get(object) ?? []));
    }
  }
  return relevant;
}

function contentsOf(object: LibraryObject): Contents {
  const found = new Set<LibraryObject>();
  const seen = new Set<AbstractValue>([object]);
  let mentionsCloudTrail = false;
  const pending = valuesIn(object);
  for (let value = pending.pop(); value !== undefined; value = pending.pop()) {
    if (seen.has(value)) {
      continue;
    }
    seen.add(value);
    const referred = value.kind === 'attribute' ? value.object : value;
    if (referred.kind === 'made' && isModelled(referred)) {
      found.add(referred);
    } else {
      mentionsCloudTrail ||= value.kind === 'text' && /cloudtrail/i.test(value.value);
      pending.push(...childrenOf(value));
    }
  }
  return { objects: found, mentionsCloudTrail };
}

/** Scope and id are not what a construct is about. */
function valuesIn({ arguments: given, uses, receiver, type }: LibraryObject): AbstractValue[] {
  const isConstruct = /^aws-[\w-]+\.\w+$/.test(type) && given.positional[1]?.kind === 'text';
  return [
    ...given.positional.slice(isConstruct ? 1 : 0),
    ...(given.keywords === undefined ? [] : [given.keywords]),
    ...(receiver === undefined ? [] : [receiver]),
    ...uses.flatMap((use) => [
      ...use.arguments.positional,
      ...(use.arguments.keywords === undefined ? [] : [use.arguments.keywords]),
    ]),
  ];
}

function childrenOf(value: AbstractValue): readonly AbstractValue[] {
  switch (value.kind) {
    case 'object':
      return value.entries.map((entry) => entry.value);
    case 'list':
      return value.items;
    case 'joined':
      return value.parts;
    case 'choice':
      return [value.whenTrue, value.whenFalse];
    case 'made':
      return valuesIn(value);
    case 'instance':
      return value.base === undefined ? [] : [value.base];
    default:
      return [];
  }
}
