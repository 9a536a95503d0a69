import { sampleMoments, samplePeople, sampleRoles } from '../../sample/cast.ts';
import {
  describeInstances,
  instanceState,
  instanceStateChange,
  items,
  terminateInstances,
} from '../calls/ec2.ts';
import { assumeRole, assumeRoleDetails, temporaryKeyId } from '../calls/sts.ts';
import { assumedRole, iamUserInConsole } from '../identities.ts';
import { isoSeconds } from '../dates.ts';
import type { Scene } from '../scene.ts';
import { userAgents } from '../user-agents.ts';
import type { Story } from './story.ts';

export const terminatedInstanceId = 'i-05c30218156bcc246';

/** A person terminates an instance through a role. */
export const terminatedInstance: Story = {
  id: 'terminated-instance',
  title: 'An instance was terminated',
  lookFor:
    `TerminateInstances of ${terminatedInstanceId}: maria did it through the role Admin, with MFA, in the console, ` +
    'from 203.0.113.7. The AssumeRole before it made the access key of that session.',
  region: 'us-east-1',
  offset: sampleMoments.instanceTerminated,
  tell: (scene, endTime) => {
    tell(scene, endTime - sampleMoments.instanceTerminated);
  },
};

function tell(scene: Scene, start: number): void {
  const { random, world } = scene;
  const { name, address } = samplePeople.maria;
  const region = 'us-east-1';
  const browser = { address, userAgent: userAgents.firefox, fromConsole: true };
  const user = iamUserInConsole(
    world,
    name,
    { accessKeyId: temporaryKeyId(random), startedAt: isoSeconds(start - 20 * 60_000), mfa: true },
    browser,
  );
  const accessKeyId = temporaryKeyId(random);
  const session = { role: sampleRoles.admin, sessionName: name, accessKeyId };
  scene.record(assumeRole, { time: start, region, caller: user }, assumeRoleDetails(scene, start, session));
  const caller = assumedRole(world, { ...session, startedAt: start, mfa: true }, browser);
  const byId = { instancesSet: items([{ instanceId: terminatedInstanceId }]), filterSet: {} };
  scene.call(describeInstances, { time: start + 41_000, region, caller });
  scene.record(describeInstances, { time: start + 77_000, region, caller }, { requestParameters: byId });
  scene.record(terminateInstances, { time: start + 112_000, region, caller }, (site) =>
    instanceStateChange(site, terminatedInstanceId, {
      before: instanceState.running,
      after: instanceState.shuttingDown,
    }),
  );
  scene.call(describeInstances, { time: start + 118_000, region, caller });
}
