import { DescribeTrailsCommand, StopLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { CreateLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { CreateRoleCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { CreateKeyCommand } from '@aws-sdk/client-kms';
import { DescribeOrganizationCommand } from '@aws-sdk/client-organizations';
import { CreateBucketCommand, DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateTopicCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../test/support/sandbox.ts';
import { inProcessHandler } from './doors/in-process.ts';
import { openLoopback } from './doors/loopback.ts';
import { createSampleAccount } from './sample-account.ts';

const Bucket = 'new-bucket';
const deny = { kind: 'deny' } as const;
const throttle = { kind: 'throttle' } as const;

type Sandbox = ReturnType<typeof openSandbox>;

/** A call of each service, and the codes by which it denies and throttles. */
const calls: [string, (sandbox: Sandbox) => Promise<unknown>, string, string][] = [
  [
    'cloudtrail',
    ({ trails }) => trails().send(new DescribeTrailsCommand({})),
    'AccessDeniedException',
    'ThrottlingException',
  ],
  [
    'ec2',
    ({ config }) => new EC2Client(config()).send(new DescribeRegionsCommand({})),
    'UnauthorizedOperation',
    'RequestLimitExceeded',
  ],
  ['iam', ({ iam }) => iam().send(new ListRolesCommand({})), 'AccessDenied', 'Throttling'],
  ['kms', ({ kms }) => kms().send(new CreateKeyCommand({})), 'AccessDeniedException', 'ThrottlingException'],
  [
    'logs',
    ({ logs }) => logs().send(new DescribeLogGroupsCommand({})),
    'AccessDeniedException',
    'ThrottlingException',
  ],
  [
    'organizations',
    ({ organizations }) => organizations().send(new DescribeOrganizationCommand({})),
    'AccessDeniedException',
    'ThrottlingException',
  ],
  ['s3', ({ s3 }) => s3().send(new CreateBucketCommand({ Bucket })), 'AccessDenied', 'SlowDown'],
  [
    'sns',
    ({ sns }) => sns().send(new CreateTopicCommand({ Name: 'topic' })),
    'AuthorizationErrorException',
    'Throttling',
  ],
  [
    'sts',
    ({ config }) => new STSClient(config()).send(new GetCallerIdentityCommand({})),
    'AccessDenied',
    'Throttling',
  ],
];

describe.each(calls)('%s', (service, send, denied, throttled) => {
  it('denies and throttles in its own words, and nothing happens', async () => {
    for (const [effect, name] of [
      [deny, denied],
      [throttle, throttled],
    ] as const) {
      const sandbox = openSandbox({ faults: [{ service, effect }] });
      const before = sandbox.account.snapshot();
      await expect(send(sandbox)).rejects.toMatchObject({ name });
      expect(sandbox.account.snapshot()).toEqual(before);
    }
  });
});

describe('a fault', () => {
  it('meets the calls of its service and operation, and of them the one of its number', async () => {
    const { s3 } = openSandbox({
      faults: [{ service: 's3', operation: 'CreateBucket', nth: 2, effect: deny }],
    });
    const create = (name: string) => s3().send(new CreateBucketCommand({ Bucket: name }));
    await create('bucket-1');
    await s3().send(new DeleteBucketCommand({ Bucket: 'bucket-1' }));
    await expect(create('bucket-2')).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: s3:CreateBucket') as string,
    });
    await create('bucket-2');
  });

  it('by number alone meets whatever call comes then', async () => {
    const { logs, iam } = openSandbox({ faults: [{ nth: 2, effect: deny }] });
    await logs().send(new CreateLogGroupCommand({ logGroupName: 'a' }));
    const role = iam().send(new CreateRoleCommand({ RoleName: 'a', AssumeRolePolicyDocument: '{}' }));
    await expect(role).rejects.toMatchObject({ name: 'AccessDenied' });
    await logs().send(new CreateLogGroupCommand({ logGroupName: 'b' }));
  });

  it('that denies is recorded, and one that throttles is not', async () => {
    const faults = [
      { operation: 'StopLogging', nth: 1, effect: deny },
      { operation: 'StopLogging', nth: 2, effect: throttle },
    ];
    const { trails, recordsOf } = openSandbox({ faults });
    const stop = () => trails().send(new StopLoggingCommand({ Name: 'org-audit' }));
    await expect(stop()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    await expect(stop()).rejects.toMatchObject({ name: 'ThrottlingException' });
    expect(await recordsOf('StopLogging')).toMatchObject([
      { errorCode: 'AccessDeniedException', responseElements: null },
    ]);
  });
});

describe('a connection that breaks', () => {
  it('before the call leaves no trace of it', async () => {
    const { account, recordsOf, s3 } = openSandbox({
      faults: [{ effect: { kind: 'drop' }, operation: 'CreateBucket' }],
    });
    const before = account.snapshot();
    await expect(s3().send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(account.snapshot()).toEqual(before);
    expect(await recordsOf('CreateBucket')).toEqual([]);
  });

  it('after the call leaves its effect', async () => {
    const faults = [{ effect: { kind: 'crash-after' } as const, operation: 'CreateBucket' }];
    const { account, recordsOf, s3 } = openSandbox({ faults });
    await expect(s3().send(new CreateBucketCommand({ Bucket }))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    expect(account.snapshot()['buckets']).toHaveProperty(Bucket);
    expect(await recordsOf('CreateBucket')).toMatchObject([{ requestParameters: { bucketName: Bucket } }]);
  });

  it.each(['drop', 'crash-after'] as const)('breaks on loopback too: %s', async (kind) => {
    const account = createSampleAccount({
      clock: { now: () => 0 },
      history: () => [],
      faults: [{ effect: { kind } }],
    });
    const door = await openLoopback(account, 0);
    const client = new S3Client({
      region: 'us-east-1',
      endpoint: door.address,
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      forcePathStyle: true,
      maxAttempts: 1,
    });
    const created = client.send(new CreateBucketCommand({ Bucket }));
    await expect(created).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(Bucket in (account.snapshot()['buckets'] as object)).toBe(kind === 'crash-after');
    await door.close();
  });
});

describe('a late answer', () => {
  function late() {
    const { account, config } = openSandbox({
      faults: [{ effect: { kind: 'delay', milliseconds: 60_000 } }],
    });
    const waits: number[] = [];
    let wake: () => void = () => undefined;
    const requestHandler = inProcessHandler(account, (milliseconds, signal) => {
      waits.push(milliseconds);
      return new Promise((resolve) => {
        wake = resolve;
        signal?.addEventListener?.('abort', resolve);
      });
    });
    const client = new S3Client({ ...config(), requestHandler });
    return {
      account,
      client,
      waits,
      wake: () => {
        wake();
      },
    };
  }

  const started = (waits: readonly number[]) => expect.poll(() => waits, { interval: 1 }).toEqual([60_000]);

  it('comes when its time is over', async () => {
    const { client, waits, wake } = late();
    const created = client.send(new CreateBucketCommand({ Bucket }));
    await started(waits);
    wake();
    expect(await created).toMatchObject({ Location: `/${Bucket}` });
  });

  it('is not waited for by whoever gives up, but the call has taken effect', async () => {
    const { account, client, waits } = late();
    const controller = new AbortController();
    const created = client.send(new CreateBucketCommand({ Bucket }), { abortSignal: controller.signal });
    await started(waits);
    controller.abort();
    await expect(created).rejects.toMatchObject({ name: 'AbortError' });
    expect(account.snapshot()['buckets']).toHaveProperty(Bucket);
  });
});

it('makes the same snapshot of the same calls', async () => {
  const snapshots = await Promise.all(
    [1, 2].map(async () => {
      const { account, kms, s3 } = openSandbox();
      await s3().send(new CreateBucketCommand({ Bucket }));
      await kms().send(new CreateKeyCommand({}));
      return account.snapshot();
    }),
  );
  expect(snapshots[0]).toEqual(snapshots[1]);
  // Plain data: nothing is lost where it is written out and read again.
  expect(JSON.parse(JSON.stringify(snapshots[0]))).toEqual(snapshots[0]);
});
