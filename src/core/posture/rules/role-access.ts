import { policyIn } from '../cloudtrail-statements.ts';
import type { Resource } from '../model.ts';
import { evaluate } from '../policy/evaluate.ts';
import { mergePolicies, parsePolicy } from '../policy/parse.ts';
import type { PolicyDocument, PolicyRequest } from '../policy/policy.ts';
import type { Link, Posture } from '../posture.ts';
import { property, propertyAt, textOf } from '../properties.ts';
import { assumeRoleRequest, identityOf, isOrganizationTrail, logStreamRequest } from '../requests.ts';
import { arnText } from '../resource-texts.ts';
import type { SymbolicText } from '../symbolic-text.ts';
import { itemsOf, member, type Value } from '../value.ts';
import { faultsOf, relatedTrail, type AccessFault, type Attempt } from './access-fault.ts';

/** What a role may do: the policies inside it, and those that are resources of their own. */
export interface RolePolicies {
  readonly inline: readonly PolicyDocument[];
  readonly attached: readonly { readonly policy: Resource; readonly document: PolicyDocument }[];
  /** False where it may have policies that are not known, such as those that AWS manages. */
  readonly areAll: boolean;
}

/** The role of the model that a trail delivers to CloudWatch Logs with, if there is one. */
export function roleOf({ linked }: Posture, trail: Resource): Resource | undefined {
  const link = linked(property(trail, 'CloudWatchLogsRoleArn'), ['AWS::IAM::Role']);
  return link.kind === 'resource' ? link.resource : undefined;
}

export function policiesOfRole({ model, ofType, linked }: Posture, role: Resource): RolePolicies {
  const inlineItems = property(role, 'Policies');
  const managed = property(role, 'ManagedPolicyArns');
  const managedLinks = linksOf(managed, ['AWS::IAM::ManagedPolicy'], linked);
  const candidates = attachable.flatMap(({ type, roles }) =>
    ofType(type).map((policy) => ({
      policy,
      links: linksOf(property(policy, roles), ['AWS::IAM::Role'], linked),
    })),
  );
  const isOn = (link: Link): boolean => link.kind === 'resource' && link.resource === role;
  const attached = [
    ...candidates.filter(({ links }) => links.some(isOn)).map(({ policy }) => policy),
    ...managedLinks.flatMap((link) => (link.kind === 'resource' ? [link.resource] : [])),
  ];
  return {
    inline: itemsOf(inlineItems).map((item) => parsePolicy(member(item, 'PolicyDocument'))),
    attached: attached.map((policy) => ({ policy, document: policyIn(policy) })),
    areAll:
      model.isComplete &&
      isWholeList(inlineItems) &&
      managedLinks.every(({ kind }) => kind === 'resource') &&
      candidates.every(({ links }) => links.every(({ kind }) => kind !== 'unknown')),
  };
}

/** Types of policies that name the roles that they are attached to. */
const attachable = [
  { type: 'AWS::IAM::Policy', roles: 'Roles' },
  { type: 'AWS::IAM::ManagedPolicy', roles: 'Roles' },
  { type: 'AWS::IAM::RolePolicy', roles: 'RoleName' },
] as const;

function linksOf(value: Value, types: readonly string[], linked: Posture['linked']): readonly Link[] {
  const links = itemsOf(value).map((item) => linked(item, types));
  return isWholeList(value) ? links : [...links, { kind: 'unknown' }];
}

function isWholeList(value: Value): boolean {
  return value.kind === 'list' ? value.isComplete : value.kind !== 'unknown';
}

/** What a role's policies say together, with some of them left out. */
export function roleDocument(
  { inline, attached, areAll }: RolePolicies,
  role: Resource,
  isGiven: (policy: Resource) => boolean = () => true,
): PolicyDocument {
  const given = attached.filter(({ policy }) => isGiven(policy)).map(({ document }) => document);
  const merged = mergePolicies([...inline, ...given], role.at);
  return areAll ? merged : { ...merged, isComplete: false };
}

export interface StreamRequest {
  /** In the words of a message. */
  readonly deed: string;
  readonly request: PolicyRequest;
}

/** What a trail's role has to do in the log group; nothing where the group is not given by its ARN. */
export function streamRequests({ model }: Posture, trail: Resource): readonly StreamRequest[] {
  const text = textOf(property(trail, 'CloudWatchLogsLogGroupArn'));
  const [first] = text ?? [];
  if (text === undefined || typeof first !== 'string' || !first.startsWith('arn:')) {
    return [];
  }
  const owners =
    isOrganizationTrail(trail) === 'yes' ? (['account', 'organization'] as const) : (['account'] as const);
  return owners.flatMap((owner) =>
    (['logs:CreateLogStream', 'logs:PutLogEvents'] as const).map((action) => ({
      deed: `call ${action}${owner === 'account' ? '' : ' for the organization'}`,
      request: logStreamRequest(model, withoutStar(text), action, owner),
    })),
  );
}

/** A log group's ARN without the `:*` that CloudFormation's and the service's forms end with. */
function withoutStar(text: SymbolicText): SymbolicText {
  return text.map((part, index) =>
    typeof part === 'string' && index === text.length - 1 ? part.replace(/(:\*)+$/, '') : part,
  );
}

/** Judges whether CloudTrail can take the role of a trail, and the role write to the log group. */
export function* roleFaults(posture: Posture): Iterable<AccessFault> {
  for (const trail of posture.trails) {
    const role = roleOf(posture, trail);
    if (role !== undefined) {
      yield* trustFaults(posture, trail, role);
      yield* permissionFaults(posture, trail, role);
    }
  }
}

const consequence = 'Deployment fails, as CloudTrail cannot deliver to the log group with this role';

function* trustFaults(posture: Posture, trail: Resource, role: Resource): Iterable<AccessFault> {
  const document = parsePolicy(property(role, 'AssumeRolePolicyDocument'));
  const assume: Attempt = {
    deed: 'assume it',
    evaluation: evaluate(document, assumeRoleRequest(arnText(role), identityOf(posture.model, trail))),
    ruleFor: ({ kind }) => (kind === 'source-arn' ? 'source-arn-mismatch' : 'log-group-role-policy'),
  };
  yield* faultsOf([assume], {
    resource: role,
    at: propertyAt(role, 'AssumeRolePolicyDocument'),
    consequence,
    remedy: 'Allow the service cloudtrail.amazonaws.com sts:AssumeRole in the trust policy.',
    related: relatedTrail(trail),
  });
}

function* permissionFaults(posture: Posture, trail: Resource, role: Resource): Iterable<AccessFault> {
  const document = roleDocument(policiesOfRole(posture, role), role);
  const attempts = streamRequests(posture, trail).map(({ deed, request }): Attempt => ({
    deed,
    evaluation: evaluate(document, request),
    ruleFor: () => 'log-group-role-policy',
  }));
  yield* faultsOf(attempts, {
    resource: role,
    at: role.at,
    consequence,
    remedy: 'Allow logs:CreateLogStream and logs:PutLogEvents on the streams of the log group.',
    related: relatedTrail(trail),
  });
}
