import { sampleAddresses } from '../../sample/cast.ts';
import { assumeRole, assumeRoleDetails, temporaryKeyId } from '../calls/sts.ts';
import { assumedRole, awsService, invokedBy } from '../identities.ts';
import type { Caller } from '../identities.ts';
import type { Scene } from '../scene.ts';
import type { Session } from './session.ts';

/** A service takes a role of the account for code that runs in it, such as Lambda for a function. */
export function beginServiceSession(
  scene: Scene,
  start: number,
  options: {
    readonly service: string;
    readonly role: string;
    readonly sessionName: string;
    readonly region: string;
    readonly userAgent: string;
  },
): Session {
  const { service, role, sessionName, region, userAgent } = options;
  const session = { role, sessionName, accessKeyId: temporaryKeyId(scene.random) };
  const details = { ...assumeRoleDetails(scene, start, session), sharedEventId: scene.random.uuid() };
  scene.record(assumeRole, { time: start, region, caller: awsService(service) }, details);
  const client = { address: sampleAddresses.network, userAgent };
  return { caller: assumedRole(scene.world, { ...session, startedAt: start }, client), readyAt: start + 300 };
}

/** A service acting through its service-linked role: a session whose records have no access key. */
export function serviceLinkedSession(
  scene: Scene,
  startedAt: number,
  linked: { readonly service: string; readonly role: string; readonly sessionName: string },
): Caller {
  const { service, role, sessionName } = linked;
  const path = `/aws-service-role/${service}/`;
  const client = { address: service, userAgent: service };
  return invokedBy(assumedRole(scene.world, { role, path, sessionName, startedAt }, client), service);
}
