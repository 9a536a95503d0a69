/** docs/permissions.md, held against the calls that plans make when they are read for, run and undone. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAws, type Aws } from '../../src/aws/open-aws.ts';
import { connection } from '../../src/core/connection.ts';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { defaultAnswers, type TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import { actionsOf } from '../../src/core/trails/setup/call-actions.ts';
import { inProcessHandler } from '../../src/sandbox/doors/in-process.ts';
import { createSampleAccount } from '../../src/sandbox/sample-account.ts';
import { sampleAccountId } from '../../src/sandbox/sample/cast.ts';
import type { Fault } from '../../src/sandbox/state/faults.ts';
import { never } from '../support/aws-on-wire.ts';
import { FakeTime } from '../support/fake-time.ts';
import { SandboxSetup, sampleRegion } from '../support/sandbox-setup.ts';

const account = sampleAccountId;

/** Nobody needs a permission for it. */
const free = ['sts:GetCallerIdentity'];

const newThings: Partial<TrailAnswers> = {
  isOrganization: true,
  encryption: { kind: 'new-key', alias: 'cloudtrail-new-trail' },
  data: [{ type: 'AWS::S3::Object', reads: true, writes: true, arns: [] }],
  insights: [{ type: 'ApiErrorRateInsight', categories: ['Management'] }],
  logGroup: {
    group: { kind: 'new', name: '/aws/cloudtrail/new-trail', retentionDays: 365 },
    role: { kind: 'new', name: 'CloudTrail-new-trail' },
  },
  topic: { kind: 'new', name: 'cloudtrail-new-trail' },
  tags: [{ key: 'team', value: 'security' }],
};

const existingThings: Partial<TrailAnswers> = {
  bucket: { kind: 'existing', name: 'acme-data' },
  encryption: { kind: 'existing-key', key: 'alias/acme-audit' },
};

/** A role and a topic of the account that know nothing of CloudTrail, for a trail to be merged into. */
async function withStrangers(setup: SandboxSetup): Promise<Partial<TrailAnswers>> {
  const region = sampleRegion;
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  const role = { RoleName: 'stranger', AssumeRolePolicyDocument };
  await setup.act({ service: 'iam', operation: 'CreateRole', region, input: role });
  await setup.act({ service: 'sns', operation: 'CreateTopic', region, input: { Name: 'stranger' } });
  const group = { logGroupName: 'stranger' };
  await setup.act({ service: 'logs', operation: 'CreateLogGroup', region, input: group });
  return {
    logGroup: { group: { kind: 'existing', name: 'stranger' }, role: { kind: 'existing', name: 'stranger' } },
    topic: { kind: 'existing', arn: `arn:aws:sns:${region}:${account}:stranger` },
  };
}

/** The IAM actions of a whole set-up: reading, running, and undoing where `faults` make it fail. */
async function actionsUsed(
  changes: Partial<TrailAnswers>,
  faults: readonly Fault[],
): Promise<readonly string[]> {
  const setup = new SandboxSetup({ faults });
  const strangers = changes === existingThings ? await withStrangers(setup) : {};
  const answers = { ...defaultAnswers('new-trail', sampleRegion, account), ...changes, ...strangers };
  const plan = await setup.plan(answers);
  expect(plan.refusals).toEqual([]);
  await setup.run(plan);
  return [...setup.calls.flatMap(actionsOf), ...plan.steps.flatMap(({ actions }) => actions)];
}

/** The actions in the policies of a document's part. */
function actionsIn(markdown: string): readonly string[] {
  const blocks = [...markdown.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, json]) => JSON.parse(json!) as JsonObject,
  );
  return blocks
    .flatMap(({ Statement }) => Statement as readonly JsonObject[])
    .filter(isJsonObject)
    .flatMap(({ Action }) => Action as string | readonly string[]);
}

/** The actions of a part of the document, each once. */
function documented(heading: string): readonly string[] {
  const text = readFileSync(path.join(import.meta.dirname, '../../docs/permissions.md'), 'utf8');
  const [, part = ''] = text.split(`\n## ${heading}\n`);
  return [...new Set(actionsIn(part.split('\n## ')[0] ?? ''))].sort();
}

const sample = connection({ credentials: { kind: 'sample' }, region: sampleRegion });

/** The IAM actions of what a feature calls, as the log of calls tells them. */
async function actionsCalled(use: (aws: Aws) => Promise<unknown>): Promise<readonly string[]> {
  const time = new FakeTime();
  const actions = new Set<string>();
  const account = createSampleAccount({ clock: time });
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.resolve(inProcessHandler(account)),
    time,
    log: (line) => actions.add(line.split(' ')[0] ?? ''),
  });
  await use(aws);
  aws.dispose();
  return [...actions].filter((action) => !free.includes(action)).sort();
}

/** Asked through other ports, or by the wizard for its lists. */
const besides = [
  'cloudtrail:StopLogging',
  'ec2:DescribeRegions',
  'iam:ListRoles',
  'kms:ListAliases',
  's3:ListAllMyBuckets',
  'sns:ListTopics',
];

/** Needed only where an answer was lost. */
const rare = ['kms:ListKeys'];

describe('the policies in docs/permissions.md', () => {
  it('have the actions that setting up a trail needs, and no others', { timeout: 60_000 }, async () => {
    const denied: readonly Fault[] = [{ operation: 'StartLogging', effect: { kind: 'deny' } }];
    const used = await Promise.all([
      actionsUsed(newThings, []),
      actionsUsed(newThings, denied),
      actionsUsed(existingThings, []),
      actionsUsed(existingThings, denied),
    ]);
    const needed = new Set([...used.flat(), ...besides, ...rare].filter((action) => !free.includes(action)));
    expect(documented('To set up a trail')).toEqual([...needed].sort());
  });

  it('have the actions that reading trails and events needs, and no others', async () => {
    const used = await actionsCalled(async ({ trails, events, account, signIn }) => {
      await signIn.signIn(sample, never);
      await account.identity(sample, never);
      await account.alias(sample, never);
      await account.regionChoices(sample, never);
      for (const trail of await trails.list(sample, never)) {
        await trails.elsewhere(sample, never);
        await trails.status(sample, trail, never);
        await trails.selectors(sample, trail, never);
        await trails.insights(sample, trail, never);
        await trails.tags(sample, trail, never);
      }
      await events.lookup(sample, {}, never)[Symbol.asyncIterator]().next();
    });
    expect(documented('To read trails and events')).toEqual(used);
  });

  it('have the actions that reading log files needs, and no others', async () => {
    const used = await actionsCalled(async ({ objects }) => {
      const bucket = 'acme-data-access-logs';
      await objects.list(sample, bucket, '', never)[Symbol.asyncIterator]().next();
      await expect(objects.readText(sample, { bucket, key: 'none' }, 1, never)).rejects.toThrow();
    });
    expect(documented('To read delivered log files')).toEqual(used);
  });
});
