import {
  DescribeOrganizationCommand,
  ListAWSServiceAccessForOrganizationCommand,
  ListDelegatedAdministratorsCommand,
} from '@aws-sdk/client-organizations';
import { expect, it } from 'vitest';
import { openSandbox } from '../../../../test/support/sandbox.ts';

it('describes the organization that the account manages', async () => {
  const client = openSandbox().organizations();
  const { Organization } = await client.send(new DescribeOrganizationCommand({}));
  expect(Organization).toMatchObject({
    Id: 'o-exampleorgid',
    FeatureSet: 'ALL',
    MasterAccountId: '111122223333',
  });
  const access = await client.send(new ListAWSServiceAccessForOrganizationCommand({}));
  expect(access.EnabledServicePrincipals).toMatchObject([{ ServicePrincipal: 'cloudtrail.amazonaws.com' }]);
  const delegated = await client.send(new ListDelegatedAdministratorsCommand({}));
  expect(delegated.DelegatedAdministrators).toEqual([]);
});

it('knows accounts that are in none, and members', async () => {
  const none = openSandbox({ organization: 'none' }).organizations();
  await expect(none.send(new DescribeOrganizationCommand({}))).rejects.toMatchObject({
    name: 'AWSOrganizationsNotInUseException',
  });
  const member = openSandbox({ organization: { managementAccountId: '777788889999' } }).organizations();
  const { Organization } = await member.send(new DescribeOrganizationCommand({}));
  expect(Organization?.MasterAccountId).toBe('777788889999');
  const access = member.send(new ListAWSServiceAccessForOrganizationCommand({}));
  await expect(access).rejects.toMatchObject({ name: 'AccessDeniedException' });
});
