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
import { bucketAclOwnership } from './bucket-acl-ownership.ts';
import { bucketPolicyBlocked, bucketPublic } from './bucket-public.ts';
import { bucketTlsOnly } from './bucket-tls-only.ts';
import { dependencyCycle } from './dependency-cycle.ts';
import { logAccess } from './log-access.ts';
import { sourceArnCondition } from './source-arn.ts';
import { trailTamperPermission } from './trail-tamper-permission.ts';

const bucketArn = getAtt('Bucket', 'Arn');
const objects = sub`${bucketArn}/*`;

function logging(
  statements: Plain,
  bucket: Record<string, Plain> = {},
  provenance: 'written' | 'generated' = 'written',
): PostureModel {
  return modelOf({
    Trail: resource('AWS::CloudTrail::Trail', { TrailName: 'main', S3BucketName: ref('Bucket') }),
    Bucket: resource('AWS::S3::Bucket', bucket),
    Policy: resource(
      'AWS::S3::BucketPolicy',
      { Bucket: ref('Bucket'), PolicyDocument: { Statement: statements } },
      { provenance },
    ),
  });
}

const open = { PublicAccessBlockConfiguration: { BlockPublicPolicy: false, RestrictPublicBuckets: false } };
const read = (condition?: Plain): Plain => [
  { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: objects, Condition: condition },
];
const statement = 'Policy.PolicyDocument.Statement[0] value';

describe('bucket-public and bucket-policy-blocked', () => {
  const publicOnes: readonly [string, Plain][] = [
    ['everyone', read()],
    ['everyone by AWS', [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 's3:*', Resource: objects }]],
    [
      'everyone but one',
      [{ Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, Action: 's3:*', Resource: objects }],
    ],
    ['all addresses', read({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })],
    ['all networks', read({ StringLike: { 'aws:SourceVpc': 'vpc-*' } })],
    ['a negated condition', read({ StringNotEquals: { 'aws:SourceVpc': 'vpc-1' } })],
    ['a condition that need not be met', read({ StringEqualsIfExists: { 'aws:SourceVpc': 'vpc-1' } })],
    ['a condition on something else', read({ Bool: { 'aws:SecureTransport': true } })],
  ];

  test.each(publicOnes)('fail: %s', (_, statements) => {
    expect(failuresOf(bucketPublic, logging(statements, open))).toEqual([statement]);
    expect(failuresOf(bucketPolicyBlocked, logging(statements, open))).toEqual([]);
    expect(failuresOf(bucketPolicyBlocked, logging(statements))).toEqual([statement]);
    expect(failuresOf(bucketPublic, logging(statements))).toEqual([]);
  });

  test.each<[string, Plain]>([
    ['a source address', read({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })],
    ['an organization', read({ StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } })],
    ['an account', read({ StringEquals: { 'aws:SourceAccount': sub`${account}` } })],
    [
      'a trail',
      read({ ArnEquals: { 'aws:SourceArn': sub`arn:aws:cloudtrail:${region}:${account}:trail/main` } }),
    ],
    ['an endpoint', read({ StringEquals: { 'aws:SourceVpce': sub`${parameter('Endpoint')}` } })],
    [
      'a role',
      [{ Effect: 'Allow', Principal: { AWS: getAtt('Role', 'Arn') }, Action: 's3:*', Resource: objects }],
    ],
    ['a Deny', [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: objects }]],
  ])('pass: %s', (_, statements) => {
    expect(outcomesOf(bucketPublic, logging(statements, open))).toEqual([]);
    expect(outcomesOf(bucketPolicyBlocked, logging(statements))).toEqual([]);
  });

  test('a configuration that leaves a switch out has it off', () => {
    const configuration = { PublicAccessBlockConfiguration: { BlockPublicAcls: true } };
    expect(failuresOf(bucketPublic, logging(read(), configuration))).toEqual([statement]);
    const restricted = { PublicAccessBlockConfiguration: { RestrictPublicBuckets: true } };
    expect(failuresOf(bucketPublic, logging(read(), restricted))).toEqual([]);
  });

  test('do not know unknown switches, principals and conditions', () => {
    const unknownSwitch = { PublicAccessBlockConfiguration: { BlockPublicPolicy: unknownValue() } };
    expect(outcomesOf(bucketPolicyBlocked, logging(read(), unknownSwitch))).toEqual([
      { outcome: 'unknown', resource: 'Policy' },
    ]);
    const principal = [
      { Effect: 'Allow', Principal: { AWS: sub`${parameter('Who')}` }, Action: 's3:*', Resource: objects },
    ];
    expect(outcomesOf(bucketPublic, logging(principal, open))).toEqual([
      { outcome: 'unknown', resource: 'Policy' },
    ]);
    expect(outcomesOf(bucketPublic, logging(read(unknownValue()), open))).toEqual([
      { outcome: 'unknown', resource: 'Policy' },
    ]);
  });

  test('an ACL is public unless it is blocked', () => {
    const off = { BlockPublicAcls: false, IgnorePublicAcls: 'false' };
    const withAcl = (AccessControl: Plain, PublicAccessBlockConfiguration: Plain) =>
      outcomesOf(bucketPublic, logging([], { AccessControl, PublicAccessBlockConfiguration }));
    expect(withAcl('PublicRead', off)).toEqual([
      { outcome: 'fail', resource: 'Bucket', at: 'Bucket.AccessControl' },
    ]);
    expect(withAcl('AuthenticatedRead', off)).toHaveLength(1);
    expect(withAcl('LogDeliveryWrite', off)).toEqual([]);
    expect(withAcl('PublicRead', undefined)).toEqual([]);
    expect(withAcl('PublicRead', unknownValue())).toEqual([{ outcome: 'unknown', resource: 'Bucket' }]);
  });
});

describe('bucket-acl-ownership', () => {
  const withAcl = (AccessControl: Plain, OwnershipControls?: Plain) =>
    outcomesOf(bucketAclOwnership, logging([], { AccessControl, OwnershipControls }));
  const ownership = (ObjectOwnership: Plain): Plain => ({ Rules: [{ ObjectOwnership }] });

  test('fails on an ACL where ACLs are off', () => {
    const failure = [{ outcome: 'fail', resource: 'Bucket', at: 'Bucket.AccessControl' }];
    expect(withAcl('LogDeliveryWrite')).toEqual(failure);
    expect(withAcl('LogDeliveryWrite', ownership('BucketOwnerEnforced'))).toEqual(failure);
  });

  test('passes where ACLs are allowed, and on those that grant nothing more', () => {
    expect(withAcl('LogDeliveryWrite', ownership('BucketOwnerPreferred'))).toEqual([]);
    expect(withAcl('PublicRead', ownership('ObjectWriter'))).toEqual([]);
    expect(withAcl('Private')).toEqual([]);
    expect(withAcl('BucketOwnerFullControl')).toEqual([]);
    expect(withAcl(undefined)).toEqual([]);
  });

  test('does not know unknown ACLs and ownership', () => {
    const unknown = [{ outcome: 'unknown', resource: 'Bucket' }];
    expect(withAcl(sub`${parameter('Acl')}`)).toEqual(unknown);
    expect(withAcl('LogDeliveryWrite', ownership(unknownValue()))).toEqual(unknown);
    expect(withAcl('LogDeliveryWrite', unknownValue())).toEqual(unknown);
  });
});

describe('bucket-tls-only', () => {
  const deny = (changes: Record<string, Plain> = {}): Plain => [
    {
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:*',
      Resource: [bucketArn, objects],
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      ...changes,
    },
  ];

  test('passes on a Deny of plain HTTP', () => {
    expect(outcomesOf(bucketTlsOnly, logging(deny()))).toEqual([]);
    expect(outcomesOf(bucketTlsOnly, logging(deny({ Principal: { AWS: '*' }, Action: 's3:Get*' })))).toEqual(
      [],
    );
  });

  test.each<[string, Plain]>([
    ['no Deny', read()],
    ['a Deny of TLS', deny({ Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
    ['a Deny to some', deny({ Principal: { AWS: '111122223333' } })],
    ['a Deny for the bucket alone', deny({ Resource: bucketArn })],
  ])('fails: %s', (_, statements) => {
    expect(failuresOf(bucketTlsOnly, logging(statements))).toEqual(['Policy']);
  });

  test('does not know an unknown statement or condition', () => {
    expect(outcomesOf(bucketTlsOnly, logging(unknownValue()))).toEqual([
      { outcome: 'unknown', resource: 'Policy' },
    ]);
    expect(outcomesOf(bucketTlsOnly, logging(deny({ Condition: unknownValue() })))).toEqual([
      { outcome: 'unknown', resource: 'Policy' },
    ]);
  });
});

describe('source-arn-condition', () => {
  const write = (condition?: Plain): Plain => ({
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: 's3:PutObject',
    Resource: objects,
    Condition: condition,
  });

  test('fails once for all statements without a limit', () => {
    expect(outcomesOf(sourceArnCondition, logging([write(), write()]))).toEqual([
      { outcome: 'fail', resource: 'Policy', at: statement },
    ]);
  });

  test('is a hint where only the account is limited', () => {
    const limited = write({ StringEquals: { 'AWS:SourceAccount': sub`${account}` } });
    expect(outcomesOf(sourceArnCondition, logging([limited]))).toEqual([
      { outcome: 'fail', resource: 'Policy', at: statement, severity: 'hint' },
    ]);
    expect(outcomesOf(sourceArnCondition, logging([limited, write()]))[0]).not.toHaveProperty('severity');
  });

  test.each<[string, Plain]>([
    ['the trail', write({ StringEquals: { 'aws:SourceArn': 'x' } })],
    ['the organization', write({ StringEquals: { 'aws:SourceOrgID': 'o-exampleorgid' } })],
    ['what is not known', write(unknownValue())],
    [
      'everyone, which other rules judge',
      { Effect: 'Allow', Principal: '*', Action: 's3:PutObject', Resource: objects },
    ],
    [
      'a Deny',
      { Effect: 'Deny', Principal: { Service: 'cloudtrail.amazonaws.com' }, Action: 's3:*', Resource: '*' },
    ],
  ])('passes: %s', (_, one) => {
    expect(outcomesOf(sourceArnCondition, logging([one]))).toEqual([]);
  });

  test('is silent on what a library made', () => {
    expect(outcomesOf(sourceArnCondition, logging([write()], {}, 'generated'))).toEqual([]);
  });

  test("takes a key's encryption context for a limit, and looking at the key for nothing", () => {
    const keyed = (statements: Plain) =>
      failuresOf(
        sourceArnCondition,
        modelOf({
          Trail: resource('AWS::CloudTrail::Trail', { KMSKeyId: ref('Key') }),
          Key: resource('AWS::KMS::Key', { KeyPolicy: { Statement: statements } }),
        }),
      );
    const use = (Action: Plain, Condition?: Plain): Plain => ({
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action,
      Resource: '*',
      Condition,
    });
    const context = {
      StringLike: {
        'kms:EncryptionContext:aws:cloudtrail:arn': sub`arn:${partition}:cloudtrail:*:${account}:trail/*`,
      },
    };
    expect(keyed([use('kms:GenerateDataKey*', context), use('kms:DescribeKey')])).toEqual([]);
    expect(keyed([use('kms:GenerateDataKey*')])).toEqual(['Key.KeyPolicy.Statement[0] value']);
  });

  test('judges the policy of a topic', () => {
    const model = modelOf({
      Trail: resource('AWS::CloudTrail::Trail', { SnsTopicName: ref('Topic') }),
      Topic: resource('AWS::SNS::Topic'),
      Policy: resource('AWS::SNS::TopicPolicy', {
        Topics: [ref('Topic')],
        PolicyDocument: {
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'cloudtrail.amazonaws.com' },
            Action: 'sns:Publish',
            Resource: '*',
          },
        },
      }),
    });
    expect(failuresOf(sourceArnCondition, model)).toEqual(['Policy.PolicyDocument.Statement value']);
  });
});

describe('log-access', () => {
  const grant = (AWS: Plain, changes: Record<string, Plain> = {}): Plain => [
    {
      Effect: 'Allow',
      Principal: { AWS },
      Action: ['s3:GetObject', 's3:ListBucket'],
      Resource: [bucketArn, objects],
      ...changes,
    },
  ];

  test.each<[string, Plain]>([
    ['a role', grant(getAtt('Auditor', 'Arn'))],
    ['a user', grant('arn:aws:iam::111122223333:user/ana')],
    ['deleting', grant('arn:aws:iam::111122223333:role/r', { Action: 's3:Delete*' })],
    ['everything', grant('arn:aws:iam::111122223333:role/r', { Action: '*', Resource: '*' })],
  ])('fails: %s', (_, statements) => {
    expect(failuresOf(logAccess, logging(statements))).toEqual([statement]);
  });

  test.each<[string, Plain]>([
    ['the account', grant(sub`arn:${partition}:iam::${account}:root`)],
    ['an account that may be this one', grant('111122223333')],
    ['an administrator', grant('arn:aws:iam::111122223333:role/OrganizationAdmin')],
    ['a public statement, which is for other rules', grant('*')],
    ['what is not known', grant(unknownValue())],
    ['writing', grant('arn:aws:iam::111122223333:role/r', { Action: 's3:PutObject' })],
    ['another bucket', grant('arn:aws:iam::111122223333:role/r', { Resource: 'arn:aws:s3:::a/b/*' })],
    ['a Deny', grant('arn:aws:iam::111122223333:role/r', { Effect: 'Deny' })],
    [
      'a service',
      [
        {
          Effect: 'Allow',
          Principal: { Service: 'logs.amazonaws.com' },
          Action: 's3:GetObject',
          Resource: objects,
        },
      ],
    ],
  ])('passes: %s', (_, statements) => {
    expect(outcomesOf(logAccess, logging(statements))).toEqual([]);
  });

  test('is silent on what a library made', () => {
    expect(
      outcomesOf(logAccess, logging(grant('arn:aws:iam::111122223333:role/r'), {}, 'generated')),
    ).toEqual([]);
  });
});

describe('trail-tamper-permission', () => {
  const policy = (statements: Plain): PostureModel =>
    modelOf({
      Policy: resource('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: statements } }),
      Role: resource('AWS::IAM::Role', {
        Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [] } }],
      }),
    });
  const allow = (Action: Plain, Resource: Plain = '*', changes: Record<string, Plain> = {}): Plain => [
    { Effect: 'Allow', Action, Resource, ...changes },
  ];

  test.each<[string, Plain]>([
    ['all of CloudTrail', allow('cloudtrail:*')],
    ['one action', allow(['s3:GetObject', 'cloudtrail:StopLogging'])],
    ['all trails by a wildcard', allow('cloudtrail:DeleteTrail', 'arn:aws:cloudtrail:*:*:trail/*')],
    ['all but some actions', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }]],
  ])('fails: %s', (_, statements) => {
    expect(failuresOf(trailTamperPermission, policy(statements))).toEqual([
      'Policy.PolicyDocument.Statement[0] value',
    ]);
  });

  test.each<[string, Plain]>([
    ['reading', allow(['cloudtrail:Get*', 'cloudtrail:LookupEvents'])],
    ['one trail', allow('cloudtrail:StopLogging', sub`arn:aws:cloudtrail:${region}:${account}:trail/main`)],
    ['trails of some name', allow('cloudtrail:StopLogging', 'arn:aws:cloudtrail:*:*:trail/test-*')],
    [
      'a condition',
      allow('cloudtrail:*', '*', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }),
    ],
    ['what is not known', allow(unknownValue())],
    [
      'a Deny beside it',
      [...(allow('*') as Plain[]), { Effect: 'Deny', Action: 'cloudtrail:*', Resource: '*' }],
    ],
  ])('passes: %s', (_, statements) => {
    expect(outcomesOf(trailTamperPermission, policy(statements))).toEqual([]);
  });

  test('looks into roles', () => {
    const model = modelOf({
      Role: resource('AWS::IAM::Role', {
        Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: allow('*') } }],
      }),
    });
    expect(failuresOf(trailTamperPermission, model)).toEqual([
      'Role.Policies[0].PolicyDocument.Statement[0] value',
    ]);
  });
});

describe('dependency-cycle', () => {
  const circular = (arn: Plain, dependsOn: readonly string[] = ['Policy']) =>
    modelOf({
      Trail: resource(
        'AWS::CloudTrail::Trail',
        { TrailName: 'main', S3BucketName: ref('Bucket') },
        { dependsOn },
      ),
      Bucket: resource('AWS::S3::Bucket'),
      Policy: resource('AWS::S3::BucketPolicy', {
        Bucket: ref('Bucket'),
        PolicyDocument: { Statement: [{ Condition: { StringEquals: { 'aws:SourceArn': arn } } }] },
      }),
    });

  test('fails where the policy refers to the trail that waits for it', () => {
    expect(failuresOf(dependencyCycle, circular(getAtt('Trail', 'Arn')))).toEqual([
      'Policy.PolicyDocument.Statement[0].Condition.StringEquals.aws:SourceArn value',
    ]);
    const unnamed = modelOf({
      Trail: resource('AWS::CloudTrail::Trail', { KMSKeyId: ref('Key') }),
      Key: resource('AWS::KMS::Key', {
        KeyPolicy: {
          Statement: [{ Condition: { ArnEquals: { 'aws:SourceArn': [getAtt('Trail', 'Arn')] } } }],
        },
      }),
    });
    expect(failuresOf(dependencyCycle, unnamed)).toEqual([
      'Key.KeyPolicy.Statement[0].Condition.ArnEquals.aws:SourceArn[0] value',
    ]);
  });

  test('passes where only one of them waits, or the ARN is written out', () => {
    expect(failuresOf(dependencyCycle, circular(getAtt('Trail', 'Arn'), []))).toEqual([]);
    expect(
      failuresOf(dependencyCycle, circular(sub`arn:aws:cloudtrail:${region}:${account}:trail/main`)),
    ).toEqual([]);
  });

  test('finds a longer way, and a trail that waits for itself', () => {
    const model = modelOf({
      Trail: resource('AWS::CloudTrail::Trail', {}, { dependsOn: ['A'] }),
      A: resource('AWS::X::Y', {}, { dependsOn: ['B'] }),
      B: resource('AWS::X::Y', {}, { dependsOn: ['Trail'] }),
    });
    expect(failuresOf(dependencyCycle, model)).toEqual(['B:DependsOn.Trail']);
    const self = modelOf({ Trail: resource('AWS::CloudTrail::Trail', {}, { dependsOn: ['Trail'] }) });
    expect(failuresOf(dependencyCycle, self)).toEqual(['Trail:DependsOn.Trail']);
  });
});
