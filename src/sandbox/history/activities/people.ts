import { sampleAccountId, samplePeople, sampleRoles } from '../../sample/cast.ts';
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
import {
  checkMfa,
  checkMfaDetails,
  consoleLogin,
  consoleLoginDetails,
  federate,
  federateDetails,
  switchRole,
  switchRoleDetails,
  userAuthentication,
  userAuthenticationDetails,
} from '../calls/signin.ts';
import { assumeRole, assumeRoleDetails, assumeRoleWithSaml, stsCalls, temporaryKeyId } from '../calls/sts.ts';
import { isoSeconds } from '../dates.ts';
import {
  assumedRole,
  callerOf,
  iamUser,
  iamUserInConsole,
  identityCenterUser,
  onBehalfOf,
  signingIn,
} from '../identities.ts';
import type { Client } from '../identities.ts';
import type { Scene } from '../scene.ts';
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
const second = 1000;
const unhurried = [2 * second, 90 * second] as const;

/** Maria signs in to the console with MFA, switches to Admin, and administers. */
function administer(scene: Scene, start: number): void {
  const { random, world } = scene;
  const { name, address } = samplePeople.maria;
  const browser: Client = { address, userAgent: userAgents.firefox, fromConsole: true };
  const startedAt = isoSeconds(start + 9 * second);
  const user = iamUserInConsole(
    world,
    name,
    { accessKeyId: temporaryKeyId(random), startedAt, mfa: true },
    browser,
  );
  const region = workRegion(random);
  const signIn = { region: 'us-east-1', caller: signingIn(user) };
  scene.record(checkMfa, { ...signIn, time: start }, checkMfaDetails);
  scene.record(consoleLogin, { ...signIn, time: start + 9 * second }, consoleLoginDetails(true));
  const switchedAt = start + random.between(20, 200) * second;
  const session = { role: sampleRoles.admin, sessionName: name, accessKeyId: temporaryKeyId(random) };
  const caller = assumedRole(world, { ...session, startedAt: switchedAt, mfa: true }, browser);
  scene.record(
    assumeRole,
    { time: switchedAt, region: 'us-east-1', caller: user },
    assumeRoleDetails(scene, switchedAt, session),
  );
  scene.record(
    switchRole,
    { time: switchedAt + 300, region: 'us-east-1', caller: signingIn(caller) },
    switchRoleDetails(user.arn, region),
  );
  const stretch = {
    start: switchedAt,
    region,
    calls: administration,
    pause: unhurried,
    deniedRate: 0.002,
  } as const;
  const shown = work(scene, { ...stretch, caller, count: [3, 9] });
  // Some pages of the console ask from AWS's own servers.
  const internal = assumedRole(
    world,
    { ...session, startedAt: switchedAt, mfa: true },
    { ...browser, userAgent: userAgents.console },
  );
  work(scene, { ...stretch, start: shown, calls: looking, caller: internal, count: [0, 4] });
}

/** Jonas works on the command line, with his keys and the role Developer. */
function develop(scene: Scene, start: number): void {
  const { random, world } = scene;
  const { name, address } = samplePeople.jonas;
  const client = { address, userAgent: userAgents.cli, postQuantum: true };
  const region = workRegion(random);
  const session = { role: sampleRoles.developer, sessionName: name, accessKeyId: temporaryKeyId(random) };
  scene.record(
    assumeRole,
    { time: start, region, caller: iamUser(world, name, client) },
    assumeRoleDetails(scene, start, session, { beside: { sourceIdentity: name } }),
  );
  const caller = assumedRole(world, { ...session, startedAt: start, sourceIdentity: name }, client);
  work(scene, {
    start,
    region,
    caller,
    calls: development,
    count: [2, 9],
    pause: unhurried,
    deniedRate: 0.03,
  });
}

/** Jonas plans and applies the infrastructure: many calls in a short time. */
function applyTerraform(scene: Scene, start: number): void {
  const { random, world } = scene;
  const { name, address } = samplePeople.jonas;
  const caller = iamUser(world, name, { address, userAgent: userAgents.terraform });
  const region = workRegion(random);
  const stretch = { region, caller, pause: [40, 900], deniedRate: 0.01 } as const;
  const planned = work(scene, { ...stretch, start, calls: looking, count: [8, 20] });
  work(scene, { ...stretch, start: planned + 30 * second, calls: infrastructure, count: [4, 12] });
}

/** Sven, a contractor, looks around with keys of his own, and may do little. */
function contract(scene: Scene, start: number): void {
  const { random, world } = scene;
  const { name, address } = samplePeople.sven;
  const caller = iamUser(world, name, { address, userAgent: userAgents.boto3 });
  const region = workRegion(random);
  work(scene, { start, region, caller, calls: looking, count: [1, 5], pause: unhurried, deniedRate: 0.15 });
}

const throughIdentityCenter = [
  {
    person: samplePeople.aisha,
    role: sampleRoles.powerUser,
    calls: development,
    userAgent: userAgents.chrome,
  },
  { person: samplePeople.zoe, role: sampleRoles.powerUser, calls: development, userAgent: userAgents.edge },
  { person: samplePeople.liu, role: sampleRoles.dataEngineer, calls: dataWork, userAgent: userAgents.chrome },
] as const;

/** Aisha, Zoe or Liu comes through IAM Identity Center: portal, role, console. */
function workThroughIdentityCenter(scene: Scene, start: number): void {
  const { random, world } = scene;
  const { person, role, calls, userAgent } = random.pick(throughIdentityCenter);
  const browser: Client = { address: person.address, userAgent, postQuantum: true };
  const { name, email } = person;
  const home = 'us-east-1';
  const portalUser = identityCenterUser(world, name, browser);
  scene.record(
    userAuthentication,
    { time: start, region: home, caller: portalUser },
    userAuthenticationDetails(email, random.uuid()),
  );
  const federatedAt = start + random.between(3, 40) * second;
  const permissionSet = role.split('_')[1] ?? role;
  scene.record(
    federate,
    { time: federatedAt, region: home, caller: portalUser },
    federateDetails(sampleAccountId, permissionSet),
  );
  const session = { role, path: reservedPath, sessionName: email, accessKeyId: temporaryKeyId(random) };
  const startedAt = federatedAt + second;
  assumeWithSaml(scene, startedAt, session, browser);
  const beside = { onBehalfOf: onBehalfOf(world, name), credentialId: world.uuidOf(`credential/${name}`) };
  const caller = assumedRole(world, { ...session, startedAt, beside }, { ...browser, fromConsole: true });
  scene.record(
    consoleLogin,
    { time: startedAt + second, region: home, caller: signingIn(caller) },
    consoleLoginDetails(false),
  );
  const region = workRegion(random);
  work(scene, {
    start: startedAt,
    region,
    caller,
    calls,
    count: [3, 10],
    pause: unhurried,
    deniedRate: 0.02,
  });
}

const reservedPath = '/aws-reserved/sso.amazonaws.com/';

function assumeWithSaml(
  scene: Scene,
  time: number,
  session: {
    readonly role: string;
    readonly path: string;
    readonly sessionName: string;
    readonly accessKeyId: string;
  },
  client: Client,
): void {
  const provider = `arn:aws:iam::${sampleAccountId}:saml-provider/AWSSSO_6c1f0e9d2b7a4835_DO_NOT_DELETE`;
  const nameQualifier = 'kq0Tz1J7o2cYb4vS8mXnR5uWd3E=';
  const { sessionName } = session;
  const identity = {
    type: 'SAMLUser',
    principalId: `${nameQualifier}:${sessionName}`,
    userName: sessionName,
    identityProvider: nameQualifier,
  };
  const caller = {
    ...callerOf(identity, provider, client),
    address: client.address,
    userAgent: 'AWS Internal',
    overTls: false,
  };
  const details = assumeRoleDetails(scene, time, session, {
    durationSeconds: 43_200,
    beside: { sAMLAssertionID: `_${scene.random.uuid()}`, principalArn: provider },
  });
  const responseElements = {
    ...details.responseElements,
    subject: sessionName,
    subjectType: 'persistent',
    issuer: 'https://portal.sso.us-east-1.amazonaws.com/saml/assertion',
    audience: 'https://signin.aws.amazon.com/saml',
    nameQualifier,
  };
  scene.record(assumeRoleWithSaml, { time, region: 'us-east-1', caller }, { ...details, responseElements });
}

export const peopleActivities: readonly Activity[] = [
  { id: 'administer', atWork: 10, atRest: 1, perform: administer },
  { id: 'develop', atWork: 16, atRest: 2, perform: develop },
  { id: 'apply-terraform', atWork: 3, atRest: 0.2, perform: applyTerraform },
  { id: 'contract', atWork: 4, atRest: 1, perform: contract },
  { id: 'identity-center', atWork: 20, atRest: 2, perform: workThroughIdentityCenter },
];
