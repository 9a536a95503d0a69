import type { Key } from '../../state/resources.ts';
import type { SampleState } from '../../state/sample-state.ts';
import type { TrailDescription } from '../../state/sample-trail.ts';
import { ServiceError } from '../../wire/service-error.ts';
import { resolveKey } from '../kms/find-key.ts';
import { putVersion } from '../s3/objects.ts';
import type { Call } from '../service.ts';
import {
  canAssume,
  canEncrypt,
  canPublish,
  canUseBucket,
  canUseTopicKey,
  canWriteStreams,
  logFolder,
} from './trail-access.ts';
import type { LogFolder } from './trail-access.ts';

const cloudTrailPrincipal = 'cloudtrail.amazonaws.com';

/**
 * Makes sure that CloudTrail can deliver what a trail asks for, as the service does when a trail is made or changed:
 * to its bucket, with its key, to its topic and its log group, and for its organization.
 * @returns the trail with its key as an ARN
 * @throws ServiceError with the code and message that the service has for each
 */
export function checkDestinations(call: Call, trail: TrailDescription): TrailDescription {
  checkOrganization(call.state, trail);
  checkBucket(call.state, trail);
  const key = trailKey(call, trail);
  const checked = { ...trail, KmsKeyId: key?.arn };
  checkTopic(call, checked);
  checkLogGroup(call.state, checked);
  return checked;
}

function checkOrganization({ accountId, organization }: SampleState, trail: TrailDescription): void {
  if (!trail.IsOrganizationTrail) {
    return;
  }
  if (organization === undefined) {
    const message = 'Your account is not a member of an organization.';
    throw new ServiceError('OrganizationsNotInUseException', message);
  }
  const delegates = organization.delegatedAdministrators.map(({ Id }) => Id);
  if (organization.managementAccountId !== accountId && !delegates.includes(accountId)) {
    const message = 'The caller is not the management account of the organization.';
    throw new ServiceError('NotOrganizationMasterAccountException', message);
  }
  if (organization.featureSet !== 'ALL') {
    const message = 'All features are not enabled in the organization.';
    throw new ServiceError('OrganizationNotInAllFeaturesModeException', message);
  }
  if (!organization.trustedServices.includes(cloudTrailPrincipal)) {
    const message = 'Trusted access for CloudTrail is not enabled in the organization.';
    throw new ServiceError('CloudTrailAccessNotEnabledException', message);
  }
}

function checkBucket(state: SampleState, trail: TrailDescription): void {
  const name = trail.S3BucketName;
  if (!state.buckets.has(name) && !state.foreignBuckets.has(name)) {
    throw new ServiceError('S3BucketDoesNotExistException', `S3 bucket ${name} does not exist!`);
  }
  if (!canUseBucket(state, trail)) {
    const message = `Incorrect S3 bucket policy is detected for bucket: ${name}`;
    throw new ServiceError('InsufficientS3BucketPolicyException', message);
  }
}

function trailKey({ state, region }: Call, trail: TrailDescription): Key | undefined {
  const { KmsKeyId: id, S3BucketName: bucket } = trail;
  if (id === undefined) {
    return undefined;
  }
  if (!/^(arn:aws:kms:[a-z0-9-]+:\d{12}:(key|alias)\/.+|alias\/.+|[\w-]{1,128})$/.test(id)) {
    throw new ServiceError('InvalidKmsKeyIdException', `KMS key ID is invalid: ${id}`);
  }
  const key = resolveKey(state, region, id);
  if (key === undefined || key.region !== state.buckets.get(bucket)?.region) {
    const message = `KMS key ${id} does not exist, or is not in the Region of the S3 bucket ${bucket}.`;
    throw new ServiceError('KmsKeyNotFoundException', message);
  }
  if (!key.isEnabled || key.deletedAt !== undefined) {
    const problem = key.deletedAt === undefined ? 'is disabled' : 'is pending deletion';
    throw new ServiceError('KmsException', `KMS key ${key.arn} ${problem}.`);
  }
  if (!canEncrypt(trail, key)) {
    const message = `Insufficient permissions to access S3 bucket ${bucket} or KMS key ${key.arn}.`;
    throw new ServiceError('InsufficientEncryptionPolicyException', message);
  }
  return key;
}

function checkTopic({ state }: Call, trail: TrailDescription): void {
  const arn = trail.SnsTopicARN;
  if (arn === undefined) {
    return;
  }
  const topic = state.topics.get(arn);
  if (topic === undefined || !canPublish(trail, topic)) {
    const message = 'SNS Topic does not exist or the topic policy is incorrect!';
    throw new ServiceError('InsufficientSnsTopicPolicyException', message);
  }
  const keyId = topic.attributes.get('KmsMasterKeyId');
  if (keyId === undefined) {
    return;
  }
  const key = resolveKey(state, topic.region, keyId);
  if (key === undefined) {
    throw new ServiceError('KmsKeyNotFoundException', `KMS key ${keyId} of the SNS topic does not exist.`);
  }
  if (!canUseTopicKey(trail, key)) {
    const message = `Insufficient permissions to access KMS key ${key.arn} of the SNS topic.`;
    throw new ServiceError('InsufficientEncryptionPolicyException', message);
  }
}

function checkLogGroup(state: SampleState, trail: TrailDescription): void {
  const { CloudWatchLogsLogGroupArn: groupArn, CloudWatchLogsRoleArn: roleArn, HomeRegion } = trail;
  if (groupArn === undefined || roleArn === undefined) {
    return;
  }
  const group = groupArn.endsWith(':*') ? state.logGroups.get(groupArn.slice(0, -2)) : undefined;
  if (group?.region !== HomeRegion) {
    const message = 'CloudTrail cannot validate the specified log group ARN.';
    throw new ServiceError('InvalidCloudWatchLogsLogGroupArnException', message);
  }
  const role = [...state.roles.values()].find(({ arn }) => arn === roleArn);
  if (role === undefined || !canAssume(trail, role)) {
    const message = 'Access denied. Check the trust relationships for your role.';
    throw new ServiceError('InvalidCloudWatchLogsRoleArnException', message);
  }
  if (!canWriteStreams(state, trail, role, group)) {
    // The service blames the log group for it.
    const message = 'Access denied. Check the permissions for your role.';
    throw new ServiceError('InvalidCloudWatchLogsLogGroupArnException', message);
  }
}

/** Writes the empty objects by which CloudTrail marks its folders in a bucket, where they are not there yet. */
export function markFolders(call: Call, trail: TrailDescription, hasInsights: boolean): void {
  const bucket = call.state.buckets.get(trail.S3BucketName);
  const folders: LogFolder[] = ['CloudTrail'];
  if (trail.LogFileValidationEnabled) {
    folders.push('CloudTrail-Digest');
  }
  if (hasInsights) {
    folders.push('CloudTrail-Insight');
  }
  for (const folder of folders) {
    const key = logFolder(call.state, trail, folder);
    if (bucket !== undefined && !bucket.objects.has(key)) {
      putVersion(call, bucket, key, new Uint8Array(), {
        ContentType: 'binary/octet-stream',
        ServerSideEncryption: 'AES256',
      });
    }
  }
}
