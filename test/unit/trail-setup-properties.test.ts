/** What holds of every plan, whatever is answered, wherever it fails, and whatever somebody else does meanwhile. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/core/json.ts';
import { defaultAnswers, type TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import { findingsOfPlan } from '../../src/core/trails/setup/findings-of-plan.ts';
import { historyBegins, type Call, type Plan } from '../../src/core/trails/setup/plan.ts';
import { sampleAccountId } from '../../src/sandbox/sample/cast.ts';
import { SandboxSetup, sampleRegion, withoutKept } from '../support/sandbox-setup.ts';

const account = sampleAccountId;
const trail = 'new-trail';

function oneOf<Value>(...values: readonly Value[]): fc.Arbitrary<Value> {
  return fc.constantFrom(...values);
}

const bucket: fc.Arbitrary<TrailAnswers['bucket']> = fc.oneof(
  fc.constant({ kind: 'new', name: `cloudtrail-logs-${account}-${trail}` } as const),
  fc.record({
    kind: fc.constant('existing' as const),
    name: oneOf('acme-data', 'acme-trail-logs'),
    addsTlsOnly: fc.boolean(),
  }),
);

const encryption = oneOf<TrailAnswers['encryption']>(
  { kind: 's3' },
  { kind: 'new-key', alias: 'trail-logs' },
  { kind: 'existing-key', key: 'alias/acme-audit' },
);

const logGroup = oneOf<TrailAnswers['logGroup']>(
  undefined,
  {
    group: { kind: 'new', name: '/aws/cloudtrail/new', retentionDays: 30 },
    role: { kind: 'new', name: 'CloudTrail-new' },
  },
  {
    group: { kind: 'new', name: '/aws/cloudtrail/new' },
    role: { kind: 'new', name: 'CloudTrail-new', path: '/audit/' },
  },
);

const topic = oneOf<TrailAnswers['topic']>(undefined, { kind: 'new', name: 'trail-news' });

const data = oneOf<TrailAnswers['data']>(
  [],
  [{ type: 'AWS::S3::Object', reads: true, writes: true, arns: [] }],
  [
    { type: 'AWS::S3::Object', reads: false, writes: true, arns: ['arn:aws:s3:::acme-data/'] },
    { type: 'AWS::DynamoDB::Table', reads: true, writes: false, arns: [] },
  ],
);

const anyAnswers: fc.Arbitrary<TrailAnswers> = fc
  .record({
    isMultiRegion: fc.boolean(),
    isOrganization: fc.boolean(),
    validatesLogFiles: fc.boolean(),
    isRecursive: fc.boolean(),
    keyPrefix: oneOf(undefined, 'prod', 'a/b'),
    management: oneOf<TrailAnswers['management']>(
      { reads: true, writes: true, excludedSources: [] },
      { reads: false, writes: true, excludedSources: ['kms.amazonaws.com'] },
    ),
    insights: oneOf<TrailAnswers['insights']>(
      [],
      [
        { type: 'ApiCallRateInsight', categories: ['Management'] },
        { type: 'ApiErrorRateInsight', categories: ['Management'] },
      ],
    ),
    bucket,
    encryption,
    logGroup,
    topic,
    data,
  })
  .map(({ keyPrefix, logGroup: logs, topic: news, ...others }) => ({
    ...defaultAnswers(trail, sampleRegion, account),
    ...others,
    ...(keyPrefix === undefined ? {} : { keyPrefix }),
    ...(logs === undefined ? {} : { logGroup: logs }),
    ...(news === undefined ? {} : { topic: news }),
  }));

/** The same answers when what they made is there. */
function asExisting(given: TrailAnswers): TrailAnswers {
  return {
    ...given,
    bucket: { kind: 'existing', name: given.bucket.name },
    encryption:
      given.encryption.kind === 'new-key'
        ? { kind: 'existing-key', key: `alias/${given.encryption.alias}` }
        : given.encryption,
    ...(given.logGroup === undefined
      ? {}
      : {
          logGroup: {
            group: { kind: 'existing', name: given.logGroup.group.name },
            role: { kind: 'existing', name: given.logGroup.role.name },
          },
        }),
    ...(given.topic?.kind === 'new'
      ? { topic: { kind: 'existing', arn: `arn:aws:sns:${sampleRegion}:${account}:${given.topic.name}` } }
      : {}),
  };
}

function lines(plan: Plan, facts: Awaited<ReturnType<SandboxSetup['facts']>>): readonly string[] {
  const { findings, faults } = findingsOfPlan(plan, facts);
  expect(faults).toEqual([]);
  return findings.map(({ rule, severity }) => `${severity} ${rule}`).sort();
}

// Each case is some forty calls through the SDK, which a busy machine takes its time for.
describe('any plan', { timeout: 60_000 }, () => {
  it('gives a trail that logs, of which the rules say what the review said', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers, async (answers) => {
        const setup = new SandboxSetup();
        const facts = await setup.facts(answers);
        const plan = await setup.plan(answers);
        expect(plan.refusals).toEqual([]);
        expect(await setup.run(plan)).toMatchObject({ outcome: 'done', isLogging: true });
        const after = await setup.facts(asExisting(answers));
        expect(lines({ ...plan, steps: [] }, after)).toEqual(lines(plan, facts));
      }),
      { numRuns: 12, seed: 4 },
    );
  });

  it('is done once: what it added is found there the second time', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers, async (answers) => {
        const setup = new SandboxSetup();
        await setup.run(await setup.plan(answers));
        const existing = asExisting(answers);
        const again = { ...existing, bucket: { kind: 'existing', name: answers.bucket.name } } as const;
        const { steps } = await setup.plan(again);
        expect(steps.filter(({ changes }) => changes !== undefined)).toEqual([]);
      }),
      { numRuns: 6, seed: 5 },
    );
  });

  it('that fails before logging starts leaves the account as it was', async () => {
    const effects = ['deny', 'drop', 'crash-after'] as const;
    await fc.assert(
      fc.asyncProperty(anyAnswers, fc.nat(), oneOf(...effects), async (answers, at, kind) => {
        const planned = await new SandboxSetup().plan(answers);
        const steps = planned.steps.filter(({ id }) => id !== historyBegins);
        const { call } = steps[at % steps.length]!;
        const { operation } = call;
        // The trail can never be made if the step goes well in the end.
        const faults = [
          { service: call.service, operation, ...(kind === 'deny' ? {} : { nth: 1 }), effect: { kind } },
          { operation: 'StartLogging', effect: { kind: 'deny' } },
        ] as const;
        const setup = new SandboxSetup({ faults });
        const before = setup.account.snapshot();
        const result = await setup.run(await setup.plan(answers));
        expect(result).toMatchObject({ outcome: 'undone', remaining: [] });
        expect(withoutKept(setup.account.snapshot())).toEqual(withoutKept(before));
      }),
      { numRuns: 15, seed: 6 },
    );
  });

  it('never overwrites what somebody else changes meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers, fc.nat(), fc.boolean(), async (answers, at, fails) => {
        const setup = new SandboxSetup(
          fails ? { faults: [{ operation: 'CreateTrail', effect: { kind: 'deny' } }] } : {},
        );
        const plan = await setup.plan(answers);
        const moment = setup.calls.length + (at % (plan.steps.length * 3));
        let isDone = false;
        setup.meanwhile = async ({ operation }) => {
          // S3 has no way to change or delete only what is as it was: between look and deed there is always a moment.
          const isDeed = /^(Put|Delete)Bucket(Policy)?$/.test(operation);
          if (setup.calls.length > moment && !isDeed && !isDone) {
            isDone = true;
            await addReader(setup, answers.bucket.name);
          }
        };
        const theirs = await setup.run(plan).then(() => policyOf(setup, answers.bucket.name));
        // A bucket that was not there yet could not be given a policy.
        if (setup.calls.some(isTheirs)) {
          expect(JSON.stringify(theirs)).toContain('"Sid":"Theirs"');
        }
      }),
      { numRuns: 15, seed: 7 },
    );
  });
});

/** Somebody adds a statement to the policy of the bucket, if there is one by now. */
async function addReader(setup: SandboxSetup, name: string): Promise<void> {
  const current = await policyOf(setup, name);
  const document = current ?? { Version: '2012-10-17', Statement: [] };
  const statement = {
    Sid: 'Theirs',
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${name}/*`,
  };
  const Statement = [...(document['Statement'] as readonly JsonObject[]), statement];
  const Policy = JSON.stringify({ ...document, Statement });
  const call = s3('PutBucketPolicy', name, { Policy });
  try {
    await setup.act(call);
    setup.calls.push(call);
  } catch {
    // There is no bucket yet.
  }
}

function isTheirs({ input }: Call): boolean {
  return typeof input['Policy'] === 'string' && input['Policy'].includes('"Sid":"Theirs"');
}

async function policyOf(setup: SandboxSetup, name: string): Promise<JsonObject | undefined> {
  try {
    const { Policy } = await setup.act(s3('GetBucketPolicy', name, {}));
    return JSON.parse(typeof Policy === 'string' ? Policy : '') as JsonObject;
  } catch {
    return undefined;
  }
}

function s3(operation: string, name: string, input: JsonObject): Call {
  const place = { Bucket: name, ExpectedBucketOwner: account };
  return { service: 's3', operation, region: sampleRegion, input: { ...place, ...input } };
}
