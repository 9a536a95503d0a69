import { get } from 'node:http';
import { connect } from 'node:net';
import { CloudTrailClient, LookupEventsCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import { GetBucketLocationCommand, HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSampleAccount } from '../sample-account.ts';
import { openLoopback } from './loopback.ts';
import type { LoopbackDoor } from './loopback.ts';

let door: LoopbackDoor;

beforeEach(async () => {
  const clock = { now: () => Date.UTC(2026, 3, 1) };
  door = await openLoopback(createSampleAccount({ clock, history: () => [], throttles: false }), 0);
});

afterEach(() => door.close());

const config = () => ({
  region: 'us-east-1',
  endpoint: door.address,
  credentials: { accessKeyId: 'AKIAEXAMPLECALLER', secretAccessKey: 'secret' },
  maxAttempts: 1,
});

it('listens on this machine alone', () => {
  expect(door.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
});

it('answers the SDK, and records the calls', async () => {
  const client = new CloudTrailClient({ ...config(), customUserAgent: 'trailscope/0.1.0' });
  await client.send(new StartLoggingCommand({ Name: 'org-audit' }));
  await new STSClient(config()).send(new GetCallerIdentityCommand({}));
  const { Events = [] } = await client.send(new LookupEventsCommand({}));
  expect(Events.map(({ EventName }) => EventName)).toEqual(['GetCallerIdentity', 'StartLogging']);
  const record: unknown = JSON.parse(Events[1]?.CloudTrailEvent ?? '');
  expect(record).toMatchObject({ sourceIPAddress: '127.0.0.1' });
  expect(record).toHaveProperty('userAgent', expect.stringContaining('trailscope/0.1.0'));
});

it('answers S3 with and without a body', async () => {
  const s3 = new S3Client({ ...config(), forcePathStyle: true });
  expect(await s3.send(new HeadBucketCommand({ Bucket: 'acme-data' }))).toMatchObject({
    BucketRegion: 'us-east-1',
  });
  await expect(s3.send(new HeadBucketCommand({ Bucket: 'nobody' }))).rejects.toMatchObject({
    name: 'NotFound',
  });
  const location = await s3.send(new GetBucketLocationCommand({ Bucket: 'acme-legacy-logs' }));
  expect(location.LocationConstraint).toBe('us-west-2');
});

it('refuses a body without end', async () => {
  const answer = await fetch(door.address, { method: 'POST', body: Buffer.alloc(9 * 1024 * 1024) });
  expect(answer.status).toBe(413);
});

/** The status of an answer to a request for a host, by whatever name it is called. */
function statusFor(host: string): Promise<number | undefined> {
  const { hostname, port } = new URL(door.address);
  return new Promise((resolve, reject) => {
    get({ hostname, port, headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', reject);
  });
}

it.each(['127.0.0.1', 'localhost:4800', 'acme-data.localhost:4800'])('is called %s', async (host) => {
  // Not signed, so refused as AWS does.
  expect(await statusFor(host)).toBe(403);
});

it.each(['evil.example:4800', 'localhost.evil.example', '127.0.0.1.evil.example'])(
  'does not answer to the name %j, which a web page could give it',
  async (host) => {
    expect(await statusFor(host)).toBe(421);
  },
);

it('lets no page of another origin read', async () => {
  const headers = { origin: 'https://evil.example', 'access-control-request-method': 'POST' };
  const answer = await fetch(door.address, { method: 'OPTIONS', headers });
  expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

it('survives a client that goes away', async () => {
  const socket = connect(Number(new URL(door.address).port), '127.0.0.1');
  await new Promise<void>((resolve) => {
    socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf', () => {
      socket.destroy();
      resolve();
    });
  });
  expect(await new STSClient(config()).send(new GetCallerIdentityCommand({}))).toBeDefined();
});

it('says that a port is taken', async () => {
  const account = createSampleAccount({ clock: { now: () => 0 } });
  const second = openLoopback(account, Number(new URL(door.address).port));
  await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
