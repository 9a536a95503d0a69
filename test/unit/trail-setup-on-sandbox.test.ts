import { describe, expect, it } from 'vitest';
import { english } from '../../src/core/localize.ts';
import { defaultAnswers, type TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import { findingsOfPlan } from '../../src/core/trails/setup/findings-of-plan.ts';
import { planLogging } from '../../src/core/trails/setup/plan-logging.ts';
import { readAccount } from '../../src/core/trails/setup/read-facts.ts';
import { sampleAccountId } from '../../src/sandbox/sample/cast.ts';
import { never } from '../support/aws-on-wire.ts';
import { SandboxSetup, sampleRegion, withoutKept } from '../support/sandbox-setup.ts';

const account = sampleAccountId;

function answers(changes: Partial<TrailAnswers> = {}): TrailAnswers {
  return { ...defaultAnswers('new-trail', sampleRegion, account), ...changes };
}

const everything = answers({
  keyPrefix: 'prod',
  encryption: { kind: 'new-key', alias: 'trail-logs' },
  data: [{ type: 'AWS::S3::Object', reads: true, writes: true, arns: ['arn:aws:s3:::acme-data/'] }],
  network: [{ eventSource: 's3.amazonaws.com', onlyDenied: true }],
  insights: [{ type: 'ApiErrorRateInsight', categories: ['Management'] }],
  logGroup: {
    group: { kind: 'new', name: '/aws/cloudtrail/new-trail', retentionDays: 365 },
    role: { kind: 'new', name: 'CloudTrail-new-trail', path: '/audit/' },
  },
  topic: { kind: 'new', name: 'cloudtrail-new-trail' },
  tags: [{ key: 'team', value: 'security' }],
});

describe('a trail set up in the sandbox', () => {
  it.each([
    ['with the defaults', answers()],
    ['with everything', everything],
    ['for the organization', answers({ isOrganization: true, isMultiRegion: true })],
  ])('%s logs, and the rules say what the review said', async (_, given) => {
    const setup = new SandboxSetup();
    const facts = await setup.facts(given);
    const plan = await setup.plan(given);
    expect(plan.refusals).toEqual([]);
    const reviewed = findingsOfPlan(plan, facts).findings.map(({ rule, severity }) => `${severity} ${rule}`);
    expect(await setup.run(plan)).toMatchObject({ outcome: 'done', isLogging: true, remaining: [] });
    const after = await setup.facts(asExisting(given));
    const actual = findingsOfPlan({ ...plan, steps: [] }, after).findings;
    expect(actual.map(({ rule, severity }) => `${severity} ${rule}`).sort()).toEqual(reviewed.sort());
  });

  it('by a delegate belongs to the management account of the organization', async () => {
    const management = '123456789012';
    const delegate = { Id: account, Arn: `arn:aws:organizations::${management}:account/o-x/${account}` };
    const organization = { managementAccountId: management, delegatedAdministrators: [delegate] };
    const given = { ...everything, isOrganization: true };
    const arn = `arn:aws:cloudtrail:${sampleRegion}:${management}:trail/new-trail`;
    const setup = new SandboxSetup({ organization });
    const plan = await setup.plan(given);
    expect(plan).toMatchObject({ refusals: [], trail: { arn } });
    expect(await setup.run(plan)).toMatchObject({ outcome: 'done', isLogging: true });
    const read = { service: 'cloudtrail', operation: 'GetTrail', region: sampleRegion } as const;
    expect(await setup.act({ ...read, input: { Name: arn } })).toMatchObject({ Trail: { TrailARN: arn } });

    const failing = new SandboxSetup({
      organization,
      faults: [{ operation: 'StartLogging', effect: { kind: 'deny' } }],
    });
    const before = failing.account.snapshot();
    expect(await failing.run(await failing.plan(given))).toMatchObject({ outcome: 'undone', remaining: [] });
    expect(withoutKept(failing.account.snapshot())).toEqual(withoutKept(before));
  });

  it('waits for what is not visible at once', async () => {
    const setup = new SandboxSetup({ lags: { role: 2, bucketPolicy: 1, keyPolicy: 1, topicPolicy: 1 } });
    expect(await setup.run(await setup.plan(everything))).toMatchObject({ outcome: 'done', isLogging: true });
    expect(setup.time.delays.length).toBeGreaterThan(0);
  });

  it('merges into what exists', async () => {
    const setup = new SandboxSetup();
    const given = answers({
      bucket: { kind: 'existing', name: 'acme-data' },
      encryption: { kind: 'existing-key', key: 'alias/acme-audit' },
    });
    const plan = await setup.plan(given);
    expect(plan.refusals).toEqual([]);
    expect(plan.steps.map(({ id }) => id)).toContain('bucket-policy');
    expect(await setup.run(plan)).toMatchObject({ outcome: 'done', isLogging: true });
  });

  it('refuses a name that somebody else has', async () => {
    const setup = new SandboxSetup();
    const { refusals } = await setup.plan(answers({ bucket: { kind: 'new', name: 'cloudtrail-logs' } }));
    expect(refusals.map(({ id }) => id)).toEqual(['bucket-taken']);
    const existing = await setup.plan(answers({ bucket: { kind: 'existing', name: 'cloudtrail-logs' } }));
    expect(existing.refusals.map(({ id }) => id)).toEqual(['bucket-of-other-account']);
  });

  it('leaves the account as it was when a step is denied', async () => {
    for (const operation of [
      'PutBucketPolicy',
      'CreateAlias',
      'PutRolePolicy',
      'CreateTrail',
      'StartLogging',
    ]) {
      const setup = new SandboxSetup({ faults: [{ operation, effect: { kind: 'deny' } }] });
      const before = setup.account.snapshot();
      const result = await setup.run(await setup.plan(everything));
      expect(result, operation).toMatchObject({ outcome: 'undone', remaining: [] });
      expect(withoutKept(setup.account.snapshot()), operation).toEqual(withoutKept(before));
    }
  });
});

/** The same answers when what they made is there. */
function asExisting(given: TrailAnswers): TrailAnswers {
  const { bucket, encryption, logGroup, topic } = given;
  return {
    ...given,
    bucket: { kind: 'existing', name: bucket.name },
    ...(encryption.kind === 'new-key'
      ? { encryption: { kind: 'existing-key', key: `alias/${encryption.alias}` } }
      : {}),
    ...(logGroup === undefined
      ? {}
      : {
          logGroup: {
            group: { kind: 'existing', name: logGroup.group.name },
            role: { kind: 'existing', name: logGroup.role.name },
          },
        }),
    ...(topic?.kind === 'new'
      ? { topic: { kind: 'existing', arn: `arn:aws:sns:${sampleRegion}:${account}:${topic.name}` } }
      : {}),
  };
}

describe('starting and stopping in the sandbox', () => {
  async function factsOf(setup: SandboxSetup, region: string) {
    const { connection, aws, time, caller } = setup;
    return readAccount(region, { caller, account: aws.account, connection, now: () => time.now() }, never);
  }

  it('stops a trail and says what nobody records afterwards', async () => {
    const setup = new SandboxSetup();
    const facts = await factsOf(setup, sampleRegion);
    const arn = `arn:aws:cloudtrail:us-east-1:${account}:trail/org-audit`;
    const plan = planLogging({ kind: 'stop-logging', arn }, facts, english);
    expect(plan.refusals).toEqual([]);
    expect(plan.warnings.map(({ id }) => id)).toContain('nobody-records');
    expect(plan.warnings.map(({ id }) => id)).toContain('digest-chain');
    expect(await setup.run(plan)).toMatchObject({ outcome: 'done', isLogging: false });
    const again = planLogging({ kind: 'stop-logging', arn }, await factsOf(setup, sampleRegion), english);
    expect(again.refusals.map(({ id }) => id)).toEqual(['already-so']);
    const start = planLogging({ kind: 'start-logging', arn }, await factsOf(setup, sampleRegion), english);
    expect(await setup.run(start)).toMatchObject({ outcome: 'done', isLogging: true });
  });
});
