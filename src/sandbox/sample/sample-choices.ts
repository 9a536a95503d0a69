import type { JsonObject } from '../../core/json.ts';
import { newBucket } from '../services/s3/buckets.ts';
import { defaultTopicPolicy } from '../services/sns/topics.ts';
import { defaultKeyPolicy } from '../services/kms/keys.ts';
import type { Bucket } from '../state/bucket.ts';
import { Propagating } from '../state/propagating.ts';
import type { Alias, Key, LogGroup, Role, Topic } from '../state/resources.ts';
import { sampleAccountId, sampleRoles } from './cast.ts';

/**
 * What belongs to none of the sample account's trails, so that there is something to choose from for a new one: what
 * fits, what would have to be changed for it, and what cannot be used.
 */
export interface SampleChoices {
  readonly buckets: readonly Bucket[];
  readonly keys: readonly Key[];
  readonly aliases: readonly Alias[];
  readonly logGroups: readonly LogGroup[];
  readonly topics: readonly Topic[];
  readonly roles: readonly Role[];
}

const dataKeyId = '7b0f6d34-52c1-4f0e-8a6b-94f2c1d7e3a5';
const oldKeyId = 'c2a98e10-3f47-4d2b-b7c5-0e6d81f4a92c';
const europeanKeyId = '5d3e7f92-88ab-4c61-9f1d-6a2b0c4e7d18';

/** @param createdAt epoch milliseconds */
export function sampleChoices(createdAt: number): SampleChoices {
  const keys = [
    key(dataKeyId, 'us-east-1', 'Data of the shop', createdAt),
    { ...key(oldKeyId, 'us-east-1', 'Replaced by acme-data', createdAt), isEnabled: false },
    key(europeanKeyId, 'eu-west-1', 'Data of the shop in Europe', createdAt),
  ];
  return {
    buckets: [
      newBucket('acme-backups-eu', 'eu-west-1', createdAt),
      encryptedBucket('acme-records', 'us-east-1', arn('kms', 'us-east-1', `key/${dataKeyId}`), createdAt),
    ],
    keys,
    aliases: [
      alias('acme-data', 'us-east-1', dataKeyId, createdAt),
      alias('acme-data-2023', 'us-east-1', oldKeyId, createdAt),
      alias('acme-data-eu', 'eu-west-1', europeanKeyId, createdAt),
    ],
    logGroups: [
      logGroup('/acme/shop', 'us-east-1', 30, createdAt),
      logGroup('/aws/lambda/orders-worker', 'us-east-1', undefined, createdAt),
      logGroup('/acme/shop', 'eu-west-1', 30, createdAt),
    ],
    topics: [topic('acme-operations', 'us-east-1'), topic('acme-operations-eu', 'eu-west-1')],
    roles: [
      role(sampleRoles.orders, 'lambda.amazonaws.com', 'AROAEXAMPLEORDERS0001', createdAt),
      role(sampleRoles.web, 'ec2.amazonaws.com', 'AROAEXAMPLEWEB0000001', createdAt),
    ],
  };
}

function arn(service: string, region: string, resource: string): string {
  return `arn:aws:${service}:${region}:${sampleAccountId}:${resource}`;
}

function encryptedBucket(name: string, region: string, keyArn: string, createdAt: number): Bucket {
  const rule: JsonObject = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: keyArn },
    BucketKeyEnabled: 'true',
  };
  return newBucket(name, region, createdAt, { ServerSideEncryptionConfiguration: { Rule: rule } });
}

function key(id: string, region: string, description: string, createdAt: number): Key {
  return {
    id,
    arn: arn('kms', region, `key/${id}`),
    region,
    description,
    multiRegion: false,
    createdAt,
    policy: new Propagating(defaultKeyPolicy()),
    tags: new Map(),
    isEnabled: true,
    isRotated: true,
    deletedAt: undefined,
  };
}

function alias(name: string, region: string, keyId: string, createdAt: number): Alias {
  return { name: `alias/${name}`, arn: arn('kms', region, `alias/${name}`), region, keyId, createdAt };
}

function logGroup(
  name: string,
  region: string,
  retentionInDays: number | undefined,
  createdAt: number,
): LogGroup {
  return {
    name,
    arn: arn('logs', region, `log-group:${name}`),
    region,
    createdAt,
    tags: new Map(),
    streams: new Set(),
    retentionInDays,
    kmsKeyArn: undefined,
  };
}

function topic(name: string, region: string): Topic {
  const topicArn = arn('sns', region, name);
  return {
    arn: topicArn,
    name,
    region,
    policy: new Propagating(defaultTopicPolicy(topicArn, sampleAccountId)),
    attributes: new Map(),
    tags: new Map(),
  };
}

/** A role that a service of AWS takes. */
function role(name: string, service: string, id: string, createdAt: number): Role {
  const trust = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
  };
  return {
    id,
    name,
    arn: `arn:aws:iam::${sampleAccountId}:role/${name}`,
    path: '/',
    description: undefined,
    maxSessionDuration: 3600,
    boundaryArn: undefined,
    createdAt,
    tags: new Map(),
    trust: new Propagating<string | undefined>(JSON.stringify(trust)),
    policies: new Propagating<ReadonlyMap<string, string>>(new Map()),
  };
}
