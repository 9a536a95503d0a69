import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import { parsePolicy } from '../policy/parse.ts';
import { property, textOf } from '../properties.ts';
import { assumeRoleRequest, identityOf } from '../requests.ts';
import { arnText } from '../resource-texts.ts';
import { policiesOfRole, roleOf, type RolePolicies } from '../rules/role-access.ts';
import type { Fix, FixEdit, NewResource } from './fix.ts';
import {
  attribute,
  copyOf,
  list,
  map,
  scalar,
  text,
  type FixPath,
  type FixText,
  type FixValue,
} from './fix-value.ts';
import type { Fixer, FixRequest } from './fixer.ts';
import { policyOf, roleNeeds, trustNeed } from './needed-statements.ts';
import { isInside, policyFixes } from './needs.ts';

const groupProperty = 'CloudWatchLogsLogGroupArn';
const roleProperty = 'CloudWatchLogsRoleArn';
const year = 365;

export const cloudwatchLogsFixes: Fixer = function* ({ resource: trail, freeId }) {
  const group = freeId(`${trail.id}LogGroup`);
  const role = freeId(`${trail.id}LogsRole`);
  yield {
    title: `Add the log group ${group} and the role ${role}, and deliver to it`,
    isPreferred: true,
    isSafe: false,
    edits: [
      { kind: 'set', resource: trail.id, path: [groupProperty], value: attribute(group, 'Arn') },
      { kind: 'set', resource: trail.id, path: [roleProperty], value: attribute(role, 'Arn') },
      { kind: 'add', resource: newGroup(group, trail) },
      { kind: 'add', resource: newRole(role, trail, arnOfGroup(group)) },
    ],
  };
};

function newGroup(id: string, trail: Resource): NewResource {
  const properties = map({ RetentionInDays: scalar(year) });
  return { id, type: 'AWS::Logs::LogGroup', beside: trail.id, properties };
}

function newRole(id: string, trail: Resource, groupArn: FixText): NewResource {
  return {
    id,
    type: 'AWS::IAM::Role',
    beside: trail.id,
    properties: map({
      AssumeRolePolicyDocument: policyOf([trustNeed()]),
      Policies: list(inlinePolicy(trail, groupArn)),
    }),
  };
}

function inlinePolicy(trail: Resource, groupArn: FixText): FixValue {
  return map({
    PolicyName: scalar('DeliverEventsOfCloudTrail'),
    PolicyDocument: policyOf(roleNeeds(trail, groupArn)),
  });
}

/** Without the `:*` that `Fn::GetAtt` gives at its end, behind which no stream could be named. */
function arnOfGroup(id: string): FixText {
  return [
    'arn:',
    { kind: 'partition' },
    ':logs:',
    { kind: 'region' },
    ':',
    { kind: 'account' },
    ':log-group:',
    { kind: 'ref', resource: id },
  ];
}

/** The log group of the file that a trail names, if there is one. */
function groupOf({ posture }: FixRequest, trail: Resource): Resource | undefined {
  const link = posture.linked(property(trail, groupProperty), ['AWS::Logs::LogGroup']);
  return link.kind === 'resource' ? link.resource : undefined;
}

export const logGroupRolePairFixes: Fixer = function* (request) {
  const { resource: trail, freeId } = request;
  const hasGroup = trail.properties.members.has(groupProperty);
  const group = groupOf(request, trail);
  if (hasGroup && group !== undefined) {
    const role = freeId(`${trail.id}LogsRole`);
    yield {
      title: `Add the role ${role}, and deliver with it`,
      isPreferred: true,
      isSafe: false,
      edits: [
        { kind: 'set', resource: trail.id, path: [roleProperty], value: attribute(role, 'Arn') },
        { kind: 'add', resource: newRole(role, trail, arnOfGroup(group.id)) },
      ],
    };
  }
  if (!hasGroup) {
    yield* addGroup(request);
  }
  const present = hasGroup ? groupProperty : roleProperty;
  yield {
    title: `Remove ${present}, and do not deliver to CloudWatch Logs`,
    isPreferred: false,
    isSafe: false,
    reveals: true,
    edits: [{ kind: 'remove', resource: trail.id, path: [present] }],
  };
};

/** The role of the file gets the permissions, if it does not have them. */
function* addGroup({ posture, resource: trail, freeId }: FixRequest): Iterable<Fix> {
  const group = freeId(`${trail.id}LogGroup`);
  const role = roleOf(posture, trail);
  const permissions: readonly FixEdit[] =
    role === undefined
      ? []
      : [
          {
            kind: 'append',
            resource: role.id,
            path: ['Policies'],
            items: [inlinePolicy(trail, arnOfGroup(group))],
          },
        ];
  yield {
    title: `Add the log group ${group}, and deliver to it`,
    isPreferred: true,
    isSafe: false,
    edits: [
      { kind: 'set', resource: trail.id, path: [groupProperty], value: attribute(group, 'Arn') },
      ...permissions,
      { kind: 'add', resource: newGroup(group, trail) },
    ],
  };
}

export const logGroupArnFixes: Fixer = function* (request) {
  const { resource: trail } = request;
  const group = groupOf(request, trail);
  if (group !== undefined) {
    yield set(trail, `Set ${groupProperty} to the Arn of ${group.id}`, attribute(group.id, 'Arn'));
    return;
  }
  const symbolic = textOf(property(trail, groupProperty)) ?? [];
  const [first] = symbolic;
  const last = symbolic.at(-1);
  if (typeof first !== 'string' || !first.startsWith('arn:')) {
    return;
  }
  if (typeof last === 'string' && last.endsWith(':*:*')) {
    const parts = [...symbolic.slice(0, -1), last.slice(0, -':*'.length)];
    yield set(trail, 'Remove the second :* at its end', text(...parts));
  } else {
    yield set(trail, 'Add :* at its end', text(copyOf(trail.id, groupProperty), ':*'));
  }
};

function set(trail: Resource, title: string, value: FixValue): Fix {
  return {
    title,
    isPreferred: true,
    isSafe: false,
    // Now that the log group is known, the role for it can be judged.
    reveals: true,
    edits: [{ kind: 'set', resource: trail.id, path: [groupProperty], value }],
  };
}

/** The role does not trust CloudTrail, or may not write to the log group. */
export const roleAccessFixes: Fixer = function* (request) {
  const { posture, resource: role, failed } = request;
  const trust = 'AssumeRolePolicyDocument';
  const trustAt = role.properties.members.get(trust)?.at;
  for (const trail of posture.trails.filter((one) => roleOf(posture, one) === role)) {
    if (trustAt !== undefined && isInside(failed.at, trustAt)) {
      const document = parsePolicy(property(role, trust));
      const assume = assumeRoleRequest(arnText(role), identityOf(posture.model, trail));
      const needs = [{ request: assume, statement: trustNeed() }];
      yield* policyFixes({ resource: role, property: trust, document }, needs, failed.at, []);
    } else {
      yield* permissionFixes(request, trail);
    }
  }
};

/** The statement that comes near gets the streams of the log group too; without one the role gets a policy. */
function* permissionFixes(request: FixRequest, trail: Resource): Iterable<Fix> {
  const { posture, resource: role, failed } = request;
  const group = groupOf(request, trail);
  if (group === undefined) {
    return;
  }
  const near = nearStatement(policiesOfRole(posture, role), role, failed.at);
  const streams = roleNeeds(trail, arnOfGroup(group.id))[0]?.resource;
  if (near !== undefined && streams?.kind === 'list') {
    yield {
      title: `Allow the streams of ${group.id} in the statement, too`,
      isPreferred: true,
      isSafe: false,
      edits: [
        {
          kind: 'append',
          resource: near.resource.id,
          path: [...near.path, 'Resource'],
          items: streams.items,
        },
      ],
    };
  }
  yield {
    title: `Allow ${role.id} to write to ${group.id}`,
    isPreferred: near === undefined,
    isSafe: false,
    edits: [
      {
        kind: 'append',
        resource: role.id,
        path: ['Policies'],
        items: [inlinePolicy(trail, arnOfGroup(group.id))],
      },
    ],
  };
}

/** The statement that a refusal is reported at, or in. */
function nearStatement(
  { inline, attached }: RolePolicies,
  role: Resource,
  at: Location,
): { readonly resource: Resource; readonly path: FixPath } | undefined {
  const documents = [
    ...inline.map((document) => ({ resource: role, name: 'Policies', document })),
    ...attached.map(({ policy, document }) => ({ resource: policy, name: 'PolicyDocument', document })),
  ];
  for (const { resource, name, document } of documents) {
    const statement = document.statements.find((one) => isInside(at, one.at));
    if (statement?.resource?.isNegated === false) {
      return { resource, path: [name, statement.at] };
    }
  }
  return undefined;
}

export const logGroupRetentionFixes: Fixer = function* ({ resource: group }) {
  for (const days of [90, year]) {
    yield {
      title: `Set RetentionInDays to ${days}`,
      isPreferred: false,
      isSafe: false,
      edits: [{ kind: 'set', resource: group.id, path: ['RetentionInDays'], value: scalar(days) }],
    };
  }
};
