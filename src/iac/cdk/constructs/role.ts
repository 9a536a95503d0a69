import type { Location } from '../../../core/posture/location.ts';
import type { Member, Value } from '../../../core/posture/value.ts';
import type { AbstractValue, LibraryObject, Use } from '../evaluation/abstract-value.ts';
import type { Draft } from './draft.ts';
import { mapOf, principalsOf } from './iam.ts';
import { PendingPolicy } from './pending-policy.ts';
import { argumentOf, type Prop, type Props } from './props.ts';
import type { Synthesis } from './synthesis.ts';

/** `iam.Role`: whoever may assume it, its own policies, and one more for what is granted to it. */
export function role(synthesis: Synthesis, object: LibraryObject): void {
  const draft = synthesis.draft(object, 'AWS::IAM::Role');
  const props = synthesis.props(object);
  draft.isComplete &&= props.isComplete;
  synthesis.copy(draft, props, 'roleName', 'RoleName');
  synthesis.copy(draft, props, 'path', 'Path');
  const assumedBy = props.get('assumedBy');
  if (assumedBy !== undefined) {
    draft.set('AssumeRolePolicyDocument', trust(synthesis, assumedBy), assumedBy);
  }
  setInlinePolicies(synthesis, draft, props);
  setManagedPolicies(synthesis, object, draft, props);
  addGranted(synthesis, object, draft);
}

function trust({ resolver }: Synthesis, { value, at }: Prop): Value {
  const conditions = new Map<string, Member>();
  const principals = principalsOf(resolver, [value], conditions, at);
  const condition: Value = {
    kind: 'map',
    members: conditions,
    isComplete: principals.areConditionsComplete,
    at,
  };
  const text = (literal: string): Value => ({ kind: 'text', text: [literal], at });
  const statement = mapOf(at, {
    Effect: text('Allow'),
    Action: text('sts:AssumeRole'),
    Principal: principals.value,
    ...(conditions.size > 0 || !principals.areConditionsComplete ? { Condition: condition } : {}),
  });
  return mapOf(at, { Statement: { kind: 'list', items: [statement], isComplete: true, at } });
}

function setInlinePolicies(synthesis: Synthesis, draft: Draft, props: Props): void {
  const prop = props.get('inlinePolicies');
  if (prop === undefined) {
    return;
  }
  const { at } = prop;
  if (prop.value.kind !== 'object') {
    draft.set('Policies', { kind: 'unknown', canBeAbsent: true, at }, prop);
    return;
  }
  const items = prop.value.entries.map(({ name, value, span }) => {
    const place = synthesis.resolver.at(span);
    const document = synthesis.within(draft, () => synthesis.resolver.value(value));
    return mapOf(place, { PolicyName: { kind: 'text', text: [name], at: place }, PolicyDocument: document });
  });
  draft.set('Policies', { kind: 'list', items, isComplete: prop.value.isComplete, at }, prop);
}

/** Managed policies of AWS are not in the file, and those of the app are found by what they are attached to. */
function setManagedPolicies(synthesis: Synthesis, object: LibraryObject, draft: Draft, props: Props): void {
  const prop = props.get('managedPolicies');
  const isAdded = object.uses.some(({ path }) => path[0] === 'addManagedPolicy');
  if (prop !== undefined || isAdded) {
    const at = prop?.at ?? draft.at;
    const items: Value[] =
      prop?.value.kind === 'list' ? prop.value.items.map((item) => managedArn(synthesis, item)) : [];
    const isComplete = !isAdded && prop?.value.kind === 'list' && prop.value.isComplete;
    draft.set('ManagedPolicyArns', { kind: 'list', items, isComplete, at }, prop);
  }
}

function managedArn({ resolver }: Synthesis, item: AbstractValue): Value {
  const chosen = resolver.chosen(item);
  const isOwn = chosen.kind === 'made' && chosen.type === 'aws-iam.ManagedPolicy';
  return isOwn
    ? resolver.value({ kind: 'attribute', object: chosen, path: ['managedPolicyArn'], span: item.span })
    : { kind: 'unknown', canBeAbsent: false, at: resolver.at(item.span) };
}

const policyAdders = new Set(['addToPolicy', 'addToPrincipalPolicy']);

/** The policy for what a role is granted, which is a resource of its own. */
function addGranted(synthesis: Synthesis, object: LibraryObject, draft: Draft): void {
  const statements = object.uses.filter(({ path }) => policyAdders.has(path.join('.')));
  const grants = grantsOnLogs(synthesis, object);
  if (statements.length === 0 && grants.length === 0) {
    return;
  }
  const policy = synthesis.draft(object, 'AWS::IAM::Policy', '/DefaultPolicy');
  attach(synthesis, policy, [object], draft.at);
  const pending = new PendingPolicy(policy, 'PolicyDocument', draft.isComplete);
  synthesis.addPolicy(pending);
  for (const use of statements) {
    pending.addGiven(synthesis, use.arguments, use);
  }
  synthesis.within(policy, () => {
    pending.add(...grants);
  });
}

/** `logGroup.grantWrite(role)`, which is how the role of a trail gets its permissions. */
function grantsOnLogs(synthesis: Synthesis, object: LibraryObject): readonly Value[] {
  return synthesis.objects
    .filter(({ type }) => type === 'aws-logs.LogGroup')
    .flatMap((group) =>
      group.uses
        .filter(
          ({ path, arguments: given }) =>
            (path[0] ?? '').startsWith('grant') && isFor(synthesis, given.positional[0], object),
        )
        .map((use) => grantOnLogs(synthesis, group, use)),
    );
}

function isFor({ resolver }: Synthesis, grantee: AbstractValue | undefined, object: LibraryObject): boolean {
  return grantee !== undefined && resolver.chosen(grantee) === object;
}

function grantOnLogs(
  synthesis: Synthesis,
  group: LibraryObject,
  { path, arguments: given, span }: Use,
): Value {
  const { resolver } = synthesis;
  const at = resolver.at(span);
  const method = path.join('.');
  const named = given.positional.slice(1).map((value) => resolver.value(value));
  const written = ['logs:CreateLogStream', 'logs:PutLogEvents'].map((literal): Value => ({
    kind: 'text',
    text: [literal],
    at,
  }));
  const isKnown = method === 'grantWrite' || method === 'grant';
  const actions: Value = isKnown
    ? { kind: 'list', items: method === 'grant' ? named : written, isComplete: given.isComplete, at }
    : { kind: 'unknown', canBeAbsent: false, at };
  return mapOf(at, {
    Effect: { kind: 'text', text: ['Allow'], at },
    Action: actions,
    Resource: resolver.value({ kind: 'attribute', object: group, path: ['logGroupArn'], span }),
  });
}

/** Attaches a policy to roles. */
function attach(synthesis: Synthesis, policy: Draft, roles: readonly AbstractValue[], at: Location): void {
  const items = synthesis.within(policy, () =>
    roles.map((value) => {
      const chosen = synthesis.resolver.chosen(value);
      return chosen.kind === 'made'
        ? synthesis.resolver.value({
            kind: 'attribute',
            object: chosen,
            path: ['roleName'],
            span: chosen.span,
          })
        : synthesis.resolver.value(chosen);
    }),
  );
  policy.set('Roles', { kind: 'list', items, isComplete: true, at });
}

/** `iam.Policy` and `iam.ManagedPolicy`. */
export function identityPolicy(synthesis: Synthesis, object: LibraryObject): void {
  const isManaged = object.type === 'aws-iam.ManagedPolicy';
  const draft = synthesis.draft(object, isManaged ? 'AWS::IAM::ManagedPolicy' : 'AWS::IAM::Policy');
  const props = synthesis.props(object);
  const pending = new PendingPolicy(draft, 'PolicyDocument', draft.isComplete && props.isComplete);
  synthesis.addPolicy(pending);
  synthesis.copy(draft, props, 'managedPolicyName', 'ManagedPolicyName');
  const [document, statements] = [props.get('document'), props.get('statements')];
  synthesis.within(draft, () => {
    if (document !== undefined) {
      pending.addDocument(synthesis.resolver.value(document.value));
    }
    if (statements?.value.kind === 'list') {
      pending.add(...statements.value.items.map((item) => synthesis.resolver.value(item)));
    }
  });
  pending.isComplete &&=
    statements === undefined || (statements.value.kind === 'list' && statements.value.isComplete);
  object.uses
    .filter(({ path }) => path.join('.') === 'addStatements')
    .forEach((use) => {
      pending.addGiven(synthesis, use.arguments, use);
    });
  const roles = props.get('roles');
  attach(
    synthesis,
    draft,
    [...(roles?.value.kind === 'list' ? roles.value.items : []), ...attachedTo(synthesis, object)],
    draft.at,
  );
}

/** `policy.attachToRole(role)` and `role.attachInlinePolicy(policy)`. */
function attachedTo({ resolver, objects }: Synthesis, policy: LibraryObject): readonly AbstractValue[] {
  const own = policy.uses
    .filter(({ path }) => path.join('.') === 'attachToRole')
    .flatMap(({ arguments: given }) => argumentOf(resolver, given, 0, 'role') ?? []);
  const others = objects.filter(
    ({ type, uses }) =>
      type === 'aws-iam.Role' &&
      uses.some(
        ({ path, arguments: given }) =>
          path.join('.') === 'attachInlinePolicy' && argumentOf(resolver, given, 0, 'policy') === policy,
      ),
  );
  return [...own, ...others];
}
