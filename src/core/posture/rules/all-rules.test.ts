import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  account,
  anything,
  getAtt,
  incompleteList,
  modelOf,
  parameter,
  partition,
  readingOf,
  ref,
  region,
  resource,
  sub,
  unknownValue,
  type Plain,
} from '../../../../test/support/posture.ts';
import { lintReading } from '../lint.ts';
import type { PostureModel } from '../model.ts';
import { allRules } from './all-rules.ts';

const everything = { preset: 'all', severities: new Map() } as const;

const prefixes = fc.constantFrom<Plain>(undefined, 'logs', 'a/b', sub`${parameter('Prefix', '')}`);
const bucketNames = fc.constantFrom<Plain>(
  undefined,
  'acme-logs',
  sub`logs-${account}-${region}`,
  sub`${parameter('BucketName')}`,
);
const trailNames = fc.constantFrom<Plain>(undefined, 'main', sub`${parameter('TrailName')}`);
const partitions = fc.constantFrom<Parameters<typeof sub>[1]>(partition, 'aws', 'aws-us-gov', 'aws-cn');

interface Choices {
  readonly prefix: Plain;
  readonly bucketName: Plain;
  readonly trailName: Plain;
  readonly inPartition: Parameters<typeof sub>[1];
  readonly byGetAtt: boolean;
  readonly source: 'none' | 'arn' | 'wildcard' | 'account';
  readonly isOrganization: boolean;
  readonly denies: boolean;
  readonly separateRolePolicy: boolean;
}

/** A trail with all that belongs to it, as the user guide writes it, in one of many forms. */
function correct(choices: Choices): PostureModel {
  const { prefix, inPartition, byGetAtt } = choices;
  const bucketArn = byGetAtt ? getAtt('Bucket', 'Arn') : sub`arn:${inPartition}:s3:::${ref('Bucket')}`;
  const folders = prefix === undefined ? '' : sub`/${prefix as string}`;
  const trailArn = sub`arn:${inPartition}:cloudtrail:${region}:${account}:trail/${(choices.trailName ?? ref('Trail')) as string}`;
  const sources: Record<Choices['source'], Record<string, Plain>> = {
    none: {},
    // Without a name, the ARN of the trail can only be written in a circle.
    arn: choices.trailName === undefined ? {} : { StringEquals: { 'aws:SourceArn': trailArn } },
    wildcard: { ArnLike: { 'aws:SourceArn': sub`arn:${inPartition}:cloudtrail:*:${account}:trail/*` } },
    account: { StringEquals: { 'aws:SourceAccount': sub`${account}` } },
  };
  const allow = (action: Plain, Resource: Plain): Plain => ({
    Effect: 'Allow',
    Principal: { Service: 'cloudtrail.amazonaws.com' },
    Action: action,
    Resource,
    Condition: sources[choices.source],
  });
  const denyHttp: Plain = {
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: [bucketArn, sub`${bucketArn}/*`],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
  const deliver: Plain = {
    Statement: {
      Effect: 'Allow',
      Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      Resource: getAtt('Group', 'Arn'),
    },
  };
  return modelOf({
    Bucket: resource('AWS::S3::Bucket', { BucketName: choices.bucketName }),
    Policy: resource('AWS::S3::BucketPolicy', {
      Bucket: ref('Bucket'),
      PolicyDocument: {
        Statement: [
          allow('s3:GetBucketAcl', bucketArn),
          allow('s3:PutObject', sub`${bucketArn}${folders}/AWSLogs/${account}/*`),
          ...(choices.isOrganization
            ? [allow('s3:PutObject', sub`${bucketArn}${folders}/AWSLogs/${parameter('OrganizationId')}/*`)]
            : []),
          ...(choices.denies ? [denyHttp] : []),
        ],
      },
    }),
    Key: resource('AWS::KMS::Key', {
      KeyPolicy: { Statement: [allow(['kms:GenerateDataKey*', 'kms:DescribeKey'], '*')] },
    }),
    Topic: resource('AWS::SNS::Topic'),
    TopicPolicy: resource('AWS::SNS::TopicPolicy', {
      Topics: [ref('Topic')],
      PolicyDocument: { Statement: allow('sns:Publish', ref('Topic')) },
    }),
    Group: resource('AWS::Logs::LogGroup'),
    Role: resource('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: {
          Effect: 'Allow',
          Principal: { Service: 'cloudtrail.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      },
      Policies: choices.separateRolePolicy ? undefined : [{ PolicyName: 'deliver', PolicyDocument: deliver }],
    }),
    ...(choices.separateRolePolicy
      ? {
          RolePolicy: resource('AWS::IAM::Policy', {
            Roles: [ref('Role')],
            PolicyName: 'deliver',
            PolicyDocument: deliver,
          }),
        }
      : {}),
    Trail: resource(
      'AWS::CloudTrail::Trail',
      {
        TrailName: choices.trailName,
        S3BucketName: ref('Bucket'),
        S3KeyPrefix: prefix,
        IsLogging: true,
        IsMultiRegionTrail: true,
        IsOrganizationTrail: choices.isOrganization,
        EnableLogFileValidation: true,
        KMSKeyId: getAtt('Key', 'Arn'),
        SnsTopicName: getAtt('Topic', 'TopicName'),
        CloudWatchLogsLogGroupArn: getAtt('Group', 'Arn'),
        CloudWatchLogsRoleArn: getAtt('Role', 'Arn'),
      },
      { dependsOn: ['Policy', 'TopicPolicy', ...(choices.separateRolePolicy ? ['RolePolicy'] : [])] },
    ),
  });
}

test('a template that is correct has no finding of family B', () => {
  const choices = fc.record<Choices>({
    prefix: prefixes,
    bucketName: bucketNames,
    trailName: trailNames,
    inPartition: partitions,
    byGetAtt: fc.boolean(),
    source: fc.constantFrom('none', 'arn', 'wildcard', 'account'),
    isOrganization: fc.boolean(),
    denies: fc.boolean(),
    separateRolePolicy: fc.boolean(),
  });
  fc.assert(
    fc.property(choices, (chosen) => {
      const { findings, faults } = lintReading(readingOf(correct(chosen)), allRules, {
        preset: 'deploy',
        severities: new Map(),
      });
      expect([findings.map(({ rule, message }) => `${rule}: ${message}`), faults]).toEqual([[], []]);
    }),
    { numRuns: 50 },
  );
});

test('no model makes a rule throw', () => {
  const ids = ['Trail', 'Bucket', 'Policy', 'Key', 'Topic', 'Role', 'Group', 'Rule'];
  const types = [
    'AWS::CloudTrail::Trail',
    'AWS::CloudTrail::EventDataStore',
    'AWS::S3::Bucket',
    'AWS::S3::BucketPolicy',
    'AWS::KMS::Key',
    'AWS::KMS::Alias',
    'AWS::SNS::Topic',
    'AWS::SNS::TopicPolicy',
    'AWS::IAM::Role',
    'AWS::IAM::Policy',
    'AWS::IAM::ManagedPolicy',
    'AWS::Logs::LogGroup',
    'AWS::Events::Rule',
    'AWS::CloudFormation::Stack',
  ];
  const names = [
    'S3BucketName',
    'S3KeyPrefix',
    'KMSKeyId',
    'SnsTopicName',
    'CloudWatchLogsLogGroupArn',
    'CloudWatchLogsRoleArn',
    'EventSelectors',
    'AdvancedEventSelectors',
    'InsightSelectors',
    'IsMultiRegionTrail',
    'TrailName',
    'Bucket',
    'BucketName',
    'AccessControl',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'BucketEncryption',
    'PolicyDocument',
    'KeyPolicy',
    'AssumeRolePolicyDocument',
    'Statement',
    'Effect',
    'Principal',
    'Service',
    'AWS',
    'Action',
    'NotAction',
    'Resource',
    'Condition',
    'StringEquals',
    'ArnLike',
    'Bool',
    'aws:SourceArn',
    'Policies',
    'ManagedPolicyArns',
    'Roles',
    'Topics',
    'TargetKeyId',
    'AliasName',
    'EventPattern',
    'source',
    'detail',
    'Rules',
    'DataResources',
    'Type',
    'Values',
    'FieldSelectors',
    'Field',
    'Equals',
    'ReadWriteType',
    'LifecycleConfiguration',
  ];
  const id = fc.constantFrom(...ids);
  const leaf = fc.oneof(
    fc.constantFrom<Plain>(
      true,
      false,
      null,
      1,
      '',
      '*',
      'Allow',
      'Deny',
      's3:PutObject',
      'cloudtrail.amazonaws.com',
      'alias/aws/sns',
      'arn:aws:s3:::b/*',
      '{"Statement": []}',
      'PublicRead',
      'eventCategory',
      'resources.ARN',
      'Data',
      'AWS::S3::Object',
      unknownValue(),
      unknownValue(true),
      incompleteList('a'),
    ),
    id.map(ref),
    fc.tuple(id, fc.constantFrom('Arn', 'TopicName')).map(([of, attribute]) => getAtt(of, attribute)),
    fc.constantFrom<Plain>(sub`${parameter('P')}/${account}`, sub`arn:${partition}:s3:::${anything()}`),
    fc.string({ maxLength: 5 }),
  );
  const { value } = fc.letrec<{ value: Plain }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 4 }),
    ),
  }));
  const draft = fc
    .tuple(
      fc.constantFrom(...types),
      fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 8 }),
      fc.subarray(ids),
    )
    .map(([type, properties, dependsOn]) => resource(type, properties, { dependsOn }));
  const models = fc.tuple(
    fc.dictionary(id, draft, { minKeys: 1, maxKeys: 8 }),
    fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 12 }),
  );
  fc.assert(
    fc.property(models, fc.boolean(), ([resources, trail], isComplete) => {
      const model = modelOf(
        { ...resources, Trail: resource('AWS::CloudTrail::Trail', trail) },
        { isComplete },
      );
      expect(lintReading(readingOf(model), allRules, everything).faults).toEqual([]);
    }),
    { numRuns: 100 },
  );
});
