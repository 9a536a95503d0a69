/** Signing in, and looking at trails and switching them, on an implementation of the services that is not ours. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openAws, type Aws } from '../../src/aws/open-aws.ts';
import { connection, inRegion, type Connection, type CredentialSource } from '../../src/core/connection.ts';
import { failureOf, never } from '../support/aws-on-wire.ts';
import { startMoto, type MotoServer } from '../support/moto-server.ts';
import { stubUserConfig } from '../support/user-config.ts';
import { account, region } from './setup.ts';

const serial = `arn:aws:iam::${account}:mfa/maria`;
const config = `[profile base]
aws_access_key_id = AKIAEXAMPLEBASEKEY00
aws_secret_access_key = example-secret
region = ${region}
[profile auditor]
role_arn = arn:aws:iam::${account}:role/Auditor
source_profile = base
role_session_name = maria
external_id = acme
duration_seconds = 1800
[profile admin]
role_arn = arn:aws:iam::${account}:role/Admin
source_profile = auditor
role_session_name = maria
mfa_serial = ${serial}
[profile elsewhere]
role_arn = arn:aws:iam::111122223333:role/Auditor
source_profile = base
role_session_name = maria
`;

let moto: MotoServer | undefined;
let aws: Aws;

beforeAll(async () => {
  moto = await startMoto();
});

afterAll(() => moto?.stop());

beforeEach(async ({ skip }) => {
  if (moto === undefined) {
    skip('moto_server is not installed');
    return;
  }
  await moto.reset();
  stubUserConfig({ config, environment: { AWS_ENDPOINT_URL: moto.endpoint } });
  aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('The sample account is not part of this test')),
    prompts: { mfaCode: () => Promise.resolve('123456') },
  });
  return () => {
    aws.dispose();
  };
});

function on(name: string): Connection {
  const credentials: CredentialSource = { kind: 'profile', name };
  return connection({ credentials, region });
}

function act(service: 'cloudtrail' | 's3', operation: string, input: Record<string, string | boolean>) {
  return aws.caller.call(on('base'), { service, operation, region, input }, never);
}

it('a role, and a role by that role with an MFA code, are who they say', async () => {
  expect(await aws.account.identity(on('auditor'), never)).toMatchObject({
    account,
    arn: `arn:aws:sts::${account}:assumed-role/Auditor/maria`,
  });
  expect((await failureOf(aws.account.identity(on('admin'), never))).failure.kind).toBe('sign-in-needed');
  await aws.signIn.signIn(on('admin'), never);
  expect((await aws.account.identity(on('admin'), never)).arn).toBe(
    `arn:aws:sts::${account}:assumed-role/Admin/maria`,
  );
});

it('two accounts in flight show each their own trails', async () => {
  await act('s3', 'CreateBucket', { Bucket: 'acme-audit' });
  await act('cloudtrail', 'CreateTrail', { Name: 'base-trail', S3BucketName: 'acme-audit' });
  const [own, others, ownAgain] = await Promise.all([
    aws.trails.list(on('base'), never),
    aws.trails.list(on('elsewhere'), never),
    aws.trails.list(on('auditor'), never),
  ]);
  expect([own, ownAgain].map((trails) => trails.map(({ name }) => name))).toEqual([
    ['base-trail'],
    ['base-trail'],
  ]);
  expect(others).toEqual([]);
});

it('a trail is listed, described, started and stopped, from another Region too', async () => {
  await act('s3', 'CreateBucket', { Bucket: 'acme-audit' });
  await act('cloudtrail', 'CreateTrail', {
    Name: 'org-audit',
    S3BucketName: 'acme-audit',
    IsMultiRegionTrail: true,
  });
  const away = inRegion(on('base'), 'us-east-2');
  const [trail] = await aws.trails.list(away, never);
  expect(trail).toMatchObject({ name: 'org-audit', homeRegion: region, isMultiRegion: true });
  const isLogging = async () => (await aws.trails.status(away, trail!, never)).isLogging;
  expect(await isLogging()).toBe(false);
  // By its name, as plans do: moto knows no other way here.
  await act('cloudtrail', 'StartLogging', { Name: 'org-audit' });
  expect(await isLogging()).toBe(true);
  await act('cloudtrail', 'StopLogging', { Name: 'org-audit' });
  expect(await isLogging()).toBe(false);
  expect(await aws.trails.selectors(away, trail!, never)).toBeDefined();
  expect((await aws.trails.tags(away, trail!, never)).size).toBe(0);
});

it('the Regions of the account and its missing alias are read', async () => {
  const { names, error } = await aws.account.regionChoices(on('base'), never);
  expect(error).toBeUndefined();
  expect(names).toContain('eu-west-1');
  expect(await aws.account.alias(on('base'), never)).toBeUndefined();
});
