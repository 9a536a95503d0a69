import { sampleAccountId, samplePeople, sampleRoles } from '../../sample/cast.ts';
import {
  consoleLogin,
  consoleLoginDetails,
  federate,
  federateDetails,
  userAuthentication,
  userAuthenticationDetails,
} from '../calls/signin.ts';
import { assumeRoleDetails, assumeRoleWithSaml, temporaryKeyId } from '../calls/sts.ts';
import type { NewSession } from '../calls/sts.ts';
import { assumedRole, callerOf, identityCenterUser, onBehalfOf, signingIn } from '../identities.ts';
import type { Client } from '../identities.ts';
import type { Scene } from '../scene.ts';
import { userAgents } from '../user-agents.ts';
import type { Session } from './session.ts';

/** Who comes through IAM Identity Center, with which role and browser. */
export const identityCenterPeople = {
  aisha: { person: samplePeople.aisha, role: sampleRoles.powerUser, userAgent: userAgents.chrome },
  zoe: { person: samplePeople.zoe, role: sampleRoles.powerUser, userAgent: userAgents.edge },
  liu: { person: samplePeople.liu, role: sampleRoles.dataEngineer, userAgent: userAgents.chrome },
} as const;

const second = 1000;
/** The Region that Identity Center was set up in. */
const home = 'us-east-1';
const reservedPath = '/aws-reserved/sso.amazonaws.com/';
const provider = `arn:aws:iam::${sampleAccountId}:saml-provider/AWSSSO_6c1f0e9d2b7a4835_DO_NOT_DELETE`;
const nameQualifier = 'kq0Tz1J7o2cYb4vS8mXnR5uWd3E=';

/** A person signs in to IAM Identity Center, takes the role of a permission set in its portal, and is in the console. */
export function beginIdentityCenterSession(
  scene: Scene,
  start: number,
  who: keyof typeof identityCenterPeople,
): Session {
  const { random, world } = scene;
  const { person, role, userAgent } = identityCenterPeople[who];
  const { name, email, address } = person;
  const browser: Client = { address, userAgent, postQuantum: true };
  const portalUser = { region: home, caller: identityCenterUser(world, name, browser) };
  scene.record(
    userAuthentication,
    { ...portalUser, time: start },
    userAuthenticationDetails(email, random.uuid()),
  );
  const federatedAt = start + random.between(3, 40) * second;
  const permissionSet = role.split('_')[1] ?? role;
  scene.record(
    federate,
    { ...portalUser, time: federatedAt },
    federateDetails(sampleAccountId, permissionSet),
  );
  const session = { role, path: reservedPath, sessionName: email, accessKeyId: temporaryKeyId(random) };
  const startedAt = federatedAt + second;
  assumeWithSaml(scene, startedAt, session, address);
  const beside = { onBehalfOf: onBehalfOf(world, name), credentialId: world.uuidOf(`credential/${name}`) };
  const caller = assumedRole(world, { ...session, startedAt, beside }, { ...browser, fromConsole: true });
  scene.record(
    consoleLogin,
    { time: startedAt + second, region: home, caller: signingIn(caller) },
    consoleLoginDetails(),
  );
  return { caller, readyAt: startedAt + 2 * second };
}

function assumeWithSaml(scene: Scene, time: number, session: NewSession, address: string): void {
  const { sessionName } = session;
  const identity = {
    type: 'SAMLUser',
    principalId: `${nameQualifier}:${sessionName}`,
    userName: sessionName,
    identityProvider: nameQualifier,
  };
  const caller = callerOf(identity, provider, { address, userAgent: userAgents.console });
  const details = assumeRoleDetails(scene, time, session, {
    durationSeconds: 43_200,
    beside: { sAMLAssertionID: `_${scene.random.uuid()}`, principalArn: provider },
  });
  const responseElements = {
    ...details.responseElements,
    subject: sessionName,
    subjectType: 'persistent',
    issuer: `https://portal.sso.${home}.amazonaws.com/saml/assertion`,
    audience: 'https://signin.aws.amazon.com/saml',
    nameQualifier,
  };
  scene.record(assumeRoleWithSaml, { time, region: home, caller }, { ...details, responseElements });
}
