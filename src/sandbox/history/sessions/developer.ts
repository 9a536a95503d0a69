import { samplePeople, sampleRoles } from '../../sample/cast.ts';
import { assumeRole, assumeRoleDetails, temporaryKeyId } from '../calls/sts.ts';
import { assumedRole, iamUser } from '../identities.ts';
import type { Scene } from '../scene.ts';
import { userAgents } from '../user-agents.ts';
import type { Session } from './session.ts';

/** Jonas takes the role Developer on the command line, with the keys of his user and his name as source identity. */
export function beginDeveloperSession(scene: Scene, start: number, region: string): Session {
  const { random, world } = scene;
  const { name, address } = samplePeople.jonas;
  const client = { address, userAgent: userAgents.cli, postQuantum: true };
  const session = { role: sampleRoles.developer, sessionName: name, accessKeyId: temporaryKeyId(random) };
  scene.record(
    assumeRole,
    { time: start, region, caller: iamUser(world, name, client) },
    assumeRoleDetails(scene, start, session, { beside: { sourceIdentity: name } }),
  );
  const caller = assumedRole(world, { ...session, startedAt: start, sourceIdentity: name }, client);
  return { caller, readyAt: start + 500 };
}
