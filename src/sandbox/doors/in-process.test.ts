import { CloudTrailClient, DescribeTrailsCommand, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import type { DescribeRegionsCommandInput } from '@aws-sdk/client-ec2';
import { GetBucketLocationCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { createSampleAccount } from '../sample-account.ts';
import type { SampleAccountOptions } from '../sample-account.ts';
import { sampleRegions } from '../sample/cast.ts';
import { ServiceError } from '../wire/service-error.ts';
import { inProcessHandler } from './in-process.ts';

function config(region = 'us-east-1', options: Partial<SampleAccountOptions> = {}) {
  const account = createSampleAccount({
    clock: { now: () => Date.UTC(2026, 3, 1) },
    history: () => [],
    ...options,
  });
  return {
    region,
    credentials: { accessKeyId: 'AKIAEXAMPLECALLER', secretAccessKey: 'secret' },
    requestHandler: inProcessHandler(account),
    maxAttempts: 1,
  };
}

describe('STS', () => {
  it('tells who the caller is', async () => {
    const identity = await new STSClient(config()).send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: '111122223333',
      Arn: 'arn:aws:sts::111122223333:assumed-role/TrailscopeSample/explorer',
      UserId: 'AROAEXAMPLETRAILSCOPE:explorer',
    });
    expect(identity.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('EC2', () => {
  const names = async (input: DescribeRegionsCommandInput) => {
    const { Regions = [] } = await new EC2Client(config()).send(new DescribeRegionsCommand(input));
    return Regions.map(({ RegionName }) => RegionName);
  };

  it('names the enabled Regions, or all', async () => {
    expect(await names({})).toEqual([...sampleRegions]);
    expect(await names({ AllRegions: true })).toContain('af-south-1');
  });

  it('keeps to names and filters', async () => {
    expect(await names({ RegionNames: ['eu-west-1', 'us-east-1'] })).toEqual(['eu-west-1', 'us-east-1']);
    const filters = [
      { Name: 'opt-in-status', Values: ['not-opted-in', 'opted-in'] },
      { Name: 'region-name', Values: ['eu-south-1', 'eu-west-1'] },
    ];
    expect(await names({ AllRegions: true, Filters: filters })).toEqual(['eu-south-1']);
  });

  it.each([
    [{ RegionNames: ['mars-1'] }, 'InvalidParameterValue'],
    [{ Filters: [{ Name: 'colour', Values: ['red'] }] }, 'InvalidParameterValue'],
    [{ DryRun: true }, 'DryRunOperation'],
  ])('refuses %j', async (input, code) => {
    await expect(names(input)).rejects.toMatchObject({ name: code });
  });
});

describe.each([true, false])('S3 with path style %s', (forcePathStyle) => {
  const s3 = (region = 'us-east-1') => new S3Client({ ...config(region), forcePathStyle });

  it('tells where a bucket is', async () => {
    const location = (client: S3Client, Bucket: string) =>
      client.send(new GetBucketLocationCommand({ Bucket }));
    expect((await location(s3(), 'acme-legacy-logs')).LocationConstraint).toBe('us-west-2');
    expect((await location(s3('us-west-2'), 'acme-legacy-logs')).LocationConstraint).toBe('us-west-2');
    expect((await location(s3(), 'acme-data')).LocationConstraint).toBeFalsy();
    await expect(location(s3(), 'nobody')).rejects.toMatchObject({ name: 'NoSuchBucket' });
  });

  it('tells whether there is a bucket', async () => {
    const head = (Bucket: string) => s3().send(new HeadBucketCommand({ Bucket }));
    expect(await head('acme-data')).toMatchObject({ BucketRegion: 'us-east-1', AccessPointAlias: false });
    await expect(head('nobody')).rejects.toMatchObject({
      name: 'NotFound',
      $metadata: { httpStatusCode: 404 },
    });
    await expect(head('acme-legacy-logs')).rejects.toMatchObject({
      $metadata: { httpStatusCode: 301 },
      $response: { headers: { 'x-amz-bucket-region': 'us-west-2' } },
    });
  });
});

describe('what is refused', () => {
  const cloudTrail = (region?: string, options?: Partial<SampleAccountOptions>) =>
    new CloudTrailClient(config(region, options));

  it('refuses credentials in a Region that is not enabled', async () => {
    const refused = (client: CloudTrailClient) => client.send(new DescribeTrailsCommand({}));
    await expect(refused(cloudTrail('af-south-1'))).rejects.toMatchObject({
      name: 'UnrecognizedClientException',
    });
    const identity = new STSClient(config('af-south-1')).send(new GetCallerIdentityCommand({}));
    await expect(identity).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
    const regions = new EC2Client(config('af-south-1')).send(new DescribeRegionsCommand({}));
    await expect(regions).rejects.toMatchObject({ name: 'AuthFailure' });
  });

  it('refuses what the account is told to refuse, and records it', async () => {
    const denied = new ServiceError(
      'AccessDeniedException',
      'User is not authorized to perform this action.',
    );
    const client = cloudTrail('us-east-1', {
      refuse: ({ operation }) => (operation === 'DescribeTrails' ? denied : undefined),
    });
    await expect(client.send(new DescribeTrailsCommand({}))).rejects.toMatchObject({ name: denied.code });
    const { Events } = await client.send(new LookupEventsCommand({}));
    expect(JSON.parse(Events?.[0]?.CloudTrailEvent ?? '')).toMatchObject({
      eventName: 'DescribeTrails',
      errorCode: 'AccessDeniedException',
      errorMessage: 'User is not authorized to perform this action.',
      responseElements: null,
    });
  });

  it('answers a fault of its own as a fault of the service', async () => {
    const client = cloudTrail('us-east-1', {
      history: () => {
        throw new Error('no history');
      },
    });
    const lookup = client.send(new LookupEventsCommand({}));
    await expect(lookup).rejects.toMatchObject({
      name: 'InternalFailure',
      $metadata: { httpStatusCode: 500 },
    });
  });
});

describe('cancelling', () => {
  const request = { method: 'POST', hostname: 'sts.amazonaws.com', path: '/', headers: {} };

  it('does not start what is cancelled already', async () => {
    const client = new STSClient(config());
    const sent = client.send(new GetCallerIdentityCommand({}), { abortSignal: AbortSignal.abort() });
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('gives up what is cancelled under way, and records nothing', async () => {
    const { requestHandler, ...rest } = config();
    const client = new CloudTrailClient({ ...rest, requestHandler });
    const controller = new AbortController();
    const handled = requestHandler.handle(request, { abortSignal: controller.signal });
    controller.abort();
    await expect(handled).rejects.toMatchObject({ name: 'AbortError' });
    expect((await client.send(new LookupEventsCommand({}))).Events).toEqual([]);
  });

  it('takes a body as text, bytes or nothing, and nothing else', async () => {
    const { requestHandler } = config();
    for (const body of ['Action=X', Buffer.from('Action=X'), undefined]) {
      expect((await requestHandler.handle({ ...request, body })).response.statusCode).toBe(403);
    }
    await expect(requestHandler.handle({ ...request, body: 7 })).rejects.toThrow(TypeError);
  });
});
