/**
 * The part of the EC2 client that Trailscope uses, loaded on demand. A dynamic import of the package itself would bundle
 * all of it, since what is taken from it is known only at run time.
 */
export { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
