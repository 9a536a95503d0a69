/**
 * A connection is a frozen value: which credentials, which Region, which endpoint. It is passed to every call
 * and its key is part of every cache key, so a client or a page of one account cannot serve another.
 */
export interface Connection {
  /** Where the credentials come from. */
  readonly credentials: CredentialSource;
  /** The Region that calls go to, such as `us-east-1`. */
  readonly region: string;
  /** An endpoint in place of AWS's own, such as a local emulator's. Absent for AWS. */
  readonly endpoint?: string;
}

/** The sample account, the SDK's default chain (environment, shared files, container, instance), or a profile. */
export type CredentialSource =
  | { readonly kind: 'sample' }
  | { readonly kind: 'default-chain' }
  | { readonly kind: 'profile'; readonly name: string };

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
export function connectionKey(value: Connection): string {
  const { credentials } = value;
  const source = credentials.kind === 'profile' ? ['profile', credentials.name] : [credentials.kind];
  return JSON.stringify([...source, value.region, value.endpoint ?? '']);
}

/** The same credentials and endpoint in another Region. */
export function inRegion(value: Connection, region: string): Connection {
  return region === value.region ? value : connection({ ...value, region });
}
