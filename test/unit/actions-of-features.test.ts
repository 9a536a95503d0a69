import { expect, test } from 'vitest';
import { openAws } from '../../src/aws/open-aws.ts';
import { connection } from '../../src/core/connection.ts';
import { createSampleAccount } from '../../src/sandbox/sample-account.ts';
import { inProcessHandler } from '../../src/sandbox/doors/in-process.ts';
import { never } from '../support/aws-on-wire.ts';
import { FakeTime } from '../support/fake-time.ts';

type Aws = ReturnType<typeof openAws>;

const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });

/** The IAM actions of what a feature calls, as the log of calls tells them. */
async function actionsOf(use: (aws: Aws) => Promise<unknown>): Promise<readonly string[]> {
  const time = new FakeTime();
  const actions = new Set<string>();
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.resolve(inProcessHandler(createSampleAccount({ clock: time }))),
    time,
    log: (line) => actions.add(line.split(' ')[0] ?? ''),
  });
  await use(aws);
  aws.dispose();
  return [...actions].sort();
}

/** What each feature needs to be allowed: the policies of docs/permissions.md have these actions. */
test.each<[string, (aws: Aws) => Promise<unknown>, readonly string[]]>([
  [
    'browsing trails',
    async (aws) => {
      const trails = await aws.trails.list(sample, never);
      await aws.trails.elsewhere(sample, never);
      for (const trail of trails) {
        await aws.trails.status(sample, trail, never);
        await aws.trails.selectors(sample, trail, never);
        await aws.trails.insights(sample, trail, never);
        await aws.trails.tags(sample, trail, never);
      }
    },
    [
      'cloudtrail:DescribeTrails',
      'cloudtrail:GetEventSelectors',
      'cloudtrail:GetInsightSelectors',
      'cloudtrail:GetTrailStatus',
      'cloudtrail:ListTags',
      'cloudtrail:ListTrails',
    ],
  ],
  [
    'the event history',
    (aws) => aws.events.lookup(sample, {}, never)[Symbol.asyncIterator]().next(),
    ['cloudtrail:LookupEvents'],
  ],
  [
    'a connection and its Regions',
    async (aws) => {
      await aws.signIn.signIn(sample, never);
      await aws.account.identity(sample, never);
      await aws.account.alias(sample, never);
      await aws.account.regionChoices(sample, never);
    },
    ['ec2:DescribeRegions', 'iam:ListAccountAliases', 'sts:GetCallerIdentity'],
  ],
])('%s calls what it says', async (_, use, expected) => {
  expect(await actionsOf(use)).toEqual(expected);
});
