import type { JsonObject } from '../../json.ts';
import type { Call, Reading, ServiceId } from './plan.ts';

/**
 * How each thing that a plan relies on is read: once before the plan is made, and again before each step that would
 * change it.
 */
function reading(
  service: ServiceId,
  operation: string,
  region: string,
  input: JsonObject,
  at: string,
  absent: readonly string[],
): Reading {
  return { call: { service, operation, region, input }, at: at === '' ? [] : at.split('.'), absent };
}

/** A bucket of an account; every call about it fails where the bucket is somebody else's. */
export interface BucketPlace {
  readonly bucket: string;
  readonly region: string;
  /** The account's id. */
  readonly owner: string;
}

export function bucketCall(
  { bucket, region, owner }: BucketPlace,
  operation: string,
  input: JsonObject = {},
): Call {
  return {
    service: 's3',
    operation,
    region,
    input: { Bucket: bucket, ExpectedBucketOwner: owner, ...input },
  };
}

/** True where the bucket exists. */
export function bucketReading(place: BucketPlace): Reading {
  return { call: bucketCall(place, 'GetBucketLocation'), at: [], absent: ['NoSuchBucket'] };
}

export function bucketPolicyReading(place: BucketPlace): Reading {
  return {
    call: bucketCall(place, 'GetBucketPolicy'),
    at: ['Policy'],
    absent: ['NoSuchBucketPolicy', 'NoSuchBucket'],
  };
}

/** True where the key or alias exists. */
export function keyReading(key: string, region: string): Reading {
  return reading('kms', 'DescribeKey', region, { KeyId: key }, '', ['NotFoundException']);
}

export function keyPolicyReading(key: string | JsonObject, region: string): Reading {
  const input = { KeyId: key, PolicyName: 'default' };
  return reading('kms', 'GetKeyPolicy', region, input, 'Policy', ['NotFoundException']);
}

export interface LogGroupPlace {
  readonly group: string;
  readonly region: string;
}

export function logGroupCall(
  { group, region }: LogGroupPlace,
  operation: string,
  input: JsonObject = {},
): Call {
  return { service: 'logs', operation, region, input: { logGroupName: group, ...input } };
}

/** The log group of this very name; the service looks names up by their beginnings. */
export function logGroupReading(name: string, region: string, member: string): Reading {
  const input = { logGroupNamePrefix: name };
  return {
    ...reading('logs', 'DescribeLogGroups', region, input, `logGroups.${member}`, []),
    where: { member: 'logGroupName', equals: name },
  };
}

export function roleReading(name: string, region: string): Reading {
  return reading('iam', 'GetRole', region, { RoleName: name }, '', ['NoSuchEntity', 'NoSuchEntityException']);
}

export function trustReading(name: string, region: string): Reading {
  return { ...roleReading(name, region), at: ['Role', 'AssumeRolePolicyDocument'] };
}

export function rolePolicyReading(role: string, policy: string, region: string): Reading {
  const absent = ['NoSuchEntity', 'NoSuchEntityException'];
  const input = { RoleName: role, PolicyName: policy };
  return reading('iam', 'GetRolePolicy', region, input, 'PolicyDocument', absent);
}

/** True where the topic exists. */
export function topicReading(arn: string, region: string): Reading {
  const absent = ['NotFound', 'NotFoundException'];
  return reading('sns', 'GetTopicAttributes', region, { TopicArn: arn }, '', absent);
}

export function topicPolicyReading(arn: string, region: string): Reading {
  return { ...topicReading(arn, region), at: ['Attributes', 'Policy'] };
}

/** How many listen to the topic, or were asked whether they want to: a text with a number. */
export function subscriptionsReading(arn: string, region: string, which: 'Confirmed' | 'Pending'): Reading {
  return { ...topicReading(arn, region), at: ['Attributes', `Subscriptions${which}`] };
}

export function trailReading(arn: string, region: string): Reading {
  return reading('cloudtrail', 'GetTrail', region, { Name: arn }, '', ['TrailNotFoundException']);
}

/** Whether the trail logs; null for a trail that does not exist. */
export function loggingReading(arn: string, region: string): Reading {
  const absent = ['TrailNotFoundException'];
  return reading('cloudtrail', 'GetTrailStatus', region, { Name: arn }, 'IsLogging', absent);
}

/** Whether somebody has changed what a new trail records. */
export function customSelectorsReading(arn: string, region: string): Reading {
  return { ...trailReading(arn, region), at: ['Trail', 'HasCustomEventSelectors'] };
}

/** Whether CloudTrail looks for unusual rates. */
export function insightsReading(arn: string, region: string): Reading {
  return { ...trailReading(arn, region), at: ['Trail', 'HasInsightSelectors'] };
}

/** The bucket of a trail; null for a trail that does not exist. */
export function trailBucketReading(arn: string, region: string): Reading {
  return { ...trailReading(arn, region), at: ['Trail', 'S3BucketName'] };
}

export function advancedSelectorsReading(arn: string, region: string): Reading {
  const absent = ['TrailNotFoundException'];
  const input = { TrailName: arn };
  return reading('cloudtrail', 'GetEventSelectors', region, input, 'AdvancedEventSelectors', absent);
}
