import type { CredentialSource } from '../connection.ts';

/**
 * What can go wrong between the user and AWS, as a small closed union. Adapters map every error to one of these,
 * features decide on `kind`, and one presenter puts them into words.
 */
export type Failure =
  /** The caller lacks a permission. `action` is the IAM action, such as `cloudtrail:DescribeTrails`. */
  | { readonly kind: 'denied'; readonly action?: string }
  /** No credentials were found anywhere in the chain, or the profile gives none; then the message says why. */
  | { readonly kind: 'no-credentials'; readonly profile?: string }
  /** The credentials or the session are expired or were revoked: sign in again. */
  | { readonly kind: 'expired' }
  /** Only the user can go on: by a command in a terminal, or with the code of an MFA device. */
  | { readonly kind: 'sign-in-needed'; readonly how: SignInWay }
  /** The profile's credentials come from a command, which is not run while the workspace is not trusted. */
  | { readonly kind: 'not-trusted'; readonly profile: string }
  /** The service refused because of the rate of calls, after the retries. */
  | { readonly kind: 'throttled' }
  /** The thing named does not exist (any more). */
  | { readonly kind: 'not-found'; readonly code: string }
  /** The service understood and said no; `code` is its error code, such as `InvalidTrailNameException`. */
  | { readonly kind: 'refused'; readonly code: string }
  /** The service answered with a fault of its own (5xx), or with something that is no answer. */
  | { readonly kind: 'unavailable'; readonly status?: number }
  /** No answer at all: no network, no such host, a broken proxy or certificate. `reason` is the system's code. */
  | { readonly kind: 'offline'; readonly reason?: string }
  /** What the user gave cannot be used: a Region that does not exist, a malformed value. */
  | { readonly kind: 'invalid-input' }
  /** The user (or a newer request) cancelled. Never shown. */
  | { readonly kind: 'cancelled' }
  /** A fault of Trailscope. */
  | { readonly kind: 'bug' };

/** What the user has to do to be signed in. */
export type SignInWay =
  /** A program and its arguments, none of them quoted for a shell: `aws sso login --profile X`. */
  | { readonly kind: 'command'; readonly command: readonly [program: string, ...words: string[]] }
  /** Sign in (see `SignIn.signIn`), and enter a code of this device when asked. */
  | { readonly kind: 'mfa-code'; readonly profile: string; readonly serial: string };

export type FailureKind = Failure['kind'];

/** What was being done when it failed; all of it may go to the log, none of it is secret. */
export interface FailureContext {
  /** The call as IAM writes it, such as `cloudtrail:LookupEvents`. */
  readonly operation?: string;
  /** The Region that the call went to. */
  readonly region?: string;
  /** AWS's request id, for a support case. */
  readonly requestId?: string;
  /** Whose credentials were asked for: to sign in again is to sign in there. */
  readonly source?: CredentialSource;
  /** The endpoint of the connection in place of AWS's, where it has one. */
  readonly endpoint?: string;
}

/** The only error that ports throw. `message` is what the service or the system said, for the log and the details. */
export class TrailscopeError extends Error {
  override readonly name = 'TrailscopeError';
  readonly failure: Failure;
  readonly context: FailureContext;

  constructor(failure: Failure, message: string, context: FailureContext = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.failure = failure;
    this.context = context;
  }
}

/** Any thrown value as a TrailscopeError: itself if it is one, a cancellation if it is an abort, else a bug. */
export function toTrailscopeError(thrown: unknown): TrailscopeError {
  if (thrown instanceof TrailscopeError) {
    return thrown;
  }
  if (thrown instanceof Error) {
    const kind = thrown.name === 'AbortError' ? 'cancelled' : 'bug';
    return new TrailscopeError({ kind }, thrown.message, {}, thrown);
  }
  return new TrailscopeError({ kind: 'bug' }, String(thrown));
}

/** What work ends with that was cancelled. */
export function cancelled(cause?: unknown): TrailscopeError {
  return new TrailscopeError({ kind: 'cancelled' }, 'Cancelled.', {}, cause);
}

/** Whether the thrown value means that the work was cancelled, which is never shown to the user. */
export function isCancelled(thrown: unknown): boolean {
  return toTrailscopeError(thrown).failure.kind === 'cancelled';
}
