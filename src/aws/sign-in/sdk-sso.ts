/** The parts of the clients of IAM Identity Center that Trailscope uses, loaded on demand; see ../sdk-ec2.ts. */
export {
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  SSOClient,
} from '@aws-sdk/client-sso';
export { CreateTokenCommand, SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
