import { policyIn } from '../cloudtrail-statements.ts';
import type { Location } from '../location.ts';
import type { Resource } from '../model.ts';
import { evaluate, type Evaluation } from '../policy/evaluate.ts';
import { parsePolicy } from '../policy/parse.ts';
import type { PolicyDocument, PolicyRequest } from '../policy/policy.ts';
import type { Posture } from '../posture.ts';
import { property } from '../properties.ts';
import type { Rule, Verdict } from '../rule.ts';
import { itemsOf, member } from '../value.ts';

export const trailTamperPermission: Rule = {
  id: 'trail-tamper-permission',
  family: 'posture',
  severity: 'info',
  title: 'A policy allows tampering with every trail',
  what: 'A role or policy of the file allows `cloudtrail:StopLogging`, `DeleteTrail`, `UpdateTrail` or `PutEventSelectors` on all trails, be it by a wildcard, without any condition.',
  why: 'Whoever gets hold of it can switch the record off first; it is what attackers try.',
  fix: 'Allow only the actions that are needed, and only on the trails that are meant. Keep the rest for administrators, or deny it in a service control policy.',
  alsoKnownAs: [],
  sources: ['https://docs.aws.amazon.com/awscloudtrail/latest/userguide/best-practices-security.html'],
  check,
};

const actions = [
  'cloudtrail:StopLogging',
  'cloudtrail:DeleteTrail',
  'cloudtrail:UpdateTrail',
  'cloudtrail:PutEventSelectors',
] as const;

const holders = ['AWS::IAM::Role', 'AWS::IAM::User', 'AWS::IAM::Group'];
const policyTypes = [
  'AWS::IAM::Policy',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::UserPolicy',
  'AWS::IAM::GroupPolicy',
];

function* check(posture: Posture): Iterable<Verdict> {
  for (const { resource, document } of identityPolicies(posture)) {
    const allowed = actions.flatMap((action) => {
      const evaluation = evaluate(document, onEveryTrail(action));
      return evaluation.decision === 'allowed' ? [{ action, evaluation }] : [];
    });
    const [first] = allowed;
    if (first !== undefined) {
      yield {
        outcome: 'fail',
        resource,
        at: placeOf(first.evaluation, resource),
        message: `Whoever has this policy can switch off the record: it allows ${allowed.map(({ action }) => action).join(', ')} on every trail. Allow only what is needed, on the trails that are meant.`,
      };
    }
  }
}

function placeOf({ decisive }: Evaluation, resource: Resource): Location {
  return decisive[0]?.at ?? resource.at;
}

/** The policies of users, groups and roles: resources of their own, and those inside a user, group or role. */
function* identityPolicies({ ofType }: Posture): Iterable<{
  readonly resource: Resource;
  readonly document: PolicyDocument;
}> {
  for (const resource of policyTypes.flatMap(ofType)) {
    yield { resource, document: policyIn(resource) };
  }
  for (const resource of holders.flatMap(ofType)) {
    for (const policy of itemsOf(property(resource, 'Policies'))) {
      yield { resource, document: parsePolicy(member(policy, 'PolicyDocument')) };
    }
  }
}

/** Only a wildcard matches a trail of any name in any account and Region. */
function onEveryTrail(action: string): PolicyRequest {
  return {
    principal: { kind: 'holder' },
    action,
    resource: [
      'arn:',
      { kind: 'partition' },
      ':cloudtrail:',
      { kind: 'region' },
      ':',
      { kind: 'account' },
      ':trail/',
      { kind: 'any', name: 'trail' },
    ],
    context: { keys: new Map(), others: 'unknown' },
  };
}
