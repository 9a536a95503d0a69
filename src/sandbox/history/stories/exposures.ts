import { sampleMoments } from '../../sample/cast.ts';
import {
  authorizeIngress,
  authorizeIngressDetails,
  revokeIngress,
  revokeIngressDetails,
} from '../calls/ec2.ts';
import {
  cancelKeyDeletion,
  describeKey,
  enableKey,
  keyCall,
  keyIdOf,
  scheduleKeyDeletion,
  scheduleKeyDeletionDetails,
} from '../calls/kms.ts';
import {
  bucketCall,
  deleteBucketPolicy,
  policyParameters,
  publicAccessBlock,
  putBucketPolicy,
  putPublicAccessBlock,
} from '../calls/s3.ts';
import type { Scene } from '../scene.ts';
import { beginAdminSession } from '../sessions/admin.ts';
import { beginDeveloperSession } from '../sessions/developer.ts';
import { beginIdentityCenterSession } from '../sessions/identity-center.ts';
import type { Story } from './story.ts';

const minute = 60_000;
const hour = 60 * minute;

/** The bucket that was public for a while. */
export const exposedBucket = 'acme-reports-eu-west-1';

/** SSH is open to the world for a while. */
export const openedSecurityGroup: Story = {
  id: 'opened-security-group',
  title: 'A security group was open to the world',
  lookFor:
    'AuthorizeSecurityGroupIngress with 0.0.0.0/0 on port 22, by jonas through Developer; RevokeSecurityGroupIngress of ' +
    'the same rule 25 minutes later.',
  region: 'us-east-1',
  offset: sampleMoments.securityGroupOpened,
  tell: openSecurityGroup,
};

/** A bucket is readable by everybody until somebody notices. */
export const publicBucket: Story = {
  id: 'public-bucket',
  title: 'A bucket was public',
  lookFor:
    `PutBucketPublicAccessBlock and PutBucketPolicy (Principal "*") of ${exposedBucket}, by liu@example.com; ` +
    'DeleteBucketPolicy by maria 47 minutes later.',
  region: 'eu-west-1',
  offset: sampleMoments.bucketMadePublic,
  tell: makeBucketPublic,
};

/** A key is nearly lost. */
export const scheduledKeyDeletion: Story = {
  id: 'scheduled-key-deletion',
  title: 'A key was scheduled for deletion, and saved',
  lookFor:
    'ScheduleKeyDeletion with a window of seven days, by aisha@example.com; CancelKeyDeletion and EnableKey by maria ' +
    '19 hours later.',
  region: 'eu-central-1',
  offset: sampleMoments.keyDeletionScheduled,
  tell: scheduleDeletion,
};

function openSecurityGroup(scene: Scene, endTime: number): void {
  const region = 'us-east-1';
  const start = endTime - sampleMoments.securityGroupOpened;
  const { caller, readyAt } = beginDeveloperSession(scene, start, region);
  const groupId = scene.world.place(region).securityGroupIds[0] ?? '';
  const rule = { groupId, port: 22, cidr: '0.0.0.0/0', description: 'debugging, remove later' };
  scene.record(authorizeIngress, { time: readyAt + minute, region, caller }, (site) =>
    authorizeIngressDetails(site, rule),
  );
  scene.record(revokeIngress, { time: readyAt + 26 * minute, region, caller }, (site) =>
    revokeIngressDetails(site, rule),
  );
}

function makeBucketPublic(scene: Scene, endTime: number): void {
  const region = 'eu-west-1';
  const start = endTime - sampleMoments.bucketMadePublic;
  const liu = beginIdentityCenterSession(scene, start, 'liu');
  const publicRead = {
    Sid: 'PublicRead',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${exposedBucket}/*`,
  };
  const exposedAt = liu.readyAt + 2 * minute;
  scene.record(putPublicAccessBlock, { time: exposedAt - 20_000, region, caller: liu.caller }, (site) =>
    bucketCall(site, exposedBucket, publicAccessBlock(false), 322),
  );
  scene.record(putBucketPolicy, { time: exposedAt, region, caller: liu.caller }, (site) =>
    bucketCall(site, exposedBucket, policyParameters([publicRead]), 184),
  );
  const maria = beginAdminSession(scene, exposedAt + 44 * minute, region);
  scene.record(deleteBucketPolicy, { time: exposedAt + 47 * minute, region, caller: maria.caller }, (site) =>
    bucketCall(site, exposedBucket, { policy: '' }),
  );
  scene.record(
    putPublicAccessBlock,
    { time: exposedAt + 48 * minute, region, caller: maria.caller },
    (site) => bucketCall(site, exposedBucket, publicAccessBlock(true), 318),
  );
}

function scheduleDeletion(scene: Scene, endTime: number): void {
  const region = 'eu-central-1';
  const start = endTime - sampleMoments.keyDeletionScheduled;
  const key = scene.world.place(region).keys[1] ?? '';
  const keyId = keyIdOf(key);
  const aisha = beginIdentityCenterSession(scene, start, 'aisha');
  const scheduledAt = aisha.readyAt + 3 * minute;
  scene.record(
    describeKey,
    { time: scheduledAt - minute, region, caller: aisha.caller },
    keyCall(key, { requestParameters: { keyId } }),
  );
  scene.record(scheduleKeyDeletion, { time: scheduledAt, region, caller: aisha.caller }, (site) =>
    scheduleKeyDeletionDetails(site, key, 7),
  );
  const cancelledAt = scheduledAt + 19 * hour;
  const { caller } = beginAdminSession(scene, cancelledAt - 3 * minute, region);
  scene.record(
    cancelKeyDeletion,
    { time: cancelledAt, region, caller },
    keyCall(key, { requestParameters: { keyId }, responseElements: { keyId: key } }),
  );
  scene.record(
    enableKey,
    { time: cancelledAt + 8000, region, caller },
    keyCall(key, { requestParameters: { keyId } }),
  );
}
