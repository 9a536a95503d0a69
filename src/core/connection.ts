import { isJsonObject, nonEmptyString, type JsonObject } from './json.ts';

/**
 * A connection is a frozen value: which credentials, which Region, which endpoint. It is passed to every call
 * and its key is part of every cache key, so a client or a page of one account cannot serve another.
 */
export interface Connection {
  /** Where the credentials come from. */
  readonly credentials: CredentialSource;
  /** The Region that calls go to, such as `us-east-1`. */
  readonly region: string;
  /** An endpoint in place of AWS's own, such as a local emulator's. Absent for AWS or what the profile says. */
  readonly endpoint?: string;
}

/** Where credentials come from, as names only: a connection never holds a secret. */
export type CredentialSource =
  /** The account made up by Trailscope. */
  | { readonly kind: 'sample' }
  /** As the AWS CLI without `--profile`: environment, profile, container, instance. */
  | { readonly kind: 'default-chain' }
  /** A profile of the shared config and credentials files. */
  | { readonly kind: 'profile'; readonly name: string }
  /** The keys of AWS_ACCESS_KEY_ID, or the role of AWS_WEB_IDENTITY_TOKEN_FILE. */
  | { readonly kind: 'environment' }
  /** What AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or its siblings name: ECS, EKS Pod Identity, CloudShell. */
  | { readonly kind: 'container' }
  /** The role of the EC2 instance, asked of the instance metadata service. */
  | { readonly kind: 'instance' }
  /** One account and role of an `sso-session` section, without a profile for it. */
  | SsoRole
  /** Log files on this machine, in place of an account: nothing is ever asked over the network. */
  | { readonly kind: 'files'; readonly path: string };

/** An account and a role that IAM Identity Center gives to the user. */
export interface SsoRole {
  readonly kind: 'sso-role';
  /** The name of the `sso-session` section. */
  readonly session: string;
  /** The 12-digit account id. */
  readonly account: string;
  readonly role: string;
}

/** Who the credentials are, as STS GetCallerIdentity tells it. */
export interface CallerIdentity {
  /** The 12-digit account id. */
  readonly account: string;
  /** The ARN of the calling user, role session or root. */
  readonly arn: string;
  readonly userId: string;
}

/** A frozen connection. */
export function connection(value: Connection): Connection {
  return Object.freeze({ ...value, credentials: Object.freeze({ ...value.credentials }) });
}

/** A text that is equal for equal connections and differs for any two that could see different things. */
export function connectionKey({ credentials, region, endpoint }: Connection): string {
  return JSON.stringify([...sourceParts(credentials), region, endpoint ?? '']);
}

/** A text that is equal for equal sources of credentials only. */
export function credentialSourceKey(source: CredentialSource): string {
  return JSON.stringify(sourceParts(source));
}

function sourceParts(source: CredentialSource): readonly string[] {
  switch (source.kind) {
    case 'profile':
      return [source.kind, source.name];
    case 'files':
      return [source.kind, source.path];
    case 'sso-role':
      return [source.kind, source.session, source.account, source.role];
    default:
      return [source.kind];
  }
}

/** The same credentials and endpoint in another Region. */
export function inRegion(value: Connection, region: string): Connection {
  return region === value.region ? value : connection({ ...value, region });
}

/** A connection that was remembered as JSON; undefined for anything that is not understood. */
export function parseConnection(value: unknown): Connection | undefined {
  if (!isJsonObject(value) || !isJsonObject(value['credentials'])) {
    return undefined;
  }
  const credentials = parseCredentialSource(value['credentials']);
  const region = nonEmptyString(value['region']);
  const endpoint = nonEmptyString(value['endpoint']);
  if (credentials === undefined || region === undefined) {
    return undefined;
  }
  return connection({ credentials, region, ...(endpoint !== undefined && { endpoint }) });
}

function parseCredentialSource(value: JsonObject): CredentialSource | undefined {
  const [name, session, account, role, path] = ['name', 'session', 'account', 'role', 'path'].map((each) =>
    nonEmptyString(value[each]),
  );
  switch (value['kind']) {
    case 'sample':
    case 'default-chain':
    case 'environment':
    case 'container':
    case 'instance':
      return { kind: value['kind'] };
    case 'files':
      return path === undefined ? undefined : { kind: 'files', path };
    case 'profile':
      return name === undefined ? undefined : { kind: 'profile', name };
    case 'sso-role':
      return session === undefined || account === undefined || role === undefined
        ? undefined
        : { kind: 'sso-role', session, account, role };
    default:
      return undefined;
  }
}
