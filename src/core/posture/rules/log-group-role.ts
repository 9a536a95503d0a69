import { evaluate } from '../policy/evaluate.ts';
import type { Posture } from '../posture.ts';
import type { Rule, Verdict } from '../rule.ts';
import { accessVerdicts } from './access-faults.ts';
import { policiesOfRole, roleDocument, roleOf, streamRequests } from './role-access.ts';
import { orderVerdicts } from './waiting.ts';

const sources = [
  'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html',
];

export const logGroupRolePolicy: Rule = {
  id: 'log-group-role-policy',
  family: 'deploy',
  severity: 'error',
  title: 'CloudTrail cannot deliver to CloudWatch Logs with this role',
  what: "The role that a trail names is in the file, and its trust policy does not let `cloudtrail.amazonaws.com` assume it, or its policies do not allow `logs:CreateLogStream` and `logs:PutLogEvents` on the group's streams: `<account>_CloudTrail_<Region>`, and for an organization trail also `<organization id>_*`. Not judged where the role has policies that are not in the file.",
  why: 'CloudTrail tries the role when the trail is created, and refuses the trail.',
  fix: 'Trust the service principal `cloudtrail.amazonaws.com`, and allow both actions on `<log group ARN>:log-stream:*` or narrower.',
  alsoKnownAs: [],
  sources,
  check: (posture) => accessVerdicts('log-group-role-policy', posture),
};

export const logGroupRoleOrder: Rule = {
  id: 'log-group-role-order',
  family: 'deploy',
  severity: 'error',
  title: "The trail does not wait for its role's permissions",
  what: 'The permissions to write to the log group are in a policy resource of their own, and the trail waits for the role but not for that policy.',
  why: 'CloudFormation may create the trail before the policy; CloudTrail then refuses the role, and the deployment fails now and then.',
  fix: 'Add `DependsOn` with the policy to the trail, or put the policy into the role.',
  alsoKnownAs: [],
  sources: [
    ...sources,
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-dependson.html',
  ],
  check: checkOrder,
};

function* checkOrder(posture: Posture): Iterable<Verdict> {
  for (const trail of posture.trails) {
    const role = roleOf(posture, trail);
    if (role === undefined) {
      continue;
    }
    const policies = policiesOfRole(posture, role);
    const whole = roleDocument(policies, role);
    const early = roleDocument(policies, role, (policy) => posture.waits(trail, policy));
    const isTooEarly = streamRequests(posture, trail).some(
      ({ request }) =>
        evaluate(whole, request).decision === 'allowed' &&
        evaluate(early, request).decision === 'not-allowed',
    );
    if (isTooEarly) {
      const attached = policies.attached.map(({ policy }) => policy);
      yield* orderVerdicts(posture, trail, attached, {
        lacking: 'its role may write to the log group',
        outcome: '',
        related: "The role's permissions.",
      });
    }
  }
}
