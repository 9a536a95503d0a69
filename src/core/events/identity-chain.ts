import { chosenSessionName, permissionSetOf, serviceTitle, sessionInstance } from './actor.ts';
import { displayName } from './display-text.ts';
import type { Actor, ActorKind, CloudTrailEvent, RoleSession } from './event.ts';
import { textAt } from './record-values.ts';
import { resourceOfArn } from './resource-types.ts';

/** One member of the chain from the person to the call. */
export interface IdentityLink {
  /** `provider` is where a federated person signed in, `resource` an instance or function whose role it is. */
  readonly kind: ActorKind | 'provider' | 'resource';
  /** Fit to be shown; never empty. */
  readonly name: string;
  /** For a role session the session's name. */
  readonly detail: string | undefined;
  readonly arn: string | undefined;
  readonly accountId: string | undefined;
  /** The key that this member's calls were signed with. */
  readonly accessKeyId: string | undefined;
  /** How this member came from the one before; undefined for the first. */
  readonly step: IdentityStep | undefined;
  /** The caller chose this name (a session's name); nothing proves it. */
  readonly isClaimed: boolean;
}

/** How one member of the chain led to the next. */
export interface IdentityStep {
  /** The call, such as `AssumeRole`, or a relation: `via` a service, `on behalf of` a person, `delegated by`. */
  readonly by: string;
  /** Epoch milliseconds. */
  readonly at: number | undefined;
  readonly mfa: boolean | undefined;
}

/**
 * Who stands behind the call, as a chain to draw: a person or provider, the role session, the service that made the
 * call for them, the person on whose behalf. At least one member. Only what this one record tells: the calls before
 * it may tell more.
 */
export function identityChain(event: CloudTrailEvent): readonly IdentityLink[] {
  const { actor } = event;
  const identity = event.record['userIdentity'];
  return [
    ...origins(actor, identity),
    actorLink(actor, identity),
    ...invoker(actor),
    ...delegate(textAt(identity, 'invokedByDelegate', 'accountId')),
    ...onBehalfOf(actor, identity),
  ];
}

function link(kind: IdentityLink['kind'], name: string, more: Partial<IdentityLink> = {}): IdentityLink {
  return {
    kind,
    detail: undefined,
    arn: undefined,
    accountId: undefined,
    accessKeyId: undefined,
    step: undefined,
    isClaimed: false,
    ...more,
    name: displayName(name, 120),
  };
}

/** What came before a role session: a source identity is proven, a session's name is what its maker wrote. */
function origins(actor: Actor, identity: unknown): readonly IdentityLink[] {
  const { session } = actor;
  if (session === undefined) {
    return [];
  }
  const source = textAt(identity, 'inScopeOf', 'sourceArn');
  const instance = sessionInstance(session);
  if (instance !== undefined || source !== undefined) {
    const name = instance ?? resourceOfArn(source ?? '')?.name ?? source ?? '';
    return [link('resource', name, { arn: source })];
  }
  const provider = providerOf(session, identity);
  const person = personOf(session);
  if (provider === undefined) {
    return person === undefined ? [] : [person];
  }
  const first = link('provider', provider);
  return person === undefined
    ? [first]
    : [first, { ...person, step: { by: 'sign-in', at: undefined, mfa: undefined } }];
}

function personOf(session: RoleSession): IdentityLink | undefined {
  const name = session.sourceIdentity ?? chosenSessionName(session);
  return name === undefined
    ? undefined
    : link('user', name, { isClaimed: session.sourceIdentity === undefined && !isFederated(session) });
}

/** Identity Center itself names the sessions of its roles. */
function isFederated(session: RoleSession): boolean {
  return permissionSetOf(session.roleName) !== undefined;
}

function providerOf(session: RoleSession, identity: unknown): string | undefined {
  return (
    webIdentityProvider(identity) ??
    textAt(identity, 'identityProvider') ??
    (isFederated(session) ? 'IAM Identity Center' : undefined)
  );
}

function webIdentityProvider(identity: unknown): string | undefined {
  return textAt(identity, 'sessionContext', 'webIdFederationData', 'federatedProvider');
}

function actorLink(actor: Actor, identity: unknown): IdentityLink {
  const { session, arn, accountId, accessKeyId } = actor;
  const known = { arn, accountId, accessKeyId };
  if (session === undefined) {
    return link(actor.kind, actor.name, known);
  }
  const step: IdentityStep = { by: assumedBy(session, identity), at: session.startedAt, mfa: actor.mfa };
  const name = permissionSetOf(session.roleName) ?? session.roleName;
  const detail = session.sessionName === undefined ? undefined : displayName(session.sessionName, 120);
  return link('role', name, { ...known, detail, step });
}

/** The call that makes a session of this kind; Identity Center uses SAML. */
function assumedBy(session: RoleSession, identity: unknown): string {
  if (isFederated(session)) {
    return 'AssumeRoleWithSAML';
  }
  return webIdentityProvider(identity) === undefined ? 'AssumeRole' : 'AssumeRoleWithWebIdentity';
}

function invoker(actor: Actor): readonly IdentityLink[] {
  const { invokedBy } = actor;
  return invokedBy === undefined || actor.kind === 'service'
    ? []
    : [link('service', serviceTitle(invokedBy) ?? invokedBy, { step: relation('via') })];
}

function delegate(account: string | undefined): readonly IdentityLink[] {
  return account === undefined
    ? []
    : [link('account', `account ${account}`, { accountId: account, step: relation('delegated by') })];
}

function onBehalfOf(actor: Actor, identity: unknown): readonly IdentityLink[] {
  const userId = textAt(identity, 'onBehalfOf', 'userId');
  return userId === undefined || userId === actor.name
    ? []
    : [
        link('user', userId, {
          arn: textAt(identity, 'onBehalfOf', 'identityStoreArn'),
          step: relation('on behalf of'),
        }),
      ];
}

function relation(by: string): IdentityStep {
  return { by, at: undefined, mfa: undefined };
}
