import { sampleAddresses, sampleOtherAccounts, sampleRoles, sampleTrails } from '../../sample/cast.ts';
import { auditTrail } from '../audit-trail.ts';
import { databaseCalls } from '../calls/databases.ts';
import { ec2Calls, runInstances, terminateInstances } from '../calls/ec2.ts';
import { iamCalls } from '../calls/iam.ts';
import { decrypt, generateDataKey, keyCall, keyIdOf } from '../calls/kms.ts';
import { createLogStream } from '../calls/monitoring.ts';
import { bucketCall, getBucketAcl, s3Calls } from '../calls/s3.ts';
import {
  endSecretVersionDelete,
  getParameter,
  getSecretValue,
  startSecretVersionDelete,
  updateInstanceInformation,
  versionDeletion,
} from '../calls/secrets.ts';
import { serviceCalls } from '../calls/service-calls.ts';
import { assumeRole, assumeRoleDetails, temporaryKeyId } from '../calls/sts.ts';
import { assumedRole, awsService, invokedBy, otherAccount, serviceEventOf } from '../identities.ts';
import type { Caller } from '../identities.ts';
import type { Scene } from '../scene.ts';
import { beginServiceSession, serviceLinkedSession } from '../sessions/service.ts';
import { userAgents } from '../user-agents.ts';
import type { Activity } from './activity.ts';
import { chooseFrom, work, workRegion } from './work.ts';

const looking = chooseFrom(
  [...ec2Calls, ...iamCalls, ...s3Calls, ...databaseCalls].filter(({ readOnly }) => readOnly),
);
const rotateKey = serviceCalls({ source: 'kms.amazonaws.com', version: '1.11' }).write('RotateKey', 0);

/** An instance of the shop reads its configuration through its VPC's endpoint, or its agent reports over the internet. */
function serveShop(scene: Scene, start: number): void {
  const { random, world } = scene;
  const region = workRegion(random);
  const { instances, vpcEndpointId } = world.place(region);
  const instance = random.pick(instances);
  const session = {
    role: sampleRoles.web,
    sessionName: instance.id,
    accessKeyId: temporaryKeyId(random),
    startedAt: start - random.below(5 * 3_600_000),
    context: { ec2RoleDelivery: '2.0' },
  };
  if (random.chance(0.5)) {
    const agent = { address: sampleAddresses.network, userAgent: userAgents.agent };
    scene.call(updateInstanceInformation, {
      time: start,
      region,
      caller: assumedRole(world, session, agent),
    });
    return;
  }
  const client = {
    address: `10.0.1.${instances.indexOf(instance) + 10}`,
    userAgent: userAgents.java,
    vpcEndpointId,
  };
  const caller = assumedRole(world, session, client);
  scene.attempt(getParameter, { time: start, region, caller }, 0.01);
  readSecret(scene, start + 120, region, caller);
}

/** Lambda takes the function's role, and the function does its part. */
function workOrdersOff(scene: Scene, start: number): void {
  const { random } = scene;
  const region = random.pick(['us-east-1', 'us-east-1', 'eu-west-1']);
  const { caller, readyAt } = beginServiceSession(scene, start, {
    service: 'lambda.amazonaws.com',
    role: sampleRoles.orders,
    sessionName: 'orders-worker',
    region,
    userAgent: userAgents.javascript,
  });
  scene.call(createLogStream, { time: readyAt, region, caller });
  readSecret(scene, readyAt + 300, region, caller);
}

/** The nightly batch starts instances and terminates them. */
function runBatch(scene: Scene, start: number): void {
  const region = 'us-west-2';
  const { caller, readyAt } = beginServiceSession(scene, start, {
    service: 'scheduler.amazonaws.com',
    role: sampleRoles.batch,
    sessionName: 'nightly',
    region,
    userAgent: userAgents.boto3,
  });
  scene.attempt(runInstances, { time: readyAt, region, caller }, 0.02);
  scene.call(terminateInstances, {
    time: readyAt + scene.random.between(600_000, 3_000_000),
    region,
    caller,
  });
}

/** The security vendor reads the configuration from its own account. */
function audit(scene: Scene, start: number): void {
  const { random, world } = scene;
  const region = workRegion(random);
  const client = { address: sampleAddresses.vendor, userAgent: userAgents.boto3 };
  const principalId = `${world.uniqueId('AROA', 'vendor/scanner')}:scanner`;
  const session = {
    role: sampleRoles.vendor,
    sessionName: 'posture-scan',
    accessKeyId: temporaryKeyId(random),
  };
  const details = assumeRoleDetails(scene, start, session, { beside: { externalId: 'acme-7f31' } });
  scene.record(
    assumeRole,
    { time: start, region, caller: otherAccount(sampleOtherAccounts.vendor, principalId, client) },
    { ...details, sharedEventId: random.uuid() },
  );
  const caller = assumedRole(world, { ...session, startedAt: start }, client);
  work(scene, { start, region, caller, calls: looking, count: [4, 9], pause: [80, 900], deniedRate: 0.06 });
}

/** Auto Scaling replaces an instance. */
function scale(scene: Scene, start: number): void {
  const caller = serviceLinkedSession(scene, start, {
    service: 'autoscaling.amazonaws.com',
    role: 'AWSServiceRoleForAutoScaling',
    sessionName: 'AutoScaling',
  });
  const region = workRegion(scene.random);
  scene.call(terminateInstances, { time: start, region, caller });
  scene.call(runInstances, { time: start + scene.random.between(5000, 40_000), region, caller });
}

/** AWS Config looks at what there is. */
function takeInventory(scene: Scene, start: number): void {
  const caller = serviceLinkedSession(scene, start, {
    service: 'config.amazonaws.com',
    role: 'AWSServiceRoleForConfig',
    sessionName: 'ConfigResourceCompositionSession',
  });
  const region = workRegion(scene.random);
  work(scene, { start, region, caller, calls: looking, count: [2, 6], pause: [50, 2000], deniedRate: 0 });
}

/** CloudTrail looks at the bucket of its trail, and asks for a key to encrypt with. */
function deliverLogs(scene: Scene, start: number): void {
  const { random } = scene;
  const { arn, keyArn } = auditTrail();
  const occasion = { region: sampleTrails.audit.homeRegion, caller: awsService('cloudtrail.amazonaws.com') };
  scene.record(getBucketAcl, { ...occasion, time: start }, (site) => ({
    ...bucketCall(site, sampleTrails.audit.bucket, { acl: '' }),
    sharedEventId: random.uuid(),
  }));
  scene.record(
    generateDataKey,
    { ...occasion, time: start + 200 },
    keyCall(keyArn, {
      requestParameters: {
        keyId: keyArn,
        keySpec: 'AES_256',
        encryptionContext: { 'aws:cloudtrail:arn': arn },
      },
      sharedEventId: random.uuid(),
    }),
  );
}

/** What services do by themselves: a secret's old version removed, a key's material rotated. */
function keepHouse(scene: Scene, start: number): void {
  const { random, world } = scene;
  const region = workRegion(random);
  if (random.chance(0.7)) {
    const caller = serviceEventOf('secretsmanager.amazonaws.com');
    const details = versionDeletion(random.pick(world.place(region).secrets), start);
    scene.record(startSecretVersionDelete, { time: start, region, caller }, details);
    scene.record(endSecretVersionDelete, { time: start + 70, region, caller }, details);
    return;
  }
  const key = random.pick(world.place(region).keys);
  scene.record(
    rotateKey,
    { time: start, region, caller: serviceEventOf('kms.amazonaws.com') },
    keyCall(key, {
      serviceEventDetails: {
        rotationType: 'AUTOMATIC',
        keyOrigin: 'AWS_KMS',
        keyId: keyIdOf(key),
      },
      eventType: 'AwsServiceEvent',
      requestId: null,
    }),
  );
}

function readSecret(scene: Scene, time: number, region: string, caller: Caller): void {
  scene.attempt(getSecretValue, { time, region, caller }, 0.01);
  scene.call(decrypt, { time: time + 15, region, caller: invokedBy(caller, 'secretsmanager.amazonaws.com') });
}

export const machineActivities: readonly Activity[] = [
  { id: 'serve-shop', atWork: 14, atRest: 14, perform: serveShop },
  { id: 'work-orders-off', atWork: 8, atRest: 8, perform: workOrdersOff },
  { id: 'run-batch', atWork: 0, atRest: 3, perform: runBatch },
  { id: 'audit', atWork: 2, atRest: 3, perform: audit },
  { id: 'take-inventory', atWork: 2, atRest: 3, perform: takeInventory },
  { id: 'scale', atWork: 4, atRest: 3, perform: scale },
  { id: 'deliver-logs', atWork: 4, atRest: 4, perform: deliverLogs },
  { id: 'keep-house', atWork: 2, atRest: 4, perform: keepHouse },
];
