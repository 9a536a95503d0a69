import { describe, expect, test } from 'vitest';
import {
  account,
  failuresOf,
  getAtt,
  modelOf,
  outcomesOf,
  parameter,
  partition,
  ref,
  region,
  resource,
  sub,
  unknownValue,
  type Plain,
} from '../../../../test/support/posture.ts';
import type { PostureModel } from '../model.ts';
import { kmsKeyPolicy } from './kms-key-policy.ts';
import { snsTopicEncryption, snsTopicPolicy } from './sns-topic.ts';
import { sourceArnMismatch } from './source-arn.ts';

type Statement = Record<string, Plain>;

const service = { Service: 'cloudtrail.amazonaws.com' };
const root: Statement = {
  Effect: 'Allow',
  Principal: { AWS: sub`arn:${partition}:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
};
const use = (...actions: readonly string[]): Statement => ({
  Effect: 'Allow',
  Principal: service,
  Action: actions,
  Resource: '*',
});

describe('kms-key-policy', () => {
  const keyed = (
    statements: Plain,
    trail: Record<string, Plain> = {},
    more: Parameters<typeof modelOf>[0] = {},
  ): PostureModel =>
    modelOf({
      Trail: resource('AWS::CloudTrail::Trail', {
        TrailName: 'main',
        S3BucketName: ref('Bucket'),
        KMSKeyId: ref('Key'),
        ...trail,
      }),
      Key: resource(
        'AWS::KMS::Key',
        statements === undefined ? {} : { KeyPolicy: { Statement: statements } },
      ),
      ...more,
    });
  const ofTrails = sub`arn:${partition}:cloudtrail:*:${account}:trail/*`;
  const context = { StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': ofTrails } };

  test.each<[string, Plain]>([
    ['the account alone', [root]],
    ['another service', [root, { ...use('kms:*'), Principal: { Service: 'logs.amazonaws.com' } }]],
    ['other actions', [root, use('kms:Encrypt', 'kms:Decrypt')]],
  ])('fails for %s', (_, statements) => {
    expect(failuresOf(kmsKeyPolicy, keyed(statements))).toEqual(['Key']);
  });

  test('fails without a policy, which then admits the account alone', () => {
    expect(failuresOf(kmsKeyPolicy, keyed(undefined))).toEqual(['Key.Properties']);
  });

  test('follows aliases', () => {
    const alias = {
      Alias: resource('AWS::KMS::Alias', { AliasName: 'alias/logs', TargetKeyId: getAtt('Key', 'Arn') }),
    };
    expect(failuresOf(kmsKeyPolicy, keyed([root], { KMSKeyId: 'alias/logs' }, alias))).toEqual(['Key']);
    expect(failuresOf(kmsKeyPolicy, keyed([root], { KMSKeyId: 'alias/other' }, alias))).toEqual([]);
  });

  test('warns where only DescribeKey is missing', () => {
    expect(outcomesOf(kmsKeyPolicy, keyed([root, use('kms:GenerateDataKey*')]))).toEqual([
      { outcome: 'fail', resource: 'Key', at: 'Key', severity: 'warning' },
    ]);
  });

  test('asks for Decrypt where the bucket has a bucket key', () => {
    const bucket = (isOn: Plain) => ({
      Bucket: resource('AWS::S3::Bucket', {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ BucketKeyEnabled: isOn }] },
      }),
    });
    const statements = [root, use('kms:GenerateDataKey*', 'kms:DescribeKey')];
    expect(outcomesOf(kmsKeyPolicy, keyed(statements, {}, bucket(true)))).toEqual([
      { outcome: 'fail', resource: 'Key', at: 'Key' },
    ]);
    expect(outcomesOf(kmsKeyPolicy, keyed(statements, {}, bucket('true')))).toHaveLength(1);
    expect(outcomesOf(kmsKeyPolicy, keyed(statements, {}, bucket(false)))).toEqual([]);
    expect(outcomesOf(kmsKeyPolicy, keyed([root, use('kms:*')], {}, bucket(true)))).toEqual([]);
  });

  test("AWS's own policy passes", () => {
    const statements = [
      root,
      {
        ...use('kms:GenerateDataKey*'),
        Condition: {
          ...context,
          StringEquals: { 'aws:SourceArn': sub`arn:${partition}:cloudtrail:${region}:${account}:trail/main` },
        },
      },
      use('kms:DescribeKey'),
    ];
    expect(outcomesOf(kmsKeyPolicy, keyed(statements))).toEqual([]);
  });

  test('fails on a context of another account, and names a wrong source as such', () => {
    const other = {
      StringLike: { 'kms:EncryptionContext:aws:cloudtrail:arn': 'arn:aws:cloudtrail:*:x:trail/*' },
    };
    const wrong = [root, { ...use('kms:GenerateDataKey*'), Condition: other }, use('kms:DescribeKey')];
    expect(failuresOf(kmsKeyPolicy, keyed(wrong))).toEqual([
      'Key.KeyPolicy.Statement[1].Condition.StringLike.kms:EncryptionContext:aws:cloudtrail:arn',
    ]);
    const source = {
      StringEquals: { 'aws:SourceArn': sub`arn:${partition}:cloudtrail:${region}:${account}:trail/x` },
    };
    const model = keyed([root, { ...use('kms:*'), Condition: source }]);
    expect(failuresOf(kmsKeyPolicy, model)).toEqual([]);
    expect(failuresOf(sourceArnMismatch, model)).toEqual([
      'Key.KeyPolicy.Statement[1].Condition.StringEquals.aws:SourceArn',
    ]);
  });

  test('does not know an unknown policy, nor a key outside the file', () => {
    expect(outcomesOf(kmsKeyPolicy, keyed(unknownValue()))[0]).toEqual({
      outcome: 'unknown',
      resource: 'Key',
    });
    expect(outcomesOf(kmsKeyPolicy, keyed([root], { KMSKeyId: sub`${parameter('KeyArn')}` }))).toEqual([]);
  });
});

const topicArn = ref('Topic');
const publish: Statement = { Effect: 'Allow', Principal: service, Action: 'SNS:Publish', Resource: topicArn };
const topicPolicy = (statements: Plain, topics: Plain = [topicArn]) =>
  resource('AWS::SNS::TopicPolicy', { Topics: topics, PolicyDocument: { Statement: statements } });

function withTopic(
  more: Parameters<typeof modelOf>[0],
  dependsOn: readonly string[] = [],
  topic: Record<string, Plain> = {},
): PostureModel {
  return modelOf({
    Trail: resource(
      'AWS::CloudTrail::Trail',
      { TrailName: 'main', SnsTopicName: getAtt('Topic', 'TopicName') },
      { dependsOn },
    ),
    Topic: resource('AWS::SNS::Topic', topic),
    ...more,
  });
}

describe('sns-topic-policy', () => {
  test('fails on a topic without a policy, and on policies for others', () => {
    expect(failuresOf(snsTopicPolicy, withTopic({}))).toEqual(['Topic']);
    const owner = {
      ...publish,
      Principal: { AWS: '*' },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } },
    };
    // For the people of the organization: nothing in it is wrong, and CloudTrail needs a statement of its own.
    expect(failuresOf(snsTopicPolicy, withTopic({ Policy: topicPolicy([owner]) }, ['Policy']))).toEqual([
      'Policy',
    ]);
    const misled = { ...owner, Principal: publish['Principal'] };
    expect(failuresOf(snsTopicPolicy, withTopic({ Policy: topicPolicy([misled]) }, ['Policy']))).toEqual([
      'Policy.PolicyDocument.Statement[0].Condition.StringEquals.aws:PrincipalOrgID',
    ]);
    const elsewhere = withTopic(
      { Policy: topicPolicy([publish], ['arn:aws:sns:us-east-1:111122223333:other']) },
      ['Policy'],
    );
    expect(failuresOf(snsTopicPolicy, elsewhere)).toEqual(['Topic']);
  });

  test('passes on a policy that the trail waits for, inline ones included', () => {
    expect(outcomesOf(snsTopicPolicy, withTopic({ Policy: topicPolicy([publish]) }, ['Policy']))).toEqual([]);
    expect(
      outcomesOf(
        snsTopicPolicy,
        withTopic({ Policy: topicPolicy([{ ...publish, Resource: '*' }]) }, ['Policy']),
      ),
    ).toEqual([]);
    const inline = resource('AWS::SNS::TopicInlinePolicy', {
      TopicArn: topicArn,
      PolicyDocument: { Statement: publish },
    });
    expect(outcomesOf(snsTopicPolicy, withTopic({ Policy: inline }, ['Policy']))).toEqual([]);
  });

  test('fails where the trail does not wait for it', () => {
    expect(failuresOf(snsTopicPolicy, withTopic({ Policy: topicPolicy([publish]) }))).toEqual([
      'Trail.Properties',
    ]);
  });

  test('does not know policies that may be for the topic', () => {
    const maybe = { Policy: topicPolicy([publish], unknownValue()) };
    expect(outcomesOf(snsTopicPolicy, withTopic(maybe))).toEqual([{ outcome: 'unknown', resource: 'Topic' }]);
    const stack = { Stack: resource('AWS::CloudFormation::Stack', { Parameters: { T: topicArn } }) };
    expect(outcomesOf(snsTopicPolicy, withTopic(stack))).toEqual([{ outcome: 'unknown', resource: 'Topic' }]);
    const outside = modelOf({ Trail: resource('AWS::CloudTrail::Trail', { SnsTopicName: 'elsewhere' }) });
    expect(outcomesOf(snsTopicPolicy, outside)).toEqual([]);
  });
});

describe('sns-topic-encryption', () => {
  const encrypted = (key: Plain, more: Parameters<typeof modelOf>[0] = {}) =>
    withTopic({ Policy: topicPolicy([publish]), ...more }, ['Policy'], { KmsMasterKeyId: key });
  const keyWith = (statements: Plain) => ({
    Key: resource('AWS::KMS::Key', { KeyPolicy: { Statement: statements } }),
  });

  test("fails on AWS's own key", () => {
    expect(failuresOf(snsTopicEncryption, encrypted('alias/aws/sns'))).toEqual(['Topic.KmsMasterKeyId']);
    const arn = sub`arn:${partition}:kms:${region}:${account}:alias/aws/sns`;
    expect(failuresOf(snsTopicEncryption, encrypted(arn))).toEqual(['Topic.KmsMasterKeyId']);
  });

  test('fails on a key that admits the account alone, or not all that is needed', () => {
    expect(failuresOf(snsTopicEncryption, encrypted(ref('Key'), keyWith([root])))).toEqual(['Key']);
    expect(
      failuresOf(snsTopicEncryption, encrypted(ref('Key'), keyWith([root, use('kms:GenerateDataKey*')]))),
    ).toEqual(['Key']);
  });

  test('passes on a key that admits CloudTrail, a key outside the file, and none', () => {
    const both = keyWith([root, use('kms:GenerateDataKey*', 'kms:Decrypt')]);
    expect(outcomesOf(snsTopicEncryption, encrypted(ref('Key'), both))).toEqual([]);
    expect(outcomesOf(snsTopicEncryption, encrypted('alias/own'))).toEqual([]);
    expect(outcomesOf(snsTopicEncryption, encrypted(undefined))).toEqual([]);
    expect(outcomesOf(snsTopicEncryption, encrypted(unknownValue()))).toEqual([]);
  });
});
