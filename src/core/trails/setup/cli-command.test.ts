import { expect, it } from 'vitest';
import { cliCommand } from './cli-command.ts';
import type { Call } from './plan.ts';

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
];

it.each(calls)('writes %j as a command', (call, command) => {
  expect(cliCommand({ ...call, region: 'eu-west-1' })).toBe(`${command} --region eu-west-1`);
});
