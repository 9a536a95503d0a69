/**
 * Setting trails up on an implementation of the services that is not ours. Where moto is less strict than AWS (it looks at
 * no policy when a trail is made, ignores expected bucket owners, marks no folders, delivers nothing, and has neither
 * RecursiveLogging nor HasInsightSelectors of a trail), the tests on the sample account tell more; here it counts that the calls are understood, and that what they made can be read back.
 */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { objectOrEmpty, type JsonObject, type JsonValue } from '../../src/core/json.ts';
import { defaultAnswers, type TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import { decodedPolicy } from '../../src/core/trails/setup/policy-document.ts';
import { startMoto, type MotoServer } from '../support/moto-server.ts';
import { environmentKeys, stubUserConfig } from '../support/user-config.ts';
import { account, MotoSetup, region } from './setup.ts';

const trailArn = `arn:aws:cloudtrail:${region}:${account}:trail/org-audit`;
const topicArn = `arn:aws:sns:${region}:${account}:cloudtrail-org-audit`;
const groupName = '/aws/cloudtrail/org-audit';
const roleName = 'CloudTrail-org-audit';

function answers(changes: Partial<TrailAnswers> = {}): TrailAnswers {
  return { ...defaultAnswers('org-audit', region, account), ...changes };
}

const everything = answers({
  keyPrefix: 'prod',
  encryption: { kind: 'new-key', alias: 'trail-logs' },
  management: { reads: true, writes: true, excludedSources: ['kms.amazonaws.com'] },
  data: [
    { type: 'AWS::S3::Object', reads: false, writes: true, arns: ['arn:aws:s3:::acme-data/'] },
    { type: 'AWS::Lambda::Function', reads: true, writes: true, arns: [] },
  ],
  network: [{ eventSource: 's3.amazonaws.com', onlyDenied: true }],
  insights: [
    { type: 'ApiCallRateInsight', categories: ['Management'] },
    { type: 'ApiErrorRateInsight', categories: ['Management'] },
  ],
  logGroup: {
    group: { kind: 'new', name: groupName, retentionDays: 365 },
    role: {
      kind: 'new',
      name: roleName,
      path: '/audit/',
      permissionsBoundary: 'arn:aws:iam::aws:policy/PowerUserAccess',
    },
  },
  topic: { kind: 'new', name: 'cloudtrail-org-audit' },
  tags: [{ key: 'team', value: 'security' }],
});

let moto: MotoServer | undefined;
let setup: MotoSetup;

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
  setup = new MotoSetup(moto.endpoint);
});

afterEach(() => {
  setup.dispose();
});

function policy(value: JsonValue | undefined): JsonObject {
  return JSON.parse(decodedPolicy(typeof value === 'string' ? value : '')) as JsonObject;
}

/** The first item of a list in an answer. */
function first(answer: JsonObject, member: string): JsonObject {
  return objectOrEmpty((answer[member] as readonly JsonValue[])[0]);
}

describe('a trail with every option', () => {
  it('logs, and all that was reviewed is there', async () => {
    const plan = await setup.plan(everything);
    expect(plan.refusals).toEqual([]);
    expect(await setup.run(plan)).toMatchObject({ outcome: 'done', isLogging: true, remaining: [] });

    const key = objectOrEmpty(
      (await setup.call('kms', 'DescribeKey', { KeyId: 'alias/trail-logs' }))['KeyMetadata'],
    );
    expect(key).toMatchObject({ KeyState: 'Enabled', KeySpec: 'SYMMETRIC_DEFAULT' });
    expect((await setup.call('cloudtrail', 'GetTrail', { Name: 'org-audit' }))['Trail']).toMatchObject({
      TrailARN: trailArn,
      S3BucketName: everything.bucket.name,
      S3KeyPrefix: 'prod',
      SnsTopicARN: topicArn,
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: true,
      LogFileValidationEnabled: true,
      CloudWatchLogsLogGroupArn: `arn:aws:logs:${region}:${account}:log-group:${groupName}:*`,
      CloudWatchLogsRoleArn: `arn:aws:iam::${account}:role/audit/${roleName}`,
      KmsKeyId: key['Arn'],
    });
    const status = await setup.call('cloudtrail', 'GetTrailStatus', { Name: 'org-audit' });
    expect(status['IsLogging']).toBe(true);
    const step = plan.steps.find(({ id }) => id === 'selectors')!;
    const selectors = await setup.call('cloudtrail', 'GetEventSelectors', { TrailName: 'org-audit' });
    expect(selectors['AdvancedEventSelectors']).toMatchObject(
      step.call.input['AdvancedEventSelectors'] as readonly JsonObject[],
    );
    const insights = await setup.call('cloudtrail', 'GetInsightSelectors', { TrailName: 'org-audit' });
    expect(insights['InsightSelectors']).toMatchObject([
      { InsightType: 'ApiCallRateInsight' },
      { InsightType: 'ApiErrorRateInsight' },
    ]);
    const tags = await setup.call('cloudtrail', 'ListTags', { ResourceIdList: [trailArn] });
    expect(first(tags, 'ResourceTagList')['TagsList']).toEqual([{ Key: 'team', Value: 'security' }]);
  });

  it('has a bucket that is private, encrypted, versioned, and open for CloudTrail alone', async () => {
    await setup.run(await setup.plan(everything));
    const ask = (operation: string): Promise<JsonObject> =>
      setup.call('s3', operation, { Bucket: everything.bucket.name, ExpectedBucketOwner: account });
    expect((await ask('GetPublicAccessBlock'))['PublicAccessBlockConfiguration']).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    expect((await ask('GetBucketEncryption'))['ServerSideEncryptionConfiguration']).toMatchObject({
      Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
    });
    expect((await ask('GetBucketVersioning'))['Status']).toBe('Enabled');
    expect((await ask('GetBucketOwnershipControls'))['OwnershipControls']).toEqual({
      Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }],
    });
    const { Statement } = policy((await ask('GetBucketPolicy'))['Policy']);
    expect(Statement).toMatchObject([
      { Action: 's3:GetBucketAcl', Condition: { StringEquals: { 'aws:SourceArn': trailArn } } },
      {
        Action: 's3:PutObject',
        Resource: `arn:aws:s3:::${everything.bucket.name}/prod/AWSLogs/${account}/*`,
        Condition: { StringEquals: { 'aws:SourceArn': trailArn } },
      },
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });

  it('has a key, a log group, a role and a topic for itself', async () => {
    await setup.run(await setup.plan(everything));
    const { KeyMetadata } = await setup.call('kms', 'DescribeKey', { KeyId: 'alias/trail-logs' });
    const { KeyId = '' } = KeyMetadata as JsonObject;
    expect((await setup.call('kms', 'GetKeyRotationStatus', { KeyId }))['KeyRotationEnabled']).toBe(true);
    const { Policy } = await setup.call('kms', 'GetKeyPolicy', { KeyId, PolicyName: 'default' });
    expect(JSON.stringify(policy(Policy))).toContain('kms:EncryptionContext:aws:cloudtrail:arn');
    const groups = await setup.call('logs', 'DescribeLogGroups', { logGroupNamePrefix: groupName });
    expect(first(groups, 'logGroups')).toMatchObject({ logGroupName: groupName, retentionInDays: 365 });
    const role = objectOrEmpty((await setup.call('iam', 'GetRole', { RoleName: roleName }))['Role']);
    expect(role).toMatchObject({
      Path: '/audit/',
      PermissionsBoundary: { PermissionsBoundaryArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
    });
    expect(policy(role['AssumeRolePolicyDocument'])['Statement']).toMatchObject([
      { Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 'sts:AssumeRole' },
    ]);
    const inline = { RoleName: roleName, PolicyName: 'CloudTrail-org-audit' };
    const { PolicyDocument } = await setup.call('iam', 'GetRolePolicy', inline);
    expect(JSON.stringify(policy(PolicyDocument))).toContain(`${account}_CloudTrail_${region}*`);
    const topic = await setup.call('sns', 'GetTopicAttributes', { TopicArn: topicArn });
    expect(policy(objectOrEmpty(topic['Attributes'])['Policy'])['Statement']).toMatchObject([
      { Action: 'SNS:Publish', Condition: { StringEquals: { 'aws:SourceArn': trailArn } } },
    ]);
  });

  it('can be stopped and started', async () => {
    await setup.run(await setup.plan(everything));
    const isLogging = async (): Promise<JsonValue | undefined> =>
      (await setup.call('cloudtrail', 'GetTrailStatus', { Name: trailArn }))['IsLogging'];
    const stop = await setup.loggingPlan('stop-logging', trailArn);
    expect(stop.refusals).toEqual([]);
    expect(stop.warnings.map(({ id }) => id)).toContain('nobody-records');
    expect(await setup.run(stop)).toMatchObject({ outcome: 'done', isLogging: false });
    expect(await isLogging()).toBe(false);
    const start = await setup.loggingPlan('start-logging', trailArn);
    expect(await setup.run(start)).toMatchObject({ outcome: 'done', isLogging: true });
    expect(await isLogging()).toBe(true);
  });

  it('is found when it is planned once more', async () => {
    await setup.run(await setup.plan(everything));
    const { refusals } = await setup.plan(everything);
    expect(refusals.map(({ id }) => id)).toEqual([
      'trail-exists',
      'bucket-taken',
      ...['key', 'log group', 'role', 'topic'].map(() => 'thing-exists'),
    ]);
  });
});

describe('a failure', () => {
  it.each(['PutBucketPolicy', 'CreateAlias', 'PutRolePolicy', 'CreateTrail', 'StartLogging'])(
    'of %s leaves nothing behind but a key that is to be deleted',
    async (operation) => {
      const before = await setup.everything();
      const plan = await setup.plan(everything);
      setup.denied = [operation];
      const result = await setup.run(plan);
      expect(result).toMatchObject({ outcome: 'undone', stop: { kind: 'failed' }, remaining: [] });
      expect(await setup.everything()).toEqual(before);
    },
  );

  it('puts back the policies of what existed before', async () => {
    const given = await existing();
    const before = await given.policies();
    const plan = await setup.plan(given.answers);
    expect(plan.refusals).toEqual([]);
    const changed = plan.steps.flatMap(({ changes }) => changes?.of ?? []);
    expect(changed).toHaveLength(5);
    setup.denied = ['StartLogging'];
    expect(await setup.run(plan)).toMatchObject({ outcome: 'undone', remaining: [] });
    expect(await given.policies()).toEqual(before);
  });
});

/** A bucket, a key, a log group, a role and a topic that know nothing of the trail, and answers that use them. */
async function existing() {
  const bucket = { Bucket: 'acme-audit', ExpectedBucketOwner: account };
  const where = { CreateBucketConfiguration: { LocationConstraint: region } };
  await setup.call('s3', 'CreateBucket', { Bucket: 'acme-audit', ...where });
  const reader = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 's3:GetObject',
    Resource: 'arn:aws:s3:::acme-audit/*',
  };
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [reader] });
  await setup.call('s3', 'PutBucketPolicy', { ...bucket, Policy });
  const { KeyMetadata } = await setup.call('kms', 'CreateKey', {});
  const { Arn } = KeyMetadata as { Arn: string };
  await setup.call('logs', 'CreateLogGroup', { logGroupName: 'audit' });
  const trust = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [trust] });
  await setup.call('iam', 'CreateRole', { RoleName: 'stranger', AssumeRolePolicyDocument });
  const { TopicArn } = (await setup.call('sns', 'CreateTopic', { Name: 'news' })) as { TopicArn: string };
  return {
    answers: answers({
      bucket: { kind: 'existing', name: 'acme-audit', addsTlsOnly: true },
      encryption: { kind: 'existing-key', key: Arn },
      logGroup: {
        group: { kind: 'existing', name: 'audit' },
        role: { kind: 'existing', name: 'stranger' },
      },
      topic: { kind: 'existing', arn: TopicArn },
    }),
    async policies(): Promise<readonly JsonObject[]> {
      const ofBucket = await setup.call('s3', 'GetBucketPolicy', bucket);
      const ofKey = await setup.call('kms', 'GetKeyPolicy', { KeyId: Arn, PolicyName: 'default' });
      const role = objectOrEmpty((await setup.call('iam', 'GetRole', { RoleName: 'stranger' }))['Role']);
      const inline = await setup.call('iam', 'ListRolePolicies', { RoleName: 'stranger' });
      const topic = await setup.call('sns', 'GetTopicAttributes', { TopicArn });
      return [
        policy(ofBucket['Policy']),
        policy(ofKey['Policy']),
        policy(role['AssumeRolePolicyDocument']),
        inline,
        policy(objectOrEmpty(topic['Attributes'])['Policy']),
      ];
    },
  };
}
