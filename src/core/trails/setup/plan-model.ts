import { isJsonObject, objectOrEmpty, type JsonObject, type JsonValue } from '../../json.ts';
import { partitionOf } from '../../partitions.ts';
import type { Location } from '../../posture/location.ts';
import type { PostureModel, Resource } from '../../posture/model.ts';
import { valueFromJson } from '../../posture/policy/json-value.ts';
import type { Member, Value } from '../../posture/value.ts';
import {
  known,
  type AccountFacts,
  type BucketFacts,
  type Fact,
  type KeyFacts,
  type RoleFacts,
} from './facts.ts';
import {
  addPolicy,
  bucketEncryption,
  trailProperties,
  type ModelDraft,
  type ResourceDraft,
} from './model-draft.ts';
import { applyStep } from './plan-effects.ts';
import { isList } from './policy-document.ts';
import type { Plan } from './plan.ts';

/** The name of all locations in a model of a plan; the line tells the resource. */
export const planDocument = 'plan';

/** What the account would have once the plan has run, as far as it was read. */
export function modelOfPlan(plan: Plan, facts: AccountFacts): PostureModel {
  const draft = draftOf(facts);
  // Rules point at the later of two trails that do the same, so the one that is changed comes last.
  const own = draft.get(plan.trail.arn);
  if (own !== undefined) {
    draft.delete(plan.trail.arn);
    draft.set(plan.trail.arn, own);
  }
  for (const step of plan.steps) {
    applyStep(draft, step, plan);
  }
  return toModel(draft, plan, facts);
}

function draftOf(facts: AccountFacts): ModelDraft {
  const draft: ModelDraft = new Map();
  const bucket = known(facts.bucket);
  if (bucket !== undefined) {
    addBucket(draft, bucket);
  }
  for (const key of [known(facts.key), known(facts.topicKey)]) {
    if (key !== undefined) {
      addKey(draft, key);
    }
  }
  const topic = known(facts.topic);
  if (topic !== undefined) {
    const name = topic.arn.split(':').at(-1) ?? '';
    draft.set(topic.arn, {
      type: 'AWS::SNS::Topic',
      properties: { TopicName: name, ...(topic.key === undefined ? {} : { KmsMasterKeyId: topic.key }) },
      unknown: new Set(),
    });
    addPolicy(draft, topic.arn, 'AWS::SNS::TopicPolicy', { Topics: [topic.arn] }, topic.policy);
  }
  const group = known(facts.logGroup);
  if (group !== undefined) {
    const retention = group.retentionDays;
    draft.set(group.arn, {
      type: 'AWS::Logs::LogGroup',
      properties: {
        LogGroupName: group.name,
        ...(retention === undefined ? {} : { RetentionInDays: retention }),
      },
      unknown: new Set(),
    });
  }
  const role = known(facts.role);
  if (role !== undefined) {
    addRole(draft, role);
  }
  for (const trail of facts.trails) {
    addTrail(draft, trail);
  }
  return draft;
}

function addBucket(draft: ModelDraft, bucket: BucketFacts): void {
  const arn = `arn:${partitionOf(bucket.region).id}:s3:::${bucket.name}`;
  const resource: ResourceDraft = {
    type: 'AWS::S3::Bucket',
    properties: { BucketName: bucket.name },
    unknown: new Set(),
  };
  const set = (name: string, fact: Fact<JsonObject>, shape: (value: JsonObject) => JsonValue): void => {
    if (fact.kind === 'known') {
      resource.properties[name] = shape(fact.value);
    } else if (fact.kind === 'unknown') {
      resource.unknown.add(name);
    }
  };
  set('BucketEncryption', bucket.encryption, bucketEncryption);
  set('PublicAccessBlockConfiguration', bucket.publicAccessBlock, (value) => value);
  set('VersioningConfiguration', bucket.versioning, (value) => value);
  set('OwnershipControls', bucket.ownership, (value) => value);
  set('LoggingConfiguration', bucket.logging, (value) => ({ DestinationBucketName: value['TargetBucket'] }));
  set('LifecycleConfiguration', bucket.lifecycle, lifecycle);
  set('ObjectLockConfiguration', bucket.objectLock, (value) => value);
  draft.set(arn, resource);
  addPolicy(draft, arn, 'AWS::S3::BucketPolicy', { Bucket: bucket.name }, bucket.policy);
}

function lifecycle({ Rules }: JsonObject): JsonObject {
  return {
    Rules: (isList(Rules) ? Rules : []).map((rule) => {
      const { Status, Expiration } = objectOrEmpty(rule);
      const { Days, Date } = objectOrEmpty(Expiration);
      return { Status, ExpirationInDays: Days, ExpirationDate: Date };
    }),
  };
}

function addKey(draft: ModelDraft, key: KeyFacts): void {
  const rotates = known(key.rotates);
  draft.set(key.arn, {
    type: 'AWS::KMS::Key',
    properties: {
      KeySpec: key.spec,
      ...(key.policy.kind === 'known' ? { KeyPolicy: key.policy.value } : {}),
      ...(rotates === undefined ? {} : { EnableKeyRotation: rotates }),
    },
    unknown: new Set([
      ...(key.policy.kind === 'unknown' ? ['KeyPolicy'] : []),
      ...(key.rotates.kind === 'unknown' ? ['EnableKeyRotation'] : []),
    ]),
  });
}

function addRole(draft: ModelDraft, role: RoleFacts): void {
  const inline = known(role.inline);
  const attached = known(role.attachedPolicies);
  draft.set(role.arn, {
    type: 'AWS::IAM::Role',
    properties: {
      RoleName: role.name,
      AssumeRolePolicyDocument: role.trust,
      Policies: Object.entries(inline ?? {}).map(([PolicyName, PolicyDocument]) => ({
        PolicyName,
        PolicyDocument,
      })),
      ...(attached === undefined || attached.length === 0 ? {} : { ManagedPolicyArns: attached }),
    },
    unknown: new Set([
      ...(inline === undefined ? ['Policies'] : []),
      ...(attached === undefined ? ['ManagedPolicyArns'] : []),
    ]),
  });
}

function addTrail(draft: ModelDraft, facts: AccountFacts['trails'][number]): void {
  const { description, selectors, insights, isLogging } = facts;
  const arn = description['TrailARN'];
  const resource: ResourceDraft = {
    type: 'AWS::CloudTrail::Trail',
    properties: trailProperties(description),
    unknown: new Set(),
  };
  const set = (fact: Fact<JsonObject>, names: readonly string[]): void => {
    for (const name of names) {
      const value = known(fact)?.[name];
      if (fact.kind === 'unknown') {
        resource.unknown.add(name);
      } else if (isList(value) && value.length > 0) {
        resource.properties[name] = value;
      }
    }
  };
  set(selectors, ['EventSelectors', 'AdvancedEventSelectors']);
  set(insights, ['InsightSelectors']);
  const logs = known(isLogging);
  if (logs === undefined) {
    resource.unknown.add('IsLogging');
  } else {
    resource.properties['IsLogging'] = logs;
  }
  draft.set(typeof arn === 'string' ? arn : '', resource);
}

function toModel(draft: ModelDraft, { trail }: Plan, facts: AccountFacts): PostureModel {
  const entries = [...draft];
  const others = entries.filter(([, { type }]) => type !== 'AWS::CloudTrail::Trail').map(([id]) => id);
  const resources = entries.map(([id, resource], line): [string, Resource] => {
    const end = { line, character: 1 };
    const at: Location = { document: planDocument, range: { start: { line, character: 0 }, end } };
    // A trail is made last, and nothing of an account goes away by itself.
    const waits = resource.type === 'AWS::CloudTrail::Trail' ? others : [];
    return [
      id,
      {
        id,
        type: resource.type,
        properties: { kind: 'map', members: membersOf(resource, at), isComplete: true, at },
        at,
        propertiesAt: at,
        deletionPolicy: valueFromJson('Retain', at),
        updateReplacePolicy: valueFromJson('Retain', at),
        waitsFor: new Set(waits),
        references: new Map(),
        dependsOn: new Map(),
        provenance: 'written',
      },
    ];
  });
  const organization = known(facts.organization);
  const deployment = {
    account: trail.arn.split(':')[4] ?? '',
    region: trail.region,
    ...(organization === undefined ? {} : { organization: organization.id }),
  };
  return { resources: new Map(resources), isComplete: true, deployment };
}

function membersOf({ properties, unknown }: ResourceDraft, at: Location): ReadonlyMap<string, Member> {
  const member = (value: Value): Member => ({ keyAt: at, at, value });
  return new Map([
    ...Object.entries(properties).map(([name, value]): [string, Member] => [
      name,
      member(valueFromJson(withoutAbsent(value), at)),
    ]),
    ...[...unknown].map((name): [string, Member] => [
      name,
      member({ kind: 'unknown', canBeAbsent: true, at }),
    ]),
  ]);
}

/** Without the members that AWS leaves null. */
function withoutAbsent(value: JsonValue): JsonValue {
  if (isList(value)) {
    return value.map(withoutAbsent);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined && inner !== null);
  return Object.fromEntries(members.map(([name, inner]) => [name, withoutAbsent(inner ?? null)]));
}
