import {
  AssociateKmsKeyCommand,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  DisassociateKmsKeyCommand,
  ListTagsForResourceCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../../../test/support/sandbox.ts';

const logGroupName = '/aws/cloudtrail/new';
const arn = `arn:aws:logs:us-east-1:111122223333:log-group:${logGroupName}`;

describe('a log group', () => {
  it('is made, set up, described and deleted, and nothing is left', async () => {
    const { account, logs } = openSandbox();
    const client = logs();
    const before = account.snapshot();
    await client.send(new CreateLogGroupCommand({ logGroupName, tags: { team: 'security' } }));
    await client.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 365 }));
    await client.send(new TagResourceCommand({ resourceArn: arn, tags: { Team: 'x' } }));
    const describe = new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/cloudtrail/' });
    const { logGroups } = await client.send(describe);
    expect(logGroups).toMatchObject([
      { logGroupName, arn: `${arn}:*`, logGroupArn: arn, retentionInDays: 365 },
      { logGroupName: '/aws/cloudtrail/org-audit', retentionInDays: 365 },
    ]);
    const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn: arn }));
    expect(tags).toEqual({ team: 'security', Team: 'x' });
    await client.send(new DeleteRetentionPolicyCommand({ logGroupName }));
    await client.send(new DeleteLogGroupCommand({ logGroupName }));
    expect(account.snapshot()).toEqual(before);
  });

  it('is described page by page, and by a part of its name', async () => {
    const { logs } = openSandbox();
    const client = logs();
    for (const name of ['a', 'b', 'c']) {
      await client.send(new CreateLogGroupCommand({ logGroupName: `Page-${name}` }));
    }
    const first = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'Page', limit: 2 }));
    const { nextToken } = first;
    const rest = await client.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: 'Page', nextToken }));
    expect([...first.logGroups!, ...rest.logGroups!].map((group) => group.logGroupName)).toEqual([
      'Page-a',
      'Page-b',
      'Page-c',
    ]);
    const found = await client.send(new DescribeLogGroupsCommand({ logGroupNamePattern: 'page-B' }));
    expect(found.logGroups).toMatchObject([{ logGroupName: 'Page-b' }]);
  });

  it('has streams, which are described page by page', async () => {
    const { logs } = openSandbox();
    const client = logs();
    await client.send(new CreateLogGroupCommand({ logGroupName }));
    for (const logStreamName of ['b', 'a', 'c']) {
      await client.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
    }
    const taken = client.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 'a' }));
    await expect(taken).rejects.toThrow('The specified log stream already exists');
    const first = await client.send(new DescribeLogStreamsCommand({ logGroupName, limit: 2 }));
    const { nextToken } = first;
    const rest = await client.send(new DescribeLogStreamsCommand({ logGroupName, nextToken }));
    const names = [...first.logStreams!, ...rest.logStreams!].map((stream) => stream.logStreamName);
    expect(names).toEqual(['a', 'b', 'c']);
  });

  it('is encrypted with a key whose policy admits CloudWatch Logs, and no other', async () => {
    const { kms, logs } = openSandbox();
    await logs().send(new CreateLogGroupCommand({ logGroupName }));
    const keyFor = async (statements: object[]) => {
      const account = {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::111122223333:root' },
        Action: 'kms:*',
        Resource: '*',
      };
      const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [account, ...statements] });
      return (await kms().send(new CreateKeyCommand({ Policy }))).KeyMetadata!.Arn!;
    };
    const associate = (kmsKeyId: string) =>
      logs().send(new AssociateKmsKeyCommand({ logGroupName, kmsKeyId }));
    await expect(associate(await keyFor([]))).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const key = await keyFor([
      {
        Effect: 'Allow',
        Principal: { Service: 'logs.us-east-1.amazonaws.com' },
        Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
        Resource: '*',
        Condition: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': arn } },
      },
    ]);
    await associate(key);
    const { logGroups } = await logs().send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }),
    );
    expect(logGroups).toMatchObject([{ kmsKeyId: key }]);
    await logs().send(new DisassociateKmsKeyCommand({ logGroupName }));
  });

  it.each<[string, (client: CloudWatchLogsClient) => Promise<unknown>, string]>([
    [
      'a name that is taken',
      (client) => client.send(new CreateLogGroupCommand({ logGroupName: '/aws/cloudtrail/org-audit' })),
      'ResourceAlreadyExistsException',
    ],
    [
      'a name with a space',
      (client) => client.send(new CreateLogGroupCommand({ logGroupName: 'a b' })),
      'InvalidParameterException',
    ],
    [
      'to delete what there is not',
      (client) => client.send(new DeleteLogGroupCommand({ logGroupName })),
      'ResourceNotFoundException',
    ],
    [
      'a retention that there is not',
      (client) =>
        client.send(
          new PutRetentionPolicyCommand({ logGroupName: '/aws/cloudtrail/org-audit', retentionInDays: 8 }),
        ),
      'InvalidParameterException',
    ],
    [
      'to tag what there is not',
      (client) => client.send(new TagResourceCommand({ resourceArn: arn, tags: {} })),
      'ResourceNotFoundException',
    ],
  ])('refuses %s', async (_, send, code) => {
    await expect(send(openSandbox().logs())).rejects.toMatchObject({ name: code });
  });
});

it('records calls on log groups in their Region', async () => {
  const { logs, recordsOf } = openSandbox();
  await logs('eu-west-1').send(new CreateLogGroupCommand({ logGroupName }));
  expect(await recordsOf('CreateLogGroup', 'eu-west-1')).toMatchObject([
    { eventSource: 'logs.amazonaws.com', requestParameters: { logGroupName } },
  ]);
});
