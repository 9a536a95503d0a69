/** The part of the STS client that Trailscope uses, loaded on demand; see sdk-ec2.ts. */
export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
