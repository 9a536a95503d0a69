import type { JsonObject } from '../../../core/json.ts';
import type { CallDetails, CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';

const source = 'ec2.amazonaws.com';
const version = '1.10';

/** EC2's way to write a list. */
export function items(values: readonly JsonObject[]): JsonObject {
  return values.length === 0 ? {} : { items: values };
}

/** EC2 repeats the request id in its answers; where it has nothing else to say, `_return` says that it was done. */
export function ec2Answer(site: CallSite, members: JsonObject = { _return: true }): JsonObject {
  return { requestId: site.requestId, ...members };
}

/** What TerminateInstances, StopInstances and StartInstances are asked and answer. */
export function instanceStateChange(
  site: CallSite,
  instanceId: string,
  states: { readonly before: JsonObject; readonly after: JsonObject },
): CallDetails {
  return {
    requestParameters: { instancesSet: items([{ instanceId }]) },
    responseElements: ec2Answer(site, {
      instancesSet: items([{ instanceId, currentState: states.after, previousState: states.before }]),
    }),
  };
}

/** States of instances by EC2's codes. */
export const instanceState = {
  pending: { code: 0, name: 'pending' },
  running: { code: 16, name: 'running' },
  shuttingDown: { code: 32, name: 'shutting-down' },
  stopping: { code: 64, name: 'stopping' },
  stopped: { code: 80, name: 'stopped' },
} as const;

export const terminateInstances = {
  source,
  name: 'TerminateInstances',
  readOnly: false,
  version,
  weight: 1,
  ask: (site) =>
    instanceStateChange(site, `i-${site.random.hex(17)}`, {
      before: instanceState.running,
      after: instanceState.shuttingDown,
    }),
} as const satisfies ApiCall;

export const describeInstances = {
  source,
  name: 'DescribeInstances',
  readOnly: true,
  version,
  weight: 14,
  ask: () => ({ requestParameters: { maxResults: 100, instancesSet: {}, filterSet: {} } }),
} as const satisfies ApiCall;

export const ec2Calls: readonly ApiCall[] = [terminateInstances, describeInstances];
