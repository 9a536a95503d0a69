import {
  AddTagsCommand,
  CreateTrailCommand,
  DeleteTrailCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  RemoveTagsCommand,
  StartLoggingCommand,
  UpdateTrailCommand,
} from '@aws-sdk/client-cloudtrail';
import type { CreateTrailCommandInput } from '@aws-sdk/client-cloudtrail';
import { CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DisableKeyCommand,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  ListObjectVersionsCommand,
  PutBucketPolicyCommand,
} from '@aws-sdk/client-s3';
import { CreateTopicCommand, SetTopicAttributesCommand } from '@aws-sdk/client-sns';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../../../test/support/sandbox.ts';
import type { SampleAccountOptions } from '../../sample-account.ts';

const account = '111122223333';
const Name = 'new-trail';
const trailArn = `arn:aws:cloudtrail:us-east-1:${account}:trail/${Name}`;
const Bucket = 'new-trail-logs';
const bucketArn = `arn:aws:s3:::${Bucket}`;
const topicArn = `arn:aws:sns:us-east-1:${account}:deliveries`;
const groupArn = `arn:aws:logs:us-east-1:${account}:log-group:trail`;
const roleArn = `arn:aws:iam::${account}:role/delivery`;
const Principal = { Service: 'cloudtrail.amazonaws.com' };
const fromTrail = { 'aws:SourceArn': trailArn };

const document = (statements: readonly object[]) =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements });

/** The two statements of AWS's own policy, for the trail and a folder. */
function bucketStatements(folder = `AWSLogs/${account}`, source: object = fromTrail) {
  const acl = { 's3:x-amz-acl': 'bucket-owner-full-control' };
  return [
    {
      Effect: 'Allow',
      Principal,
      Action: 's3:GetBucketAcl',
      Resource: bucketArn,
      Condition: { StringEquals: source },
    },
    {
      Effect: 'Allow',
      Principal,
      Action: 's3:PutObject',
      Resource: `${bucketArn}/${folder}/*`,
      Condition: { StringEquals: { ...acl, ...source } },
    },
  ];
}

const accountStatement = {
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};

const keyStatements = [
  accountStatement,
  {
    Effect: 'Allow',
    Principal,
    Action: 'kms:GenerateDataKey*',
    Resource: '*',
    Condition: {
      StringEquals: fromTrail,
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': `arn:aws:cloudtrail:*:${account}:trail/*` },
    },
  },
  { Effect: 'Allow', Principal, Action: 'kms:DescribeKey', Resource: '*' },
];

/** An account with a bucket that takes the trail's files. */
async function prepared(
  options: Partial<SampleAccountOptions> = {},
  statements: readonly object[] = bucketStatements(),
) {
  const sandbox = openSandbox(options);
  await sandbox.s3().send(new CreateBucketCommand({ Bucket }));
  const putPolicy = (policy: readonly object[]) =>
    sandbox.s3().send(new PutBucketPolicyCommand({ Bucket, Policy: document(policy) }));
  await putPolicy(statements);
  const client = sandbox.trails();
  const create = (input: Partial<CreateTrailCommandInput> = {}) =>
    client.send(new CreateTrailCommand({ Name, S3BucketName: Bucket, ...input }));
  const keys = async (): Promise<(string | undefined)[]> => {
    const { Versions = [] } = await sandbox.s3().send(new ListObjectVersionsCommand({ Bucket }));
    return Versions.map(({ Key }) => Key);
  };
  return { ...sandbox, client, create, putPolicy, keys };
}

/** And a key, a topic, a log group and a role that CloudTrail may use. */
async function complete(options?: Partial<SampleAccountOptions>) {
  const sandbox = await prepared(options, bucketStatements(`logs/AWSLogs/${account}`));
  const { KeyMetadata } = await sandbox.kms().send(new CreateKeyCommand({ Policy: document(keyStatements) }));
  const keyArn = KeyMetadata!.Arn!;
  await sandbox.kms().send(new CreateAliasCommand({ AliasName: 'alias/trail', TargetKeyId: keyArn }));
  await sandbox.sns().send(new CreateTopicCommand({ Name: 'deliveries' }));
  const publish = {
    Effect: 'Allow',
    Principal,
    Action: 'SNS:Publish',
    Resource: topicArn,
    Condition: { StringEquals: fromTrail },
  };
  const setTopic = (AttributeName: string, AttributeValue: string) =>
    sandbox.sns().send(new SetTopicAttributesCommand({ TopicArn: topicArn, AttributeName, AttributeValue }));
  await setTopic('Policy', document([publish]));
  await sandbox.logs().send(new CreateLogGroupCommand({ logGroupName: 'trail' }));
  const trust = document([{ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }]);
  await sandbox.iam().send(new CreateRoleCommand({ RoleName: 'delivery', AssumeRolePolicyDocument: trust }));
  const allowStreams = (stream: string) =>
    sandbox.iam().send(
      new PutRolePolicyCommand({
        RoleName: 'delivery',
        PolicyName: 'streams',
        PolicyDocument: document([
          {
            Effect: 'Allow',
            Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
            Resource: `${groupArn}:log-stream:${stream}`,
          },
        ]),
      }),
    );
  await allowStreams(`${account}_CloudTrail_us-east-1*`);
  const input = {
    Name,
    S3BucketName: Bucket,
    S3KeyPrefix: 'logs',
    SnsTopicName: 'deliveries',
    IsMultiRegionTrail: true,
    EnableLogFileValidation: true,
    CloudWatchLogsLogGroupArn: `${groupArn}:*`,
    CloudWatchLogsRoleArn: roleArn,
    KmsKeyId: 'alias/trail',
    RecursiveLogging: false,
    TagsList: [{ Key: 'team', Value: 'web' }],
  };
  return { ...sandbox, keyArn, input, setTopic, allowStreams };
}

describe('a trail with everything', () => {
  it('is made as it is told, and marks its folders', async () => {
    const { client, create, input, keyArn, keys, trails } = await complete();
    const made = await create(input);
    expect(made).toMatchObject({ KmsKeyId: keyArn, SnsTopicARN: topicArn, RecursiveLogging: false });
    const { Trail } = await trails('sa-east-1').send(new GetTrailCommand({ Name: trailArn }));
    expect(Trail).toMatchObject({
      Name,
      S3BucketName: Bucket,
      S3KeyPrefix: 'logs',
      SnsTopicName: 'deliveries',
      SnsTopicARN: topicArn,
      IsMultiRegionTrail: true,
      HomeRegion: 'us-east-1',
      LogFileValidationEnabled: true,
      CloudWatchLogsLogGroupArn: `${groupArn}:*`,
      CloudWatchLogsRoleArn: roleArn,
      KmsKeyId: keyArn,
      HasCustomEventSelectors: false,
      RecursiveLogging: false,
    });
    const tags = await client.send(new ListTagsCommand({ ResourceIdList: [trailArn] }));
    expect(tags.ResourceTagList?.[0]?.TagsList).toEqual([{ Key: 'team', Value: 'web' }]);
    expect(await keys()).toEqual([
      `logs/AWSLogs/${account}/CloudTrail-Digest/`,
      `logs/AWSLogs/${account}/CloudTrail/`,
    ]);
  });

  it('loses what an empty text takes away, and keeps what is not named', async () => {
    const { client, create, input, putPolicy } = await complete();
    await create(input);
    const gone = { KmsKeyId: '', SnsTopicName: '', CloudWatchLogsLogGroupArn: '', CloudWatchLogsRoleArn: '' };
    await client.send(new UpdateTrailCommand({ Name, ...gone }));
    const { Trail } = await client.send(new GetTrailCommand({ Name }));
    expect(Trail).not.toHaveProperty('KmsKeyId');
    expect(Trail).not.toHaveProperty('SnsTopicARN');
    expect(Trail).not.toHaveProperty('CloudWatchLogsRoleArn');
    expect(Trail).toMatchObject({
      S3KeyPrefix: 'logs',
      IsMultiRegionTrail: true,
      LogFileValidationEnabled: true,
    });
    const away = client.send(new UpdateTrailCommand({ Name, S3KeyPrefix: '' }));
    await expect(away).rejects.toMatchObject({ name: 'InsufficientS3BucketPolicyException' });
    await putPolicy(bucketStatements());
    await client.send(new UpdateTrailCommand({ Name, S3KeyPrefix: '' }));
  });
});

describe('the bucket', () => {
  const refused = {
    name: 'InsufficientS3BucketPolicyException',
    message: `Incorrect S3 bucket policy is detected for bucket: ${Bucket}`,
  };
  const acl = bucketStatements()[0]!;
  const everyoneButUs = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { StringNotEquals: { 'aws:PrincipalAccount': account } },
  };
  const unencrypted = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:PutObject',
    Resource: `${bucketArn}/*`,
    Condition: { StringNotEquals: { 's3:x-amz-server-side-encryption': 'aws:kms' } },
  };
  const range = { 'aws:SourceIp': '192.0.2.0/24' };
  const fromElsewhere = {
    ...unencrypted,
    Condition: { NotIpAddressIfExists: range, Null: { 'aws:SourceIp': 'false' } },
  };
  const withAddress = bucketStatements().map((statement) => ({
    ...statement,
    Condition: { ...statement.Condition, IpAddressIfExists: range },
  }));
  const insecure = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };

  it.each([
    ['admits nobody', [{ ...acl, Principal: { AWS: account } }]],
    ['lets CloudTrail look only', [acl]],
    ['is for another account', bucketStatements('AWSLogs/444455556666')],
    ['is for a prefix', bucketStatements(`logs/AWSLogs/${account}`)],
    [
      'is for another trail',
      bucketStatements(undefined, { 'aws:SourceArn': trailArn.replace(Name, 'other') }),
    ],
    ['is for another account’s trails', bucketStatements(undefined, { 'aws:SourceAccount': '444455556666' })],
    ['denies everyone else', [...bucketStatements(), everyoneButUs]],
    [
      'denies whoever comes from elsewhere',
      [...bucketStatements(), { ...unencrypted, Condition: { NotIpAddress: range } }],
    ],
    ['wants another encryption', [...bucketStatements(), unencrypted]],
  ])('is refused whose policy %s', async (_, statements) => {
    const { account: sample, create } = await prepared({}, statements);
    const before = sample.snapshot();
    await expect(create()).rejects.toMatchObject(refused);
    expect(sample.snapshot()).toEqual(before);
  });

  it.each([
    ['is for the trail', bucketStatements()],
    ['is for the account’s trails', bucketStatements(undefined, { 'aws:SourceAccount': account })],
    ['is over TLS only', [...bucketStatements(), insecure]],
    ['does not say for whom', bucketStatements(undefined, {})],
    ['wants an address only where there is one', [...bucketStatements(undefined, {}), fromElsewhere]],
    ['admits from an address, where there is one', withAddress],
  ])('is taken whose policy %s', async (_, statements) => {
    const { create, keys } = await prepared({}, statements);
    await create();
    expect(await keys()).toEqual([`AWSLogs/${account}/CloudTrail/`]);
  });

  it('is refused without a policy, or where it is somebody else’s', async () => {
    const { s3, create } = await prepared();
    await s3().send(new DeleteBucketPolicyCommand({ Bucket }));
    await expect(create()).rejects.toMatchObject(refused);
    await expect(create({ S3BucketName: 'my-bucket' })).rejects.toMatchObject({ name: refused.name });
  });
});

describe('the key', () => {
  it('is refused whose policy does not admit CloudTrail', async () => {
    const { create, input, keyArn, kms } = await complete();
    for (const statements of [
      [accountStatement],
      keyStatements.slice(0, 2),
      [keyStatements[0]!, keyStatements[2]!],
    ]) {
      await kms().send(new PutKeyPolicyCommand({ KeyId: keyArn, Policy: document(statements) }));
      await expect(create(input)).rejects.toMatchObject({
        name: 'InsufficientEncryptionPolicyException',
        message: `Insufficient permissions to access S3 bucket ${Bucket} or KMS key ${keyArn}.`,
      });
    }
  });

  it('is refused that does not exist, is of another Region or cannot be used', async () => {
    const { create, input, keyArn, kms } = await complete();
    const elsewhere = await kms('eu-west-1').send(new CreateKeyCommand({}));
    for (const KmsKeyId of ['alias/none', elsewhere.KeyMetadata!.Arn!]) {
      await expect(create({ ...input, KmsKeyId })).rejects.toMatchObject({ name: 'KmsKeyNotFoundException' });
    }
    await expect(create({ ...input, KmsKeyId: 'a key' })).rejects.toMatchObject({
      name: 'InvalidKmsKeyIdException',
    });
    await kms().send(new DisableKeyCommand({ KeyId: keyArn }));
    await expect(create(input)).rejects.toMatchObject({ name: 'KmsException' });
    await kms().send(new ScheduleKeyDeletionCommand({ KeyId: keyArn }));
    await expect(create(input)).rejects.toMatchObject({ name: 'KmsException' });
  });
});

describe('topic, log group and role', () => {
  it('the topic must let CloudTrail publish, and so must its key', async () => {
    const { create, input, keyArn, kms, setTopic } = await complete();
    await setTopic('KmsMasterKeyId', keyArn);
    await expect(create(input)).rejects.toMatchObject({ name: 'InsufficientEncryptionPolicyException' });
    const use = {
      Effect: 'Allow',
      Principal,
      Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
      Resource: '*',
    };
    await kms().send(new PutKeyPolicyCommand({ KeyId: keyArn, Policy: document([...keyStatements, use]) }));
    const other = { Effect: 'Allow', Principal: { AWS: account }, Action: 'SNS:Publish', Resource: topicArn };
    await setTopic('Policy', document([other]));
    for (const SnsTopicName of ['deliveries', 'nobody']) {
      await expect(create({ ...input, SnsTopicName })).rejects.toMatchObject({
        name: 'InsufficientSnsTopicPolicyException',
        message: 'SNS Topic does not exist or the topic policy is incorrect!',
      });
    }
    await setTopic('Policy', document([{ ...other, Principal }]));
    await create(input);
  });

  it('the role must be CloudTrail’s to take and must write into the group’s streams', async () => {
    const { allowStreams, create, iam, input } = await complete();
    const trust = document([
      { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]);
    await iam().send(new CreateRoleCommand({ RoleName: 'other', AssumeRolePolicyDocument: trust }));
    for (const role of ['other', 'nobody']) {
      const CloudWatchLogsRoleArn = `arn:aws:iam::${account}:role/${role}`;
      await expect(create({ ...input, CloudWatchLogsRoleArn })).rejects.toMatchObject({
        name: 'InvalidCloudWatchLogsRoleArnException',
        message: 'Access denied. Check the trust relationships for your role.',
      });
    }
    await allowStreams(`${account}_CloudTrail_eu-west-1*`);
    await expect(create(input)).rejects.toMatchObject({
      name: 'InvalidCloudWatchLogsLogGroupArnException',
      message: 'Access denied. Check the permissions for your role.',
    });
    const CloudWatchLogsLogGroupArn = groupArn;
    await expect(create({ ...input, CloudWatchLogsLogGroupArn })).rejects.toMatchObject({
      message: 'CloudTrail cannot validate the specified log group ARN.',
    });
  });
});

describe('a trail of the organization', () => {
  const folders = [...bucketStatements(), bucketStatements('AWSLogs/o-exampleorgid')[1]!];

  it('needs the organization’s folder', async () => {
    const { create, keys, putPolicy } = await prepared();
    const refused = { name: 'InsufficientS3BucketPolicyException' };
    await expect(create({ IsOrganizationTrail: true })).rejects.toMatchObject(refused);
    await putPolicy(folders);
    await create({ IsOrganizationTrail: true });
    expect(await keys()).toEqual([`AWSLogs/o-exampleorgid/${account}/CloudTrail/`]);
  });

  it.each([
    ['none', 'OrganizationsNotInUseException'],
    [{ managementAccountId: '777788889999' }, 'NotOrganizationMasterAccountException'],
    [{ featureSet: 'CONSOLIDATED_BILLING' }, 'OrganizationNotInAllFeaturesModeException'],
    [{ trustedServices: [] }, 'CloudTrailAccessNotEnabledException'],
  ] as const)('is refused in the organization %j', async (organization, code) => {
    const { create } = await prepared({ organization }, folders);
    await expect(create({ IsOrganizationTrail: true })).rejects.toMatchObject({ name: code });
  });
});

describe('what was changed a moment ago', () => {
  it('is not seen at once by CloudTrail, where the account is told so', async () => {
    const lags = { bucketPolicy: 1, keyPolicy: 1, topicPolicy: 1, role: 1 };
    const { create, input } = await complete({ lags });
    const codes: unknown[] = [];
    for (let attempt = 0; attempt < 9; attempt += 1) {
      const outcome = await create(input).catch((error: unknown) => error);
      codes.push(outcome instanceof Error ? outcome.name : 'made');
      if (!(outcome instanceof Error)) {
        break;
      }
    }
    expect(codes).toEqual([
      'InsufficientS3BucketPolicyException',
      'InsufficientSnsTopicPolicyException',
      'InvalidCloudWatchLogsRoleArnException',
      'InvalidCloudWatchLogsLogGroupArnException',
      'made',
    ]);
  });
});

describe('a trail that is there', () => {
  it('is changed at home alone, and checked again', async () => {
    const { account: sample, create, client, putPolicy, trails } = await prepared();
    await create({ IsMultiRegionTrail: true });
    const before = sample.snapshot();
    const elsewhere = trails('eu-west-1').send(new UpdateTrailCommand({ Name: trailArn }));
    await expect(elsewhere).rejects.toMatchObject({ name: 'InvalidHomeRegionException' });
    const unknown = client.send(new UpdateTrailCommand({ Name: 'nobody' }));
    await expect(unknown).rejects.toMatchObject({ name: 'TrailNotFoundException' });
    const contradictory = client.send(new UpdateTrailCommand({ Name, IncludeGlobalServiceEvents: false }));
    await expect(contradictory).rejects.toMatchObject({ name: 'InvalidParameterCombinationException' });
    expect(sample.snapshot()).toEqual(before);
    await putPolicy([bucketStatements()[0]!]);
    const insufficient = client.send(new UpdateTrailCommand({ Name, EnableLogFileValidation: true }));
    await expect(insufficient).rejects.toMatchObject({ name: 'InsufficientS3BucketPolicyException' });
  });

  it('has tags that come and go', async () => {
    const { create, client } = await prepared();
    await create({ TagsList: [{ Key: 'a', Value: '1' }] });
    const TagsList = [
      { Key: 'a', Value: '2' },
      { Key: 'b', Value: '3' },
    ];
    await client.send(new AddTagsCommand({ ResourceId: trailArn, TagsList }));
    const tags = async () =>
      (await client.send(new ListTagsCommand({ ResourceIdList: [trailArn] }))).ResourceTagList?.[0]?.TagsList;
    expect(await tags()).toEqual(TagsList);
    await client.send(new RemoveTagsCommand({ ResourceId: trailArn, TagsList: [{ Key: 'a' }] }));
    expect(await tags()).toEqual([{ Key: 'b', Value: '3' }]);
    const many = Array.from({ length: 50 }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
    const added = client.send(new AddTagsCommand({ ResourceId: trailArn, TagsList: many }));
    await expect(added).rejects.toMatchObject({ name: 'TagsLimitExceededException' });
  });

  it('leaves its folders in the bucket when it is deleted', async () => {
    const { account: sample, create, client, keys } = await prepared();
    const before = sample.snapshot();
    await create();
    await client.send(new StartLoggingCommand({ Name }));
    expect(await client.send(new GetTrailStatusCommand({ Name }))).toMatchObject({ IsLogging: true });
    await client.send(new DeleteTrailCommand({ Name }));
    expect(await keys()).toEqual([`AWSLogs/${account}/CloudTrail/`]);
    const after = sample.snapshot();
    expect({ ...after, buckets: {} }).toEqual({ ...before, buckets: {} });
  });
});
