import type { JsonObject } from '../../../core/json.ts';
import { sampleAccountId } from '../../sample/cast.ts';
import type { CallDetails, CallSite } from '../record.ts';
import type { ApiCall } from '../scene.ts';
import { serviceCalls } from './service-calls.ts';

const ec2 = serviceCalls({ source: 'ec2.amazonaws.com', version: '1.10' });

/** EC2's way to write a list. */
export function items(values: readonly JsonObject[]): JsonObject {
  return values.length === 0 ? {} : { items: values };
}

/** EC2 repeats the request id in its answers; where it has nothing else to say, `_return` says that it was done. */
export function ec2Answer(site: CallSite, members: JsonObject = { _return: true }): JsonObject {
  return { requestId: site.requestId, ...members };
}

/** States of instances by EC2's codes. */
export const instanceState = {
  pending: { code: 0, name: 'pending' },
  running: { code: 16, name: 'running' },
  shuttingDown: { code: 32, name: 'shutting-down' },
  stopping: { code: 64, name: 'stopping' },
  stopped: { code: 80, name: 'stopped' },
} as const;

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

/** What RunInstances of one instance is asked and answers. */
export function runInstance(
  site: CallSite,
  options: { readonly name: string; readonly type: string },
): CallDetails {
  const { random } = site;
  const place = site.world.place(site.region);
  const tags = [{ key: 'Name', value: options.name }];
  const placement = {
    subnetId: random.pick(place.subnetIds),
    groupSet: items([{ groupId: random.pick(place.securityGroupIds) }]),
    clientToken: random.uuid(),
    instanceType: options.type,
  };
  return {
    requestParameters: {
      instancesSet: items([{ imageId: place.imageId, minCount: 1, maxCount: 1 }]),
      blockDeviceMapping: {},
      monitoring: { enabled: false },
      ...placement,
      disableApiTermination: false,
      disableApiStop: false,
      tagSpecificationSet: items([{ resourceType: 'instance', tags }]),
    },
    responseElements: ec2Answer(site, {
      reservationId: `r-0${random.hex(16)}`,
      ownerId: sampleAccountId,
      groupSet: {},
      instancesSet: items([{ ...startedInstance(site), ...placement, tagSet: items(tags) }]),
    }),
  };
}

/** A new instance as EC2 answers with it, but for what the request decides. */
function startedInstance({ random, world, region, time }: CallSite): JsonObject {
  const { imageId, vpcId } = world.place(region);
  const privateIpAddress = `10.0.${random.between(1, 3)}.${random.between(4, 250)}`;
  return {
    instanceId: `i-0${random.hex(16)}`,
    imageId,
    instanceState: instanceState.pending,
    privateDnsName: `ip-${privateIpAddress.replaceAll('.', '-')}.${region === 'us-east-1' ? 'ec2' : `${region}.compute`}.internal`,
    amiLaunchIndex: 0,
    productCodes: {},
    launchTime: time - (time % 1000),
    placement: { availabilityZone: `${region}${random.pick(['a', 'b', 'c'])}`, tenancy: 'default' },
    monitoring: { state: 'disabled' },
    vpcId,
    privateIpAddress,
    stateReason: { code: 'pending', message: 'pending' },
    architecture: 'arm64',
    rootDeviceType: 'ebs',
    rootDeviceName: '/dev/xvda',
    blockDeviceMapping: {},
    virtualizationType: 'hvm',
    hypervisor: 'xen',
    sourceDestCheck: true,
    ebsOptimized: false,
    enaSupport: true,
    cpuOptions: { coreCount: 2, threadsPerCore: 1 },
    metadataOptions: {
      state: 'pending',
      httpTokens: 'required',
      httpPutResponseHopLimit: 2,
      httpEndpoint: 'enabled',
    },
  };
}

/** A rule of a security group for one port (or ICMP type) of TCP. */
export interface IngressRule {
  readonly groupId: string;
  readonly port: number;
  readonly cidr: string;
  readonly description: string;
}

/** What AuthorizeSecurityGroupIngress is asked and answers. */
export function authorizeIngressDetails(site: CallSite, rule: IngressRule): CallDetails {
  const { groupId, port, cidr, description } = rule;
  return {
    requestParameters: { groupId, ipPermissions: items([permission(rule)]) },
    responseElements: ec2Answer(site, {
      _return: true,
      securityGroupRuleSet: items([
        {
          groupOwnerId: sampleAccountId,
          groupId,
          securityGroupRuleId: `sgr-0${site.random.hex(16)}`,
          description,
          isEgress: false,
          ipProtocol: 'tcp',
          fromPort: port,
          toPort: port,
          cidrIpv4: cidr,
        },
      ]),
    }),
  };
}

/** What RevokeSecurityGroupIngress is asked and answers. */
export function revokeIngressDetails(site: CallSite, rule: IngressRule): CallDetails {
  return {
    requestParameters: { groupId: rule.groupId, ipPermissions: items([permission(rule)]) },
    responseElements: ec2Answer(site, { _return: true, unknownIpPermissionSet: {} }),
  };
}

function permission({ port, cidr, description }: IngressRule): JsonObject {
  return {
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    groups: {},
    ipRanges: items([{ cidrIp: cidr, description }]),
    ipv6Ranges: {},
    prefixListIds: {},
  };
}

function everydayRule({ random, world, region }: CallSite): IngressRule {
  return {
    groupId: random.pick(world.place(region).securityGroupIds),
    port: random.pick([443, 5432, 8080, 22]),
    cidr: random.pick(['10.0.0.0/16', '203.0.113.0/24', '198.51.100.42/32']),
    description: random.pick(['office', 'VPC', 'load balancer', 'temporary, ticket OPS-1182']),
  };
}

export const terminateInstances = ec2.write('TerminateInstances', 1, (site) =>
  instanceStateChange(site, `i-0${site.random.hex(16)}`, {
    before: instanceState.running,
    after: instanceState.shuttingDown,
  }),
);

export const describeInstances = ec2.read('DescribeInstances', 10, (site) => ({
  requestParameters: site.random.chance(0.5)
    ? { maxResults: 100, instancesSet: {}, filterSet: {} }
    : { instancesSet: items([{ instanceId: instanceOf(site).id }]), filterSet: {} },
}));

export const runInstances = ec2.write(
  'RunInstances',
  2,
  (site) =>
    runInstance(site, {
      name: `web-${site.random.between(4, 40)}`,
      type: site.random.pick(['t3.micro', 'm7g.large']),
    }),
  [
    {
      code: 'Client.VcpuLimitExceeded',
      message:
        'You have requested more vCPU capacity than your current vCPU limit of 32 allows for the instance bucket that the specified instance type belongs to.',
    },
  ],
);

export const authorizeIngress = ec2.write(
  'AuthorizeSecurityGroupIngress',
  2,
  (site) => authorizeIngressDetails(site, everydayRule(site)),
  [
    {
      code: 'Client.InvalidPermission.Duplicate',
      message:
        'the specified rule "peer: 10.0.0.0/16, TCP, from port: 443, to port: 443, ALLOW" already exists',
    },
  ],
);

export const revokeIngress = ec2.write(
  'RevokeSecurityGroupIngress',
  1,
  (site) => revokeIngressDetails(site, everydayRule(site)),
  [
    {
      code: 'Client.InvalidPermission.NotFound',
      message: 'The specified rule does not exist in this security group.',
    },
  ],
);

export const createTags = ec2.write('CreateTags', 4, (site) => ({
  requestParameters: {
    resourcesSet: items([{ resourceId: instanceOf(site).id }]),
    tagSet: items([
      { key: 'Name', value: instanceOf(site).name },
      { key: 'CostCenter', value: site.random.pick(['4711', '0815', 'Zürich', '東京']) },
    ]),
  },
  responseElements: ec2Answer(site),
}));

function instanceOf({ random, world, region }: CallSite): { readonly id: string; readonly name: string } {
  return random.pick(world.place(region).instances);
}

export const ec2Calls: readonly ApiCall[] = [
  terminateInstances,
  describeInstances,
  runInstances,
  authorizeIngress,
  revokeIngress,
  createTags,
  ec2.read('DescribeSecurityGroups', 5, (site) => ({
    requestParameters: {
      securityGroupSet: {},
      securityGroupIdSet: items([
        { groupId: site.random.pick(site.world.place(site.region).securityGroupIds) },
      ]),
      filterSet: {},
    },
  })),
  ec2.read('DescribeVolumes', 3, () => ({
    requestParameters: { volumeSet: {}, filterSet: {}, maxResults: 500 },
  })),
  ec2.read('DescribeSubnets', 3, (site) => ({
    requestParameters: {
      subnetSet: {},
      filterSet: items([
        { name: 'vpc-id', valueSet: items([{ value: site.world.place(site.region).vpcId }]) },
      ]),
    },
  })),
  ec2.write('StopInstances', 2, (site) =>
    stateChangeOfStanding(site, instanceState.running, instanceState.stopping),
  ),
  ec2.write('StartInstances', 2, (site) =>
    stateChangeOfStanding(site, instanceState.stopped, instanceState.pending),
  ),
  ec2.write('RebootInstances', 1, (site) => ({
    requestParameters: { instancesSet: items([{ instanceId: instanceOf(site).id }]) },
    responseElements: ec2Answer(site),
  })),
  ec2.write('CreateSecurityGroup', 1, (site) => ({
    requestParameters: {
      groupName: `shop-${site.random.pick(['web', 'db', 'cache'])}-${site.random.hex(4)}`,
      groupDescription: 'made by hand',
      vpcId: site.world.place(site.region).vpcId,
    },
    responseElements: ec2Answer(site, { _return: true, groupId: `sg-0${site.random.hex(16)}` }),
  })),
  ec2.write('CreateSnapshot', 2, snapshot),
];

function stateChangeOfStanding(site: CallSite, before: JsonObject, after: JsonObject): CallDetails {
  return instanceStateChange(site, instanceOf(site).id, { before, after });
}

function snapshot(site: CallSite): CallDetails {
  const { random, time } = site;
  const volumeId = random.pick(site.world.place(site.region).volumeIds);
  const description = random.pick(['before the upgrade', 'nightly', 'vor dem Umzug']);
  return {
    requestParameters: { volumeId, description },
    responseElements: ec2Answer(site, {
      snapshotId: `snap-0${random.hex(16)}`,
      volumeId,
      status: 'pending',
      startTime: time - (time % 1000),
      ownerId: sampleAccountId,
      volumeSize: '100',
      description,
      encrypted: true,
    }),
  };
}
