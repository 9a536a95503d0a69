import { describe, expect, it } from 'vitest';
import { call, record } from '../../../test/support/records.ts';
import type { JsonObject } from '../json.ts';
import { eventFromLookup, eventFromRecord } from './parse-record.ts';

function resources(source: JsonObject): (string | undefined)[][] {
  return eventFromRecord(source).resources.map(({ type, name }) => [type, name]);
}

describe('the resources of an event', () => {
  it('are those that the record names', () => {
    const key = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const event = eventFromRecord(
      call('kms', 'Decrypt', { resources: [{ ARN: key, accountId: '444455556666', type: 'AWS::KMS::Key' }] }),
    );
    expect(event.resources).toEqual([
      {
        name: '1234abcd-12ab-34cd-56ef-1234567890ab',
        type: 'AWS::KMS::Key',
        arn: key,
        accountId: '444455556666',
      },
    ]);
  });

  it('may be a prefix of ARNs, or an ARN without a type', () => {
    const entries = [
      { ARNPrefix: 'arn:aws:s3:::acme-data/in/', type: 'AWS::S3::Object' },
      { ARN: 'arn:aws:secretsmanager:us-east-1:111122223333:secret:prod/db-a1B2c3' },
    ];
    expect(resources(record({ resources: entries }))).toEqual([
      ['AWS::S3::Object', 'acme-data/in/'],
      ['AWS::SecretsManager::Secret', 'prod/db'],
    ]);
  });

  it.each([
    ['arn:aws:iam::111122223333:role/service/team/Deploy', 'AWS::IAM::Role', 'Deploy'],
    [
      'arn:aws:logs:us-east-1:111122223333:log-group:/aws/cloudtrail:*',
      'AWS::Logs::LogGroup',
      '/aws/cloudtrail',
    ],
    ['arn:aws:ssm:us-east-1:111122223333:parameter/prod/db/url', 'AWS::SSM::Parameter', '/prod/db/url'],
    ['arn:aws:ssm:us-east-1:111122223333:parameter/plain', 'AWS::SSM::Parameter', 'plain'],
    ['arn:aws:kms:us-east-1:111122223333:alias/logs', 'AWS::KMS::Alias', 'alias/logs'],
    ['arn:aws:sns:us-east-1:111122223333:alerts', 'AWS::SNS::Topic', 'alerts'],
    [
      'arn:aws-cn:dynamodb:cn-north-1:111122223333:table/orders/index/by-day',
      'AWS::DynamoDB::Table',
      'orders',
    ],
    ['arn:aws:unheard:us-east-1:111122223333:thing/one', undefined, 'one'],
  ])('have the type and name that %s tells', (arn, type, name) => {
    expect(resources(record({ resources: [{ ARN: arn }] }))).toEqual([[type, name]]);
  });

  it('are named by well-known members where the record names none', () => {
    const request = {
      instancesSet: { items: [{ instanceId: 'i-05c30218156bcc246' }, { instanceId: 'i-0aaa11112222bbbb3' }] },
    };
    expect(resources(call('ec2', 'TerminateInstances', { requestParameters: request }))).toEqual([
      ['AWS::EC2::Instance', 'i-05c30218156bcc246'],
      ['AWS::EC2::Instance', 'i-0aaa11112222bbbb3'],
    ]);
    expect(
      resources(call('s3', 'GetObject', { requestParameters: { bucketName: 'acme-data', key: 'a/b.csv' } })),
    ).toEqual([
      ['AWS::S3::Object', 'acme-data/a/b.csv'],
      ['AWS::S3::Bucket', 'acme-data'],
    ]);
    expect(
      resources(call('cloudtrail', 'StopLogging', { requestParameters: { name: 'org-audit' } })),
    ).toEqual([['AWS::CloudTrail::Trail', 'org-audit']]);
    expect(
      resources(
        call('ec2', 'DescribeNatGateways', {
          requestParameters: {
            DescribeNatGatewaysRequest: { NatGatewayId: { tag: 1, content: 'nat-03575abbac42080d9' } },
          },
        }),
      ),
    ).toEqual([['AWS::EC2::NatGateway', 'nat-03575abbac42080d9']]);
  });

  it('are each named once, with all that is known of them', () => {
    const arn = 'arn:aws:iam::111122223333:role/Deploy';
    const event = eventFromRecord(
      call('iam', 'CreateRole', {
        requestParameters: { roleName: 'Deploy' },
        responseElements: { role: { roleName: 'Deploy', arn } },
      }),
    );
    expect(event.resources).toEqual([
      { name: 'Deploy', type: 'AWS::IAM::Role', arn, accountId: '111122223333' },
    ]);
  });

  it('are taken from the message of a denied call that was recorded without its parameters', () => {
    const errorMessage =
      'User: arn:aws:iam::111122223333:user/maria is not authorized to perform: sts:AssumeRole on resource: arn:aws:iam::111122223333:role/Admin';
    expect(resources(call('sts', 'AssumeRole', { errorCode: 'AccessDenied', errorMessage }))).toEqual([
      ['AWS::IAM::Role', 'Admin'],
    ]);
    const all = errorMessage.replace('role/Admin', '*');
    expect(resources(call('sts', 'AssumeRole', { errorCode: 'AccessDenied', errorMessage: all }))).toEqual(
      [],
    );
  });

  it('of the record and of the looked-up item are put together', () => {
    const inRecord = [{ ARN: 'arn:aws:iam::111122223333:role/Deploy', type: 'AWS::IAM::Role' }];
    const event = eventFromLookup({
      cloudTrailEvent: JSON.stringify(record({ resources: inRecord })),
      resources: [
        { type: 'AWS::IAM::Role', name: 'arn:aws:iam::111122223333:role/Deploy' },
        { type: 'AWS::IAM::Policy', name: 'ReadOnly' },
      ],
    });
    expect(event.resources.map(({ name }) => name)).toEqual(['Deploy', 'ReadOnly']);
  });

  it('are bounded in number and size', () => {
    const many = Array.from({ length: 5000 }, (_, index) => ({ ARN: `arn:aws:s3:::bucket-${index}` }));
    expect(resources(record({ resources: many }))).toHaveLength(1000);
    const [first] = eventFromRecord(
      record({ resources: [{ ARN: `arn:aws:s3:::${'x'.repeat(100_000)}` }] }),
    ).resources;
    expect(first?.name.length).toBeLessThanOrEqual(1100);
  });
});
