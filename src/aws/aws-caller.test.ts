import { describe, expect, test } from 'vitest';
import { awsOnWire, chain, failureOf, never } from '../../test/support/aws-on-wire.ts';
import { FakeWire, json, jsonError, xml } from '../../test/support/fake-wire.ts';
import { environmentKeys, stubUserConfig } from '../../test/support/user-config.ts';
import { connection } from '../core/connection.ts';
import type { Call } from '../core/trails/setup/plan.ts';
import { openAws } from './open-aws.ts';

const owner = '111122223333';

function call(service: Call['service'], operation: string, input: Call['input'] = {}): Call {
  return { service, operation, region: 'eu-west-1', input };
}

describe('calls of plans', () => {
  test('go to the Region of the call, with its input, and answer plain JSON', async () => {
    const { aws, wire } = awsOnWire(() => json({ IsLogging: true, StartLoggingTime: 1_795_000_000 }));
    const answer = await aws.caller.call(
      chain,
      call('cloudtrail', 'GetTrailStatus', { Name: 'audit' }),
      never,
    );
    expect(answer).toEqual({ IsLogging: true, StartLoggingTime: '2026-11-18T11:06:40.000Z' });
    expect(wire.requests).toMatchObject([{ url: 'https://cloudtrail.eu-west-1.amazonaws.com/' }]);
  });

  test.each([
    call('s3', 'DeleteObjects'),
    call('s3', 'PutObject'),
    call('iam', 'CreateUser'),
    call('kms', 'Decrypt'),
    call('cloudtrail', 'constructor'),
    call('cloudtrail', 'toString'),
  ])('that are not listed are not made: $service:$operation', async (unlisted) => {
    const { aws, wire } = awsOnWire(() => json({}));
    expect((await failureOf(aws.caller.call(chain, unlisted, never))).failure.kind).toBe('bug');
    expect(wire.requests).toEqual([]);
  });

  test('about a bucket say who owns it, or are not made', async () => {
    const { aws, wire } = awsOnWire(() => json({ Version: '2012-10-17' }));
    const anonymous = call('s3', 'GetBucketPolicy', { Bucket: 'logs' });
    expect((await failureOf(aws.caller.call(chain, anonymous, never))).failure.kind).toBe('bug');
    expect(wire.requests).toEqual([]);
    const input = { Bucket: 'logs', ExpectedBucketOwner: owner };
    const answer = await aws.caller.call(chain, call('s3', 'GetBucketPolicy', input), never);
    expect(answer).toEqual({ Policy: '{"Version":"2012-10-17"}' });
    expect(wire.requests[0]!.headers).toMatchObject({ 'x-amz-expected-bucket-owner': owner });
  });

  test('that change something are not sent again when the answer is lost; those that read are', async () => {
    const { aws, wire } = awsOnWire(() =>
      Promise.reject(Object.assign(new Error('gone'), { code: 'ECONNRESET' })),
    );
    const failure = await failureOf(aws.caller.call(chain, call('kms', 'CreateKey'), never));
    expect(failure.failure.kind).toBe('offline');
    expect(wire.requests).toHaveLength(1);
    await failureOf(aws.caller.call(chain, call('kms', 'ListKeys'), never));
    expect(wire.requests).toHaveLength(4);
  });

  test.each([
    ['kms', 'PutKeyPolicy', 'BypassPolicyLockoutSafetyCheck'],
    ['kms', 'CreateKey', 'BypassPolicyLockoutSafetyCheck'],
    ['s3', 'DeleteObject', 'BypassGovernanceRetention'],
    ['s3', 'PutBucketPolicy', 'ConfirmRemoveSelfBucketAccess'],
  ] as const)('never have %s %s force anything with %s', async (service, operation, member) => {
    const { aws, wire } = awsOnWire(() => json({}));
    const input = { Bucket: 'logs', ExpectedBucketOwner: owner, [member]: true };
    const { failure } = await failureOf(aws.caller.call(chain, call(service, operation, input), never));
    expect(failure).toEqual({ kind: 'bug' });
    expect(wire.requests).toEqual([]);
  });

  test('name the permission that they lack as IAM does', async () => {
    const { aws } = awsOnWire(() =>
      xml('<Error><Code>AccessDenied</Code><Message>no</Message></Error>', 403),
    );
    const input = { Bucket: 'logs', ExpectedBucketOwner: owner };
    const { failure } = await failureOf(
      aws.caller.call(chain, call('s3', 'GetBucketEncryption', input), never),
    );
    expect(failure).toEqual({ kind: 'denied', action: 's3:GetEncryptionConfiguration' });
  });

  test('keep the code of a refusal', async () => {
    const { aws } = awsOnWire(() => jsonError('TrailAlreadyExistsException', 'there is one', 400));
    const { failure } = await failureOf(aws.caller.call(chain, call('cloudtrail', 'CreateTrail'), never));
    expect(failure).toEqual({ kind: 'refused', code: 'TrailAlreadyExistsException' });
  });

  test('to an endpoint of the user have the bucket in the path', async () => {
    const { aws, wire } = awsOnWire(() => json({}));
    const local = connection({ ...chain, endpoint: 'http://127.0.0.1:5000' });
    const input = { Bucket: 'logs', ExpectedBucketOwner: owner };
    await aws.caller.call(local, call('s3', 'GetBucketPolicy', input), never);
    expect(wire.requests[0]!.url).toMatch(/^http:\/\/127\.0\.0\.1:5000\/logs/);
  });
});

describe('calls of the sample account', () => {
  test('take nothing from the environment, whatever the service', async () => {
    const hostile = {
      AWS_REQUEST_CHECKSUM_CALCULATION: 'hostile',
      AWS_RESPONSE_CHECKSUM_VALIDATION: 'hostile',
      AWS_S3_USE_ARN_REGION: 'hostile',
      AWS_S3_DISABLE_MULTIREGION_ACCESS_POINTS: 'hostile',
      AWS_S3_DISABLE_EXPRESS_SESSION_AUTH: 'hostile',
      AWS_SIGV4A_SIGNING_REGION_SET: 'hostile',
      AWS_ENDPOINT_URL: 'http://hostile.test',
      AWS_ENDPOINT_URL_S3: 'http://hostile.test',
    };
    stubUserConfig({ environment: { ...environmentKeys, ...hostile } });
    const wire = new FakeWire(() => json({}));
    const aws = openAws({ version: '1.2.3', sampleHandler: () => Promise.resolve(wire.handler) });
    const sample = connection({ credentials: { kind: 'sample' }, region: 'eu-west-1' });
    const place = { Bucket: 'logs', ExpectedBucketOwner: owner };
    for (const one of [
      call('s3', 'PutBucketPolicy', { ...place, Policy: '{}' }),
      call('kms', 'ListKeys'),
      call('logs', 'DescribeLogGroups'),
      call('organizations', 'DescribeOrganization'),
    ]) {
      await aws.caller.call(sample, one, never);
    }
    expect(wire.requests.map(({ url }) => new URL(url).host)).toEqual([
      'logs.s3.eu-west-1.amazonaws.com',
      'kms.eu-west-1.amazonaws.com',
      'logs.eu-west-1.amazonaws.com',
      'organizations.us-east-1.amazonaws.com',
    ]);
    expect(JSON.stringify(wire.requests)).not.toContain('hostile');
  });
});
