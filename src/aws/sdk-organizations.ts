/** The part of the Organizations client that Trailscope uses, loaded on demand; see sdk-ec2.ts. No other operation can be called. */
import {
  DescribeOrganizationCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
} from '@aws-sdk/client-organizations';

export { OrganizationsClient } from '@aws-sdk/client-organizations';

export const organizationsCommands = {
  DescribeOrganization: DescribeOrganizationCommand,
  ListAWSServiceAccessForOrganization: ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministrators: ListDelegatedAdministratorsCommand,
};
