import type { JsonObject } from '../../core/json.ts';
import { newBucket } from '../services/s3/buckets.ts';
import { Propagating } from '../state/propagating.ts';
import type { Bucket } from '../state/bucket.ts';
import type { Alias, Key, LogGroup, Organization, Role, Topic } from '../state/resources.ts';
import { sampleAccountId, sampleOrganizationId, sampleTrails } from './cast.ts';
import { sampleChoices } from './sample-choices.ts';
import { auditKeyId, trailArn } from './sample-trails.ts';

const day = 86_400_000;

/** What the sample account has beside its trails: what they use, and what a new one can use. */
export interface SampleResources {
  readonly buckets: readonly Bucket[];
  readonly keys: readonly Key[];
  readonly aliases: readonly Alias[];
  readonly logGroups: readonly LogGroup[];
  readonly topics: readonly Topic[];
  readonly roles: readonly Role[];
  /** By ARN. */
  readonly managedPolicies: ReadonlyMap<string, string>;
}

/** The organization of the sample account, which is its management account. */
export const sampleOrganization: Organization = {
  id: sampleOrganizationId,
  managementAccountId: sampleAccountId,
  featureSet: 'ALL',
  trustedServices: ['cloudtrail.amazonaws.com'],
  delegatedAdministrators: [],
};

/** Names of buckets that other accounts have: those that anybody would think of first. */
export const foreignBuckets: readonly string[] = [
  'audit-logs',
  'cloudtrail-logs',
  'logs',
  'my-bucket',
  'my-trail-logs',
  'trail-logs',
];

/** A policy that roles can be bounded by: log groups, and nothing else. */
export const sampleBoundaryArn = `arn:aws:iam::${sampleAccountId}:policy/acme-boundary`;

const { audit, failing, stopped } = sampleTrails;
const trailPrincipal = { Service: 'cloudtrail.amazonaws.com' };

/** @param endTime the end of the account's history, epoch milliseconds */
export function sampleResources(endTime: number): SampleResources {
  const createdAt = endTime - 900 * day;
  const others = sampleChoices(createdAt);
  return {
    buckets: [
      logBucket(audit.bucket, audit.homeRegion, createdAt, auditStatements()),
      logBucket(failing.bucket, failing.homeRegion, createdAt, failingStatements()),
      logBucket(stopped.bucket, stopped.homeRegion, createdAt, cloudTrailStatements(stopped.bucket)),
      logBucket(sharedLogBucket, 'us-east-1', createdAt, cloudTrailStatements(sharedLogBucket)),
      newBucket('acme-data', 'us-east-1', createdAt),
      ...others.buckets,
    ],
    keys: [auditKey(createdAt), ...others.keys],
    aliases: [
      {
        name: 'alias/acme-audit',
        arn: regional('kms', 'alias/acme-audit'),
        region: audit.homeRegion,
        keyId: auditKeyId,
        createdAt,
      },
      ...others.aliases,
    ],
    logGroups: [auditLogGroup(createdAt), ...others.logGroups],
    topics: [auditTopic(), ...others.topics],
    roles: [deliveryRole(createdAt), ...others.roles],
    managedPolicies: new Map([[sampleBoundaryArn, boundaryPolicy()]]),
  };
}

/** A bucket that takes the log files of every trail of the account. */
export const sharedLogBucket = 'acme-trail-logs';

function regional(service: string, resource: string): string {
  return `arn:aws:${service}:${audit.homeRegion}:${sampleAccountId}:${resource}`;
}

function policyText(statements: readonly JsonObject[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

function logBucket(
  name: string,
  region: string,
  createdAt: number,
  statements: readonly JsonObject[],
): Bucket {
  const bucket = newBucket(name, region, createdAt);
  bucket.policy.set(policyText(statements), 0);
  return bucket;
}

/** What CloudTrail needs of a bucket, for whatever trail of the account: as policies were written before SourceArn. */
function cloudTrailStatements(bucket: string, condition: JsonObject = {}, folders = ''): JsonObject[] {
  const source = Object.keys(condition).length > 0 ? { StringEquals: condition } : {};
  return [
    {
      Sid: 'AWSCloudTrailAclCheck20150319',
      Effect: 'Allow',
      Principal: trailPrincipal,
      Action: 's3:GetBucketAcl',
      Resource: `arn:aws:s3:::${bucket}`,
      ...(Object.keys(source).length > 0 && { Condition: source }),
    },
    {
      Sid: 'AWSCloudTrailWrite20150319',
      Effect: 'Allow',
      Principal: trailPrincipal,
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket}/${folders}AWSLogs/${sampleAccountId}/*`,
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...condition } },
    },
  ];
}

function auditStatements(): JsonObject[] {
  const source = { 'aws:SourceArn': trailArn(sampleAccountId, audit.homeRegion, audit.name) };
  return [
    ...cloudTrailStatements(audit.bucket, source, `${audit.prefix}/`),
    {
      Sid: 'AWSCloudTrailOrganizationWrite20150319',
      Effect: 'Allow',
      Principal: trailPrincipal,
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${audit.bucket}/${audit.prefix}/AWSLogs/${sampleOrganizationId}/*`,
      Condition: { StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', ...source } },
    },
    {
      Sid: 'DenyInsecureTransport',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [`arn:aws:s3:::${audit.bucket}`, `arn:aws:s3:::${audit.bucket}/*`],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ];
}

/** The policy that the history's PutBucketPolicy put: it lets only the data team write. */
function failingStatements(): JsonObject[] {
  return [
    ...cloudTrailStatements(failing.bucket),
    {
      Sid: 'OnlyTheDataTeam',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${failing.bucket}/*`,
      Condition: {
        StringNotLike: { 'aws:PrincipalArn': `arn:aws:iam::${sampleAccountId}:role/data-*` },
      },
    },
  ];
}

function auditKey(createdAt: number): Key {
  const source = { 'aws:SourceArn': trailArn(sampleAccountId, audit.homeRegion, audit.name) };
  const encrypted = `arn:aws:cloudtrail:*:${sampleAccountId}:trail/*`;
  const policy = policyText([
    {
      Sid: 'Enable IAM User Permissions',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${sampleAccountId}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    {
      Sid: 'Allow CloudTrail to encrypt logs',
      Effect: 'Allow',
      Principal: trailPrincipal,
      Action: 'kms:GenerateDataKey*',
      Resource: '*',
      Condition: {
        StringEquals: source,
        StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': encrypted },
      },
    },
    {
      Sid: 'Allow CloudTrail to describe key',
      Effect: 'Allow',
      Principal: trailPrincipal,
      Action: 'kms:DescribeKey',
      Resource: '*',
    },
  ]);
  return {
    id: auditKeyId,
    arn: regional('kms', `key/${auditKeyId}`),
    region: audit.homeRegion,
    description: 'Log files of org-audit',
    multiRegion: false,
    createdAt,
    policy: new Propagating(policy),
    tags: new Map([['team', 'security']]),
    isEnabled: true,
    isRotated: true,
    deletedAt: undefined,
  };
}

function auditLogGroup(createdAt: number): LogGroup {
  return {
    name: '/aws/cloudtrail/org-audit',
    arn: regional('logs', 'log-group:/aws/cloudtrail/org-audit'),
    region: audit.homeRegion,
    createdAt,
    tags: new Map(),
    retentionInDays: 365,
    streams: new Set(),
    kmsKeyArn: undefined,
  };
}

function auditTopic(): Topic {
  const arn = regional('sns', 'acme-audit-deliveries');
  const statement = {
    Sid: 'AWSCloudTrailSNSPolicy20131101',
    Effect: 'Allow',
    Principal: trailPrincipal,
    Action: 'SNS:Publish',
    Resource: arn,
    Condition: {
      StringEquals: { 'aws:SourceArn': trailArn(sampleAccountId, audit.homeRegion, audit.name) },
    },
  };
  return {
    arn,
    name: 'acme-audit-deliveries',
    region: audit.homeRegion,
    policy: new Propagating(policyText([statement])),
    attributes: new Map(),
    tags: new Map(),
  };
}

/** The role of the log group, for the streams of the account and of the organization. */
function deliveryRole(createdAt: number): Role {
  const trust = { Effect: 'Allow', Principal: trailPrincipal, Action: 'sts:AssumeRole' };
  const streams = [sampleAccountId, sampleOrganizationId].map((owner) =>
    regional('logs', `log-group:/aws/cloudtrail/org-audit:log-stream:${owner}_*`),
  );
  const permission = {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: streams,
  };
  const name = 'CloudTrail_CloudWatchLogs_Role';
  return {
    id: 'AROAEXAMPLEDELIVERY01',
    name,
    arn: `arn:aws:iam::${sampleAccountId}:role/${name}`,
    path: '/',
    description: undefined,
    maxSessionDuration: 3600,
    boundaryArn: undefined,
    createdAt,
    tags: new Map(),
    trust: new Propagating<string | undefined>(policyText([trust])),
    policies: new Propagating<ReadonlyMap<string, string>>(
      new Map([['write-to-log-group', policyText([permission])]]),
    ),
  };
}

function boundaryPolicy(): string {
  return policyText([
    {
      Sid: 'LogGroups',
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: '*',
    },
  ]);
}
