import {
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SetTopicAttributesCommand,
} from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../../../test/support/sandbox.ts';

const arn = 'arn:aws:sns:us-east-1:111122223333:deliveries';
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 'SNS:Publish',
      Resource: arn,
    },
  ],
});

describe('a topic', () => {
  it('is made, read, changed and deleted, and nothing is left', async () => {
    const { account, sns } = openSandbox();
    const client = sns();
    const before = account.snapshot();
    const Tags = [{ Key: 'team', Value: 'security' }];
    expect((await client.send(new CreateTopicCommand({ Name: 'deliveries', Tags }))).TopicArn).toBe(arn);
    const read = async () =>
      (await client.send(new GetTopicAttributesCommand({ TopicArn: arn }))).Attributes!;
    expect(JSON.parse((await read())['Policy']!)).toMatchObject({ Id: '__default_policy_ID' });
    const set = (AttributeName: string, AttributeValue: string) =>
      client.send(new SetTopicAttributesCommand({ TopicArn: arn, AttributeName, AttributeValue }));
    await set('Policy', policy);
    await set('KmsMasterKeyId', 'alias/x');
    expect(await read()).toMatchObject({ Policy: policy, KmsMasterKeyId: 'alias/x', Owner: '111122223333' });
    const tags = await client.send(new ListTagsForResourceCommand({ ResourceArn: arn }));
    expect(tags.Tags).toEqual(Tags);
    await client.send(new DeleteTopicCommand({ TopicArn: arn }));
    await client.send(new DeleteTopicCommand({ TopicArn: arn }));
    expect(account.snapshot()).toEqual(before);
    await expect(read()).rejects.toMatchObject({
      name: 'NotFoundException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  it('that is there already is answered as if it were new, unless it is another', async () => {
    const { account, sns } = openSandbox();
    const create = (Attributes?: Record<string, string>) =>
      sns().send(new CreateTopicCommand({ Name: 'deliveries', Attributes }));
    await create({ DisplayName: 'Logs' });
    const before = account.snapshot();
    expect((await create({ DisplayName: 'Logs' })).TopicArn).toBe(arn);
    expect((await create()).TopicArn).toBe(arn);
    await expect(create({ DisplayName: 'Other' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
    });
    expect(account.snapshot()).toEqual(before);
  });

  it.each([
    ['a name with a space', new CreateTopicCommand({ Name: 'a b' })],
    [
      'a policy that is none',
      new SetTopicAttributesCommand({ TopicArn: arn, AttributeName: 'Policy', AttributeValue: '{' }),
    ],
    [
      'an unknown attribute',
      new SetTopicAttributesCommand({ TopicArn: arn, AttributeName: 'Colour', AttributeValue: 'red' }),
    ],
    [
      'an ARN of another Region',
      new GetTopicAttributesCommand({ TopicArn: arn.replace('us-east-1', 'eu-west-1') }),
    ],
  ])('refuses %s', async (_, command) => {
    const { sns } = openSandbox();
    await sns().send(new CreateTopicCommand({ Name: 'deliveries' }));
    const sent = sns().send(command as GetTopicAttributesCommand);
    await expect(sent).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('is listed by Region, a hundred on a page', async () => {
    const { sns, recordsOf } = openSandbox();
    const client = sns('eu-west-2');
    for (let number = 0; number < 101; number += 1) {
      await client.send(new CreateTopicCommand({ Name: `topic-${number}` }));
    }
    const first = await client.send(new ListTopicsCommand({}));
    const second = await client.send(new ListTopicsCommand({ NextToken: first.NextToken }));
    expect([first.Topics?.length, second.Topics?.length, second.NextToken]).toEqual([100, 1, undefined]);
    const { Topics = [] } = await sns().send(new ListTopicsCommand({}));
    expect(Topics.map(({ TopicArn }) => TopicArn?.split(':')[3])).toContain('us-east-1');
    expect(Topics.map(({ TopicArn }) => TopicArn?.split(':')[3])).not.toContain('eu-west-2');
    expect((await recordsOf('CreateTopic', 'eu-west-2'))[0]).toMatchObject({
      requestParameters: { name: 'topic-100' },
      responseElements: { topicArn: 'arn:aws:sns:eu-west-2:111122223333:topic-100' },
    });
  });
});
