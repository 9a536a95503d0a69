import { describe, expect, it } from 'vitest';
import { evaluate } from '../../posture/policy/evaluate.ts';
import { policyFromJson } from '../../posture/policy/parse.ts';
import type { ContextValue, PolicyRequest } from '../../posture/policy/policy.ts';
import { literalText } from '../../posture/symbolic-text.ts';
import {
  bucketStatements,
  keyStatements,
  newKeyPolicy,
  roleStatements,
  streamNames,
  tlsOnlyStatement,
  topicKeyStatement,
  topicStatement,
  trustStatement,
  type PolicySubject,
} from './policies.ts';
import { policyOf } from './policy-document.ts';

interface Case {
  readonly name: string;
  readonly subject: PolicySubject;
}

function subject(partition: string, homeRegion: string, organization?: string): PolicySubject {
  const account = '111122223333';
  return {
    partition,
    account,
    homeRegion,
    trailArn: `arn:${partition}:cloudtrail:${homeRegion}:${account}:trail/org-audit`,
    ...(organization === undefined ? {} : { organization }),
  };
}

const cases: readonly Case[] = [
  { name: 'a trail', subject: subject('aws', 'eu-west-1') },
  { name: 'a trail of an opt-in Region', subject: subject('aws', 'af-south-1') },
  { name: 'a trail of an organization', subject: subject('aws', 'us-east-1', 'o-exampleorg') },
  { name: 'a trail in China', subject: subject('aws-cn', 'cn-north-1') },
  {
    name: "a trail of an organization in AWS's clouds for governments",
    subject: subject('aws-us-gov', 'us-gov-west-1', 'o-exampleorg'),
  },
];

function request(
  action: string,
  resource: string,
  keys: Readonly<Record<string, string>>,
  principal: PolicyRequest['principal'] = {
    kind: 'service',
    name: literalText('cloudtrail.amazonaws.com'),
  },
): PolicyRequest {
  const given = Object.entries({ 'aws:securetransport': 'true', ...keys }).map(
    ([name, value]): [string, ContextValue] => [name, { kind: 'present', values: [literalText(value)] }],
  );
  const context = { keys: new Map(given), others: 'absent' as const };
  return { principal, action, resource: literalText(resource), context };
}

function decision(policy: string, asked: PolicyRequest): string {
  return evaluate(policyFromJson(policy), asked).decision;
}

const acl = { 's3:x-amz-acl': 'bucket-owner-full-control' };
const otherService = { kind: 'service', name: literalText('config.amazonaws.com') } as const;

describe.each(cases)('the policies for $name', ({ subject: given }) => {
  const { partition, account, homeRegion, trailArn, organization } = given;
  const source = { 'aws:sourcearn': trailArn };
  const strangers = [
    { 'aws:sourcearn': `${trailArn}2` },
    { 'aws:sourcearn': trailArn.replace(account, '123456789012') },
    { 'aws:sourcearn': trailArn.replace(homeRegion, 'us-west-2') },
    {},
  ];
  const bucketArn = `arn:${partition}:s3:::logs`;
  const ofBucket = policyOf([...bucketStatements(given, 'logs', 'prod'), tlsOnlyStatement(given, 'logs')]);
  const folder = `${bucketArn}/prod/AWSLogs`;

  it('let this trail, and no other, write to its folder of the bucket', () => {
    const file = `${folder}/${account}/CloudTrail/${homeRegion}/file.json.gz`;
    expect(decision(ofBucket, request('s3:PutObject', file, { ...acl, ...source }))).toBe('allowed');
    expect(decision(ofBucket, request('s3:GetBucketAcl', bucketArn, source))).toBe('allowed');
    for (const stranger of strangers) {
      expect(decision(ofBucket, request('s3:PutObject', file, { ...acl, ...stranger }))).not.toBe('allowed');
      expect(decision(ofBucket, request('s3:GetBucketAcl', bucketArn, stranger))).not.toBe('allowed');
    }
    const wrong = [
      request('s3:PutObject', file, source),
      request('s3:PutObject', file, { ...acl, ...source }, otherService),
      request('s3:PutObject', `${bucketArn}/AWSLogs/${account}/file`, { ...acl, ...source }),
      request('s3:PutObject', `${folder}/123456789012/file`, { ...acl, ...source }),
      request('s3:GetObject', file, { ...acl, ...source }),
      request('s3:DeleteObject', file, { ...acl, ...source }),
    ];
    expect(wrong.map((each) => decision(ofBucket, each))).toEqual(wrong.map(() => 'not-allowed'));
  });

  it("let it write the files of all accounts exactly where it is the organization's", () => {
    const file = `${folder}/${organization ?? 'o-exampleorg'}/123456789012/CloudTrail/${homeRegion}/f.json.gz`;
    const answer = decision(ofBucket, request('s3:PutObject', file, { ...acl, ...source }));
    expect(answer).toBe(organization === undefined ? 'not-allowed' : 'allowed');
    const other = `${folder}/o-otherorgan/123456789012/f`;
    expect(decision(ofBucket, request('s3:PutObject', other, { ...acl, ...source }))).toBe('not-allowed');
  });

  it('refuse the bucket to everybody without TLS', () => {
    const plain = { ...acl, ...source, 'aws:securetransport': 'false' };
    const root = { kind: 'aws', arns: [literalText(`arn:${partition}:iam::${account}:root`)] } as const;
    expect(decision(ofBucket, request('s3:PutObject', `${folder}/${account}/f`, plain))).toBe('denied');
    expect(decision(ofBucket, request('s3:ListBucket', bucketArn, plain, root))).toBe('denied');
    expect(decision(ofBucket, request('s3:GetObject', `${bucketArn}/x`, plain, root))).toBe('denied');
  });

  it('let it use the key for log files of its account, and decrypt only if told so', () => {
    const key = `arn:${partition}:kms:${homeRegion}:${account}:key/k`;
    const context = 'kms:encryptioncontext:aws:cloudtrail:arn';
    const encrypts = (keys: Readonly<Record<string, string>>) => request('kms:GenerateDataKey', key, keys);
    const policy = policyOf(keyStatements(given, false));
    expect(decision(policy, encrypts({ ...source, [context]: trailArn }))).toBe('allowed');
    expect(decision(policy, encrypts(source))).not.toBe('allowed');
    const foreign = trailArn.replace(account, '123456789012');
    expect(decision(policy, encrypts({ ...source, [context]: foreign }))).not.toBe('allowed');
    for (const stranger of strangers) {
      expect(decision(policy, encrypts({ ...stranger, [context]: trailArn }))).not.toBe('allowed');
      expect(decision(policy, request('kms:DescribeKey', key, stranger))).not.toBe('allowed');
    }
    expect(decision(policy, request('kms:DescribeKey', key, source))).toBe('allowed');
    expect(decision(policy, request('kms:Decrypt', key, source))).not.toBe('allowed');
    const decrypting = policyOf(keyStatements(given, true));
    expect(decision(decrypting, request('kms:Decrypt', key, source))).toBe('allowed');
    expect(decision(decrypting, request('kms:Decrypt', key, strangers[0]!))).not.toBe('allowed');
  });

  it('leave a new key to the account that makes it', () => {
    const policy = newKeyPolicy(given, '123456789012', false);
    const key = `arn:${partition}:kms:${homeRegion}:123456789012:key/k`;
    const of = (owner: string) =>
      ({ kind: 'aws', arns: [literalText(`arn:${partition}:iam::${owner}:root`)] }) as const;
    expect(decision(policy, request('kms:PutKeyPolicy', key, {}, of('123456789012')))).toBe('allowed');
    expect(decision(policy, request('kms:PutKeyPolicy', key, {}, of(account)))).not.toBe('allowed');
  });

  it('let it publish to the topic, and use the key of the topic', () => {
    const topic = `arn:${partition}:sns:${homeRegion}:${account}:news`;
    const policy = policyOf([topicStatement(given, topic)]);
    expect(decision(policy, request('sns:Publish', topic, source))).toBe('allowed');
    expect(decision(policy, request('sns:Subscribe', topic, source))).not.toBe('allowed');
    const ofKey = policyOf([topicKeyStatement(given)]);
    const key = `arn:${partition}:kms:${homeRegion}:${account}:key/k`;
    expect(decision(ofKey, request('kms:GenerateDataKey', key, source))).toBe('allowed');
    for (const stranger of strangers) {
      expect(decision(policy, request('sns:Publish', topic, stranger))).not.toBe('allowed');
      expect(decision(ofKey, request('kms:GenerateDataKey', key, stranger))).not.toBe('allowed');
    }
  });

  it("let the role make and fill CloudTrail's own streams of one log group", () => {
    const group = `arn:${partition}:logs:${homeRegion}:${account}:log-group:audit`;
    const policy = policyOf(roleStatements(given, `${group}:*`));
    const asks = (action: string, stream: string): string =>
      decision(policy, request(action, `${group}:log-stream:${stream}`, {}, { kind: 'holder' }));
    const own = `${account}_CloudTrail_${homeRegion}`;
    for (const action of ['logs:CreateLogStream', 'logs:PutLogEvents']) {
      expect([asks(action, own), asks(action, `${own}_3`)]).toEqual(['allowed', 'allowed']);
      expect(asks(action, 'application')).toBe('not-allowed');
      const member = asks(action, `${organization ?? 'o-exampleorg'}_123456789012_CloudTrail_${homeRegion}`);
      expect(member).toBe(organization === undefined ? 'not-allowed' : 'allowed');
    }
    expect(asks('logs:DeleteLogStream', own)).toBe('not-allowed');
    expect(streamNames(given)[0]).toBe(own);
  });

  it('let CloudTrail alone take the role', () => {
    const role = `arn:${partition}:iam::${account}:role/r`;
    const policy = policyOf([trustStatement]);
    expect(decision(policy, request('sts:AssumeRole', role, {}))).toBe('allowed');
    expect(decision(policy, request('sts:AssumeRole', role, {}, otherService))).toBe('not-allowed');
  });
});
