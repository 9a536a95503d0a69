/** What goes wrong while a trail is set up in the sample account, and the state that the account is left in. */
import { afterEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { defaultAnswers, type TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import type { Call, ServiceId } from '../../src/core/trails/setup/plan.ts';
import { sampleAccountId as account } from '../../src/sandbox/sample/cast.ts';
import type { SampleAccountOptions } from '../../src/sandbox/sample-account.ts';
import { SandboxSetup, sampleRegion as region, withoutKept } from '../support/sandbox-setup.ts';

const key = 'alias/acme-audit';
const legacy = { bucket: 'acme-legacy-logs', region: 'us-west-2' };

let setup: SandboxSetup;

function open(options: Partial<SampleAccountOptions> = {}): SandboxSetup {
  setup = new SandboxSetup(options);
  return setup;
}

// Whatever the test is about: a bucket's name may have changed hands.
afterEach(() => {
  const unowned = setup.calls.filter(
    ({ service, input }) => service === 's3' && input['ExpectedBucketOwner'] !== account,
  );
  expect(unowned.filter(({ operation }) => operation !== 'CreateBucket')).toEqual([]);
});

function answers(changes: Partial<TrailAnswers> = {}): TrailAnswers {
  return { ...defaultAnswers('new-trail', region, account), ...changes };
}

const merged: Partial<TrailAnswers> = {
  bucket: { kind: 'existing', name: 'acme-data' },
  encryption: { kind: 'existing-key', key },
};

function call(service: ServiceId, operation: string, input: JsonObject, where = region): Call {
  return { service, operation, region: where, input };
}

/** Somebody acts once, right before the plan's own nth call of an operation. */
function before(operation: string, act: () => Promise<unknown>, nth = 1): void {
  let count = 0;
  setup.meanwhile = async (sent) => {
    if (sent.operation === operation && ++count === nth) {
      await act();
    }
  };
}

function policyOf(snapshot: JsonObject, bucket: string): unknown {
  return ((snapshot['buckets'] as JsonObject)[bucket] as JsonObject)['policy'];
}

describe('too many calls', () => {
  it('that pass are waited for', async () => {
    open({
      faults: [1, 2, 3].map((nth) => ({ operation: 'CreateTrail', nth, effect: { kind: 'throttle' } })),
    });
    expect(await setup.run(await setup.plan(answers()))).toMatchObject({ outcome: 'done', isLogging: true });
  });

  it('that do not pass undo what was done', async () => {
    open({ faults: [{ operation: 'CreateTrail', effect: { kind: 'throttle' } }] });
    const start = setup.account.snapshot();
    expect(await setup.run(await setup.plan(answers(merged)))).toMatchObject({
      outcome: 'undone',
      stop: { kind: 'failed', step: 'trail', error: { failure: { kind: 'throttled' } } },
    });
    expect(withoutKept(setup.account.snapshot())).toEqual(withoutKept(start));
  });
});

describe('what somebody else does after the review', () => {
  it('by making a trail of the name stops the run, and that trail stays', async () => {
    open();
    const plan = await setup.plan(answers());
    const theirs = { Name: 'new-trail', S3BucketName: 'acme-trail-logs' };
    let start: JsonObject = {};
    // The first look is the one at everything, the second right before the call.
    before(
      'GetTrail',
      async () => {
        await setup.act(call('cloudtrail', 'CreateTrail', theirs));
        start = setup.account.snapshot();
      },
      2,
    );
    expect(await setup.run(plan)).toMatchObject({
      outcome: 'undone',
      stop: { kind: 'changed', step: 'trail', message: 'The trail new-trail exists by now.' },
      remaining: [],
    });
    const { buckets, ...others } = withoutKept(setup.account.snapshot());
    const { buckets: bucketsThen, ...othersThen } = withoutKept(start);
    expect(others).toEqual(othersThen);
    const ours = answers().bucket.name;
    expect(Object.keys(buckets as JsonObject)).not.toContain(ours);
    expect({ ...(buckets as JsonObject), [ours]: undefined }).toEqual({
      ...(bucketsThen as JsonObject),
      [ours]: undefined,
    });
  });

  it('by using up the quota of trails undoes what was done', async () => {
    open();
    const plan = await setup.plan(answers());
    let start: JsonObject = {};
    before('CreateTrail', async () => {
      const make = async (number: number): Promise<void> => {
        const theirs = { Name: `theirs-${number}`, S3BucketName: 'acme-trail-logs' };
        await setup.act(call('cloudtrail', 'CreateTrail', theirs));
        await make(number + 1);
      };
      await make(1).catch(() => undefined);
      start = setup.account.snapshot();
    });
    const result = await setup.run(plan);
    expect(result).toMatchObject({
      outcome: 'undone',
      stop: { error: { failure: { kind: 'refused', code: 'MaximumNumberOfTrailsExceededException' } } },
    });
    expect(setup.account.snapshot()['trails']).toEqual(start['trails']);
    expect(Object.keys(setup.account.snapshot()['buckets'] as JsonObject)).not.toContain(
      answers().bucket.name,
    );
  });

  it('by giving the key up undoes what was done', async () => {
    open();
    const plan = await setup.plan(answers(merged));
    let start: JsonObject = {};
    before('GetCallerIdentity', async () => {
      const { KeyMetadata } = await setup.act(call('kms', 'DescribeKey', { KeyId: key }));
      const { KeyId } = KeyMetadata as { KeyId: string };
      await setup.act(call('kms', 'ScheduleKeyDeletion', { KeyId, PendingWindowInDays: 7 }));
      start = setup.account.snapshot();
    });
    const result = await setup.run(plan);
    expect(result).toMatchObject({ outcome: 'undone', stop: { kind: 'failed' } });
    const end = setup.account.snapshot();
    expect(policyOf(end, 'acme-data')).toEqual(policyOf(start, 'acme-data'));
    expect(end['keys']).toEqual(start['keys']);
    expect(end['trails']).toEqual(start['trails']);
  });

  it('by refusing the bucket to CloudTrail undoes what was done, and their Deny stays', async () => {
    open();
    const plan = await setup.plan(answers(merged));
    const deny = {
      Sid: 'Nobody',
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: 'arn:aws:s3:::acme-data/*',
    };
    const place = { Bucket: 'acme-data', ExpectedBucketOwner: account };
    before('CreateTrail', async () => {
      const { Policy } = await setup.act(call('s3', 'GetBucketPolicy', place));
      const document = JSON.parse(Policy as string) as { Statement: object[] };
      const changed = JSON.stringify({ ...document, Statement: [...document.Statement, deny] });
      await setup.act(call('s3', 'PutBucketPolicy', { ...place, Policy: changed }));
    });
    const result = await setup.run(plan);
    expect(result).toMatchObject({
      outcome: 'undone',
      stop: { error: { failure: { code: 'InsufficientS3BucketPolicyException' } } },
    });
    const left = JSON.parse(policyOf(setup.account.snapshot(), 'acme-data') as string) as {
      Statement: JsonObject[];
    };
    expect(left.Statement.map(({ Sid }) => Sid)).toContain('Nobody');
    expect(JSON.stringify(left)).not.toContain('new-trail');
  });
});

describe('a bucket in another Region than the trail', () => {
  const there = answers({
    bucket: { kind: 'existing', name: legacy.bucket },
    encryption: { kind: 'new-key', alias: 'there' },
  });

  it('gets its key in its own Region', async () => {
    open();
    const plan = await setup.plan(there);
    expect(plan.refusals).toEqual([]);
    expect(await setup.run(plan)).toMatchObject({ outcome: 'done', isLogging: true });
    const { Trail } = await setup.act(call('cloudtrail', 'GetTrail', { Name: 'new-trail' }));
    expect((Trail as JsonObject)['KmsKeyId']).toMatch(new RegExp(`^arn:aws:kms:${legacy.region}:`));
    expect((Trail as JsonObject)['HomeRegion']).toBe(region);
  });

  it('is left as it was where a step fails', async () => {
    open({ faults: [{ operation: 'StartLogging', effect: { kind: 'deny' } }] });
    const start = setup.account.snapshot();
    const result = await setup.run(await setup.plan(there));
    expect(result).toMatchObject({ outcome: 'undone', remaining: [] });
    expect(withoutKept(setup.account.snapshot())).toEqual(withoutKept(start));
  });
});

describe('a plan that must not run', () => {
  it.each([
    ['an invalid name', { name: 'a--b' }, 'bad-answer'],
    [
      'a bucket of somebody else',
      { bucket: { kind: 'existing', name: 'cloudtrail-logs' } },
      'bucket-of-other-account',
    ],
    ['a bucket that is not there', { bucket: { kind: 'existing', name: 'acme-nothing' } }, 'bucket-missing'],
    ['the name of a trail that exists', { name: 'org-audit' }, 'trail-exists'],
    [
      'a key in another Region than the bucket',
      { encryption: { kind: 'existing-key', key }, bucket: { kind: 'existing', name: legacy.bucket } },
      'thing-missing',
    ],
  ] as const)('because of %s changes nothing', async (_, changes, id) => {
    open();
    const start = setup.account.snapshot();
    const plan = await setup.plan(answers(changes));
    expect(plan.refusals.map((refusal) => refusal.id)).toContain(id);
    const sent = setup.calls.length;
    await expect(setup.run(plan)).rejects.toMatchObject({ failure: { kind: 'invalid-input' } });
    expect(setup.calls).toHaveLength(sent);
    expect(setup.account.snapshot()).toEqual(start);
  });

  it('because its Region is not enabled is not even made', async () => {
    open();
    const start = setup.account.snapshot();
    await expect(setup.plan(answers({ homeRegion: 'af-south-1' }))).rejects.toMatchObject({
      failure: { kind: 'invalid-input' },
      message: 'The Region af-south-1 is not enabled in this account',
    });
    expect(setup.account.snapshot()).toEqual(start);
  });
});
