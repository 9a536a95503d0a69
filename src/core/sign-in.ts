import type { Connection, SsoRole } from './connection.ts';

/** Gets credentials where the user has to take part. */
export interface SignIn {
  /**
   * Gets the connection's credentials, unless they are there. This is the only call that asks the user for anything, so
   * it is made on a user's action alone. Every other call fails with `sign-in-needed` where it would have to ask; one
   * that comes while the user is being asked waits for the answer.
   * @throws TrailscopeError `sign-in-needed` when something has to be done in a terminal; `cancelled` when the user
   * gives no answer
   */
  signIn(connection: Connection, signal: AbortSignal): Promise<void>;
  /** Forgets the connection's credentials: the next call gets what the user has by then signed in with. */
  signOut(connection: Connection): void;
  /** To be called when the user's configuration has changed: credentials and endpoints that it decides count no more. */
  configurationChanged(): void;
}

/** What only the user can answer. Given to the adapters by whoever can ask. */
export interface SignInPrompts {
  /** The code that the MFA device shows; undefined when the user gives none. The signal aborts when nobody waits. */
  mfaCode(question: MfaQuestion, signal: AbortSignal): Promise<string | undefined>;
}

export interface MfaQuestion {
  /** The profile whose `mfa_serial` it is. */
  readonly profile: string;
  /** The serial number or ARN of the device. */
  readonly serial: string;
}

/** What IAM Identity Center gives to the user of an `sso-session`, in pages. Fails as calls of a connection do. */
export interface SsoDirectory {
  accounts(session: string, signal: AbortSignal): AsyncIterable<readonly SsoAccount[]>;
  roles(session: string, account: string, signal: AbortSignal): AsyncIterable<readonly SsoRole[]>;
}

export interface SsoAccount {
  /** The 12-digit account id. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
}
