import { describe, expect, test } from 'vitest';
import {
  account,
  getAtt,
  modelOf,
  parameter,
  partition,
  ref,
  region,
  resource,
  sub,
  unknownValue,
  type Plain,
} from '../../../test/support/posture.ts';
import { postureOf } from './posture-of.ts';
import { property } from './properties.ts';

describe('links', () => {
  const types: Record<string, string> = {
    Bucket: 'AWS::S3::Bucket',
    Key: 'AWS::KMS::Key',
    Topic: 'AWS::SNS::Topic',
    Group: 'AWS::Logs::LogGroup',
    Role: 'AWS::IAM::Role',
  };
  const names: Record<string, Record<string, Plain>> = {
    Bucket: { BucketName: 'logs' },
    Topic: { TopicName: 'topic' },
    Group: { LogGroupName: 'group' },
    Role: { RoleName: 'role', Path: '/service/' },
  };
  const alias = resource('AWS::KMS::Alias', { AliasName: 'alias/logs', TargetKeyId: ref('Key') });

  function linkOf(value: Plain, id: string, named = false): string {
    const target = resource(types[id] ?? '', named ? names[id] : {});
    const model = modelOf({
      From: resource('AWS::X::Y', { P: value }),
      Alias: alias,
      Other: resource(types[id] ?? ''),
      [id]: target,
    });
    const posture = postureOf(model);
    const link = posture.linked(property(model.resources.get('From')!, 'P'), [types[id] ?? '']);
    return link.kind === 'resource' ? link.resource.id : link.kind;
  }

  test.each<[string, Plain, string, boolean]>([
    ['a bucket by Ref', ref('Bucket'), 'Bucket', false],
    ['a bucket by its literal name', 'logs', 'Bucket', true],
    ['a named bucket by Ref', ref('Bucket'), 'Bucket', true],
    ['a bucket by its ARN', 'arn:aws:s3:::logs', 'Bucket', true],
    ['a key by Ref', ref('Key'), 'Key', false],
    ['a key by its ARN', getAtt('Key', 'Arn'), 'Key', false],
    ['a key by an ARN put together', sub`arn:aws:kms:${region}:${account}:key/${ref('Key')}`, 'Key', false],
    ['a key by its alias', 'alias/logs', 'Key', false],
    ['a key by Ref of its alias', ref('Alias'), 'Key', false],
    [
      'a key by the ARN of its alias',
      sub`arn:${partition}:kms:${region}:${account}:alias/logs`,
      'Key',
      false,
    ],
    ['a topic by Ref', ref('Topic'), 'Topic', false],
    ['a topic by its ARN', getAtt('Topic', 'TopicArn'), 'Topic', true],
    ['a topic by its name', 'topic', 'Topic', true],
    ['a topic by GetAtt of its name', getAtt('Topic', 'TopicName'), 'Topic', false],
    ['a log group by its ARN', getAtt('Group', 'Arn'), 'Group', false],
    ['a log group by Ref', ref('Group'), 'Group', false],
    [
      'a log group by an ARN without the star',
      sub`arn:aws:logs:${region}:${account}:log-group:group`,
      'Group',
      true,
    ],
    ['a log group by an ARN with two stars', sub`${getAtt('Group', 'Arn')}:*`, 'Group', false],
    ['a role by its ARN', getAtt('Role', 'Arn'), 'Role', false],
    ['a role by an ARN put together', sub`arn:aws:iam::${account}:role/service/role`, 'Role', true],
  ])('%s', (_, value, id, named) => {
    expect(linkOf(value, id, named)).toBe(id);
  });

  test.each<[string, Plain, string]>([
    ['a literal that names none', 'elsewhere', 'outside'],
    ['a parameter', sub`${parameter('BucketName')}`, 'unknown'],
    ['what cannot be known', unknownValue(), 'unknown'],
    ['nothing', undefined, 'absent'],
    ['null', null, 'absent'],
    ['a list', ['logs'], 'unknown'],
  ])('%s: %s', (_, value, expected) => {
    expect(linkOf(value, 'Bucket', true)).toBe(expected);
  });

  test('an alias that points in a circle or away is no key', () => {
    const model = modelOf({
      Key: resource('AWS::KMS::Key'),
      Loop: resource('AWS::KMS::Alias', { AliasName: 'alias/a', TargetKeyId: 'alias/a' }),
      From: resource('AWS::X::Y', { P: 'alias/a', Q: 'alias/aws/s3' }),
    });
    const posture = postureOf(model);
    const from = model.resources.get('From')!;
    expect(posture.linked(property(from, 'P'), ['AWS::KMS::Key']).kind).toBe('outside');
    expect(posture.linked(property(from, 'Q'), ['AWS::KMS::Key']).kind).toBe('outside');
  });

  test('the same parameter names the same bucket', () => {
    const name = sub`${parameter('BucketName')}`;
    const model = modelOf({
      Bucket: resource('AWS::S3::Bucket', { BucketName: name }),
      From: resource('AWS::X::Y', { P: name }),
    });
    const link = postureOf(model).linked(property(model.resources.get('From')!, 'P'), ['AWS::S3::Bucket']);
    expect(link).toMatchObject({ kind: 'resource', resource: { id: 'Bucket' } });
  });
});

describe('waiting', () => {
  const model = modelOf({
    Trail: resource('AWS::CloudTrail::Trail', { S3BucketName: ref('Bucket') }, { dependsOn: ['Middle'] }),
    Middle: resource('AWS::X::Y', {}, { dependsOn: ['Policy'] }),
    Policy: resource('AWS::S3::BucketPolicy', { Bucket: ref('Bucket') }),
    Bucket: resource('AWS::S3::Bucket'),
    Round: resource('AWS::X::Y', { Next: ref('About') }),
    About: resource('AWS::X::Y', { Next: ref('Round'), Gone: ref('Nowhere') }),
  });
  const { waits } = postureOf(model);
  const isWaiting = (from: string, to: string): boolean =>
    waits(model.resources.get(from)!, model.resources.get(to)!);

  test('goes through other resources', () => {
    expect(isWaiting('Trail', 'Policy')).toBe(true);
    expect(isWaiting('Trail', 'Bucket')).toBe(true);
    expect(isWaiting('Policy', 'Trail')).toBe(false);
    expect(isWaiting('Trail', 'Trail')).toBe(false);
  });

  test('comes to an end in a circle', () => {
    expect(isWaiting('Round', 'About')).toBe(true);
    expect(isWaiting('Round', 'Round')).toBe(true);
    expect(isWaiting('Round', 'Trail')).toBe(false);
  });
});

describe('log buckets', () => {
  const policy = (service: string, action = 's3:PutObject') =>
    resource('AWS::S3::BucketPolicy', {
      Bucket: ref('Bucket'),
      PolicyDocument: {
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: service },
            Action: action,
            Resource: sub`${getAtt('Bucket', 'Arn')}/*`,
          },
        ],
      },
    });
  const bucket = resource('AWS::S3::Bucket');

  test('are those that trails name, each once', () => {
    const trail = resource('AWS::CloudTrail::Trail', { S3BucketName: ref('Bucket') });
    const { logBuckets } = postureOf(
      modelOf({
        A: trail,
        B: trail,
        C: resource('AWS::CloudTrail::Trail', { S3BucketName: 'x' }),
        Bucket: bucket,
        Other: bucket,
      }),
    );
    expect(logBuckets.map((one) => [one.bucket.id, one.trails.map(({ id }) => id)])).toEqual([
      ['Bucket', ['A', 'B']],
    ]);
  });

  test('without a trail are those whose policy lets CloudTrail write', () => {
    const ids = (service: string, action?: string): readonly string[] =>
      postureOf(modelOf({ Bucket: bucket, Policy: policy(service, action) })).logBuckets.map(
        (one) => one.bucket.id,
      );
    expect(ids('cloudtrail.amazonaws.com')).toEqual(['Bucket']);
    expect(ids('cloudtrail.amazonaws.com', 's3:*')).toEqual(['Bucket']);
    expect(ids('config.amazonaws.com')).toEqual([]);
    expect(ids('cloudtrail.amazonaws.com', 's3:GetBucketAcl')).toEqual([]);
  });

  test('beside a trail are not guessed from policies', () => {
    const trail = resource('AWS::CloudTrail::Trail', { S3BucketName: 'elsewhere' });
    const model = modelOf({ Trail: trail, Bucket: bucket, Policy: policy('cloudtrail.amazonaws.com') });
    expect(postureOf(model).logBuckets).toEqual([]);
  });
});

test('a link is worked out once, however many rules ask for it', () => {
  const model = modelOf({
    From: resource('AWS::X::Y', { P: ref('Bucket') }),
    Bucket: resource('AWS::S3::Bucket'),
    Key: resource('AWS::KMS::Key'),
  });
  const posture = postureOf(model);
  const value = property(model.resources.get('From')!, 'P');
  const toBucket = posture.linked(value, ['AWS::S3::Bucket']);
  expect(posture.linked(value, ['AWS::S3::Bucket'])).toBe(toBucket);
  expect(posture.linked(value, ['AWS::KMS::Key'])).not.toEqual(toBucket);
});
