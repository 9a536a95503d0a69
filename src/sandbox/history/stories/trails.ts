import type { JsonObject } from '../../../core/json.ts';
import { sampleMoments, sampleTrails } from '../../sample/cast.ts';
import { auditTrail } from '../audit-trail.ts';
import {
  describeTrails,
  getTrailStatus,
  putEventSelectors,
  startLogging,
  stopLogging,
  trailArn,
  updateTrail,
} from '../calls/cloudtrail.ts';
import { bucketCall, policyParameters, putBucketPolicy } from '../calls/s3.ts';
import { roleArn } from '../identities.ts';
import type { Scene } from '../scene.ts';
import { beginAdminSession } from '../sessions/admin.ts';
import { beginDeveloperSession } from '../sessions/developer.ts';
import { beginIdentityCenterSession } from '../sessions/identity-center.ts';
import type { Story } from './story.ts';

/** The organization's trail is stopped, changed and started again within minutes. */
export const changedTrail: Story = {
  id: 'changed-trail',
  title: 'A trail was stopped, changed and started again',
  lookFor:
    `StopLogging, UpdateTrail, PutEventSelectors and StartLogging of ${sampleTrails.audit.name} within six minutes, ` +
    'by zoe@example.com through PowerUserAccess. Nothing was recorded by the trail in between.',
  region: sampleTrails.audit.homeRegion,
  offset: sampleMoments.auditStopped,
  tell: changeTrail,
};

/** A trail is stopped and stays so. */
export const stoppedTrail: Story = {
  id: 'stopped-trail',
  title: 'A trail was stopped for good',
  lookFor: `StopLogging of ${sampleTrails.stopped.name}, by jonas through the role Developer; no StartLogging follows.`,
  region: sampleTrails.stopped.homeRegion,
  offset: sampleMoments.legacyStopped,
  tell: stopTrail,
};

/** The bucket policy of a trail's bucket is changed, and deliveries fail from then on. */
export const deniedDelivery: Story = {
  id: 'denied-delivery',
  title: 'Why a trail cannot deliver',
  lookFor:
    `PutBucketPolicy of ${sampleTrails.failing.bucket}, by maria: the new policy no longer allows CloudTrail to write, ` +
    `since when the deliveries of ${sampleTrails.failing.name} fail.`,
  region: sampleTrails.failing.homeRegion,
  offset: sampleMoments.dataAccessDenied,
  tell: denyDelivery,
};

const minute = 60_000;

function changeTrail(scene: Scene, endTime: number): void {
  const region = sampleTrails.audit.homeRegion;
  const stoppedAt = endTime - sampleMoments.auditStopped;
  const startedAt = endTime - sampleMoments.auditStarted;
  const { caller } = beginIdentityCenterSession(scene, stoppedAt - 4 * minute, 'zoe');
  const { arn, description, selectors } = auditTrail();
  const at = (time: number): { time: number; region: string; caller: typeof caller } => ({
    time,
    region,
    caller,
  });
  scene.call(describeTrails, at(stoppedAt - 2 * minute));
  scene.call(getTrailStatus, at(stoppedAt - minute));
  scene.record(stopLogging, at(stoppedAt), { requestParameters: { name: arn } });
  scene.record(updateTrail, at(stoppedAt + 2 * minute), {
    requestParameters: { name: arn, kmsKeyId: description['kmsKeyId'], enableLogFileValidation: true },
    responseElements: updatedTrail(description),
  });
  scene.record(putEventSelectors, at(stoppedAt + 4 * minute), {
    requestParameters: { trailName: arn, ...selectors },
    responseElements: { trailARN: arn, ...selectors },
  });
  scene.record(startLogging, at(startedAt), { requestParameters: { name: arn } });
  scene.call(getTrailStatus, at(startedAt + 9000));
}

/** A trail as UpdateTrail answers with it: without what only DescribeTrails tells. */
function updatedTrail(description: JsonObject): JsonObject {
  const onlyDescribed = new Set(['homeRegion', 'hasCustomEventSelectors', 'hasInsightSelectors']);
  return Object.fromEntries(Object.entries(description).filter(([member]) => !onlyDescribed.has(member)));
}

function stopTrail(scene: Scene, endTime: number): void {
  const region = sampleTrails.stopped.homeRegion;
  const stoppedAt = endTime - sampleMoments.legacyStopped;
  const { caller } = beginDeveloperSession(scene, stoppedAt - minute, region);
  scene.record(
    stopLogging,
    { time: stoppedAt, region, caller },
    { requestParameters: { name: trailArn(sampleTrails.stopped) } },
  );
}

function denyDelivery(scene: Scene, endTime: number): void {
  const { homeRegion: region, bucket } = sampleTrails.failing;
  const time = endTime - sampleMoments.dataAccessDenied;
  const { caller } = beginAdminSession(scene, time - 3 * minute, region);
  const onlyDataTeam = {
    Sid: 'OnlyTheDataTeam',
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `arn:aws:s3:::${bucket}/*`,
    Condition: { StringNotLike: { 'aws:PrincipalArn': roleArn('data-*') } },
  };
  scene.record(putBucketPolicy, { time, region, caller }, (site) =>
    bucketCall(site, bucket, policyParameters([onlyDataTeam]), 355),
  );
}
