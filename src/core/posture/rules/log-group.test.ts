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
import { logGroupArn } from './log-group-arn.ts';
import { logGroupRoleOrder, logGroupRolePolicy } from './log-group-role.ts';

describe('log-group-arn', () => {
  const trail = (value: Plain): PostureModel =>
    modelOf({
      Trail: resource('AWS::CloudTrail::Trail', { CloudWatchLogsLogGroupArn: value }),
      Group: resource('AWS::Logs::LogGroup'),
      Named: resource('AWS::Logs::LogGroup', { LogGroupName: 'named' }),
    });

  test.each<[string, Plain]>([
    ['Ref', ref('Group')],
    ['Ref of a named group', ref('Named')],
    ['a literal name', 'aws-cloudtrail-logs'],
    ['an ARN without the star', sub`arn:${partition}:logs:${region}:${account}:log-group:named`],
    [
      'an ARN with a symbol at its end',
      sub`arn:${partition}:logs:${region}:${account}:log-group:${ref('Group')}`,
    ],
    ['a star too many', sub`${getAtt('Group', 'Arn')}:*`],
  ])('fails: %s', (_, value) => {
    expect(failuresOf(logGroupArn, trail(value))).toEqual(['Trail.CloudWatchLogsLogGroupArn']);
  });

  test.each<[string, Plain]>([
    ['GetAtt', getAtt('Group', 'Arn')],
    ['GetAtt of a named group', getAtt('Named', 'Arn')],
    ['an ARN with the star', sub`arn:aws:logs:us-east-1:${account}:log-group:named:*`],
    ['none', undefined],
    ['an empty one', ''],
  ])('passes: %s', (_, value) => {
    expect(outcomesOf(logGroupArn, trail(value))).toEqual([]);
  });

  test.each<[string, Plain]>([
    ['an import', unknownValue()],
    ['a parameter', sub`${parameter('GroupArn')}`],
    [
      'an ARN with a parameter at its end',
      sub`arn:aws:logs:${region}:${account}:log-group:${parameter('Name')}`,
    ],
  ])('does not know: %s', (_, value) => {
    expect(outcomesOf(logGroupArn, trail(value))).toEqual([{ outcome: 'unknown', resource: 'Trail' }]);
  });
});

type Statement = Record<string, Plain>;

const trust: Statement = {
  Effect: 'Allow',
  Principal: { Service: 'cloudtrail.amazonaws.com' },
  Action: 'sts:AssumeRole',
};
const groupArn = getAtt('Group', 'Arn');
const deliver: Statement = {
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: groupArn,
};
const inline = (statements: Plain): Plain => [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }];

function delivering(
  role: Record<string, Plain>,
  options: {
    readonly trail?: Record<string, Plain>;
    readonly more?: Parameters<typeof modelOf>[0];
    readonly dependsOn?: readonly string[];
  } = {},
): PostureModel {
  return modelOf({
    Trail: resource(
      'AWS::CloudTrail::Trail',
      { CloudWatchLogsLogGroupArn: groupArn, CloudWatchLogsRoleArn: getAtt('Role', 'Arn'), ...options.trail },
      { dependsOn: options.dependsOn ?? [] },
    ),
    Group: resource('AWS::Logs::LogGroup'),
    Role: resource('AWS::IAM::Role', { AssumeRolePolicyDocument: { Statement: [trust] }, ...role }),
    ...options.more,
  });
}

describe('log-group-role-policy', () => {
  const policyPlace = 'Role.Policies[0].PolicyDocument.Statement[0]';

  test.each<[string, Record<string, Plain>, readonly string[]]>([
    [
      'another service is trusted',
      {
        AssumeRolePolicyDocument: { Statement: [{ ...trust, Principal: { Service: 'logs.amazonaws.com' } }] },
        Policies: inline([deliver]),
      },
      ['Role.AssumeRolePolicyDocument'],
    ],
    ['no permissions', {}, ['Role']],
    ['one action is missing', { Policies: inline([{ ...deliver, Action: 'logs:PutLogEvents' }]) }, ['Role']],
    [
      'another group',
      { Policies: inline([{ ...deliver, Resource: sub`arn:aws:logs:*:${account}:log-group:a/b:*` }]) },
      [`${policyPlace}.Resource value`],
    ],
    [
      'the group without its streams',
      {
        Policies: inline([
          { ...deliver, Resource: sub`arn:aws:logs:${region}:${account}:log-group:${ref('Group')}` },
        ]),
      },
      [`${policyPlace}.Resource value`],
    ],
    [
      'the stream of another name',
      {
        Policies: inline([
          {
            ...deliver,
            Resource: sub`arn:aws:logs:${region}:${account}:log-group:${ref('Group')}:log-stream:CloudTrail*`,
          },
        ]),
      },
      [`${policyPlace}.Resource value`],
    ],
  ])('fails: %s', (_, role, places) => {
    expect(failuresOf(logGroupRolePolicy, delivering(role))).toEqual(places);
  });

  test.each<[string, Plain]>([
    ['all streams of the group', groupArn],
    ['everything', '*'],
    [
      'the stream by its name',
      sub`arn:aws:logs:${region}:${account}:log-group:${ref('Group')}:log-stream:${account}_CloudTrail_${region}*`,
    ],
    [
      'the stream without a star',
      sub`arn:aws:logs:*:*:log-group:${ref('Group')}:log-stream:${account}_CloudTrail_${region}`,
    ],
  ])('passes: %s', (_, policyResource) => {
    const role = { Policies: inline([{ ...deliver, Resource: policyResource }]) };
    expect(outcomesOf(logGroupRolePolicy, delivering(role))).toEqual([]);
  });

  test("asks for the organization's streams of an organization trail", () => {
    const own = sub`arn:aws:logs:${region}:${account}:log-group:${ref('Group')}:log-stream:${account}_CloudTrail_${region}*`;
    const org = sub`arn:aws:logs:${region}:${account}:log-group:${ref('Group')}:log-stream:o-exampleorgid_*`;
    const trail = { IsOrganizationTrail: true };
    const answers = (resources: Plain) =>
      outcomesOf(
        logGroupRolePolicy,
        delivering({ Policies: inline([{ ...deliver, Resource: resources }]) }, { trail }),
      );
    expect(answers(own)).toEqual([
      { outcome: 'fail', resource: 'Role', at: `${policyPlace}.Resource value` },
    ]);
    expect(answers([own, org]).map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown']);
    expect(answers(groupArn)).toEqual([]);
  });

  test('counts policies that are resources of their own', () => {
    for (const policy of [
      resource('AWS::IAM::Policy', { Roles: [ref('Role')], PolicyDocument: { Statement: deliver } }),
      resource('AWS::IAM::ManagedPolicy', { Roles: [ref('Role')], PolicyDocument: { Statement: deliver } }),
      resource('AWS::IAM::RolePolicy', { RoleName: ref('Role'), PolicyDocument: { Statement: deliver } }),
    ]) {
      expect(outcomesOf(logGroupRolePolicy, delivering({}, { more: { Policy: policy } }))).toEqual([]);
    }
    const managed = resource('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: deliver } });
    expect(
      outcomesOf(
        logGroupRolePolicy,
        delivering({ ManagedPolicyArns: [ref('Managed')] }, { more: { Managed: managed } }),
      ),
    ).toEqual([]);
  });

  test('does not know roles with policies from elsewhere', () => {
    const unknown = (role: Record<string, Plain>, more: Parameters<typeof modelOf>[0] = {}) =>
      outcomesOf(logGroupRolePolicy, delivering(role, { more })).map(({ outcome }) => outcome);
    expect(unknown({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/CloudWatchLogsFullAccess'] })).toEqual([
      'unknown',
      'unknown',
    ]);
    const maybe = resource('AWS::IAM::Policy', {
      Roles: [sub`${parameter('RoleName')}`],
      PolicyDocument: { Statement: deliver },
    });
    expect(unknown({}, { Policy: maybe })).toEqual(['unknown', 'unknown']);
    expect(unknown({ AssumeRolePolicyDocument: unknownValue(), Policies: inline([deliver]) })).toEqual([
      'unknown',
    ]);
  });

  test('is silent on a role outside the file, and where the group has no ARN', () => {
    expect(
      outcomesOf(
        logGroupRolePolicy,
        delivering({}, { trail: { CloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/r' } }),
      ),
    ).toEqual([]);
    expect(
      outcomesOf(logGroupRolePolicy, delivering({}, { trail: { CloudWatchLogsLogGroupArn: ref('Group') } })),
    ).toEqual([]);
  });
});

describe('log-group-role-order', () => {
  const policy = resource('AWS::IAM::Policy', {
    Roles: [ref('Role')],
    PolicyDocument: { Statement: deliver },
  });

  test('fails where the trail does not wait for the permissions', () => {
    expect(failuresOf(logGroupRoleOrder, delivering({}, { more: { Policy: policy } }))).toEqual([
      'Trail.Properties',
    ]);
  });

  test('passes where it does, and where the role has them itself', () => {
    expect(
      failuresOf(logGroupRoleOrder, delivering({}, { more: { Policy: policy }, dependsOn: ['Policy'] })),
    ).toEqual([]);
    expect(
      failuresOf(
        logGroupRoleOrder,
        delivering({ Policies: inline([deliver]) }, { more: { Policy: policy } }),
      ),
    ).toEqual([]);
    const managed = resource('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: deliver } });
    expect(
      failuresOf(
        logGroupRoleOrder,
        delivering({ ManagedPolicyArns: [ref('Managed')] }, { more: { Managed: managed } }),
      ),
    ).toEqual([]);
  });

  test('is silent where the permissions are wrong anyway, or not known', () => {
    const wrong = resource('AWS::IAM::Policy', {
      Roles: [ref('Role')],
      PolicyDocument: { Statement: { ...deliver, Action: 'logs:*Group' } },
    });
    expect(failuresOf(logGroupRoleOrder, delivering({}, { more: { Policy: wrong } }))).toEqual([]);
    expect(
      failuresOf(
        logGroupRoleOrder,
        delivering({ ManagedPolicyArns: ['arn:aws:iam::aws:policy/X'] }, { more: { Policy: policy } }),
      ),
    ).toEqual([]);
  });
});
