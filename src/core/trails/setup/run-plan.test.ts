import { describe, expect, it } from 'vitest';
import {
  account,
  accountPolicy,
  bucket,
  key,
  keyArn,
  knownFact,
} from '../../../../test/support/account-facts.ts';
import type { FakeState } from '../../../../test/support/fake-account.ts';
import { bucketName, everything, PlanRun, trailArn } from '../../../../test/support/plan-run.ts';
import type { TrailAnswers } from './answers.ts';
import { unfinishedRun, type JournalEntry } from './journal.ts';
import { resumeRun, runPlan, undoRun } from './run-plan.ts';

const offline = { kind: 'offline', reason: 'ECONNRESET' } as const;

/** A run into a bucket and with a key that existed before. */
function intoExisting(bucketPolicy: string, changes: Partial<TrailAnswers> = {}): PlanRun {
  const run = new PlanRun(
    {
      bucket: { kind: 'existing', name: 'acme-audit' },
      encryption: { kind: 'existing-key', key: keyArn },
      ...changes,
    },
    { bucket: bucket({ policy: knownFact(bucketPolicy) }), key: key() },
  );
  run.account.state.buckets['acme-audit'] = { policy: bucketPolicy, settings: {}, objects: [] };
  run.account.state.keys[keyArn] = {
    policy: accountPolicy,
    state: 'Enabled',
    rotates: true,
    description: '',
  };
  return run;
}

function statement(sid: string): object {
  const principal = { AWS: `arn:aws:iam::${account}:role/${sid}` };
  return {
    Sid: sid,
    Effect: 'Allow',
    Principal: principal,
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::acme-audit/*',
  };
}

const ownPolicy = JSON.stringify({ Version: '2012-10-17', Statement: [statement('Readers')] });

describe('a plan that runs to its end', () => {
  it('gives a trail that logs, in the order of the plan', async () => {
    const run = new PlanRun();
    const result = await run.run();
    expect(result).toMatchObject({ outcome: 'done', isLogging: true, remaining: [] });
    expect(run.changes()).toEqual(run.plan.steps.map(({ call }) => call.operation));
    const { input, isLogging } = run.account.state.trails[trailArn]!;
    expect(isLogging).toBe(true);
    // The reference to the key is its ARN by now.
    expect(input['KmsKeyId']).toBe(Object.keys(run.account.state.keys)[0]);
    expect(run.entries.at(-1)).toEqual({ kind: 'end' });
  });

  it('writes each step into the journal before it is called', async () => {
    const run = new PlanRun();
    await run.run();
    const kinds = run.entries.map((entry) => ('step' in entry ? `${entry.kind} ${entry.step}` : entry.kind));
    expect(kinds).toEqual([
      'begin',
      ...run.plan.steps.flatMap(({ id }) => [`trying ${id}`, `did ${id}`]),
      'end',
    ]);
  });

  it('changes nothing of a policy but adds to it', async () => {
    const run = intoExisting(ownPolicy);
    await run.run();
    const { Statement } = JSON.parse(run.account.state.buckets['acme-audit']!.policy!) as {
      Statement: object[];
    };
    expect(Statement[0]).toEqual(statement('Readers'));
    expect(Statement).toHaveLength(3);
    expect(run.changes()).toEqual(['PutBucketPolicy', 'PutKeyPolicy', 'CreateTrail', 'StartLogging']);
  });

  it('waits while what it made is not visible yet', async () => {
    const run = new PlanRun();
    run.account.fault = ({ operation }, nth) =>
      operation === 'CreateTrail' && nth < 4
        ? { kind: 'fail', failure: { kind: 'refused', code: 'InvalidCloudWatchLogsRoleArnException' } }
        : undefined;
    expect((await run.run()).outcome).toBe('done');
    expect(run.time.delays).toEqual([1_000, 2_000, 4_000]);
  });

  it('has run to its end even where the journal cannot say so', async () => {
    const run = new PlanRun();
    const { world } = run;
    const write = (entry: JournalEntry) =>
      entry.kind === 'end' ? Promise.reject(new Error('disk full')) : world.journal.write(entry);
    const result = await runPlan(
      run.plan,
      { ...world, journal: { write } },
      run.controller.signal,
      () => undefined,
    );
    expect(result).toMatchObject({ outcome: 'done', isLogging: true });
  });

  it('changes nothing that the journal cannot tell of first', async () => {
    for (const kind of ['begin', 'trying'] as const) {
      const run = new PlanRun();
      const { world } = run;
      const write = (entry: JournalEntry) =>
        entry.kind === kind ? Promise.reject(new Error('disk full')) : world.journal.write(entry);
      const running = runPlan(
        run.plan,
        { ...world, journal: { write } },
        run.controller.signal,
        () => undefined,
      );
      await (kind === 'begin'
        ? expect(running).rejects.toThrow('disk full')
        : expect(running).resolves.toMatchObject({ outcome: 'undone', stop: { kind: 'failed' } }));
      expect(run.changes()).toEqual([]);
    }
  });

  it('refuses to run with a refusal', async () => {
    const run = new PlanRun({ name: 'a--b' });
    await expect(run.run()).rejects.toThrow('two of . _ - stand side by side');
    expect(run.account.calls).toEqual([]);
  });
});

describe('a run that fails before logging starts', () => {
  const steps = new PlanRun().plan.steps.filter(({ id }) => id !== 'start-logging');

  it.each(steps)('at $id undoes all and leaves the account as it was', async ({ id, call }) => {
    const run = new PlanRun();
    const before = run.account.snapshot();
    run.account.fault = ({ operation }) =>
      operation === call.operation ? { kind: 'fail', failure: { kind: 'denied' } } : undefined;
    const result = await run.run();
    expect(result.stop).toMatchObject({ kind: 'failed', step: id });
    expect(result.outcome).toBe('undone');
    // A key can only be scheduled for deletion.
    for (const one of Object.values(run.account.state.keys)) {
      expect(one.state).toBe('PendingDeletion');
    }
    run.account.state.keys = {};
    expect(run.account.snapshot()).toBe(before);
    expect(run.entries.at(-1)).toEqual({ kind: 'end' });
  });

  it('does so when StartLogging itself is refused', async () => {
    const run = new PlanRun({});
    const before = run.account.snapshot();
    run.account.fault = ({ operation }) =>
      operation === 'StartLogging' ? { kind: 'fail', failure: { kind: 'denied' } } : undefined;
    expect((await run.run()).outcome).toBe('undone');
    expect(run.account.snapshot()).toBe(before);
  });

  it('gives up waiting in the end', async () => {
    const run = new PlanRun({});
    const before = run.account.snapshot();
    run.account.fault = ({ operation }) =>
      operation === 'CreateTrail'
        ? { kind: 'fail', failure: { kind: 'refused', code: 'InsufficientS3BucketPolicyException' } }
        : undefined;
    expect((await run.run()).outcome).toBe('undone');
    expect(run.time.delays.reduce((sum, delay) => sum + delay, 0)).toBeLessThan(60_000);
    expect(run.account.snapshot()).toBe(before);
  });

  it('does not wait for what waiting does not mend', async () => {
    const run = intoExisting(ownPolicy);
    run.account.fault = ({ operation }) =>
      operation === 'CreateTrail'
        ? { kind: 'fail', failure: { kind: 'refused', code: 'S3BucketDoesNotExistException' } }
        : undefined;
    await run.run();
    expect(run.time.delays).toEqual([]);
  });

  it('puts policies back', async () => {
    const run = intoExisting(ownPolicy);
    const before = run.account.snapshot();
    run.account.fault = ({ operation }) =>
      operation === 'CreateTrail' ? { kind: 'fail', failure: { kind: 'denied' } } : undefined;
    const result = await run.run();
    expect(result).toMatchObject({ outcome: 'undone', undone: ['key-policy', 'bucket-policy'] });
    expect(run.account.snapshot()).toBe(before);
  });

  it('undoes when the user cancels', async () => {
    const run = new PlanRun();
    const before = run.account.snapshot();
    run.account.fault = ({ operation }) => ({
      kind: 'before',
      act: () => {
        if (operation === 'CreateRole') {
          run.controller.abort();
        }
      },
    });
    const result = await run.run();
    expect(result).toMatchObject({ outcome: 'undone', stop: { kind: 'cancelled' } });
    run.account.state.keys = {};
    expect(run.account.snapshot()).toBe(before);
  });

  it.each(steps)('waits for $call.operation of $id to arrive before it undoes it', async ({ call }) => {
    const run = new PlanRun();
    const before = run.account.snapshot();
    run.account.fault = ({ operation }) =>
      operation === call.operation
        ? {
            kind: 'slow',
            act: () => {
              run.controller.abort();
            },
          }
        : undefined;
    expect(await run.run()).toMatchObject({ outcome: 'undone', stop: { kind: 'cancelled' } });
    run.account.state.keys = {};
    expect(run.account.snapshot()).toBe(before);
  });

  it('looks again for what it made and what is not visible everywhere yet', async () => {
    const run = new PlanRun();
    const before = run.account.snapshot();
    const unseen = { kind: 'fail', failure: { kind: 'not-found', code: 'NoSuchEntityException' } } as const;
    run.account.fault = ({ operation }, nth) => {
      if (operation === 'PutRolePolicy') {
        return { kind: 'fail', failure: { kind: 'denied' } };
      }
      // The third look is the one of undoing.
      const isUnseen = operation === 'GetRole' ? nth === 3 : operation === 'DeleteRole' && nth === 1;
      return isUnseen ? unseen : undefined;
    };
    expect((await run.run()).outcome).toBe('undone');
    run.account.state.keys = {};
    expect(run.account.snapshot()).toBe(before);
  });

  it('believes in the end that what it made is gone', async () => {
    const run = new PlanRun();
    run.account.fault = ({ operation }) => {
      if (operation !== 'PutRolePolicy') {
        return undefined;
      }
      run.account.state.roles = {};
      return { kind: 'fail', failure: { kind: 'denied' } };
    };
    expect((await run.run()).outcome).toBe('undone');
    expect(run.time.delays.length).toBeLessThan(5);
  });

  it('does not undo what was done before it', async () => {
    const run = new PlanRun({});
    run.account.state.buckets['other'] = { settings: {}, objects: [] };
    run.account.fault = ({ operation }) =>
      operation === 'CreateTrail' ? { kind: 'fail', failure: { kind: 'denied' } } : undefined;
    await run.run();
    expect(Object.keys(run.account.state.buckets)).toEqual(['other']);
  });
});

describe('an answer that is lost', () => {
  const steps = new PlanRun().plan.steps;

  it.each(steps)('at $id is found out about, and the run goes on', async ({ call }) => {
    const run = new PlanRun();
    run.account.fault = ({ operation }, nth) =>
      operation === call.operation && nth === 1 ? { kind: 'lose' } : undefined;
    const result = await run.run();
    expect(result).toMatchObject({ outcome: 'done', isLogging: true });
    expect(Object.keys(run.account.state.keys)).toHaveLength(1);
  });

  it.each(steps)('at $id is asked again where the call never arrived', async ({ call }) => {
    const run = new PlanRun();
    run.account.fault = ({ operation }, nth) =>
      operation === call.operation && nth === 1 ? { kind: 'fail', failure: offline } : undefined;
    expect(await run.run()).toMatchObject({ outcome: 'done', isLogging: true });
  });

  const hidden = `arn:aws:kms:eu-west-1:${account}:key/hidden`;

  /** The answer of CreateKey is lost, and one of the account's keys may not be looked at. */
  function withHiddenKey(arrives: boolean): PlanRun {
    const run = new PlanRun();
    run.account.state.keys[hidden] = { policy: '', state: 'Enabled', rotates: false, description: '' };
    run.account.fault = ({ operation, input }, nth) =>
      operation === 'DescribeKey' && input['KeyId'] === hidden
        ? { kind: 'fail', failure: { kind: 'denied' } }
        : operation === 'CreateKey' && nth === 1
          ? arrives
            ? { kind: 'lose' }
            : { kind: 'fail', failure: offline }
          : undefined;
    return run;
  }

  it('of CreateKey is found behind keys that may not be looked at', async () => {
    expect(await withHiddenKey(true).run()).toMatchObject({ outcome: 'done', isLogging: true });
  });

  it('of CreateKey stays in doubt where the key may be one that cannot be looked at', async () => {
    const { outcome, remaining } = await withHiddenKey(false).run();
    expect(outcome).toBe('partly-undone');
    expect(remaining.map(({ step }) => step)).toEqual(['key']);
    expect(remaining[0]!.reason).toContain(
      'Log files of the CloudTrail trail org-audit (2026-11-20T12:00:00',
    );
    expect(remaining[0]!.commands).toEqual(['aws kms list-keys --region eu-west-1']);
  });

  it('of CreateTrail is not taken for the trail that somebody else has made of the name', async () => {
    const run = new PlanRun({});
    const theirs = { input: { S3BucketName: 'theirs' }, isLogging: false };
    run.account.fault = ({ operation }, nth) => {
      if (operation !== 'CreateTrail' || nth > 1) {
        return undefined;
      }
      run.account.state.trails[trailArn] = theirs;
      return { kind: 'fail', failure: offline };
    };
    expect(await run.run()).toMatchObject({ outcome: 'undone', stop: { kind: 'failed', step: 'trail' } });
    expect(run.account.state.trails).toEqual({ [trailArn]: theirs });
  });

  it('leaves the doubt to the journal where the network stays away, and can be undone later', async () => {
    const run = new PlanRun();
    const before = run.account.snapshot();
    let isGone = false;
    run.account.fault = ({ operation }) => {
      if (isGone) {
        return { kind: 'fail', failure: offline };
      }
      isGone = operation === 'CreateLogGroup';
      return isGone ? { kind: 'lose' } : undefined;
    };
    const result = await run.run();
    expect(result.outcome).toBe('partly-undone');
    expect(result.remaining.map(({ step }) => step)).toEqual(['log-group', 'key-alias', 'key', 'bucket']);
    expect(result.remaining[0]!.commands).toEqual([
      'aws logs delete-log-group --log-group-name /aws/cloudtrail/org-audit --region eu-west-1',
    ]);
    run.account.fault = () => undefined;
    const unfinished = unfinishedRun(run.entries)!;
    expect(unfinished).toMatchObject({ canResume: false, doubtful: 'log-group' });
    expect((await undoRun(unfinished, run.world, () => undefined)).outcome).toBe('undone');
    run.account.state.keys = {};
    expect(run.account.snapshot()).toBe(before);
    expect(unfinishedRun(run.entries)).toBeUndefined();
  });

  it('of StartLogging that nobody can find out about leaves everything', async () => {
    const run = new PlanRun({});
    let isGone = false;
    run.account.fault = ({ operation }) => {
      isGone ||= operation === 'StartLogging';
      return isGone ? { kind: 'fail', failure: offline } : undefined;
    };
    const result = await run.run();
    expect(result).toMatchObject({ outcome: 'kept', remaining: [{ step: 'start-logging' }] });
    expect(run.changes()).not.toContain('DeleteTrail');
  });
});

describe('what somebody else does meanwhile', () => {
  it('before the run stops it with nothing done', async () => {
    const run = intoExisting(ownPolicy);
    run.account.state.buckets['acme-audit']!.policy = '{"Version":"2012-10-17","Statement":[]}';
    const before = run.account.snapshot();
    const result = await run.run();
    expect(result).toMatchObject({
      outcome: 'undone',
      stop: { kind: 'changed', message: 'Somebody has changed the policy of acme-audit since the review.' },
    });
    expect(run.changes()).toEqual([]);
    expect(run.entries).toEqual([]);
    expect(run.account.snapshot()).toBe(before);
  });

  it('to a name that is taken just before is not ours to undo', async () => {
    const run = new PlanRun({});
    run.account.fault = ({ operation }, nth) =>
      operation === 'GetBucketLocation' && nth === 2
        ? {
            kind: 'before',
            act: (state) => {
              state.buckets[bucketName] = { settings: {}, objects: [] };
            },
          }
        : undefined;
    const result = await run.run();
    expect(result.stop).toMatchObject({ kind: 'changed', step: 'bucket' });
    expect(run.account.state.buckets).toHaveProperty([bucketName]);
    expect(run.changes()).toEqual([]);
  });

  /** Something happens to the account after the bucket's policy was put; then the trail cannot be made. */
  async function failingAfter(run: PlanRun, act: (state: FakeState) => void): Promise<string[]> {
    run.account.fault = ({ operation }) => {
      if (operation !== 'CreateTrail') {
        return undefined;
      }
      act(run.account.state);
      return { kind: 'fail', failure: { kind: 'denied' } };
    };
    const result = await run.run();
    return result.remaining.map(({ step }) => step);
  }

  it('to a policy keeps their part and takes out ours', async () => {
    const run = intoExisting(ownPolicy);
    const theirs = { Version: '2012-10-17', Statement: [statement('Readers'), statement('Late')] };
    const remaining = await failingAfter(run, (state) => {
      const policy = JSON.parse(state.buckets['acme-audit']!.policy!) as { Statement: object[] };
      policy.Statement.push(statement('Late'));
      state.buckets['acme-audit']!.policy = JSON.stringify(policy);
    });
    expect(remaining).toEqual([]);
    expect(JSON.parse(run.account.state.buckets['acme-audit']!.policy!)).toEqual(theirs);
  });

  it('to the Insights of the trail stops the run', async () => {
    const run = new PlanRun();
    run.account.fault = ({ operation }) => ({
      kind: 'before',
      act: (state) => {
        if (operation === 'PutEventSelectors') {
          state.trails[trailArn]!.insights = [{ InsightType: 'ApiCallRateInsight' }];
        }
      },
    });
    expect(await run.run()).toMatchObject({ stop: { kind: 'changed', step: 'insights' } });
    expect(run.changes()).not.toContain('PutInsightSelectors');
  });

  it('to our own statements in a policy keeps what they made of them, and says so', async () => {
    const run = intoExisting(ownPolicy);
    run.account.fault = ({ operation }) => {
      if (operation !== 'CreateTrail') {
        return undefined;
      }
      const { policy = '' } = run.account.state.buckets['acme-audit']!;
      const narrowed = policy.replace('"s3:GetBucketAcl"', '["s3:GetBucketAcl","s3:GetBucketLocation"]');
      run.account.state.buckets['acme-audit']!.policy = narrowed;
      return { kind: 'fail', failure: { kind: 'denied' } };
    };
    const { outcome, remaining } = await run.run();
    expect(outcome).toBe('partly-undone');
    expect(remaining).toMatchObject([
      {
        step: 'bucket-policy',
        reason: 'Somebody has changed what this run added to the policy: AWSCloudTrailAclCheck20150319.',
      },
    ]);
    const { Statement } = JSON.parse(run.account.state.buckets['acme-audit']!.policy!) as {
      Statement: { Sid: string }[];
    };
    expect(Statement.map(({ Sid }) => Sid)).toEqual(['Readers', 'AWSCloudTrailAclCheck20150319']);
    expect(remaining[0]!.commands).toHaveLength(1);
    expect(remaining[0]!.commands[0]).toContain(JSON.stringify(JSON.parse(ownPolicy)));
    expect(remaining[0]!.commands[0]).toContain(`--expected-bucket-owner ${account}`);
  });

  it('by taking our statements out of a policy leaves nothing to undo', async () => {
    const run = intoExisting(ownPolicy);
    const theirs = JSON.stringify({ Version: '2012-10-17', Statement: [statement('Late')] });
    const remaining = await failingAfter(run, (state) => {
      state.buckets['acme-audit']!.policy = theirs;
    });
    expect(remaining).toEqual([]);
    expect(run.account.state.buckets['acme-audit']!.policy).toBe(theirs);
  });

  it('to a bucket that the run made keeps the bucket', async () => {
    const run = new PlanRun({});
    const remaining = await failingAfter(run, (state) => {
      state.buckets[bucketName]!.objects.push({ key: 'theirs.txt', version: '1', size: 3 });
    });
    expect(remaining).toEqual(['bucket']);
    expect(run.account.state.buckets[bucketName]!.objects).toHaveLength(1);
    expect(run.changes()).not.toContain('DeleteObject');
  });

  it.each([
    ['an object in the folder', { key: `AWSLogs/${account}/CloudTrail/eu-west-1/log.json.gz`, size: 9 }],
    ['a folder of others', { key: 'theirs/', size: 0 }],
    ['a folder with something in it', { key: `AWSLogs/${account}/CloudTrail/`, size: 1 }],
  ])('keeps a bucket with %s', async (_, object) => {
    const run = new PlanRun({});
    const remaining = await failingAfter(run, (state) => {
      state.buckets[bucketName]!.objects.push({ ...object, version: '1' });
    });
    expect(remaining).toEqual(['bucket']);
  });

  it('to a log group, by writing to it, keeps the log group', async () => {
    const run = new PlanRun();
    const remaining = await failingAfter(run, (state) => {
      const own = `${account}_CloudTrail_eu-west-1`;
      state.groups['/aws/cloudtrail/org-audit']!.streams = [own, `${own}_2`, 'application'];
    });
    expect(remaining).toEqual(['log-group']);
    expect(run.account.state.groups).toHaveProperty(['/aws/cloudtrail/org-audit']);
    expect(run.changes()).not.toContain('DeleteLogGroup');
  });

  it("deletes a log group with CloudTrail's own streams", async () => {
    const run = new PlanRun();
    const remaining = await failingAfter(run, (state) => {
      const own = `${account}_CloudTrail_eu-west-1`;
      state.groups['/aws/cloudtrail/org-audit']!.streams = [own, `${own}_2`];
    });
    expect(remaining).toEqual([]);
    expect(run.account.state.groups).toEqual({});
  });

  it('to things that the run made keeps those things', async () => {
    const run = new PlanRun();
    const remaining = await failingAfter(run, (state) => {
      state.buckets[bucketName]!.policy = '{"Version":"2012-10-17","Statement":[]}';
      Object.values(state.keys)[0]!.policy = accountPolicy;
      Object.values(state.topics)[0]!.subscriptions.push('ada@example.com');
      state.roles['CloudTrail-org-audit']!.inline['theirs'] = '{}';
    });
    expect(remaining).toEqual(['topic', 'role', 'key', 'bucket']);
    expect(run.account.state.roles['CloudTrail-org-audit']!.inline).toEqual({ theirs: '{}' });
    expect(run.account.state.groups).toEqual({});
  });

  it('to the trail, by starting it, keeps the trail', async () => {
    const run = new PlanRun(everything);
    run.account.fault = ({ operation }) =>
      operation === 'PutInsightSelectors'
        ? { kind: 'fail', failure: { kind: 'denied' } }
        : operation === 'PutEventSelectors'
          ? {
              kind: 'before',
              act: (state) => {
                state.trails[trailArn]!.isLogging = true;
              },
            }
          : undefined;
    const result = await run.run();
    expect(result.remaining[0]).toMatchObject({ step: 'trail', what: trailArn });
    // All that the trail needs stays with it.
    expect(run.changes().filter((operation) => /^(Delete|Schedule)/.test(operation))).toEqual([]);
    expect(result.remaining.map(({ step }) => step)).toEqual([
      'trail',
      'topic',
      'role-policy',
      'role',
      'log-group',
      'key-alias',
      'key',
      'bucket',
    ]);
  });

  it('is undone to its end, whatever the user cancels meanwhile', async () => {
    const run = new PlanRun();
    const before = run.account.snapshot();
    run.account.fault = ({ operation }) =>
      operation === 'StartLogging'
        ? { kind: 'fail', failure: { kind: 'denied' } }
        : {
            kind: 'before',
            act: () => {
              if (operation === 'DeleteTrail') {
                run.controller.abort();
              }
            },
          };
    expect((await run.run()).outcome).toBe('undone');
    run.account.state.keys = {};
    expect(run.account.snapshot()).toBe(before);
  });

  it('names no command that forces anything', async () => {
    const run = new PlanRun();
    run.account.fault = ({ operation }) =>
      operation === 'StartLogging' || /^(Delete|Schedule)/.test(operation)
        ? { kind: 'fail', failure: { kind: 'denied' } }
        : undefined;
    const { remaining } = await run.run();
    const commands = remaining.flatMap((one) => one.commands);
    expect(commands).toHaveLength(8);
    expect(commands.join()).not.toMatch(/--force|--bypass/);
    expect(commands.filter((command) => command.includes('s3api'))).toEqual([
      `aws s3api delete-bucket --bucket ${bucketName} --expected-bucket-owner ${account} --region eu-west-1`,
    ]);
  });

  it('by signing in as somebody else stops the run', async () => {
    const run = new PlanRun({});
    const asSomebodyElse = { ...run.plan, caller: 'arn:aws:iam::111122223333:user/eve' };
    Object.assign(run, { plan: asSomebodyElse });
    expect(await run.run()).toMatchObject({ outcome: 'undone', stop: { kind: 'changed' } });
    expect(run.changes()).toEqual([]);
  });
});

describe('who runs a plan', () => {
  const role = `arn:aws:sts::${account}:assumed-role/auditor`;
  const callers = { account, userId: 'AROAEXAMPLE:ada' };

  /** A run of which the review was by one caller, and which another one makes. */
  function reviewedBy(reviewer: string, runner: string): PlanRun {
    const facts = { caller: { ...callers, arn: reviewer } };
    const run = new PlanRun({}, facts);
    run.account.caller = { ...callers, arn: runner };
    return run;
  }

  it('may be another session of the same role', async () => {
    const run = reviewedBy(`${role}/aws-sdk-js-1`, `${role}/aws-sdk-js-2`);
    expect((await run.run()).outcome).toBe('done');
  });

  it.each([
    [`${role}/ada`, `arn:aws:sts::${account}:assumed-role/auditor2/ada`],
    [`${role}/ada`, `arn:aws:iam::${account}:role/auditor`],
    [`arn:aws:iam::${account}:user/team/ada`, `arn:aws:iam::${account}:user/team/eve`],
    [`arn:aws:sts::${account}:federated-user/ada`, `arn:aws:sts::${account}:federated-user/eve`],
  ])('is not %s where the review was by %s', async (reviewer, runner) => {
    const run = reviewedBy(reviewer, runner);
    expect(await run.run()).toMatchObject({ outcome: 'undone', stop: { kind: 'changed' } });
    expect(run.changes()).toEqual([]);
  });
});

describe('a run that a crash breaks off', () => {
  const steps = new PlanRun().plan.steps;

  /** The window closes while a call is on its way: nothing is written any more. */
  async function crash(operation: string, arrives: boolean): Promise<PlanRun> {
    const run = new PlanRun();
    let isGone = false;
    const entries = [...run.entries];
    run.account.fault = (call) => {
      if (!isGone && call.operation === operation) {
        isGone = true;
        entries.push(...run.entries);
        return arrives ? { kind: 'lose' } : { kind: 'fail', failure: offline };
      }
      return isGone ? { kind: 'fail', failure: offline } : undefined;
    };
    await run.run();
    run.entries.splice(0, run.entries.length, ...entries);
    run.account.fault = () => undefined;
    return run;
  }

  it.each(
    steps.flatMap(({ id, call }) => [
      [id, call.operation, true] as const,
      [id, call.operation, false] as const,
    ]),
  )('at %s (%s, arrived: %s) can be gone on with', async (id, operation, arrives) => {
    const run = await crash(operation, arrives);
    const unfinished = unfinishedRun(run.entries)!;
    expect(unfinished).toMatchObject({ canResume: true, doubtful: id });
    const result = await resumeRun(unfinished, run.world, run.controller.signal, () => undefined);
    expect(result).toMatchObject({ outcome: 'done', isLogging: true });
    expect(Object.keys(run.account.state.keys)).toHaveLength(1);
    expect(unfinishedRun(run.entries)).toBeUndefined();
  });

  it.each(steps.map(({ id, call }) => [id, call.operation] as const))(
    'at %s can be undone, up to the start of logging',
    async (id, operation) => {
      const run = await crash(operation, true);
      const result = await undoRun(unfinishedRun(run.entries)!, run.world, () => undefined);
      expect(result.outcome).toBe(id === 'start-logging' ? 'kept' : 'undone');
      if (id !== 'start-logging') {
        run.account.state.keys = {};
        expect(run.account.snapshot()).toBe(new PlanRun().account.snapshot());
      }
    },
  );

  it('is not touched with the credentials of another account, in which things may have the same names', async () => {
    const run = await crash('CreateTopic', true);
    const before = run.account.snapshot();
    const sent = run.account.calls.length;
    run.account.caller = { ...run.account.caller, account: '123456789012' };
    const unfinished = unfinishedRun(run.entries)!;
    await expect(undoRun(unfinished, run.world, () => undefined)).rejects.toThrow('of 123456789012');
    await expect(
      resumeRun(unfinished, run.world, run.controller.signal, () => undefined),
    ).rejects.toMatchObject({ failure: { kind: 'invalid-input' } });
    expect(run.account.calls.slice(sent).map(({ operation }) => operation)).toEqual([
      'GetCallerIdentity',
      'GetCallerIdentity',
    ]);
    expect(run.account.snapshot()).toBe(before);
    expect(unfinishedRun(run.entries)).toEqual(unfinished);
  });

  it('is undone by anybody of the account, and gone on with by the one who reviewed it', async () => {
    const run = await crash('CreateTopic', true);
    run.account.caller = { ...run.account.caller, arn: `arn:aws:iam::${account}:user/admin` };
    const unfinished = unfinishedRun(run.entries)!;
    await expect(resumeRun(unfinished, run.world, run.controller.signal, () => undefined)).rejects.toThrow(
      'another caller',
    );
    expect((await undoRun(unfinished, run.world, () => undefined)).outcome).toBe('undone');
  });

  it('is not gone on with once undoing has begun', async () => {
    const run = await crash('CreateTopic', true);
    const unfinished = unfinishedRun([...run.entries, { kind: 'undoing' }])!;
    await expect(resumeRun(unfinished, run.world, run.controller.signal, () => undefined)).rejects.toThrow(
      'only be undone',
    );
  });
});
