import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAccountAliasesCommand,
  ListAttachedRolePoliciesCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../../../test/support/sandbox.ts';

const RoleName = 'delivery';
const document = (...statements: object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });
const trust = document({
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 'sts:AssumeRole',
});
const permissions = document({
  Effect: 'Allow',
  Action: 'logs:PutLogEvents',
  Resource: "arn:aws:logs:*:*:*'(!)*",
});

function create(more: object = {}) {
  return new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument: trust, ...more });
}

describe('a role', () => {
  it('is made with a path, a boundary and tags, and is read back', async () => {
    const { iam } = openSandbox();
    const boundary = 'arn:aws:iam::111122223333:policy/acme-boundary';
    const Tags = [{ Key: 'team', Value: 'security' }];
    await iam().send(create({ Path: '/service/', PermissionsBoundary: boundary, Tags, Description: 'x' }));
    const { Role } = await iam().send(new GetRoleCommand({ RoleName }));
    expect(Role).toMatchObject({
      Arn: `arn:aws:iam::111122223333:role/service/${RoleName}`,
      Path: '/service/',
      PermissionsBoundary: { PermissionsBoundaryArn: boundary },
      CreateDate: new Date(Date.UTC(2026, 3, 1, 12)),
      Tags,
    });
    expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toBe(trust);
    const { Roles } = await iam().send(new ListRolesCommand({ PathPrefix: '/service/' }));
    expect(Roles?.map((role) => role.RoleName)).toEqual([RoleName]);
  });

  it('is handed to others by another trust policy', async () => {
    const { iam } = openSandbox();
    await iam().send(create());
    const PolicyDocument = trust.replace('cloudtrail', 'ec2');
    await iam().send(new UpdateAssumeRolePolicyCommand({ RoleName, PolicyDocument }));
    const { Role } = await iam().send(new GetRoleCommand({ RoleName }));
    expect(decodeURIComponent(Role!.AssumeRolePolicyDocument!)).toBe(PolicyDocument);
  });

  it('has inline policies, and is deleted without them alone', async () => {
    const { account, iam } = openSandbox();
    const client = iam();
    const before = account.snapshot();
    await client.send(create());
    const PolicyName = 'write';
    await client.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument: permissions }));
    expect((await client.send(new ListRolePoliciesCommand({ RoleName }))).PolicyNames).toEqual([PolicyName]);
    const attached = await client.send(new ListAttachedRolePoliciesCommand({ RoleName }));
    expect(attached.AttachedPolicies).toEqual([]);
    const { PolicyDocument } = await client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    expect(decodeURIComponent(PolicyDocument!)).toBe(permissions);
    const early = client.send(new DeleteRoleCommand({ RoleName }));
    await expect(early).rejects.toMatchObject({
      name: 'DeleteConflictException',
      $metadata: { httpStatusCode: 409 },
    });
    await client.send(new DeleteRolePolicyCommand({ RoleName, PolicyName }));
    const again = client.send(new GetRolePolicyCommand({ RoleName, PolicyName }));
    await expect(again).rejects.toMatchObject({ name: 'NoSuchEntityException' });
    await client.send(new DeleteRoleCommand({ RoleName }));
    expect(account.snapshot()).toEqual(before);
  });

  it.each([
    [
      'a name that is taken',
      create({ RoleName: 'cloudtrail_cloudwatchlogs_role' }),
      'EntityAlreadyExistsException',
    ],
    ['a name with a space', create({ RoleName: 'a b' }), 'ValidationError'],
    ['a path without its slashes', create({ Path: 'service' }), 'ValidationError'],
    [
      'a boundary that there is not',
      create({ PermissionsBoundary: 'arn:aws:iam::111122223333:policy/none' }),
      'NoSuchEntityException',
    ],
    [
      'a trust policy that is none',
      create({ AssumeRolePolicyDocument: '{' }),
      'MalformedPolicyDocumentException',
    ],
    [
      'a trust policy with resources',
      create({ AssumeRolePolicyDocument: permissions }),
      'MalformedPolicyDocumentException',
    ],
    [
      'a long trust policy',
      create({ AssumeRolePolicyDocument: trust + 'x'.repeat(2048) }),
      'LimitExceededException',
    ],
    ['to read what there is not', new GetRoleCommand({ RoleName }), 'NoSuchEntityException'],
    ['to delete what there is not', new DeleteRoleCommand({ RoleName }), 'NoSuchEntityException'],
  ])('refuses %s', async (_, command, code) => {
    const { account, iam } = openSandbox();
    const before = account.snapshot();
    await expect(iam().send(command as GetRoleCommand)).rejects.toMatchObject({ name: code });
    expect(account.snapshot()).toEqual(before);
  });
});

it('tells the alias of the account, and records calls in us-east-1 wherever they are made', async () => {
  const { config, recordsOf, iam } = openSandbox();
  expect((await iam().send(new ListAccountAliasesCommand({}))).AccountAliases).toEqual(['acme-sample']);
  const { IAMClient } = await import('@aws-sdk/client-iam');
  await new IAMClient({ ...config('eu-west-1'), endpoint: 'http://127.0.0.1:4800' }).send(create());
  expect(await recordsOf('CreateRole')).toMatchObject([
    {
      awsRegion: 'us-east-1',
      requestParameters: { roleName: RoleName, assumeRolePolicyDocument: trust },
      responseElements: { role: { roleName: RoleName, createDate: 'Apr 1, 2026 12:00:00 PM' } },
    },
  ]);
});
