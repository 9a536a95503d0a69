import type { JsonObject } from '../json.ts';
import { isJsonObject, objectOrEmpty } from '../json.ts';
import { parseArn } from './arn.ts';
import { displayName } from './display-text.ts';
import type { Actor, ActorKind, RoleSession } from './event.ts';
import { flagAt, textAt, timeAt } from './record-values.ts';
import { isServiceHost, serviceName } from './services.ts';

const longestName = 120;

/** What CloudTrail writes for the user name of a failed console sign-in: it could be a mistyped password. */
const hiddenName = 'HIDDEN_DUE_TO_SECURITY_REASONS';

/** The name of an actor whose name CloudTrail withholds. */
export const hidden = '(hidden)';

/** The actor of a record that does not say who acted. */
export const nobody = 'unknown';

const kinds = new Map<string, ActorKind>([
  ['Root', 'root'],
  ['IAMUser', 'user'],
  ['AssumedRole', 'role'],
  ['Role', 'role'],
  ['FederatedUser', 'user'],
  ['SAMLUser', 'user'],
  ['WebIdentityUser', 'user'],
  ['Directory', 'user'],
  ['IdentityCenterUser', 'user'],
  ['AWSAccount', 'account'],
  ['AWSService', 'service'],
]);

/**
 * Who made the call. Names by kind: a user's own name; a role's source identity, else its session's name where a
 * person or program chose it, else the role's; a service's known name; `root`, with the account's alias where it is
 * recorded. Insights and aggregated records have no identity: CloudTrail itself is their actor.
 */
export function actorOf(record: JsonObject): Actor {
  const identity = objectOrEmpty(record['userIdentity']);
  const kind = kindOf(identity, record);
  const session = kind === 'role' ? roleSession(identity) : undefined;
  return {
    kind,
    name: displayName(nameOf(kind, identity, record, session) ?? nobody, longestName),
    type: textAt(identity, 'type'),
    arn: textAt(identity, 'arn'),
    accountId: textAt(identity, 'accountId'),
    principalId: textAt(identity, 'principalId'),
    accessKeyId: textAt(identity, 'accessKeyId'),
    invokedBy: textAt(identity, 'invokedBy'),
    session,
    mfa: mfaOf(identity, record),
    fromConsole: fromConsole(identity, record),
  };
}

function kindOf(identity: JsonObject, record: JsonObject): ActorKind {
  const known = kinds.get(textAt(identity, 'type') ?? '');
  if (known !== undefined) {
    return isAnonymous(identity) ? 'unknown' : known;
  }
  // Events of services often lack the type, and some lack the whole identity.
  if (textAt(identity, 'invokedBy') !== undefined || isMadeByService(record)) {
    return 'service';
  }
  return (
    kindOfArn(textAt(identity, 'arn')) ??
    (textAt(identity, 'accountId') === undefined ? 'unknown' : 'account')
  );
}

function isMadeByService(record: JsonObject): boolean {
  return record['eventType'] === 'AwsServiceEvent' || isMadeByCloudTrail(record);
}

function isMadeByCloudTrail(record: JsonObject): boolean {
  return isJsonObject(record['insightDetails']) || isJsonObject(record['timeWindow']);
}

function kindOfArn(text: string | undefined): ActorKind | undefined {
  const resource = text === undefined ? undefined : parseArn(text)?.resource;
  if (resource === undefined) {
    return undefined;
  }
  if (resource === 'root') {
    return 'root';
  }
  return /^(assumed-role|role)\//.test(resource) ? 'role' : 'user';
}

/** S3 records a request without credentials as one of an account without a number. */
function isAnonymous(identity: JsonObject): boolean {
  const account = textAt(identity, 'accountId');
  return (
    textAt(identity, 'type') === 'AWSAccount' && (account === undefined || account === 'ANONYMOUS_PRINCIPAL')
  );
}

function nameOf(
  kind: ActorKind,
  identity: JsonObject,
  record: JsonObject,
  session: RoleSession | undefined,
): string | undefined {
  switch (kind) {
    case 'root': {
      const alias = textAt(identity, 'userName');
      return alias === undefined || alias === 'root' ? 'root' : `root (${alias})`;
    }
    case 'user':
      return userName(identity, record);
    case 'role':
      return session === undefined ? lastPart(textAt(identity, 'arn')) : roleActorName(session);
    case 'service':
      return actingService(identity, record);
    case 'account':
      return accountName(identity);
    case 'unknown':
      return isAnonymous(identity) ? 'anonymous' : userName(identity, record);
  }
}

function userName(identity: JsonObject, record: JsonObject): string | undefined {
  const name =
    textAt(identity, 'userName') ??
    // Two sign-in events of Identity Center tell the name here and nowhere else.
    textAt(record, 'additionalEventData', 'UserName') ??
    lastPart(textAt(identity, 'arn')) ??
    textAt(identity, 'onBehalfOf', 'userId') ??
    afterColon(textAt(identity, 'principalId')) ??
    textAt(identity, 'principalId');
  return name === hiddenName ? hidden : name;
}

function accountName(identity: JsonObject): string | undefined {
  const account = textAt(identity, 'accountId') ?? textAt(identity, 'principalId');
  return account === undefined ? undefined : `account ${account}`;
}

function actingService(identity: JsonObject, record: JsonObject): string | undefined {
  if (isMadeByCloudTrail(record)) {
    return isJsonObject(record['insightDetails']) ? 'CloudTrail Insights' : 'AWS CloudTrail';
  }
  const invokedBy = textAt(identity, 'invokedBy');
  const isVague = invokedBy === undefined || !isServiceHost(invokedBy);
  return serviceTitle(isVague ? (textAt(record, 'eventSource') ?? invokedBy) : invokedBy);
}

/** How a service is called in a text: its name, or its host's where the name is not known. */
export function serviceTitle(host: string | undefined): string | undefined {
  return host === undefined ? undefined : (serviceName(host) ?? host);
}

function roleSession(identity: JsonObject): RoleSession | undefined {
  const arn = textAt(identity, 'arn');
  const [, arnRole, arnSession] = /:assumed-role\/([^/]+)\/(.+)$/s.exec(arn ?? '') ?? [];
  const context = objectOrEmpty(identity['sessionContext']);
  const roleArn = textAt(context, 'sessionIssuer', 'arn');
  const roleName =
    textAt(context, 'sessionIssuer', 'userName') ??
    arnRole ??
    lastPart(roleArn) ??
    lastPart(textAt(identity, 'arn'));
  if (roleName === undefined) {
    return undefined;
  }
  return {
    roleName,
    roleArn,
    sessionName: arnSession ?? afterColon(textAt(identity, 'principalId')),
    startedAt: timeAt(context, 'attributes', 'creationDate'),
    sourceIdentity: textAt(context, 'sourceIdentity'),
  };
}

/** What stands behind the session: who it was made for, as far as its name tells; else the role. */
function roleActorName(session: RoleSession): string {
  return session.sourceIdentity ?? chosenSessionName(session) ?? roleLabel(session.roleName);
}

/** Names that tools give to sessions when nobody chooses one. */
const madeUp =
  /\d{10}|[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}|^(aws-|boto|default|session|AssumeRoleSession|awscli|terraform$|tmp)/i;

/** The session's name where a person or a program chose it; undefined for a generated one. */
export function chosenSessionName(session: RoleSession): string | undefined {
  const { sessionName: name, roleName } = session;
  const isGenerated = name === undefined || madeUp.test(name) || roleName.startsWith('AWSServiceRoleFor');
  return isGenerated || name === roleName ? undefined : name;
}

/** The EC2 instance whose role it is: EC2 names the sessions of instances after them. */
export function sessionInstance(session: RoleSession | undefined): string | undefined {
  const name = session?.sessionName;
  return name !== undefined && /^i-[0-9a-f]{8,17}$/.test(name) ? name : undefined;
}

const permissionSet = /^AWSReservedSSO_(.+)_[0-9a-f]{12,16}$/;

/** The name of the permission set that a role of Identity Center stands for. */
export function permissionSetOf(roleName: string): string | undefined {
  return permissionSet.exec(roleName)?.[1];
}

/** How a role is called in a text, such as `role Admin` or `permission set ReadOnly`. */
export function roleLabel(roleName: string): string {
  const set = permissionSetOf(roleName);
  return set === undefined
    ? `role ${displayName(roleName, longestName)}`
    : `permission set ${displayName(set, longestName)}`;
}

function mfaOf(identity: JsonObject, record: JsonObject): boolean | undefined {
  return (
    flagAt(record, 'additionalEventData', 'MFAUsed') ??
    flagAt(identity, 'sessionContext', 'attributes', 'mfaAuthenticated')
  );
}

function fromConsole(identity: JsonObject, record: JsonObject): boolean {
  return (
    flagAt(record, 'sessionCredentialFromConsole') ??
    flagAt(identity, 'sessionContext', 'attributes', 'sessionCredentialFromConsole') ??
    false
  );
}

/** What follows the first colon, as the session's name in `AROAEXAMPLE:maria`. */
function afterColon(text: string | undefined): string | undefined {
  return text?.includes(':') === true ? text.slice(text.indexOf(':') + 1) || undefined : undefined;
}

function lastPart(arn: string | undefined): string | undefined {
  return arn === undefined
    ? undefined
    : arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1) || undefined;
}
