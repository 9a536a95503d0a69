import type { JsonObject } from '../../json.ts';
import { policyOf } from './policy-document.ts';

/**
 * The policies that a trail needs, each limited to it by `aws:SourceArn` where the service supports that.
 *
 * Sources: CloudTrail User Guide, "Amazon S3 bucket policy for CloudTrail", "Configure AWS KMS key policies for
 * CloudTrail", "Amazon SNS topic policy for CloudTrail", "Role policy document for CloudTrail to use CloudWatch Logs".
 */
export interface PolicySubject {
  readonly partition: string;
  readonly account: string;
  readonly trailArn: string;
  readonly homeRegion: string;
  /** The organization's id, for a trail that records all of its accounts. */
  readonly organization?: string;
}

const service = { Service: 'cloudtrail.amazonaws.com' };

/** What CloudTrail does in the log bucket: it looks at the owner, and puts log files under `AWSLogs/`. */
export function bucketStatements(
  { partition, account, trailArn, organization }: PolicySubject,
  bucket: string,
  keyPrefix: string | undefined,
): readonly JsonObject[] {
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  const write = (sid: string, owner: string): JsonObject => ({
    Sid: sid,
    Effect: 'Allow',
    Principal: service,
    Action: 's3:PutObject',
    Resource: `${bucketArn}/${logFolder(keyPrefix)}${owner}/*`,
    Condition: {
      StringEquals: { 's3:x-amz-acl': 'bucket-owner-full-control', 'aws:SourceArn': trailArn },
    },
  });
  return [
    {
      Sid: 'AWSCloudTrailAclCheck20150319',
      Effect: 'Allow',
      Principal: service,
      Action: 's3:GetBucketAcl',
      Resource: bucketArn,
      Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
    },
    write('AWSCloudTrailWrite20150319', account),
    ...(organization === undefined ? [] : [write('AWSCloudTrailOrganizationWrite20150319', organization)]),
  ];
}

/** The folder of all log files: the prefix with its slash, and `AWSLogs/`. */
export function logFolder(keyPrefix: string | undefined): string {
  return `${keyPrefix === undefined ? '' : `${keyPrefix}/`}AWSLogs/`;
}

/** Nobody, not even an administrator, uses the bucket without TLS. */
export function tlsOnlyStatement({ partition }: PolicySubject, bucket: string): JsonObject {
  const bucketArn = `arn:${partition}:s3:::${bucket}`;
  return {
    Sid: 'DenyRequestsWithoutTls',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/**
 * What CloudTrail does with a key: it encrypts log files and digests, and looks at the key.
 *
 * @param decrypts whether the bucket has an S3 Bucket Key, for which CloudTrail has to decrypt too
 */
export function keyStatements(
  { partition, account, trailArn }: PolicySubject,
  decrypts: boolean,
): readonly JsonObject[] {
  const forTrail = { 'aws:SourceArn': trailArn };
  const encrypted = {
    'kms:EncryptionContext:aws:cloudtrail:arn': `arn:${partition}:cloudtrail:*:${account}:trail/*`,
  };
  const statement = (sid: string, action: string, condition: JsonObject): JsonObject => ({
    Sid: sid,
    Effect: 'Allow',
    Principal: service,
    Action: action,
    Resource: '*',
    Condition: condition,
  });
  return [
    statement('AWSCloudTrailEncryptLogs', 'kms:GenerateDataKey*', {
      StringEquals: forTrail,
      StringLike: encrypted,
    }),
    statement('AWSCloudTrailDescribeKey', 'kms:DescribeKey', { StringEquals: forTrail }),
    ...(decrypts ? [statement('AWSCloudTrailDecrypt', 'kms:Decrypt', { StringEquals: forTrail })] : []),
  ];
}

/**
 * The policy of a new key. IAM policies of its account decide who else may use it, so that nobody is locked out.
 *
 * @param owner the account that the key is made in, which of an organization's trail may be a delegate
 */
export function newKeyPolicy(subject: PolicySubject, owner: string, decrypts: boolean): string {
  const account: JsonObject = {
    Sid: 'EnableIamPolicies',
    Effect: 'Allow',
    Principal: { AWS: `arn:${subject.partition}:iam::${owner}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return policyOf([account, ...keyStatements(subject, decrypts)]);
}

/** CloudTrail publishes to a topic that a key encrypts. */
export function topicKeyStatement({ trailArn }: PolicySubject): JsonObject {
  return {
    Sid: 'AWSCloudTrailPublish',
    Effect: 'Allow',
    Principal: service,
    Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
  };
}

/** CloudTrail tells a topic of each log file. */
export function topicStatement({ trailArn }: PolicySubject, topicArn: string): JsonObject {
  return {
    Sid: 'AWSCloudTrailSNSPolicy20131101',
    Effect: 'Allow',
    Principal: service,
    Action: 'SNS:Publish',
    Resource: topicArn,
    Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
  };
}

/** CloudTrail takes the role. It sends no `aws:SourceArn` when it does, so none can be asked for. */
export const trustStatement: JsonObject = {
  Sid: 'AWSCloudTrailAssumeRole',
  Effect: 'Allow',
  Principal: service,
  Action: 'sts:AssumeRole',
};

/** What the names of CloudTrail's streams for a trail begin with; the accounts of an organization share a beginning. */
export function streamNames({ account, homeRegion, organization }: PolicySubject): readonly string[] {
  return [`${account}_CloudTrail_${homeRegion}`, ...(organization === undefined ? [] : [`${organization}_`])];
}

/**
 * What the role may do: make and fill CloudTrail's own streams of one log group.
 *
 * @param logGroupArn with `:*` at its end
 */
export function roleStatements(subject: PolicySubject, logGroupArn: string): readonly JsonObject[] {
  const streams = `${logGroupArn.replace(/:\*$/, '')}:log-stream:`;
  const resources = streamNames(subject).map((name) => `${streams}${name}*`);
  const statement = (sid: string, action: string): JsonObject => ({
    Sid: sid,
    Effect: 'Allow',
    Action: action,
    Resource: resources,
  });
  return [
    statement('AWSCloudTrailCreateLogStream20141101', 'logs:CreateLogStream'),
    statement('AWSCloudTrailPutLogEvents20141101', 'logs:PutLogEvents'),
  ];
}
