import { gunzipSync } from 'node:zlib';
import {
  CreateTrailCommand,
  GetTrailStatusCommand,
  PutEventSelectorsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import type { PutEventSelectorsCommandInput } from '@aws-sdk/client-cloudtrail';
import { DisableKeyCommand, EnableKeyCommand } from '@aws-sdk/client-kms';
import {
  DeleteBucketPolicyCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../../../test/support/sandbox.ts';
import type { JsonObject } from '../../../core/json.ts';

const Bucket = 'acme-trail-logs';
const Name = 'new-trail';

/** An account with a trail of us-east-1 that logs. */
async function logging(input: object = {}) {
  const sandbox = openSandbox();
  const client = sandbox.trails();
  await client.send(new CreateTrailCommand({ Name, S3BucketName: Bucket, ...input }));
  await client.send(new StartLoggingCommand({ Name }));
  /** The keys of the log files in a bucket after a time. */
  const files = async (seconds: number, bucket = Bucket) => {
    sandbox.clock.time += seconds * 1000;
    const { Contents = [] } = await sandbox.s3().send(new ListObjectsV2Command({ Bucket: bucket }));
    return Contents.map(({ Key = '' }) => Key).filter((key) => key.endsWith('.gz'));
  };
  const recordsIn = async (Key: string, bucket = Bucket): Promise<JsonObject[]> => {
    const { Body } = await sandbox.s3().send(new GetObjectCommand({ Bucket: bucket, Key }));
    const text = gunzipSync((await Body?.transformToByteArray())!).toString();
    return (JSON.parse(text) as { Records: JsonObject[] }).Records;
  };
  const select = (selectors: Partial<PutEventSelectorsCommandInput>) =>
    client.send(new PutEventSelectorsCommand({ TrailName: Name, ...selectors }));
  return { ...sandbox, client, files, recordsIn, select };
}

describe('a trail that logs', () => {
  it('delivers what was called as a log file, a little later', async () => {
    const { config, files, recordsIn, client, clock, s3 } = await logging();
    await new STSClient(config()).send(new GetCallerIdentityCommand({}));
    expect(await files(4.9)).toEqual([]);
    const [key = ''] = await files(0.1);
    expect(key).toMatch(
      /^AWSLogs\/111122223333\/CloudTrail\/us-east-1\/2026\/04\/01\/111122223333_CloudTrail_us-east-1_20260401T1200Z_\w{16}\.json\.gz$/,
    );
    const records = await recordsIn(key);
    expect(records.map(({ eventName }) => eventName)).toEqual(['StartLogging', 'GetCallerIdentity']);
    expect(records[1]).toMatchObject({
      eventVersion: '1.11',
      eventSource: 'sts.amazonaws.com',
      eventCategory: 'Management',
    });
    const head = await s3().send(new HeadObjectCommand({ Bucket, Key: key }));
    expect(head).toMatchObject({
      ContentEncoding: 'gzip',
      ContentType: 'application/json',
      ServerSideEncryption: 'AES256',
    });
    const status = await client.send(new GetTrailStatusCommand({ Name }));
    expect(status.LatestDeliveryTime).toEqual(new Date(clock.time));
  });

  it('records its Region, or all in files of their own', async () => {
    const one = await logging();
    await new STSClient(one.config('eu-west-1')).send(new GetCallerIdentityCommand({}));
    expect(await one.files(5)).toHaveLength(1);
    const all = await logging({ IsMultiRegionTrail: true });
    await new STSClient(all.config('eu-west-1')).send(new GetCallerIdentityCommand({}));
    expect((await all.files(5)).map((key) => key.split('/')[3])).toEqual(['eu-west-1', 'us-east-1']);
  });

  it('leaves global services out where it does not include them', async () => {
    const { files, recordsIn, iam } = await logging({ IncludeGlobalServiceEvents: false });
    await iam().send(new ListAccountAliasesCommand({}));
    const [key = ''] = await files(5);
    expect((await recordsIn(key)).map(({ eventName }) => eventName)).toEqual(['StartLogging']);
  });

  it('records objects where its selectors ask for them, and no management events where they do not', async () => {
    const { files, recordsIn, s3, select } = await logging();
    await select({
      AdvancedEventSelectors: [
        {
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
            { Field: 'readOnly', Equals: ['false'] },
            { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::acme-data/'] },
          ],
        },
      ],
    });
    await s3().send(new PutObjectCommand({ Bucket: 'acme-data', Key: 'a', Body: 'hello' }));
    await s3().send(new HeadObjectCommand({ Bucket: 'acme-data', Key: 'a' }));
    await s3().send(new PutObjectCommand({ Bucket: 'acme-trail-logs', Key: 'a', Body: 'hello' }));
    const [key = ''] = await files(5);
    const records = await recordsIn(key);
    expect(records.map(({ eventName }) => eventName)).toEqual(['StartLogging', 'PutObject']);
    expect(records[1]).toMatchObject({
      managementEvent: false,
      eventCategory: 'Data',
      requestParameters: { bucketName: 'acme-data', key: 'a' },
      resources: [
        { type: 'AWS::S3::Object', ARN: 'arn:aws:s3:::acme-data/a' },
        { type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::acme-data' },
      ],
    });
  });

  it('records by basic selectors too', async () => {
    const { files, recordsIn, s3, select } = await logging();
    const DataResources = [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }];
    await select({
      EventSelectors: [{ IncludeManagementEvents: false, ReadWriteType: 'ReadOnly', DataResources }],
    });
    await s3().send(new PutObjectCommand({ Bucket: 'acme-data', Key: 'a', Body: 'hello' }));
    const object = await s3().send(new GetObjectCommand({ Bucket: 'acme-data', Key: 'a' }));
    await object.Body?.transformToByteArray();
    const [key = ''] = await files(5);
    const records = await recordsIn(key);
    expect(records.map(({ eventName }) => eventName)).toEqual(['StartLogging', 'GetObject']);
    expect(records[1]).toMatchObject({ additionalEventData: { bytesTransferredOut: 5 } });
  });

  it('ends with the call that stops it', async () => {
    const { client, config, clock, files, recordsIn } = await logging();
    clock.time += 1000;
    await client.send(new StopLoggingCommand({ Name }));
    clock.time += 1000;
    await new STSClient(config()).send(new GetCallerIdentityCommand({}));
    const keys = await files(3);
    expect((await recordsIn(keys[0]!)).map(({ eventName }) => eventName)).toEqual([
      'StartLogging',
      'StopLogging',
    ]);
    expect(await files(60)).toEqual(keys);
  });

  it('says why it cannot deliver, and that it can again', async () => {
    const { client, files, s3 } = await logging();
    await s3().send(new DeleteBucketPolicyCommand({ Bucket }));
    expect(await files(5)).toEqual([]);
    const status = () => client.send(new GetTrailStatusCommand({ Name }));
    expect(await status()).toMatchObject({ LatestDeliveryError: 'AccessDenied' });
  });
});

describe('the trails of the sample account', () => {
  it('deliver too: the one of the organization into its folder, with its key', async () => {
    const { config, clock, files, kms, recordsIn, s3, trails } = await logging();
    const bucket = 'acme-audit-111122223333';
    await new STSClient(config('eu-west-1')).send(new GetCallerIdentityCommand({}));
    const keys = await files(5, bucket);
    const [key = ''] = keys;
    expect(key).toMatch(/^prod\/AWSLogs\/o-exampleorgid\/111122223333\/CloudTrail\/eu-west-1\//);
    expect(await recordsIn(key, bucket)).toMatchObject([
      { eventName: 'GetCallerIdentity', awsRegion: 'eu-west-1' },
    ]);
    const head = await s3().send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    expect(head.ServerSideEncryption).toBe('aws:kms');
    const status = () => trails().send(new GetTrailStatusCommand({ Name: 'org-audit' }));
    expect((await status()).LatestDeliveryError).toBeUndefined();
    await kms().send(new DisableKeyCommand({ KeyId: '1f6ac4d2-70c8-4a7e-9a52-3d1c8e5b9f04' }));
    clock.time += 5000;
    expect((await status()).LatestDeliveryError).toBe('KMS.DisabledException');
    await kms().send(new EnableKeyCommand({ KeyId: '1f6ac4d2-70c8-4a7e-9a52-3d1c8e5b9f04' }));
    clock.time += 5000;
    expect((await status()).LatestDeliveryError).toBeUndefined();
  });

  it('stay as they are: the failing one fails, and the stopped one delivers nothing', async () => {
    const { clock, config, s3, trails } = await logging();
    await new STSClient(config('eu-west-1')).send(new GetCallerIdentityCommand({}));
    await new STSClient(config('us-west-2')).send(new GetCallerIdentityCommand({}));
    clock.time += 5000;
    const failing = await trails('eu-west-1').send(new GetTrailStatusCommand({ Name: 'data-access' }));
    expect(failing.LatestDeliveryError).toBe('AccessDenied');
    const stopped = await s3('us-west-2').send(new ListObjectsV2Command({ Bucket: 'acme-legacy-logs' }));
    expect(stopped.KeyCount).toBe(0);
  });
});

it('leaves log files out of the snapshot, as they only tell of calls', async () => {
  const { account, files } = await logging();
  const before = account.snapshot();
  expect(await files(5)).toHaveLength(1);
  expect(account.snapshot()).toEqual(before);
});
