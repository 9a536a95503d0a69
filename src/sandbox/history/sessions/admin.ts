import { sampleAccountId, samplePeople, sampleRoles } from '../../sample/cast.ts';
import {
  checkMfa,
  checkMfaDetails,
  consoleLogin,
  consoleLoginDetails,
  switchRole,
  switchRoleDetails,
} from '../calls/signin.ts';
import { assumeRole, assumeRoleDetails, temporaryKeyId } from '../calls/sts.ts';
import { isoSeconds } from '../dates.ts';
import { assumedRole, iamUserInConsole, signingIn } from '../identities.ts';
import type { Client } from '../identities.ts';
import type { Scene } from '../scene.ts';
import { userAgents } from '../user-agents.ts';
import type { Session } from './session.ts';

const second = 1000;
/** Where the sign-in page of the console is, unless somebody asks for another Region's. */
const signInRegion = 'us-east-1';

/** Maria signs in to the console with MFA and switches to Admin, to work in the Region. */
export function beginAdminSession(scene: Scene, start: number, region: string): Session {
  const { random, world } = scene;
  const { name, address } = samplePeople.maria;
  const browser: Client = { address, userAgent: userAgents.firefox, fromConsole: true };
  const signedInAt = start + 9 * second;
  const user = iamUserInConsole(
    world,
    name,
    { accessKeyId: temporaryKeyId(random), startedAt: isoSeconds(signedInAt), mfa: true },
    browser,
  );
  const mfaDevice = `arn:aws:iam::${sampleAccountId}:mfa/${name}`;
  const signIn = { region: signInRegion, caller: signingIn(user) };
  scene.record(checkMfa, { ...signIn, time: start }, checkMfaDetails);
  scene.record(consoleLogin, { ...signIn, time: signedInAt }, consoleLoginDetails(mfaDevice));
  const time = start + random.between(20, 100) * second;
  const session = { role: sampleRoles.admin, sessionName: name, accessKeyId: temporaryKeyId(random) };
  const caller = assumedRole(world, { ...session, startedAt: time, mfa: true }, browser);
  scene.record(
    assumeRole,
    { time, region: signInRegion, caller: user },
    assumeRoleDetails(scene, time, session),
  );
  scene.record(
    switchRole,
    { time: time + 300, region: signInRegion, caller: signingIn(caller) },
    switchRoleDetails(user.arn, region),
  );
  return { caller, readyAt: time + second };
}
