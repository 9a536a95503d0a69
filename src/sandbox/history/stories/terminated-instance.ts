import { sampleMoments } from '../../sample/cast.ts';
import {
  describeInstances,
  instanceState,
  instanceStateChange,
  items,
  terminateInstances,
} from '../calls/ec2.ts';
import type { Scene } from '../scene.ts';
import { beginAdminSession } from '../sessions/admin.ts';
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
  tell,
};

function tell(scene: Scene, endTime: number): void {
  const region = 'us-east-1';
  const start = endTime - sampleMoments.instanceTerminated;
  const { caller, readyAt } = beginAdminSession(scene, start, region);
  const byId = { instancesSet: items([{ instanceId: terminatedInstanceId }]), filterSet: {} };
  scene.call(describeInstances, { time: readyAt + 41_000, region, caller });
  scene.record(describeInstances, { time: readyAt + 77_000, region, caller }, { requestParameters: byId });
  scene.record(terminateInstances, { time: readyAt + 112_000, region, caller }, (site) =>
    instanceStateChange(site, terminatedInstanceId, {
      before: instanceState.running,
      after: instanceState.shuttingDown,
    }),
  );
  scene.call(describeInstances, { time: readyAt + 118_000, region, caller });
}
