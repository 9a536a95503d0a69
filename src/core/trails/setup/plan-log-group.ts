import type { JsonObject } from '../../json.ts';
import { known, type RoleFacts } from './facts.ts';
import { addPolicyChange, guardOn, type PlanDraft } from './plan-draft.ts';
import type { LogGroupChoice } from './answers.ts';
import type { Call } from './plan.ts';
import { roleStatements, streamNames, trustStatement } from './policies.ts';
import { judge, streamRequests, trustRequests } from './policy-check.ts';
import { policyOf } from './policy-document.ts';
import { logGroupCall, logGroupReading, rolePolicyReading, roleReading, trustReading } from './readings.ts';
import { serviceTags } from './service-tags.ts';

/** Characters of all inline policies of a role, and of its trust policy (IAM User Guide, "IAM and AWS STS quotas"). */
const longestInline = 10_240;
const longestTrust = 2_048;

/** What CreateTrail answers before the log group and the role are visible. */
const settles = ['InvalidCloudWatchLogsLogGroupArnException', 'InvalidCloudWatchLogsRoleArnException'];

/** Where CloudTrail delivers to, for CreateTrail. */
export interface LogDelivery {
  /** With `:*` at its end. */
  readonly groupArn: string;
  readonly roleArn: string;
}

export function logDelivery(draft: PlanDraft): LogDelivery | undefined {
  const { answers, facts, subject } = draft;
  const choice = answers.logGroup;
  if (choice === undefined) {
    return undefined;
  }
  const account = facts.caller.account;
  const { group, role } = choice;
  const path = role.kind === 'new' ? (role.path ?? '/') : '/';
  const made = `arn:${subject.partition}:iam::${account}:role${path}${role.name}`;
  return {
    groupArn: `arn:${subject.partition}:logs:${answers.homeRegion}:${account}:log-group:${group.name}:*`,
    roleArn: role.kind === 'new' ? made : (known(facts.role)?.arn ?? made),
  };
}

/** Adds the steps for the log group and the role with which CloudTrail delivers to it. */
export function addLogGroup(draft: PlanDraft): void {
  const choice = draft.answers.logGroup;
  const delivery = logDelivery(draft);
  if (choice === undefined || delivery === undefined) {
    return;
  }
  addGroup(draft, choice.group);
  if (choice.role.kind === 'new') {
    addNewRole(draft, choice.role, delivery);
  } else {
    addExistingRole(draft, choice.role.name, delivery);
  }
}

function addGroup(draft: PlanDraft, group: LogGroupChoice['group']): void {
  const { answers, facts, t } = draft;
  const { name } = group;
  if (group.kind === 'existing') {
    if (facts.logGroup.kind === 'absent') {
      draft.refuse('thing-missing', t('There is no log group {0} in {1}.', name, answers.homeRegion));
    }
    return;
  }
  if (facts.logGroup.kind === 'known') {
    draft.refuse(
      'thing-exists',
      t('There is a log group {0} already. Choose it as an existing one, or another name.', name),
    );
  }
  const place = { group: name, region: answers.homeRegion };
  const exists = logGroupReading(name, answers.homeRegion, '');
  const tags = Object.fromEntries(answers.tags.map(({ key, value }) => [key, value]));
  settles.forEach((code) => draft.settling.add(code));
  draft.add({
    id: 'log-group',
    call: logGroupCall(place, 'CreateLogGroup', answers.tags.length === 0 ? {} : { tags }),
    why: t('Events can be searched and can raise alarms in CloudWatch Logs.'),
    cost: {
      kind: 'unknown',
      text: t(
        'CloudWatch Logs charges for each GB that comes in and is kept; how much depends on how much is recorded.',
      ),
    },
    before: [guardOn(exists, null, t('The log group {0} exists by now.', name))],
    took: { kind: 'value', guard: guardOn(exists, true, '') },
    undo: {
      kind: 'log-group',
      ...place,
      streams: streamNames(draft.subject),
      text: t(
        "Deletes the log group if there are no streams in it but CloudTrail's own; otherwise it is kept.",
      ),
    },
    makes: name,
    retryOn: ['OperationAbortedException'],
  });
  if (group.retentionDays !== undefined) {
    draft.add({
      id: 'log-group-retention',
      call: logGroupCall(place, 'PutRetentionPolicy', { retentionInDays: group.retentionDays }),
      why: t(
        'Events are kept there for {0} days; the log files in the bucket are the archive.',
        group.retentionDays,
      ),
      undo: { kind: 'with', step: 'log-group', text: t('Goes with the log group.') },
      retryOn: ['ResourceNotFoundException', 'OperationAbortedException'],
    });
  }
}

/** The inline policy of a role that is for this trail. */
function rolePolicyName({ answers }: PlanDraft): string {
  return `CloudTrail-${answers.name}`.slice(0, 128);
}

function iam(draft: PlanDraft, operation: string, input: JsonObject): Call {
  return { service: 'iam', operation, region: draft.answers.homeRegion, input };
}

function addNewRole(
  draft: PlanDraft,
  role: Extract<LogGroupChoice['role'], { kind: 'new' }>,
  delivery: LogDelivery,
): void {
  const { answers, facts, t } = draft;
  const { name } = role;
  if (facts.role.kind === 'known') {
    draft.refuse(
      'thing-exists',
      t('There is a role {0} already. Choose it as an existing one, or another name.', name),
    );
  }
  const exists = roleReading(name, answers.homeRegion);
  settles.forEach((code) => draft.settling.add(code));
  draft.add({
    id: 'role',
    call: iam(draft, 'CreateRole', {
      RoleName: name,
      Path: role.path ?? '/',
      Description: `CloudTrail delivers the events of the trail ${answers.name} to CloudWatch Logs with it.`,
      AssumeRolePolicyDocument: policyOf([trustStatement]),
      ...(role.permissionsBoundary === undefined ? {} : { PermissionsBoundary: role.permissionsBoundary }),
      ...serviceTags('Key', 'Value', answers.tags),
    }),
    why: t('CloudTrail needs a role to deliver to a log group; nobody else can take it.'),
    before: [guardOn(exists, null, t('The role {0} exists by now.', name))],
    took: { kind: 'value', guard: guardOn(exists, true, '') },
    undo: {
      kind: 'calls',
      calls: [
        {
          call: iam(draft, 'DeleteRole', { RoleName: name }),
          only: [
            guardOn(
              trustReading(name, answers.homeRegion),
              policyOf([trustStatement]),
              t('Somebody has changed who may take the role.'),
            ),
          ],
          gone: ['NoSuchEntity', 'NoSuchEntityException'],
        },
      ],
      text: t('Deletes the role, unless somebody has given it more.'),
    },
    makes: delivery.roleArn,
  });
  addRolePolicy(draft, name, delivery);
}

/** An inline policy has a name of its own, so that nothing else of the role is touched. */
function addRolePolicy(draft: PlanDraft, role: string, { groupArn }: LogDelivery): void {
  const { answers, subject, t } = draft;
  const name = rolePolicyName(draft);
  const policy = policyOf(roleStatements(subject, groupArn));
  const read = rolePolicyReading(role, name, answers.homeRegion);
  settles.forEach((code) => draft.settling.add(code));
  draft.add({
    id: 'role-policy',
    call: iam(draft, 'PutRolePolicy', { RoleName: role, PolicyName: name, PolicyDocument: policy }),
    why: t("Least rights: to make and fill CloudTrail's own streams of this one log group."),
    before: [guardOn(read, null, t('The role has a policy {0} by now.', name))],
    took: { kind: 'value', guard: guardOn(read, policy, '') },
    undo: {
      kind: 'calls',
      calls: [
        {
          call: iam(draft, 'DeleteRolePolicy', { RoleName: role, PolicyName: name }),
          only: [guardOn(read, policy, t('Somebody has changed the policy of the role.'))],
          gone: ['NoSuchEntity', 'NoSuchEntityException'],
        },
      ],
      text: t('Deletes the policy.'),
    },
    changes: { of: `${role} / ${name}`, before: null, after: policy },
    retryOn: ['NoSuchEntity', 'NoSuchEntityException'],
  });
}

function addExistingRole(draft: PlanDraft, name: string, delivery: LogDelivery): void {
  const { answers, facts, subject, t } = draft;
  if (facts.role.kind !== 'known') {
    const message =
      facts.role.kind === 'absent'
        ? t('There is no role {0}.', name)
        : t('The role {0} could not be looked at: {1}', name, facts.role.reason);
    draft.refuse(facts.role.kind === 'absent' ? 'thing-missing' : 'not-read', message);
    return;
  }
  const role = facts.role.value;
  addPolicyChange(draft, {
    id: 'role-trust',
    thing: role.arn,
    current: { kind: 'known', value: role.trust },
    statements: [trustStatement],
    requests: trustRequests(role.arn),
    limit: longestTrust,
    read: trustReading(name, answers.homeRegion),
    put: (policy) => iam(draft, 'UpdateAssumeRolePolicy', { RoleName: name, PolicyDocument: policy }),
    member: 'PolicyDocument',
    why: t('Lets CloudTrail take the role; all else in its trust policy stays.'),
    manager: role.manager,
    settles: ['InvalidCloudWatchLogsRoleArnException'],
  });
  const inline = known(role.inline);
  if (mayWrite(role, subject, delivery)) {
    return;
  }
  draft.checkManager(role.arn, role.manager);
  if (inline?.[rolePolicyName(draft)] !== undefined) {
    draft.refuse(
      'thing-exists',
      t(
        'The role {0} has a policy {1} that does not do. Delete it or choose another role.',
        name,
        rolePolicyName(draft),
      ),
    );
    return;
  }
  const length = Object.values(inline ?? {})
    .join('')
    .replace(/\s/g, '').length;
  const more = policyOf(roleStatements(subject, delivery.groupArn)).length;
  if (length + more > longestInline) {
    draft.refuse(
      'policy-too-long',
      t(
        'The policies of {0} would have {1} bytes, and at most {2} are allowed.',
        name,
        length + more,
        longestInline,
      ),
    );
    return;
  }
  addRolePolicy(draft, name, delivery);
}

/** Whether one of the role's inline policies surely lets it write to the log group. */
function mayWrite({ inline }: RoleFacts, subject: PlanDraft['subject'], { groupArn }: LogDelivery): boolean {
  return Object.values(known(inline) ?? {}).some(
    (policy) => judge(policy, streamRequests(subject, groupArn)) === 'allowed',
  );
}
