import type { JsonObject } from '../../core/json.ts';
import { sampleAccountId } from '../sample/cast.ts';
import { isoSeconds } from './dates.ts';
import type { World } from './world.ts';

/** Who makes calls, from where and with what: the parts of a record that stay the same over a session. */
export interface Caller {
  /** The record's `userIdentity`. */
  readonly identity: JsonObject;
  /** The principal's ARN, as messages of denied calls quote it. */
  readonly arn: string;
  readonly address: string;
  readonly userAgent: string;
  /** Whether the console made the calls for a person. */
  readonly fromConsole: boolean;
  /** Whether the calls came over the public endpoint, so that `tlsDetails` is recorded. */
  readonly overTls: boolean;
  /** Whether the client offers a post-quantum key exchange. */
  readonly postQuantum: boolean;
  /** The endpoint in a VPC that the calls came through. */
  readonly vpcEndpointId?: string;
}

/** Where a session comes from. */
export interface Client {
  readonly address: string;
  readonly userAgent: string;
  readonly fromConsole?: boolean;
  readonly postQuantum?: boolean;
  readonly vpcEndpointId?: string;
}

/** The session of a role. */
export interface RoleSessionOptions {
  readonly role: string;
  /** The path of the role, with its slashes; `/` when absent. */
  readonly path?: string;
  readonly sessionName: string;
  /** Absent for service-linked roles. */
  readonly accessKeyId?: string;
  /** Epoch milliseconds at which the session's credentials were made. */
  readonly startedAt: number;
  readonly mfa?: boolean;
  readonly sourceIdentity?: string;
  /** Members of `sessionContext` beside issuer and attributes. */
  readonly context?: JsonObject;
  /** Members of `userIdentity` beside the usual ones, such as `onBehalfOf` and `credentialId`. */
  readonly beside?: JsonObject;
}

/** An IAM user with a long-lived access key. */
export function iamUser(world: World, name: string, client: Client): Caller {
  const arn = `arn:aws:iam::${sampleAccountId}:user/${name}`;
  const identity = {
    type: 'IAMUser',
    principalId: world.uniqueId('AIDA', name),
    arn,
    accountId: sampleAccountId,
    accessKeyId: world.uniqueId('AKIA', name),
    userName: name,
  };
  return callerOf(identity, arn, client);
}

/** An IAM user in the console: temporary credentials that the sign-in made. */
export function iamUserInConsole(
  world: World,
  name: string,
  session: { readonly accessKeyId: string; readonly startedAt: string; readonly mfa: boolean },
  client: Client,
): Caller {
  const user = iamUser(world, name, client);
  const attributes = { creationDate: session.startedAt, mfaAuthenticated: String(session.mfa) };
  const identity = { ...user.identity, accessKeyId: session.accessKeyId, sessionContext: { attributes } };
  return { ...user, identity };
}

/** A session of a role of the sample account. */
export function assumedRole(world: World, options: RoleSessionOptions, client: Client): Caller {
  const roleId = world.uniqueId('AROA', options.role);
  const arn = `arn:aws:sts::${sampleAccountId}:assumed-role/${options.role}/${options.sessionName}`;
  const identity = {
    type: 'AssumedRole',
    principalId: `${roleId}:${options.sessionName}`,
    arn,
    accountId: sampleAccountId,
    ...(options.accessKeyId !== undefined && { accessKeyId: options.accessKeyId }),
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: roleId,
        arn: roleArn(options.role, options.path),
        accountId: sampleAccountId,
        userName: options.role,
      },
      ...(options.sourceIdentity !== undefined && { sourceIdentity: options.sourceIdentity }),
      attributes: {
        creationDate: isoSeconds(options.startedAt),
        mfaAuthenticated: String(options.mfa ?? false),
      },
      ...options.context,
    },
    ...options.beside,
  };
  return callerOf(identity, arn, client);
}

/** The ARN of a role of the sample account. */
export function roleArn(role: string, path = '/'): string {
  return `arn:aws:iam::${sampleAccountId}:role${path}${role}`;
}

/** A caller whose record identity is made elsewhere. */
export function callerOf(identity: JsonObject, arn: string, client: Client): Caller {
  return {
    identity,
    arn,
    address: client.address,
    userAgent: client.userAgent,
    fromConsole: client.fromConsole ?? false,
    overTls: client.userAgent !== 'AWS Internal',
    postQuantum: client.postQuantum ?? false,
    ...(client.vpcEndpointId !== undefined && { vpcEndpointId: client.vpcEndpointId }),
  };
}

/** The same principal, but an AWS service made the call for it: address and user agent are the service's name. */
export function invokedBy(caller: Caller, service: string): Caller {
  return {
    ...caller,
    identity: { ...caller.identity, invokedBy: service },
    address: service,
    userAgent: service,
    fromConsole: false,
    overTls: false,
  };
}

/** An AWS service acting for itself. */
export function awsService(service: string): Caller {
  return serviceCaller({ type: 'AWSService', invokedBy: service }, service);
}

/** Nobody called: a service tells what it did in the account. Such an identity has no type. */
export function serviceEventOf(service: string): Caller {
  return serviceCaller({ accountId: sampleAccountId, invokedBy: service }, service);
}

/** Somebody in another account, as this account's record of the call names them. */
export function otherAccount(accountId: string, principalId: string, client: Client): Caller {
  const identity = { type: 'AWSAccount', principalId, accountId };
  return callerOf(identity, `arn:aws:iam::${accountId}:root`, client);
}

/** A person of IAM Identity Center before they have a role. The record has their id in the identity store, no name. */
export function identityCenterUser(world: World, name: string, client: Client): Caller {
  const identity = {
    type: 'IdentityCenterUser',
    accountId: sampleAccountId,
    onBehalfOf: onBehalfOf(world, name),
    credentialId: world.uuidOf(`credential/${name}`),
  };
  return callerOf(identity, '', client);
}

/** The person of IAM Identity Center behind a session. */
export function onBehalfOf(world: World, name: string): JsonObject {
  return {
    userId: world.uuidOf(`person/${name}`),
    identityStoreArn: `arn:aws:identitystore::${sampleAccountId}:identitystore/d-90671a5c3e`,
  };
}

/** The root user, signed in to the console. */
export function rootUser(
  session: { readonly accessKeyId: string; readonly startedAt: string },
  client: Client,
): Caller {
  const arn = `arn:aws:iam::${sampleAccountId}:root`;
  const identity = {
    type: 'Root',
    principalId: sampleAccountId,
    arn,
    accountId: sampleAccountId,
    accessKeyId: session.accessKeyId,
    sessionContext: { attributes: { creationDate: session.startedAt, mfaAuthenticated: 'false' } },
  };
  return callerOf(identity, arn, client);
}

/** A caller as sign-in events name it: before there are credentials, so without an access key or a session. */
export function signingIn(caller: Caller): Caller {
  const members = Object.entries(caller.identity);
  const identity = Object.fromEntries(
    members.filter(([name]) => name !== 'accessKeyId' && name !== 'sessionContext'),
  );
  return { ...caller, identity, fromConsole: false };
}

function serviceCaller(identity: JsonObject, service: string): Caller {
  return { ...callerOf(identity, service, { address: service, userAgent: service }), overTls: false };
}
