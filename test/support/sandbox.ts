import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { openAws, type Aws } from '../../src/aws/open-aws.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { inProcessHandler } from '../../src/sandbox/doors/in-process.ts';
import { createSampleAccount } from '../../src/sandbox/sample-account.ts';
import type { SampleAccount, SampleAccountOptions } from '../../src/sandbox/sample-account.ts';

/** When accounts of {@link openSandbox} are made. */
export const sandboxStart = Date.UTC(2026, 3, 1, 12);

/** A sample account without a past, on a clock of the test, and the SDK's clients for it. */
export function openSandbox(options: Partial<SampleAccountOptions> = {}) {
  const clock = { time: sandboxStart, now: () => clock.time };
  const account = createSampleAccount({ clock, history: () => [], throttles: false, ...options });
  const config = (region = 'us-east-1') => ({
    region,
    credentials: { accessKeyId: 'AKIAEXAMPLECALLER', secretAccessKey: 'secret' },
    requestHandler: inProcessHandler(account),
    maxAttempts: 1,
  });
  const trails = (region?: string) => new CloudTrailClient(config(region));
  /** The records of a call's name in the event history, newest first. */
  const recordsOf = async (name: string, region?: string): Promise<JsonObject[]> => {
    const command = new LookupEventsCommand({
      LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: name }],
    });
    const { Events = [] } = await trails(region).send(command);
    return Events.map(({ CloudTrailEvent = '' }) => JSON.parse(CloudTrailEvent) as JsonObject);
  };
  return {
    account,
    clock,
    config,
    trails,
    recordsOf,
    s3: (region?: string, forcePathStyle = true) => new S3Client({ ...config(region), forcePathStyle }),
    kms: (region?: string) => new KMSClient(config(region)),
    logs: (region?: string) => new CloudWatchLogsClient(config(region)),
    sns: (region?: string) => new SNSClient(config(region)),
    iam: () => new IAMClient(config()),
    organizations: () => new OrganizationsClient(config()),
  };
}

/** The product's ports, with the account behind the sample connection. */
export function portsOf(account: SampleAccount): Aws {
  return openAws({ version: '1.2.3', sampleHandler: () => Promise.resolve(inProcessHandler(account)) });
}
