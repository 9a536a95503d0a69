import type { SignInPrompts, SsoDirectory } from '../../core/sign-in.ts';
import { AwsCalls, type AwsCallsOptions } from '../calls.ts';
import type { NetworkOptions } from '../network.ts';
import { CredentialResolver } from './credential-resolver.ts';
import { CredentialStore } from './credential-store.ts';
import { SignInClients } from './sign-in-clients.ts';
import { ssoDirectory } from './sso-directory.ts';
import { SsoPortal } from './sso-portal.ts';

/** How signing in is done where it needs more than the user's files. */
export interface SignInOptions {
  /** Asks the user; without it, what needs the user fails. */
  readonly prompts?: SignInPrompts;
  /** Whether a profile's `credential_process` may run, asked each time; without it, it may. */
  readonly mayRunCommands?: () => boolean;
  /** Milliseconds that a `credential_process` may take; a minute when absent, for those that open a browser. */
  readonly processTimeout?: number;
}

/** All that gives credentials. */
export function openSignIn(options: SignInOptions & NetworkOptions & Pick<AwsCallsOptions, 'time' | 'log'>): {
  readonly credentials: CredentialStore;
  readonly sso: SsoDirectory;
} {
  const { time, log, prompts, mayRunCommands = () => true, processTimeout = 60_000 } = options;
  const calls = new AwsCalls({ time, log });
  const clients = new SignInClients(options);
  const portal = new SsoPortal(calls, clients, time);
  const resolver = new CredentialResolver({
    calls,
    clients,
    portal,
    time,
    network: options,
    prompts,
    mayRunCommands,
    processTimeout,
  });
  return { credentials: new CredentialStore(time, resolver), sso: ssoDirectory(portal) };
}
