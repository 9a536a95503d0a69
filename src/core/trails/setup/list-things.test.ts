import { describe, expect, it } from 'vitest';
import { never } from '../../../../test/support/aws-on-wire.ts';
import { SandboxSetup } from '../../../../test/support/sandbox-setup.ts';
import type { JsonObject } from '../../json.ts';
import type { AwsCaller } from '../../ports.ts';
import {
  listAliases,
  listBuckets,
  listLogGroups,
  listRoles,
  listTopics,
  type ListWorld,
} from './list-things.ts';
import type { Call } from './plan.ts';

async function allOf<Item>(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...page);
  }
  return items;
}

function sample(options: ConstructorParameters<typeof SandboxSetup>[0] = {}): ListWorld {
  const { aws, connection } = new SandboxSetup(options);
  return { caller: aws.caller, connection, signal: never };
}

/** An account that answers with these, one after the other. */
function answering(...answers: readonly JsonObject[]): { readonly world: ListWorld; readonly calls: Call[] } {
  const calls: Call[] = [];
  const caller: AwsCaller = {
    call(_, call) {
      calls.push(call);
      return Promise.resolve(answers[calls.length - 1] ?? {});
    },
  };
  return { world: { ...sample(), caller }, calls };
}

describe('the sample account', () => {
  it('lists what it has', async () => {
    const world = sample();
    expect(await allOf(listBuckets(world))).toContainEqual({ name: 'acme-backups-eu', region: 'eu-west-1' });
    expect(await allOf(listAliases(world, 'eu-west-1'))).toEqual([
      { name: 'alias/acme-data-eu', key: '5d3e7f92-88ab-4c61-9f1d-6a2b0c4e7d18' },
    ]);
    expect(await allOf(listLogGroups(world, 'us-east-1'))).toEqual([
      { name: '/acme/shop', retentionDays: 30 },
      { name: '/aws/cloudtrail/org-audit', retentionDays: 365 },
      { name: '/aws/lambda/orders-worker' },
    ]);
    const roles = await allOf(listRoles(world));
    expect(roles.map(({ name }) => name)).toContain('orders-worker');
    expect(JSON.parse(roles.find(({ name }) => name === 'orders-worker')!.trust)).toMatchObject({
      Statement: [{ Principal: { Service: 'lambda.amazonaws.com' } }],
    });
    expect(await allOf(listTopics(world, 'eu-west-1'))).toEqual([
      'arn:aws:sns:eu-west-1:111122223333:acme-operations-eu',
    ]);
  });

  it.each([
    ['ListBuckets', 's3:ListAllMyBuckets', listBuckets],
    ['ListAliases', 'kms:ListAliases', (world: ListWorld) => listAliases(world, 'eu-west-1')],
    ['DescribeLogGroups', 'logs:DescribeLogGroups', (world: ListWorld) => listLogGroups(world, 'eu-west-1')],
    ['ListRoles', 'iam:ListRoles', listRoles],
    ['ListTopics', 'sns:ListTopics', (world: ListWorld) => listTopics(world, 'eu-west-1')],
  ] as const)('says which action is missing for %s', async (operation, action, list) => {
    const world = sample({ faults: [{ operation, effect: { kind: 'deny' } }] });
    const error: unknown = await allOf<unknown>(list(world)).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ failure: { kind: 'denied' }, context: { operation: action } });
  });
});

describe('pages', () => {
  it('lead to the next one, in the Region that was asked for', async () => {
    const { world, calls } = answering(
      { logGroups: [{ logGroupName: 'a' }], nextToken: 'more' },
      { logGroups: [{ logGroupName: 'b', retentionInDays: 7 }] },
    );
    expect(await allOf(listLogGroups(world, 'eu-west-3'))).toEqual([
      { name: 'a' },
      { name: 'b', retentionDays: 7 },
    ]);
    expect(calls.map(({ region, input }) => [region, input])).toEqual([
      ['eu-west-3', { limit: 50 }],
      ['eu-west-3', { limit: 50, nextToken: 'more' }],
    ]);
  });

  it('end where a service gives the same token again', async () => {
    const page = { Topics: [{ TopicArn: 'arn:aws:sns:eu-west-1:111122223333:a' }], NextToken: 'again' };
    const { world, calls } = answering(page, page, page);
    await allOf(listTopics(world, 'eu-west-1'));
    expect(calls).toHaveLength(2);
  });

  it('are asked for only when somebody wants them', async () => {
    const { world, calls } = answering({ Buckets: [{ Name: 'a' }], ContinuationToken: 'more' });
    for await (const page of listBuckets(world)) {
      expect(page).toEqual([{ name: 'a' }]);
      break;
    }
    expect(calls).toHaveLength(1);
  });

  it('have nothing in them that a trail cannot use', async () => {
    const aliases = answering({
      Aliases: [
        { AliasName: 'alias/aws/s3', TargetKeyId: 'x' },
        { AliasName: 'alias/none' },
        { AliasName: 'alias/fine', TargetKeyId: 'y' },
      ],
    });
    expect(await allOf(listAliases(aliases.world, 'eu-west-1'))).toEqual([{ name: 'alias/fine', key: 'y' }]);
    const topics = answering({ Topics: [{ TopicArn: 'arn:aws:sns:eu-west-1:111122223333:a.fifo' }, {}] });
    expect(await allOf(listTopics(topics.world, 'eu-west-1'))).toEqual([]);
    const roles = answering({
      Roles: [{ RoleName: 'AWSServiceRoleForSupport', Path: '/aws-service-role/support.amazonaws.com/' }],
    });
    expect(await allOf(listRoles(roles.world))).toEqual([]);
  });

  it('of the wrong shape are empty', async () => {
    for (const answer of [{}, { Buckets: 'no' }, { Buckets: [null, 7, { Name: 7 }] }]) {
      expect(await allOf(listBuckets(answering(answer as JsonObject).world))).toEqual([]);
    }
  });
});
