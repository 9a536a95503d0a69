import {
  CloudTrailClient,
  CreateTrailCommand,
  DescribeTrailsCommand,
  GetTrailCommand,
  LookupEventsCommand,
  StartLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { inProcessHandler } from './doors/in-process.ts';
import { createSampleAccount } from './sample-account.ts';
import type { SampleAccountOptions } from './sample-account.ts';

const start = Date.UTC(2026, 3, 1, 12);

function sample(options: Partial<SampleAccountOptions> = {}) {
  const clock = { time: start, now: () => clock.time };
  const account = createSampleAccount({ clock, history: () => [], ...options });
  const config = (region = 'us-east-1') => ({
    region,
    credentials: { accessKeyId: 'AKIAEXAMPLECALLER', secretAccessKey: 'secret' },
    requestHandler: inProcessHandler(account),
    maxAttempts: 1,
  });
  const lookup = (name?: string, region?: string) =>
    new CloudTrailClient(config(region)).send(
      new LookupEventsCommand(
        name === undefined ? {} : { LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }] },
      ),
    );
  const records = async (name?: string, region?: string): Promise<JsonObject[]> => {
    const { Events = [] } = await lookup(name, region);
    return Events.map(({ CloudTrailEvent = '' }) => JSON.parse(CloudTrailEvent) as JsonObject);
  };
  return { clock, config, lookup, records };
}

describe('what is called becomes history', () => {
  it('as complete records', async () => {
    const { config, records } = sample();
    const client = new CloudTrailClient({ ...config(), customUserAgent: 'trailscope/0.1.0' });
    await client.send(
      new CreateTrailCommand({
        Name: 'new-trail',
        S3BucketName: 'acme-trail-logs',
        TagsList: [{ Key: 'k' }],
      }),
    );
    expect(await records('CreateTrail')).toEqual([
      {
        eventVersion: '1.11',
        userIdentity: {
          type: 'AssumedRole',
          principalId: 'AROAEXAMPLETRAILSCOPE:explorer',
          arn: 'arn:aws:sts::111122223333:assumed-role/TrailscopeSample/explorer',
          accountId: '111122223333',
          accessKeyId: 'AKIAEXAMPLECALLER',
          sessionContext: {
            sessionIssuer: {
              type: 'Role',
              principalId: 'AROAEXAMPLETRAILSCOPE',
              arn: 'arn:aws:iam::111122223333:role/TrailscopeSample',
              accountId: '111122223333',
              userName: 'TrailscopeSample',
            },
            attributes: { creationDate: '2026-04-01T11:50:00Z', mfaAuthenticated: 'false' },
          },
        },
        eventTime: '2026-04-01T12:00:00Z',
        eventSource: 'cloudtrail.amazonaws.com',
        eventName: 'CreateTrail',
        awsRegion: 'us-east-1',
        sourceIPAddress: '203.0.113.20',
        userAgent: expect.stringContaining('trailscope/0.1.0') as string,
        requestParameters: { name: 'new-trail', s3BucketName: 'acme-trail-logs', tagsList: [{ key: 'k' }] },
        responseElements: {
          name: 'new-trail',
          s3BucketName: 'acme-trail-logs',
          includeGlobalServiceEvents: true,
          isMultiRegionTrail: false,
          trailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/new-trail',
          logFileValidationEnabled: false,
          isOrganizationTrail: false,
          recursiveLogging: true,
        },
        requestID: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        eventID: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        readOnly: false,
        eventType: 'AwsApiCall',
        managementEvent: true,
        recipientAccountId: '111122223333',
        eventCategory: 'Management',
        tlsDetails: {
          tlsVersion: 'TLSv1.3',
          cipherSuite: 'TLS_AES_128_GCM_SHA256',
          clientProvidedHostHeader: 'cloudtrail.us-east-1.amazonaws.com',
        },
      },
    ]);
  });

  it('with the error of a call that failed', async () => {
    const { config, records } = sample();
    const client = new CloudTrailClient(config());
    await expect(client.send(new StartLoggingCommand({ Name: 'nobody' }))).rejects.toThrow();
    expect(await records('StartLogging')).toMatchObject([
      {
        errorCode: 'TrailNotFoundException',
        errorMessage:
          'Unknown trail: arn:aws:cloudtrail:us-east-1:111122223333:trail/nobody for the user: 111122223333',
        requestParameters: { name: 'nobody' },
        responseElements: null,
      },
    ]);
  });

  it('reads too, in the Region that was called', async () => {
    const { config, records } = sample();
    await new CloudTrailClient(config('eu-west-1')).send(new DescribeTrailsCommand({}));
    await new STSClient(config()).send(new GetCallerIdentityCommand({}));
    await new S3Client(config()).send(new HeadBucketCommand({ Bucket: 'acme-data' }));
    expect(await records(undefined, 'eu-west-1')).toMatchObject([
      { eventName: 'DescribeTrails', readOnly: true, requestParameters: null, responseElements: null },
    ]);
    expect(await records()).toMatchObject([
      {
        eventName: 'HeadBucket',
        requestParameters: { bucketName: 'acme-data' },
        resources: [{ type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::acme-data' }],
      },
      { eventName: 'GetCallerIdentity', readOnly: true, requestParameters: null },
    ]);
  });

  it('with times as the service writes them', async () => {
    const { config, records } = sample();
    const command = new LookupEventsCommand({ StartTime: new Date(start - 3_600_000), MaxResults: 5 });
    await new CloudTrailClient(config()).send(command);
    expect(await records('LookupEvents')).toMatchObject([
      { requestParameters: { startTime: 'Apr 1, 2026, 11:00:00 AM', maxResults: 5 } },
    ]);
  });

  it('after the delay that is set', async () => {
    const { clock, config, records } = sample({ recordDelay: 2000 });
    await new CloudTrailClient(config()).send(new StartLoggingCommand({ Name: 'org-audit' }));
    clock.time += 1999;
    expect(await records('StartLogging')).toHaveLength(0);
    clock.time += 1;
    expect(await records('StartLogging')).toHaveLength(1);
  });
});

describe('the rates of the service', () => {
  const throttled = {
    name: 'ThrottlingException',
    message: 'Rate exceeded',
    $metadata: { httpStatusCode: 400 },
  };

  it('allows two lookups a second in each Region', async () => {
    const { clock, lookup } = sample();
    await lookup();
    await lookup();
    await expect(lookup()).rejects.toMatchObject(throttled);
    await expect(lookup(undefined, 'eu-west-1')).resolves.toBeDefined();
    clock.time += 500;
    await lookup();
    await expect(lookup()).rejects.toMatchObject(throttled);
    clock.time += 60_000;
    await lookup();
    await lookup();
    await expect(lookup()).rejects.toMatchObject(throttled);
  });

  it('allows ten reads and one change a second', async () => {
    const { config } = sample();
    const client = new CloudTrailClient(config());
    const read = () => client.send(new GetTrailCommand({ Name: 'org-audit' }));
    for (let count = 0; count < 10; count += 1) {
      await read();
    }
    await expect(read()).rejects.toMatchObject(throttled);
    const change = () => client.send(new StartLoggingCommand({ Name: 'org-audit' }));
    await change();
    await expect(change()).rejects.toMatchObject(throttled);
  });

  it('can be left out, for tests whose clock stands still', async () => {
    const { lookup } = sample({ throttles: false });
    await Promise.all(Array.from({ length: 20 }, () => lookup()));
  });
});

describe('its own history', () => {
  it('is there from the start, the same for the same seed and clock', async () => {
    const clock = { now: () => start };
    const answers = await Promise.all(
      [1, 2].map(async () => {
        const account = createSampleAccount({ clock });
        const config = { ...sample().config(), requestHandler: inProcessHandler(account) };
        return new CloudTrailClient(config).send(new LookupEventsCommand({}));
      }),
    );
    expect(answers[0]?.Events).toHaveLength(50);
    expect(answers[0]).toEqual(answers[1]);
  });

  it('is not generated before it is looked at', async () => {
    let runs = 0;
    const { config, lookup } = sample({
      history: () => {
        runs += 1;
        return [];
      },
    });
    await new CloudTrailClient(config()).send(new DescribeTrailsCommand({}));
    expect(runs).toBe(0);
    await lookup();
    await lookup('DescribeTrails');
    expect(runs).toBe(1);
  });
});
