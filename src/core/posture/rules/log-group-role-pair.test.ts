import { expect, test } from 'vitest';
import {
  failuresOf,
  getAtt,
  modelOf,
  outcomesOf,
  resource,
  unknownValue,
} from '../../../../test/support/posture.ts';
import { logGroupRolePair } from './log-group-role-pair.ts';

const trailWith = (properties: Parameters<typeof resource>[1]) =>
  modelOf({ Trail: resource('AWS::CloudTrail::Trail', properties) });

test('fails on a group without a role, and on a role without a group', () => {
  expect(
    failuresOf(logGroupRolePair, trailWith({ CloudWatchLogsLogGroupArn: getAtt('Group', 'Arn') })),
  ).toEqual(['Trail.CloudWatchLogsLogGroupArn']);
  expect(
    failuresOf(
      logGroupRolePair,
      trailWith({ CloudWatchLogsRoleArn: getAtt('Role', 'Arn'), CloudWatchLogsLogGroupArn: '' }),
    ),
  ).toEqual(['Trail.CloudWatchLogsRoleArn']);
});

test('passes with both and with neither', () => {
  const both = {
    CloudWatchLogsLogGroupArn: getAtt('Group', 'Arn'),
    CloudWatchLogsRoleArn: getAtt('Role', 'Arn'),
  };
  expect(outcomesOf(logGroupRolePair, trailWith(both))).toEqual([]);
  expect(outcomesOf(logGroupRolePair, trailWith({}))).toEqual([]);
});

test('does not know where the other may be absent', () => {
  const properties = {
    CloudWatchLogsLogGroupArn: getAtt('Group', 'Arn'),
    CloudWatchLogsRoleArn: unknownValue(true),
  };
  expect(outcomesOf(logGroupRolePair, trailWith(properties))).toEqual([
    { outcome: 'unknown', resource: 'Trail' },
  ]);
});
