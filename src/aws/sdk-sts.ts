/** The part of the STS client that Trailscope uses, loaded on demand; see sdk-ec2.ts. */
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';

export { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';

export const stsCommands = { GetCallerIdentity: GetCallerIdentityCommand };
