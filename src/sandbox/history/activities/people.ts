import { samplePeople } from '../../sample/cast.ts';
import { cloudFormationCalls } from '../calls/cloudformation.ts';
import { cloudTrailCalls } from '../calls/cloudtrail.ts';
import { containerCalls } from '../calls/containers.ts';
import { databaseCalls } from '../calls/databases.ts';
import { ec2Calls } from '../calls/ec2.ts';
import { globalCalls } from '../calls/global.ts';
import { iamCalls } from '../calls/iam.ts';
import { kmsCalls } from '../calls/kms.ts';
import { lambdaCalls } from '../calls/lambda.ts';
import { monitoringCalls } from '../calls/monitoring.ts';
import { s3Calls } from '../calls/s3.ts';
import { secretCalls } from '../calls/secrets.ts';
import { stsCalls } from '../calls/sts.ts';
import { iamUser } from '../identities.ts';
import type { Scene } from '../scene.ts';
import { beginAdminSession } from '../sessions/admin.ts';
import { beginDeveloperSession } from '../sessions/developer.ts';
import { beginIdentityCenterSession } from '../sessions/identity-center.ts';
import { userAgents } from '../user-agents.ts';
import type { Activity } from './activity.ts';
import { chooseFrom, work, workRegion } from './work.ts';

const administration = chooseFrom(
  iamCalls,
  ec2Calls,
  s3Calls,
  kmsCalls,
  cloudTrailCalls,
  globalCalls,
  databaseCalls,
);
const development = chooseFrom(
  lambdaCalls,
  ec2Calls,
  s3Calls,
  secretCalls,
  containerCalls,
  cloudFormationCalls,
  monitoringCalls,
  databaseCalls,
  stsCalls,
);
const infrastructure = chooseFrom(
  ec2Calls,
  iamCalls,
  s3Calls,
  kmsCalls,
  globalCalls,
  databaseCalls,
  monitoringCalls,
);
const dataWork = chooseFrom(databaseCalls, s3Calls, monitoringCalls, secretCalls);
const looking = chooseFrom(
  [...ec2Calls, ...s3Calls, ...databaseCalls, ...monitoringCalls, ...iamCalls].filter(
    ({ readOnly }) => readOnly,
  ),
);
const unhurried = [2000, 90_000] as const;

/** Maria administers in the console. Some pages of the console ask from AWS's own servers. */
function administer(scene: Scene, start: number): void {
  const region = workRegion(scene.random);
  const { caller, readyAt } = beginAdminSession(scene, start, region);
  const stretch = { region, pause: unhurried, deniedRate: 0.002 };
  const doneAt = work(scene, { ...stretch, start: readyAt, caller, calls: administration, count: [3, 9] });
  const internal = { ...caller, userAgent: userAgents.console, overTls: false };
  work(scene, { ...stretch, start: doneAt, caller: internal, calls: looking, count: [0, 4] });
}

/** Jonas works on the command line. */
function develop(scene: Scene, start: number): void {
  const region = workRegion(scene.random);
  const { caller, readyAt } = beginDeveloperSession(scene, start, region);
  const stretch = { start: readyAt, region, caller, pause: unhurried, deniedRate: 0.03 };
  work(scene, { ...stretch, calls: development, count: [2, 9] });
}

/** Jonas plans and applies the infrastructure: many calls in a short time. */
function applyTerraform(scene: Scene, start: number): void {
  const { random, world } = scene;
  const { name, address } = samplePeople.jonas;
  const caller = iamUser(world, name, { address, userAgent: userAgents.terraform });
  const stretch = { region: workRegion(random), caller, pause: [40, 900], deniedRate: 0.01 } as const;
  const plannedAt = work(scene, { ...stretch, start, calls: looking, count: [8, 20] });
  work(scene, { ...stretch, start: plannedAt + 30_000, calls: infrastructure, count: [4, 12] });
}

/** Sven, a contractor, looks around with keys of his own, and may do little. */
function contract(scene: Scene, start: number): void {
  const { random, world } = scene;
  const { name, address } = samplePeople.sven;
  const caller = iamUser(world, name, { address, userAgent: userAgents.boto3 });
  const region = workRegion(random);
  work(scene, { start, region, caller, calls: looking, count: [1, 5], pause: unhurried, deniedRate: 0.15 });
}

/** Aisha, Zoe or Liu comes through IAM Identity Center and works in the console. */
function workThroughIdentityCenter(scene: Scene, start: number): void {
  const { random } = scene;
  const who = random.pick(['aisha', 'zoe', 'liu'] as const);
  const { caller, readyAt } = beginIdentityCenterSession(scene, start, who);
  const calls = who === 'liu' ? dataWork : development;
  const stretch = { start: readyAt, region: workRegion(random), caller, calls, pause: unhurried };
  work(scene, { ...stretch, count: [3, 10], deniedRate: 0.02 });
}

export const peopleActivities: readonly Activity[] = [
  { id: 'administer', atWork: 10, atRest: 1, perform: administer },
  { id: 'develop', atWork: 16, atRest: 2, perform: develop },
  { id: 'apply-terraform', atWork: 3, atRest: 0.2, perform: applyTerraform },
  { id: 'contract', atWork: 4, atRest: 1, perform: contract },
  { id: 'identity-center', atWork: 20, atRest: 2, perform: workThroughIdentityCenter },
];
