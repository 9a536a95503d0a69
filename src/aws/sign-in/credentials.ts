import type { SsoSignIn } from '../configuration/credential-route.ts';
import { TrailscopeError, type SignInWay } from '../../core/failures/failure.ts';

/** What signs a call. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Absent for those that do not end. */
  readonly expiration?: Date;
}

/**
 * The credentials of the sample account. They open nothing: its calls are answered in-process, and are signed only
 * because the SDK signs.
 */
export const sampleCredentials: Credentials = {
  accessKeyId: 'SAMPLE-ACCOUNT',
  secretAccessKey: 'not-a-secret',
};

/** The user has to do something first. */
export function signInNeeded(how: SignInWay, message: string, cause?: unknown): TrailscopeError {
  return new TrailscopeError({ kind: 'sign-in-needed', how }, message, {}, cause);
}

/** The user has to sign in to IAM Identity Center first. */
export function ssoLoginNeeded({ command }: SsoSignIn, message: string, cause?: unknown): TrailscopeError {
  return signInNeeded({ kind: 'command', command }, message, cause);
}
