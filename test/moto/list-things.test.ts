/** Lists of what there is to choose from, on an implementation of the services that is not ours. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { openAws } from '../../src/aws/open-aws.ts';
import { connection } from '../../src/core/connection.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { defaultAnswers } from '../../src/core/trails/setup/answers.ts';
import { asking } from '../../src/core/trails/setup/ask.ts';
import {
  listAliases,
  listBuckets,
  listLogGroups,
  listRoles,
  listTopics,
  type ListWorld,
} from '../../src/core/trails/setup/list-things.ts';
import { lookAtBucket, lookAtKey, subjectOfAnswers } from '../../src/core/trails/setup/look-at-things.ts';
import type { ServiceId } from '../../src/core/trails/setup/plan.ts';
import { never } from '../support/aws-on-wire.ts';
import { startMoto, type MotoServer } from '../support/moto-server.ts';
import { environmentKeys, stubUserConfig } from '../support/user-config.ts';
import { account, region } from './setup.ts';

let moto: MotoServer | undefined;
let world: ListWorld;
let close: () => void = () => undefined;

beforeAll(async () => {
  moto = await startMoto();
});

afterAll(() => moto?.stop());

beforeEach(async ({ skip }) => {
  if (moto === undefined) {
    skip('moto_server is not installed');
    return;
  }
  await moto.reset();
  stubUserConfig({ environment: environmentKeys });
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('The sample account is not part of this test')),
  });
  close = () => {
    aws.dispose();
  };
  world = {
    caller: aws.caller,
    connection: connection({ credentials: { kind: 'default-chain' }, region, endpoint: moto.endpoint }),
    signal: never,
  };
});

afterEach(() => {
  close();
});

function call(service: ServiceId, operation: string, input: JsonObject): Promise<JsonObject> {
  return world.caller.call(world.connection, { service, operation, region, input }, never);
}

async function allOf<Item>(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...page);
  }
  return items;
}

const trust = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
});

it('has everything of lists that are longer than a page', async () => {
  for (let number = 0; number < 120; number += 1) {
    await call('sns', 'CreateTopic', { Name: `topic-${number}` });
    await call('logs', 'CreateLogGroup', { logGroupName: `/group/${number}` });
  }
  expect(await allOf(listTopics(world, region))).toHaveLength(120);
  expect(await allOf(listLogGroups(world, region))).toHaveLength(120);
});

it('tells buckets, keys and roles, and what they are like', async () => {
  const Bucket = 'acme-logs';
  await call('s3', 'CreateBucket', { Bucket, CreateBucketConfiguration: { LocationConstraint: region } });
  const { KeyMetadata } = await call('kms', 'CreateKey', { Description: 'logs' });
  const { KeyId } = KeyMetadata as JsonObject;
  await call('kms', 'CreateAlias', { AliasName: 'alias/logs', TargetKeyId: KeyId });
  await call('iam', 'CreateRole', { RoleName: 'logs', AssumeRolePolicyDocument: trust });

  expect((await allOf(listBuckets(world))).map(({ name }) => name)).toEqual([Bucket]);
  expect(await allOf(listAliases(world, region))).toEqual([{ name: 'alias/logs', key: KeyId }]);
  const [role] = await allOf(listRoles(world));
  expect(role?.name).toBe('logs');
  expect(JSON.parse(role?.trust ?? '')).toEqual(JSON.parse(trust));

  const ask = asking(world.caller, world.connection, never);
  const subject = subjectOfAnswers(defaultAnswers('logs', region, account), account);
  expect(await lookAtBucket(ask, Bucket, undefined, subject, undefined)).toMatchObject({
    value: { region, policy: 'not-allowed' },
  });
  expect(await lookAtKey(ask, 'alias/logs', region, subject)).toMatchObject({
    value: { isUsable: true, policy: 'not-allowed' },
  });
});
