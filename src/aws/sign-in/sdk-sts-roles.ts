/** The part of the STS client that gives credentials, loaded on demand; see ../sdk-ec2.ts. */
export { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand, STSClient } from '@aws-sdk/client-sts';
