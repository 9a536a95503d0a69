import { sampleCi, sampleRoles } from '../../sample/cast.ts';
import { createChangeSet, describeStacks, executeChangeSet } from '../calls/cloudformation.ts';
import { describeServices, getAuthorizationToken, putImage, updateService } from '../calls/containers.ts';
import { putRolePolicy } from '../calls/iam.ts';
import { updateFunctionCode } from '../calls/lambda.ts';
import { s3Calls } from '../calls/s3.ts';
import { assumeRole, assumeRoleDetails, temporaryKeyId } from '../calls/sts.ts';
import { assumedRole, iamUser, invokedBy } from '../identities.ts';
import type { Caller } from '../identities.ts';
import type { Scene } from '../scene.ts';
import { beginPipelineSession } from '../sessions/pipeline.ts';
import { userAgents } from '../user-agents.ts';
import type { Activity } from './activity.ts';
import { chooseFrom, work, workRegion } from './work.ts';

const cloudFormation = 'cloudformation.amazonaws.com';
const releaseSteps = [updateFunctionCode, updateService, putRolePolicy];
const artifacts = chooseFrom(
  s3Calls.filter(({ name }) => ['GetBucketLocation', 'GetBucketTagging'].includes(name)),
);

/** A release: image pushed, role chained to `deploy`, change set made and executed, resources changed by CloudFormation. */
function release(scene: Scene, start: number): void {
  const { random, world } = scene;
  const region = random.pick(['us-east-1', 'us-east-1', 'eu-west-1']);
  const { caller: runner, readyAt } = beginPipelineSession(scene, start, region);
  let time = readyAt;
  const occasion = (caller: Caller): { time: number; region: string; caller: Caller } => {
    time += random.between(400, 15_000);
    return { time, region, caller };
  };
  scene.call(getAuthorizationToken, occasion(runner));
  scene.attempt(putImage, occasion(runner), 0.01);
  const session = {
    role: sampleRoles.deploy,
    sessionName: sampleCi.sessionName,
    accessKeyId: temporaryKeyId(random),
  };
  const chained = occasion(runner);
  scene.record(
    assumeRole,
    chained,
    assumeRoleDetails(scene, chained.time, session, { durationSeconds: 900 }),
  );
  const client = { address: runner.address, userAgent: runner.userAgent };
  const deploy = assumedRole(world, { ...session, startedAt: chained.time }, client);
  scene.call(describeStacks, occasion(deploy));
  scene.attempt(createChangeSet, occasion(deploy), 0.01);
  scene.attempt(executeChangeSet, occasion(deploy), 0.01);
  const forDeploy = invokedBy(deploy, cloudFormation);
  for (const step of releaseSteps) {
    scene.attempt(step, occasion(forDeploy), 0.03);
  }
  scene.call(describeServices, occasion(deploy));
}

/** The older build, which still has an IAM user's keys. */
function build(scene: Scene, start: number): void {
  const { random, world } = scene;
  const client = { address: random.pick(sampleCi.addresses), userAgent: userAgents.boto3 };
  const caller = iamUser(world, sampleCi.user, client);
  const stretch = {
    start,
    region: workRegion(random),
    caller,
    pause: [100, 4000],
    deniedRate: 0.04,
  } as const;
  work(scene, { ...stretch, calls: artifacts, count: [1, 3] });
}

export const pipelineActivities: readonly Activity[] = [
  { id: 'release', atWork: 8, atRest: 1, perform: release },
  { id: 'build', atWork: 6, atRest: 3, perform: build },
];
