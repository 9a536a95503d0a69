import type { Member, Value } from '../../../core/posture/value.ts';
import type { Use } from '../evaluation/abstract-value.ts';
import { generatedStatement, principalsOf } from './iam.ts';
import type { PendingPolicy } from './pending-policy.ts';
import { argumentOf } from './props.ts';
import type { Resolved } from './resolver.ts';
import type { Synthesis } from './synthesis.ts';

/** Grantees with a policy of their own, to which a grant within the account is added instead. */
const holders =
  /\.(?:Role|User|Group|LazyRole|ManagedPolicy|Policy|\w*Function|Alias|Version|Instance|\w*Project|\w*TaskDefinition|StateMachine)(?:\.from\w+)?$/;

const principals = /^aws-iam\.(?:\w*Principal|PrincipalWithConditions)(?:#withConditions)?$/;

/** What a grant adds to the policy of the resource itself. */
export function resourceGrant(
  synthesis: Synthesis,
  use: Use,
  what: { readonly action: readonly string[]; readonly resource: readonly Value[] },
  policy: () => PendingPolicy,
): void {
  const { resolver } = synthesis;
  const isGranted = resolver.holds(use.guard);
  const grantee =
    argumentOf(resolver, use.arguments, 0, 'grantee') ?? argumentOf(resolver, use.arguments, 0, 'identity');
  if (isGranted === false || (grantee?.kind === 'made' && holders.test(grantee.type))) {
    return;
  }
  const pending = policy();
  if (
    isGranted === true &&
    grantee?.kind === 'made' &&
    principals.test(grantee.type) &&
    what.action.length > 0
  ) {
    pending.add(grantedStatement(synthesis, grantee, use, what));
  } else {
    pending.isComplete = false;
  }
}

function grantedStatement(
  { resolver }: Synthesis,
  grantee: Resolved,
  use: Use,
  what: { readonly action: readonly string[]; readonly resource: readonly Value[] },
): Value {
  const at = resolver.at(use.span);
  const conditions = new Map<string, Member>();
  const { value, areConditionsComplete } = principalsOf(resolver, [grantee], conditions, at);
  const condition: Value = { kind: 'map', members: conditions, isComplete: areConditionsComplete, at };
  return generatedStatement(at, { ...what, principal: value, condition });
}
