import { sampleAccountId } from '../../sample/cast.ts';
import type { CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import type { Named } from '../world.ts';
import { serviceCalls } from './service-calls.ts';

const cloudformation = serviceCalls({ source: 'cloudformation.amazonaws.com', version: '1.09' });

export function stackOf({ random, world, region }: Pick<CallSite, 'random' | 'world' | 'region'>): Named {
  return random.pick(world.place(region).stacks);
}

export const createChangeSet = cloudformation.write('CreateChangeSet', 2, (site) => {
  const stack = stackOf(site);
  const changeSetName = `release-${site.random.between(1000, 9999)}`;
  return {
    requestParameters: {
      stackName: stack.name,
      changeSetName,
      changeSetType: 'UPDATE',
      capabilities: ['CAPABILITY_NAMED_IAM'],
      parameters: [{ parameterKey: 'ImageTag', parameterValue: site.random.hex(7) }],
      clientToken: site.random.uuid(),
    },
    responseElements: {
      id: `arn:aws:cloudformation:${site.region}:${sampleAccountId}:changeSet/${changeSetName}/${site.random.uuid()}`,
      stackId: stack.arn,
    },
  };
});

export const executeChangeSet = cloudformation.write(
  'ExecuteChangeSet',
  2,
  (site) => ({
    requestParameters: {
      stackName: stackOf(site).name,
      changeSetName: `release-${site.random.between(1000, 9999)}`,
    },
    responseElements: {},
  }),
  [
    {
      code: 'InvalidChangeSetStatusException',
      message: 'ChangeSet cannot be executed in its current status of [CREATE_IN_PROGRESS]',
    },
  ],
);

export const describeStacks = cloudformation.read(
  'DescribeStacks',
  6,
  (site) => ({ requestParameters: { stackName: stackOf(site).name } }),
  [
    {
      code: 'ValidationException',
      message: 'Stack with id shop-preview does not exist',
      requestParameters: { stackName: 'shop-preview' },
    },
  ],
);

export const cloudFormationCalls: readonly ApiCall[] = [
  createChangeSet,
  executeChangeSet,
  describeStacks,
  cloudformation.read('DescribeStackEvents', 3, (site) => ({
    requestParameters: { stackName: stackOf(site).name },
  })),
  cloudformation.read('ListStacks', 1, () => ({
    requestParameters: { stackStatusFilter: ['UPDATE_COMPLETE'] },
  })),
];
