import { referencesIn, type References } from './references.ts';
import type { ResourceNode, Template } from './template.ts';

/** Types that say something about the resources that they refer to, so that a look back from those finds them. */
const speaksOfOthers = new Set([
  'AWS::S3::BucketPolicy',
  'AWS::KMS::Alias',
  'AWS::SNS::TopicPolicy',
  'AWS::SNS::TopicInlinePolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::ManagedPolicy',
]);

/** The types that a trail touches; nothing is followed beyond them. */
const touchedTypes = new Set([
  ...speaksOfOthers,
  'AWS::CloudTrail::Trail',
  'AWS::CloudTrail::EventDataStore',
  'AWS::S3::Bucket',
  'AWS::KMS::Key',
  'AWS::SNS::Topic',
  'AWS::Logs::LogGroup',
  'AWS::IAM::Role',
  'AWS::Events::Rule',
]);

/** What the relevant resources refer to: only these conditions and parameters make scenarios. */
export interface Relevance {
  readonly resources: readonly ResourceNode[];
  readonly names: ReadonlySet<string>;
  readonly conditions: ReadonlySet<string>;
}

/**
 * The resources that a finding about CloudTrail can depend on: trails and whatever names CloudTrail, the resources
 * that they refer to, and the policies on those. A template's other conditions would multiply the scenarios for nothing.
 *
 * @param mentionsCloudTrail whether the text of a resource has anything of CloudTrail
 */
export function relevanceOf(
  template: Template,
  mentionsCloudTrail: (resource: ResourceNode) => boolean,
): Relevance {
  const references = new Map(
    [...template.resources.values()]
      .filter((resource) => touchedTypes.has(resource.type))
      .map((resource) => [resource.id, referencesIn(resource.body, resource.bindings)] as const),
  );
  const speakers = speakersOf(template, references);
  const relevant = new Set<string>();
  const pending = [...references.keys()].filter((id) => isRoot(template, id, mentionsCloudTrail));
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const own = references.get(id);
    if (!relevant.has(id) && own !== undefined) {
      relevant.add(id);
      pending.push(...own.names.keys(), ...(speakers.get(id) ?? []));
    }
  }
  return gather(template, relevant, references);
}

/** For each resource those that say something about it. */
function speakersOf(
  template: Template,
  references: ReadonlyMap<string, References>,
): ReadonlyMap<string, readonly string[]> {
  const speakers = new Map<string, string[]>();
  for (const [id, { names }] of references) {
    for (const name of speaksOfOthers.has(template.resources.get(id)?.type ?? '') ? names.keys() : []) {
      const known = speakers.get(name);
      if (known === undefined) {
        speakers.set(name, [id]);
      } else {
        known.push(id);
      }
    }
  }
  return speakers;
}

function isRoot(
  template: Template,
  id: string,
  mentionsCloudTrail: (resource: ResourceNode) => boolean,
): boolean {
  const resource = template.resources.get(id);
  return (
    resource !== undefined && (resource.type.startsWith('AWS::CloudTrail::') || mentionsCloudTrail(resource))
  );
}

function gather(
  template: Template,
  relevant: ReadonlySet<string>,
  references: ReadonlyMap<string, References>,
): Relevance {
  const resources = [...template.resources.values()].filter(({ id }) => relevant.has(id));
  const names = new Set<string>();
  const conditions = new Set<string>();
  for (const resource of resources) {
    const used = references.get(resource.id);
    used?.names.forEach((_, name) => names.add(name));
    used?.conditions.forEach((condition) => conditions.add(condition));
    if (resource.condition !== undefined) {
      conditions.add(resource.condition);
    }
  }
  return { resources, names, conditions: withNestedConditions(template, conditions) };
}

function withNestedConditions(template: Template, used: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set<string>();
  const pending = [...used];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const node = template.conditions.get(name);
    if (node !== undefined && !all.has(name)) {
      all.add(name);
      pending.push(...referencesIn(node, new Map()).conditions);
    }
  }
  return all;
}
