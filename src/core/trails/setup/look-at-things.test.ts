import { describe, expect, it } from 'vitest';
import { never } from '../../../../test/support/aws-on-wire.ts';
import { SandboxSetup } from '../../../../test/support/sandbox-setup.ts';
import { defaultAnswers } from './answers.ts';
import { asking } from './ask.ts';
import {
  admitsCloudTrail,
  locateBucket,
  lookAtBucket,
  lookAtKey,
  subjectOfAnswers,
} from './look-at-things.ts';

const account = '111122223333';
const subject = subjectOfAnswers(defaultAnswers('logs', 'us-east-1', account), account);

function ask(options: ConstructorParameters<typeof SandboxSetup>[0] = {}) {
  const { aws, connection } = new SandboxSetup(options);
  return asking(aws.caller, connection, never);
}

describe('a bucket', () => {
  it.each([
    ['acme-trail-logs', { region: 'us-east-1', encryption: { kind: 's3' }, policy: 'allowed' }],
    ['acme-data', { region: 'us-east-1', encryption: { kind: 's3' }, policy: 'not-allowed' }],
    ['acme-audit-111122223333', { region: 'us-east-1', encryption: { kind: 's3' }, policy: 'not-allowed' }],
    ['acme-data-access-logs', { region: 'eu-west-1', encryption: { kind: 's3' }, policy: 'denied' }],
    [
      'acme-records',
      {
        region: 'us-east-1',
        encryption: {
          kind: 'kms',
          key: `arn:aws:kms:us-east-1:${account}:key/7b0f6d34-52c1-4f0e-8a6b-94f2c1d7e3a5`,
        },
        policy: 'not-allowed',
      },
    ],
  ])('%s', async (name, value) => {
    const look = await lookAtBucket(ask(), name, undefined, subject, undefined);
    expect(look).toEqual({ kind: 'known', value });
  });

  it('may fit with one prefix alone', async () => {
    const audit = { ...subject, trailArn: `arn:aws:cloudtrail:us-east-1:${account}:trail/org-audit` };
    const policyWith = async (prefix: string) => {
      const look = await lookAtBucket(ask(), 'acme-audit-111122223333', 'us-east-1', audit, prefix);
      return look.kind === 'known' ? look.value.policy : look.kind;
    };
    expect([await policyWith('prod'), await policyWith('test')]).toEqual(['allowed', 'not-allowed']);
  });

  it('that is not there is absent, and that of somebody else not known', async () => {
    expect(await lookAtBucket(ask(), 'acme-none', undefined, subject, undefined)).toEqual({ kind: 'absent' });
    expect(await locateBucket(ask(), 'logs', subject)).toMatchObject({ kind: 'unknown', isDenied: true });
  });

  it('may keep its policy from the user', async () => {
    const denied = ask({ faults: [{ operation: 'GetBucketPolicy', effect: { kind: 'deny' } }] });
    const look = await lookAtBucket(denied, 'acme-trail-logs', 'us-east-1', subject, undefined);
    expect(look).toMatchObject({ value: { policy: 'unknown' } });
  });

  it('breaks off where nothing can be read', async () => {
    const offline = ask({ faults: [{ service: 's3', effect: { kind: 'drop' } }] });
    await expect(lookAtBucket(offline, 'acme-data', 'us-east-1', subject, undefined)).rejects.toThrow();
  });
});

describe('a key', () => {
  it.each([
    ['alias/acme-data', { isUsable: true, state: 'Enabled', policy: 'not-allowed' }],
    ['alias/acme-data-2023', { isUsable: false, state: 'Disabled', policy: 'not-allowed' }],
  ])('%s', async (name, value) => {
    expect(await lookAtKey(ask(), name, 'us-east-1', subject)).toEqual({ kind: 'known', value });
  });

  it('that fits is told apart', async () => {
    const audit = { ...subject, trailArn: `arn:aws:cloudtrail:us-east-1:${account}:trail/org-audit` };
    expect(await lookAtKey(ask(), 'alias/acme-audit', 'us-east-1', audit)).toMatchObject({
      value: { policy: 'allowed' },
    });
  });

  it('is only in its Region', async () => {
    expect(await lookAtKey(ask(), 'alias/acme-data', 'eu-west-1', subject)).toEqual({ kind: 'absent' });
  });
});

it('a role lets CloudTrail take it, or does not', () => {
  const trust = (service: string) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
    });
  expect(admitsCloudTrail(trust('cloudtrail.amazonaws.com'), 'logs', subject)).toBe(true);
  expect(admitsCloudTrail(trust('ec2.amazonaws.com'), 'logs', subject)).toBe(false);
  expect(admitsCloudTrail('nonsense', 'logs', subject)).toBe(false);
});
