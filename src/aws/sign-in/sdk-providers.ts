/** The SDK's providers of credentials that Trailscope uses, loaded on demand; see ../sdk-ec2.ts. */
export { fromEnv, fromHttp, fromInstanceMetadata, fromLoginCredentials } from '@aws-sdk/credential-providers';
