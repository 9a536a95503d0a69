import { expect, it } from 'vitest';
import { cliCommand } from './cli-command.ts';
import type { Call } from './plan.ts';
import { connection, type Connection } from '../../connection.ts';

const byDefault = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });

const calls: readonly (readonly [Omit<Call, 'region'>, string])[] = [
  [
    {
      service: 's3',
      operation: 'DeleteBucketPolicy',
      input: { Bucket: 'b', ExpectedBucketOwner: '111122223333' },
    },
    'aws s3api delete-bucket-policy --bucket b --expected-bucket-owner 111122223333',
  ],
  [
    {
      service: 'kms',
      operation: 'ScheduleKeyDeletion',
      input: { KeyId: 'arn:aws:kms:x:1:key/a', PendingWindowInDays: 7 },
    },
    'aws kms schedule-key-deletion --key-id arn:aws:kms:x:1:key/a --pending-window-in-days 7',
  ],
  [
    {
      service: 'sns',
      operation: 'SetTopicAttributes',
      input: { AttributeValue: `{"a":"it's"}`, Absent: undefined },
    },
    `aws sns set-topic-attributes --attribute-value '{"a":"it'\\''s"}'`,
  ],
  [
    {
      service: 'cloudtrail',
      operation: 'UpdateTrail',
      input: { S3BucketName: 'b', IsMultiRegionTrail: false, KmsKeyId: '' },
    },
    `aws cloudtrail update-trail --s3-bucket-name b --no-is-multi-region-trail --kms-key-id ''`,
  ],
  [
    {
      service: 'logs',
      operation: 'DeleteLogGroup',
      input: { logGroupName: '$(rm -rf ~)', Tags: [{ a: 1 }], Ids: ['a', 'b c'] },
    },
    `aws logs delete-log-group --log-group-name '$(rm -rf ~)' --tags '[{"a":1}]' --ids a 'b c'`,
  ],
  [
    { service: 'iam', operation: 'DeleteRole', input: { RoleName: '--no-verify-ssl' } },
    `aws iam delete-role --role-name='--no-verify-ssl'`,
  ],
  [
    { service: 'iam', operation: 'DeleteRole', input: { RoleName: '=ls' } },
    `aws iam delete-role --role-name '=ls'`,
  ],
  [
    {
      service: 'iam',
      operation: 'UpdateAssumeRolePolicy',
      input: { PolicyDocument: '{\n\t"Sid": "\u202e\u009b1m`id`"\n}' },
    },
    'aws iam update-assume-role-policy --policy-document \'{  "Sid": "\\u202e\\u009b1m`id`" }\'',
  ],
];

it.each(calls)('writes %j as a command', (call, command) => {
  expect(cliCommand({ ...call, region: 'eu-west-1' }, byDefault)).toBe(`${command} --region eu-west-1`);
});

const to: readonly (readonly [Partial<Connection>, string])[] = [
  [{ credentials: { kind: 'profile', name: 'prod' } }, '--profile prod'],
  [{ credentials: { kind: 'profile', name: `it's; rm -rf ~` } }, `--profile 'it'\\''s; rm -rf ~'`],
  [{ credentials: { kind: 'profile', name: '--debug' } }, `--profile='--debug'`],
  [{ endpoint: 'http://127.0.0.1:4566' }, '--endpoint-url http://127.0.0.1:4566'],
];

it.each(to)('asks as %j does, and nobody else', (changes, options) => {
  const call = { service: 'sns', operation: 'ListTopics', region: 'eu-west-1', input: {} } as const;
  expect(cliCommand(call, connection({ ...byDefault, ...changes }))).toBe(
    `aws sns list-topics --region eu-west-1 ${options}`,
  );
});
