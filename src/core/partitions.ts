/**
 * AWS's partitions: worlds of their own, each with its Regions, names and consoles. Facts from the partitions file
 * of AWS's SDKs; the consoles of the isolated partitions are not public, so no links are made to them.
 */
export interface Partition {
  /** As ARNs write it, such as `aws-us-gov`. */
  readonly id: string;
  /** What service hosts end in, such as `amazonaws.com.cn`. */
  readonly dnsSuffix: string;
  /** Where global services such as IAM record their events. In China that is the Region that hosts IAM. */
  readonly globalRegion: string;
  /** The console's host; undefined where it is not known. */
  readonly consoleHost: string | undefined;
}

const standard: Partition = {
  id: 'aws',
  dnsSuffix: 'amazonaws.com',
  globalRegion: 'us-east-1',
  consoleHost: 'console.aws.amazon.com',
};

/** The others, by how their Regions begin. */
const byRegionStart: readonly (readonly [start: string, partition: Partition])[] = [
  [
    'cn-',
    {
      id: 'aws-cn',
      dnsSuffix: 'amazonaws.com.cn',
      globalRegion: 'cn-north-1',
      consoleHost: 'console.amazonaws.cn',
    },
  ],
  [
    'us-gov-',
    {
      id: 'aws-us-gov',
      dnsSuffix: 'amazonaws.com',
      globalRegion: 'us-gov-west-1',
      consoleHost: 'console.amazonaws-us-gov.com',
    },
  ],
  [
    'eusc-',
    {
      id: 'aws-eusc',
      dnsSuffix: 'amazonaws.eu',
      globalRegion: 'eusc-de-east-1',
      consoleHost: 'console.amazonaws-eusc.eu',
    },
  ],
  ['us-iso-', isolated('aws-iso', 'c2s.ic.gov', 'us-iso-east-1')],
  ['us-isob-', isolated('aws-iso-b', 'sc2s.sgov.gov', 'us-isob-east-1')],
  ['eu-isoe-', isolated('aws-iso-e', 'cloud.adc-e.uk', 'eu-isoe-west-1')],
  ['us-isof-', isolated('aws-iso-f', 'csp.hci.ic.gov', 'us-isof-south-1')],
];

function isolated(id: string, dnsSuffix: string, globalRegion: string): Partition {
  return { id, dnsSuffix, globalRegion, consoleHost: undefined };
}

/** The partition of a Region; an unknown Region is taken for one of the standard partition, which has the most. */
export function partitionOf(region: string): Partition {
  return byRegionStart.find(([start]) => region.startsWith(start))?.[1] ?? standard;
}

/** The partition that ARNs write so; an unknown one is taken for the standard partition. */
export function partitionWithId(id: string): Partition {
  return byRegionStart.find(([, partition]) => partition.id === id)?.[1] ?? standard;
}

/** Whether the text has the form of a Region's name, such as `us-gov-west-1`. It may still not exist. */
export function isRegionName(text: string): boolean {
  return /^[a-z]{2,4}(-[a-z]{2,10}){1,3}-\d{1,2}$/.test(text);
}

/** Where to look for the events of global services (IAM, console sign-in, CloudFront), seen from a Region. */
export function globalEventsRegion(region: string): string {
  return partitionOf(region).globalRegion;
}
