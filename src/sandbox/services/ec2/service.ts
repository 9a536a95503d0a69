import { ec2Query } from '../../wire/ec2-query.ts';
import type { Service } from '../service.ts';
import { describeRegions } from './describe-regions.ts';

/** Amazon EC2, as far as it tells which Regions there are. */
export const ec2: Service = {
  signingName: 'ec2',
  eventSource: 'ec2.amazonaws.com',
  protocol: ec2Query,
  operations: { DescribeRegions: describeRegions },
};
