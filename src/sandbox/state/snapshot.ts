import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../../core/json.ts';
import type { Bucket, ObjectVersion } from './bucket.ts';
import type { Alias, Key, LogGroup, Role, Topic } from './resources.ts';
import type { SampleState } from './sample-state.ts';
import type { SampleTrail } from './sample-trail.ts';

/** The key of a log file that CloudTrail delivered. */
const logFile = /(^|\/)AWSLogs\/.+\/CloudTrail\/.+\.json\.gz$/;

/** Everything that exists in an account, as its services would tell of it, in an order that does not depend on how it came to be. */
export function snapshotOf(state: SampleState): JsonObject {
  return {
    buckets: byName(state.buckets, bucketData),
    keys: byName(state.keys, keyData),
    aliases: byName(state.aliases, aliasData),
    logGroups: byName(state.logGroups, logGroupData),
    topics: byName(state.topics, topicData),
    roles: byName(state.roles, roleData),
    trails: byName(state.trails, trailData),
  };
}

function byName<Item>(items: ReadonlyMap<string, Item>, data: (item: Item) => JsonValue): JsonObject {
  return Object.fromEntries(sorted(items).map(([name, item]) => [name, data(item)]));
}

function sorted<Item>(items: ReadonlyMap<string, Item>): [string, Item][] {
  return [...items].sort(([left], [right]) => (left < right ? -1 : 1));
}

function bucketData(bucket: Bucket): JsonObject {
  const objects = sorted(bucket.objects).filter(([key]) => !logFile.test(key));
  return {
    region: bucket.region,
    createdAt: bucket.createdAt,
    policy: orNull(bucket.policy.current),
    settings: Object.fromEntries(sorted(bucket.settings)),
    versioning: bucket.versioning,
    objects: Object.fromEntries(objects.map(([key, versions]) => [key, versions.map(versionData)])),
  };
}

function versionData({ versionId, modifiedAt, isDeleteMarker, bytes, headers }: ObjectVersion): JsonObject {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { versionId, modifiedAt, isDeleteMarker, size: bytes.length, sha256, headers };
}

function keyData(key: Key): JsonObject {
  const { arn, description, multiRegion, createdAt, isEnabled, isRotated } = key;
  return {
    ...{ arn, description, multiRegion, createdAt, isEnabled, isRotated },
    policy: key.policy.current,
    tags: Object.fromEntries(sorted(key.tags)),
    deletedAt: orNull(key.deletedAt),
  };
}

function aliasData({ keyId, createdAt }: Alias): JsonObject {
  return { keyId, createdAt };
}

function logGroupData(group: LogGroup): JsonObject {
  return {
    createdAt: group.createdAt,
    retentionInDays: orNull(group.retentionInDays),
    kmsKeyArn: orNull(group.kmsKeyArn),
    streams: [...group.streams].sort(),
    tags: Object.fromEntries(sorted(group.tags)),
  };
}

function topicData(topic: Topic): JsonObject {
  return {
    policy: topic.policy.current,
    attributes: Object.fromEntries(sorted(topic.attributes)),
    tags: Object.fromEntries(sorted(topic.tags)),
  };
}

function roleData(role: Role): JsonObject {
  return {
    id: role.id,
    arn: role.arn,
    description: orNull(role.description),
    maxSessionDuration: role.maxSessionDuration,
    boundaryArn: orNull(role.boundaryArn),
    createdAt: role.createdAt,
    trust: orNull(role.trust.current),
    policies: Object.fromEntries(sorted(role.policies.current)),
    tags: Object.fromEntries(sorted(role.tags)),
  };
}

function trailData({ description, selectors, insightSelectors, tags, logging }: SampleTrail): JsonObject {
  const { isOn, startedAt, stoppedAt } = logging;
  const present = Object.entries(description).filter(([, value]) => value !== undefined);
  return {
    description: Object.fromEntries(present),
    selectors,
    insightSelectors,
    tags: Object.fromEntries(sorted(tags)),
    logging: { isOn, startedAt: orNull(startedAt), stoppedAt: orNull(stoppedAt) },
  };
}

function orNull<Value extends JsonValue>(value: Value | undefined): Value | null {
  return value ?? null;
}
