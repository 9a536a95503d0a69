import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketEncryptionCommand,
  DeleteBucketLifecycleCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketEncryptionCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketLoggingCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketRequestPaymentCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
} from '@aws-sdk/client-s3';
import type { BucketLocationConstraint } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../../../test/support/sandbox.ts';

const Bucket = 'new-trail-logs';

function create(region?: string, constraint = region, name = Bucket) {
  return new CreateBucketCommand({
    Bucket: name,
    ...(constraint !== undefined && {
      CreateBucketConfiguration: { LocationConstraint: constraint as BucketLocationConstraint },
    }),
  });
}

function statement(more: object = {}) {
  return {
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 's3:GetBucketAcl',
    Resource: `arn:aws:s3:::${Bucket}`,
    ...more,
  };
}

const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });

describe('CreateBucket', () => {
  it('makes a bucket with the defaults of S3', async () => {
    const { s3 } = openSandbox();
    const client = s3();
    expect(await client.send(create())).toMatchObject({ Location: `/${Bucket}` });
    const block = await client.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(block.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const encryption = await client.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(encryption.ServerSideEncryptionConfiguration?.Rules).toEqual([
      { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' }, BucketKeyEnabled: false },
    ]);
    const ownership = await client.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    expect(ownership.OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    expect((await client.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect((await client.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
    const acl = await client.send(new GetBucketAclCommand({ Bucket }));
    expect(acl.Grants).toMatchObject([{ Grantee: { ID: acl.Owner?.ID }, Permission: 'FULL_CONTROL' }]);
  });

  it.each([false, true])('in the Region that it is asked for, with path style %s', async (pathStyle) => {
    const { s3 } = openSandbox();
    await s3('eu-west-1', pathStyle).send(create('eu-west-1'));
    await s3('us-east-1', pathStyle).send(create('eu-west-3', 'eu-west-3', 'from-elsewhere'));
    const location = (name: string) => s3().send(new GetBucketLocationCommand({ Bucket: name }));
    expect((await location(Bucket)).LocationConstraint).toBe('eu-west-1');
    expect((await location('from-elsewhere')).LocationConstraint).toBe('eu-west-3');
    const head = s3('us-east-1', pathStyle).send(new HeadBucketCommand({ Bucket }));
    await expect(head).rejects.toMatchObject({
      $response: { statusCode: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' } },
    });
    const redirected = s3('us-east-1', pathStyle).send(new GetBucketVersioningCommand({ Bucket }));
    await expect(redirected).rejects.toMatchObject({ name: 'PermanentRedirect' });
  });

  it.each([
    ['another Region’s constraint', 'eu-west-1', 'eu-west-3', 'IllegalLocationConstraintException'],
    ['a constraint that is none', 'us-east-1', 'mars-1', 'InvalidLocationConstraint'],
    ['the Region without a constraint', 'us-east-1', 'us-east-1', 'InvalidLocationConstraint'],
  ])('refuses %s', async (_, region, constraint, code) => {
    const { account, s3 } = openSandbox();
    const before = account.snapshot();
    await expect(s3(region).send(create(undefined, constraint))).rejects.toMatchObject({ name: code });
    expect(account.snapshot()).toEqual(before);
  });

  it.each(['ab', 'Upper', 'my_bucket', 'a..b', '192.0.2.1', 'xn--a', 'a-s3alias', '-a-b'])(
    'refuses the name %s',
    async (name) => {
      const made = openSandbox()
        .s3()
        .send(create(undefined, undefined, name));
      await expect(made).rejects.toMatchObject({ name: 'InvalidBucketName' });
    },
  );

  it('refuses names that are taken; its own again in the oldest Region is no error', async () => {
    const { s3 } = openSandbox({ foreignBuckets: ['taken'] });
    const again = async (region: string, name: string, constraint?: string) =>
      s3(region).send(create(undefined, constraint, name));
    await expect(again('us-east-1', 'taken')).rejects.toMatchObject({
      name: 'BucketAlreadyExists',
      $metadata: { httpStatusCode: 409 },
    });
    await s3('eu-west-1').send(create('eu-west-1'));
    await expect(again('eu-west-1', Bucket, 'eu-west-1')).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
    });
    await expect(again('us-east-1', Bucket)).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
    await expect(again('us-east-1', 'acme-data')).resolves.toBeDefined();
    const versioning = s3().send(new GetBucketVersioningCommand({ Bucket: 'taken' }));
    await expect(versioning).rejects.toMatchObject({ name: 'AccessDenied' });
    const head = s3().send(new HeadBucketCommand({ Bucket: 'taken' }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  it('is listed, by prefix and Region and page by page', async () => {
    const { s3 } = openSandbox();
    const names = async (input: object) => {
      const { Buckets = [], ContinuationToken } = await s3().send(new ListBucketsCommand(input));
      return { names: Buckets.map(({ Name }) => Name), ContinuationToken };
    };
    expect((await names({ BucketRegion: 'us-west-2' })).names).toEqual(['acme-legacy-logs']);
    const all = (await names({ Prefix: 'acme-' })).names;
    expect(all).toEqual(all.toSorted());
    const first = await names({ Prefix: 'acme-', MaxBuckets: 2 });
    expect(first.names).toEqual(all.slice(0, 2));
    const { ContinuationToken } = first;
    expect((await names({ Prefix: 'acme-', ContinuationToken })).names).toEqual(all.slice(2));
  });
});

describe('DeleteBucket', () => {
  it('leaves nothing', async () => {
    const { account, s3 } = openSandbox();
    const before = account.snapshot();
    await s3().send(create());
    expect(account.snapshot()).not.toEqual(before);
    await s3().send(new DeleteBucketCommand({ Bucket }));
    expect(account.snapshot()).toEqual(before);
    const again = s3().send(new DeleteBucketCommand({ Bucket }));
    await expect(again).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('refuses a bucket with objects', async () => {
    const { s3 } = openSandbox();
    await s3().send(create());
    await s3().send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
    await expect(s3().send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      $metadata: { httpStatusCode: 409 },
    });
  });
});

describe('the policy of a bucket', () => {
  const put = (Policy: string) => new PutBucketPolicyCommand({ Bucket, Policy });

  async function bucket() {
    const sandbox = openSandbox();
    await sandbox.s3().send(create());
    return { ...sandbox, client: sandbox.s3() };
  }

  it('is kept as it is put, and can be taken away', async () => {
    const { client } = await bucket();
    const get = () => client.send(new GetBucketPolicyCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({
      name: 'NoSuchBucketPolicy',
      $metadata: { httpStatusCode: 404 },
    });
    const text = policy(statement());
    await client.send(put(text));
    expect((await get()).Policy).toBe(text);
    const status = await client.send(new GetBucketPolicyStatusCommand({ Bucket }));
    expect(status.PolicyStatus?.IsPublic).toBe(false);
    await client.send(new DeleteBucketPolicyCommand({ Bucket }));
    await expect(get()).rejects.toMatchObject({ name: 'NoSuchBucketPolicy' });
  });

  it.each([
    ['no JSON', '{"Version":', 'MalformedPolicy'],
    ['a list', '[]', 'MalformedPolicy'],
    ['no statements', policy(), 'MalformedPolicy'],
    ['no effect', policy(statement({ Effect: undefined })), 'MalformedPolicy'],
    ['no principal', policy(statement({ Principal: undefined })), 'MalformedPolicy'],
    ['a principal that is none', policy(statement({ Principal: { AWS: 'maria' } })), 'MalformedPolicy'],
    ['another service’s action', policy(statement({ Action: 'kms:Decrypt' })), 'MalformedPolicy'],
    ['another bucket', policy(statement({ Resource: 'arn:aws:s3:::acme-data' })), 'MalformedPolicy'],
    ['everyone', policy(statement({ Principal: '*' })), 'AccessDenied'],
    ['20 KB', policy(statement({ Sid: 'a'.repeat(20_480) })), 'PolicyTooLarge'],
  ])('refuses %s', async (_, text, code) => {
    const { account, client } = await bucket();
    const before = account.snapshot();
    await expect(client.send(put(text))).rejects.toMatchObject({ name: code });
    expect(account.snapshot()).toEqual(before);
  });

  it('can be public where that is not blocked', async () => {
    const { client } = await bucket();
    await client.send(new DeletePublicAccessBlockCommand({ Bucket }));
    const block = client.send(new GetPublicAccessBlockCommand({ Bucket }));
    await expect(block).rejects.toMatchObject({ name: 'NoSuchPublicAccessBlockConfiguration' });
    await client.send(put(policy(statement({ Principal: '*' }))));
    const status = await client.send(new GetBucketPolicyStatusCommand({ Bucket }));
    expect(status.PolicyStatus?.IsPublic).toBe(true);
  });

  it('can lock out its own people', async () => {
    const { client } = await bucket();
    const deny = statement({ Effect: 'Deny', Principal: '*', Action: 's3:PutBucketPolicy' });
    await client.send(put(policy(deny)));
    await expect(client.send(put(policy(statement())))).rejects.toMatchObject({ name: 'AccessDenied' });
    await client.send(new DeleteBucketPolicyCommand({ Bucket }));
    await client.send(put(policy(statement())));
  });
});

describe('the settings of a bucket', () => {
  it('are given back as they were put', async () => {
    const { s3 } = openSandbox();
    const client = s3();
    await client.send(create());
    const block = {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    };
    await client.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: block }));
    const rules = [
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' as const, KMSMasterKeyID: 'k' },
        BucketKeyEnabled: true,
      },
    ];
    const encryption = { Rules: rules };
    await client.send(
      new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: encryption }),
    );
    await client.send(
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled' } }),
    );
    const ownership = { Rules: [{ ObjectOwnership: 'BucketOwnerPreferred' as const }] };
    await client.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: ownership }));
    const logging = { LoggingEnabled: { TargetBucket: 'acme-data', TargetPrefix: 'access/' } };
    await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: logging }));
    const tags = [
      { Key: 'team', Value: 'Zoë & <co>' },
      { Key: 'empty', Value: '' },
    ];
    await client.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: tags } }));
    const lifecycle = [
      { ID: 'a', Status: 'Enabled' as const, Filter: { Prefix: 'AWSLogs/' }, Expiration: { Days: 400 } },
    ];
    await client.send(
      new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules: lifecycle } }),
    );

    const read = await Promise.all([
      client.send(new GetPublicAccessBlockCommand({ Bucket })),
      client.send(new GetBucketEncryptionCommand({ Bucket })),
      client.send(new GetBucketVersioningCommand({ Bucket })),
      client.send(new GetBucketOwnershipControlsCommand({ Bucket })),
      client.send(new GetBucketLoggingCommand({ Bucket })),
      client.send(new GetBucketTaggingCommand({ Bucket })),
      client.send(new GetBucketLifecycleConfigurationCommand({ Bucket })),
    ]);
    expect(read).toMatchObject([
      { PublicAccessBlockConfiguration: block },
      { ServerSideEncryptionConfiguration: encryption },
      { Status: 'Enabled' },
      { OwnershipControls: ownership },
      logging,
      { TagSet: tags },
      { Rules: lifecycle },
    ]);
    await client.send(new DeleteBucketEncryptionCommand({ Bucket }));
    const again = await client.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(again.ServerSideEncryptionConfiguration?.Rules?.[0]).toMatchObject({
      ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
    });
    await client.send(new DeleteBucketLifecycleCommand({ Bucket }));
    const gone = client.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));
    await expect(gone).rejects.toMatchObject({ name: 'NoSuchLifecycleConfiguration' });
    await client.send(new PutBucketLoggingCommand({ Bucket, BucketLoggingStatus: {} }));
    expect((await client.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
  });

  it('say who pays, and whether objects are locked', async () => {
    const client = openSandbox().s3();
    await client.send(create());
    const payer = async () => (await client.send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer;
    expect(await payer()).toBe('BucketOwner');
    const RequestPaymentConfiguration = { Payer: 'Requester' as const };
    await client.send(new PutBucketRequestPaymentCommand({ Bucket, RequestPaymentConfiguration }));
    expect(await payer()).toBe('Requester');
    const lock = (name: string) => client.send(new GetObjectLockConfigurationCommand({ Bucket: name }));
    await expect(lock(Bucket)).rejects.toMatchObject({ name: 'ObjectLockConfigurationNotFoundError' });
    await client.send(new CreateBucketCommand({ Bucket: 'locked', ObjectLockEnabledForBucket: true }));
    expect((await lock('locked')).ObjectLockConfiguration).toEqual({ ObjectLockEnabled: 'Enabled' });
    const versioning = await client.send(new GetBucketVersioningCommand({ Bucket: 'locked' }));
    expect(versioning.Status).toBe('Enabled');
  });

  it('are the owner’s: a bucket of an unexpected owner is refused', async () => {
    const { s3 } = openSandbox();
    await s3().send(create());
    const versioning = (ExpectedBucketOwner: string) =>
      s3().send(new GetBucketVersioningCommand({ Bucket, ExpectedBucketOwner }));
    await expect(versioning('444455556666')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(versioning('111122223333')).resolves.toBeDefined();
  });

  it.each([
    [
      'an unknown versioning',
      new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: {} }),
      'IllegalVersioningConfigurationException',
    ],
    [
      'a target of another Region',
      new PutBucketLoggingCommand({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'acme-legacy-logs', TargetPrefix: '' } },
      }),
      'CrossLocationLoggingProhibitted',
    ],
    [
      'a target that there is not',
      new PutBucketLoggingCommand({
        Bucket,
        BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'nobody', TargetPrefix: '' } },
      }),
      'InvalidTargetBucketForLogging',
    ],
    [
      'a tag twice',
      new PutBucketTaggingCommand({
        Bucket,
        Tagging: {
          TagSet: [
            { Key: 'a', Value: '1' },
            { Key: 'a', Value: '2' },
          ],
        },
      }),
      'InvalidTag',
    ],
  ])('refuse %s', async (_, command, code) => {
    const { s3 } = openSandbox();
    await s3().send(create());
    await expect(s3().send(command as PutBucketTaggingCommand)).rejects.toMatchObject({ name: code });
  });
});

it('records calls on buckets as S3 does', async () => {
  const { s3, recordsOf } = openSandbox();
  await s3().send(create());
  await s3().send(new PutBucketPolicyCommand({ Bucket, Policy: policy(statement()) }));
  await s3().send(
    new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
  );
  expect(await recordsOf('PutBucketPolicy')).toMatchObject([
    {
      requestParameters: { bucketName: Bucket, policy: '', bucketPolicy: { Statement: [statement()] } },
      responseElements: null,
      resources: [{ accountId: '111122223333', type: 'AWS::S3::Bucket', ARN: `arn:aws:s3:::${Bucket}` }],
      readOnly: false,
    },
  ]);
  expect(await recordsOf('PutBucketPublicAccessBlock')).toMatchObject([
    {
      requestParameters: {
        publicAccessBlock: '',
        PublicAccessBlockConfiguration: { BlockPublicAcls: 'true' },
      },
    },
  ]);
});
