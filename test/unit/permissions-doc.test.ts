/** docs/permissions.md, held against the calls that plans make when they are read for, run and undone. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '../../src/core/json.ts';
import { defaultAnswers, type TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import { actionsOf } from '../../src/core/trails/setup/call-actions.ts';
import { sampleAccountId } from '../../src/sandbox/sample/cast.ts';
import type { Fault } from '../../src/sandbox/state/faults.ts';
import { SandboxSetup, sampleRegion } from '../support/sandbox-setup.ts';

const account = sampleAccountId;

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

function actionsIn(markdown: string): readonly string[] {
  const blocks = [...markdown.matchAll(/```json\n([\s\S]*?)```/g)].map(
    ([, json]) => JSON.parse(json!) as JsonObject,
  );
  return blocks
    .flatMap(({ Statement }) => Statement as readonly JsonObject[])
    .filter(isJsonObject)
    .flatMap(({ Action }) => Action as string | readonly string[]);
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

/** Nobody needs a permission for it. */
const free = ['sts:GetCallerIdentity'];

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
    const file = path.join(import.meta.dirname, '../../docs/permissions.md');
    expect([...new Set(actionsIn(readFileSync(file, 'utf8')))].sort()).toEqual([...needed].sort());
  });
});
