import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DeleteAliasCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  ListAliasesCommand,
  ListKeysCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../../../test/support/sandbox.ts';

const root = 'arn:aws:iam::111122223333:root';
const policyFor = (principal: object | string, Action = 'kms:*') =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action, Resource: '*' }],
  });

async function withKey(region = 'us-east-1') {
  const sandbox = openSandbox();
  const client = sandbox.kms(region);
  const { KeyMetadata } = await client.send(new CreateKeyCommand({ Description: 'logs' }));
  return { ...sandbox, client, KeyId: KeyMetadata!.KeyId!, arn: KeyMetadata!.Arn! };
}

describe('a key', () => {
  it('is made with the policy that hands it to the account', async () => {
    const { client, KeyId, arn } = await withKey('eu-west-1');
    expect(arn).toBe(`arn:aws:kms:eu-west-1:111122223333:key/${KeyId}`);
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: arn }));
    expect(KeyMetadata).toMatchObject({ KeyState: 'Enabled', Description: 'logs', KeyManager: 'CUSTOMER' });
    const { Policy, PolicyName } = await client.send(new GetKeyPolicyCommand({ KeyId }));
    expect(PolicyName).toBe('default');
    expect(JSON.parse(Policy!)).toMatchObject({ Statement: [{ Principal: { AWS: root }, Action: 'kms:*' }] });
    expect((await client.send(new ListKeysCommand({}))).Keys).toContainEqual({ KeyId, KeyArn: arn });
  });

  it('gets another policy, unless that would lock everybody out', async () => {
    const { account, client, KeyId } = await withKey();
    const put = (Policy: string, more = {}) =>
      client.send(new PutKeyPolicyCommand({ KeyId, Policy, ...more }));
    const before = account.snapshot();
    for (const text of [
      policyFor({ Service: 'cloudtrail.amazonaws.com' }),
      policyFor({ AWS: root }, 'kms:Decrypt'),
      policyFor({ AWS: 'arn:aws:iam::444455556666:root' }),
    ]) {
      await expect(put(text)).rejects.toMatchObject({
        name: 'MalformedPolicyDocumentException',
        message: 'The new key policy will not allow you to update the key policy in the future.',
      });
    }
    await expect(put('{')).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
    expect(account.snapshot()).toEqual(before);
    const role = policyFor({ AWS: 'arn:aws:iam::111122223333:role/TrailscopeSample' });
    await put(role);
    expect((await client.send(new GetKeyPolicyCommand({ KeyId }))).Policy).toBe(role);
    await put(policyFor({ Service: 'cloudtrail.amazonaws.com' }), { BypassPolicyLockoutSafetyCheck: true });
    await expect(put(role)).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('is not made where its policy would lock its maker out', async () => {
    const { account, kms } = openSandbox();
    const before = account.snapshot();
    const made = kms().send(
      new CreateKeyCommand({ Policy: policyFor({ Service: 'cloudtrail.amazonaws.com' }) }),
    );
    await expect(made).rejects.toMatchObject({ name: 'MalformedPolicyDocumentException' });
    expect(account.snapshot()).toEqual(before);
  });

  it('rotates, is disabled, waits for its deletion and is saved from it', async () => {
    const { client, KeyId, arn, clock } = await withKey();
    const state = async () => (await client.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata;
    await client.send(new EnableKeyRotationCommand({ KeyId }));
    expect(await client.send(new GetKeyRotationStatusCommand({ KeyId }))).toMatchObject({
      KeyRotationEnabled: true,
    });
    await client.send(new DisableKeyCommand({ KeyId }));
    expect(await state()).toMatchObject({ KeyState: 'Disabled', Enabled: false });
    const rotate = client.send(new EnableKeyRotationCommand({ KeyId }));
    await expect(rotate).rejects.toMatchObject({ name: 'DisabledException', message: `${arn} is disabled.` });
    await client.send(new EnableKeyCommand({ KeyId }));
    const week = new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 });
    expect(await client.send(week)).toMatchObject({
      KeyState: 'PendingDeletion',
      DeletionDate: new Date(clock.time + 7 * 86_400_000),
    });
    expect(await state()).toMatchObject({ KeyState: 'PendingDeletion' });
    await expect(client.send(week)).rejects.toMatchObject({ name: 'KMSInvalidStateException' });
    await client.send(new CancelKeyDeletionCommand({ KeyId }));
    expect(await state()).toMatchObject({ KeyState: 'Disabled' });
    for (const PendingWindowInDays of [6, 31]) {
      const wrong = client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays }));
      await expect(wrong).rejects.toMatchObject({ name: 'ValidationException' });
    }
  });

  it('is found in its Region alone', async () => {
    const { kms, KeyId, arn } = await withKey();
    const describeKey = (id: string, region?: string) =>
      kms(region).send(new DescribeKeyCommand({ KeyId: id }));
    await expect(describeKey(KeyId, 'eu-west-1')).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(describeKey(arn, 'eu-west-1')).rejects.toMatchObject({ name: 'NotFoundException' });
    await expect(describeKey('alias/nobody')).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});

describe('an alias', () => {
  it('names a key until it is deleted', async () => {
    const { account, client, KeyId, arn } = await withKey();
    const before = account.snapshot();
    const AliasName = 'alias/trail-logs';
    const create = () => client.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }));
    await create();
    await expect(create()).rejects.toMatchObject({ name: 'AlreadyExistsException' });
    expect((await client.send(new DescribeKeyCommand({ KeyId: AliasName }))).KeyMetadata?.Arn).toBe(arn);
    const { Aliases } = await client.send(new ListAliasesCommand({ KeyId }));
    expect(Aliases).toMatchObject([{ AliasName, TargetKeyId: KeyId }]);
    const byAlias = client.send(new DisableKeyCommand({ KeyId: AliasName }));
    await expect(byAlias).rejects.toMatchObject({ name: 'ValidationException' });
    await client.send(new DeleteAliasCommand({ AliasName }));
    expect(account.snapshot()).toEqual(before);
  });

  it.each(['trail-logs', 'alias/aws/s3', 'alias/a b'])('is not called %s', async (AliasName) => {
    const { client, KeyId } = await withKey();
    const create = client.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }));
    await expect(create).rejects.toMatchObject({ name: 'InvalidAliasNameException' });
  });
});

it('records calls on keys with the key as their resource', async () => {
  const { client, recordsOf, KeyId, arn } = await withKey();
  await client.send(new ScheduleKeyDeletionCommand({ KeyId, PendingWindowInDays: 7 }));
  const resources = [{ accountId: '111122223333', type: 'AWS::KMS::Key', ARN: arn }];
  expect(await recordsOf('CreateKey')).toMatchObject([
    { resources, responseElements: { keyMetadata: { creationDate: 'Apr 1, 2026, 12:00:00 PM' } } },
  ]);
  expect(await recordsOf('ScheduleKeyDeletion')).toMatchObject([
    {
      resources,
      responseElements: { keyState: 'PendingDeletion', deletionDate: 'Apr 8, 2026, 12:00:00 PM' },
    },
  ]);
});
