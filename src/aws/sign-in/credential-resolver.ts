import { createHash } from 'node:crypto';
import type { CredentialSource } from '../../core/connection.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { SignInPrompts } from '../../core/sign-in.ts';
import type { CredentialRoute, RoleRoute } from '../configuration/credential-route.ts';
import { readUsable, routeOfSource } from '../configuration/route-of-source.ts';
import type { NetworkOptions } from '../network.ts';
import { assumeRole, assumeRoleWithWebIdentity, type AssumeRoleOptions } from './assume-role.ts';
import { credentialsOfProcess } from './credential-process.ts';
import { sampleCredentials, signInNeeded, type Credentials } from './credentials.ts';
import type { SsoPortal } from './sso-portal.ts';
import { credentialsOfSurroundings, loginCredentials } from './surroundings.ts';

export interface ResolverOptions extends AssumeRoleOptions {
  readonly network: NetworkOptions;
  readonly portal: SsoPortal;
  /** Without it nobody can be asked. */
  readonly prompts: SignInPrompts | undefined;
  /** Whether a profile's `credential_process` may run: not while a workspace is not trusted. */
  readonly mayRunCommands: () => boolean;
  /** Milliseconds that a `credential_process` may take. */
  readonly processTimeout: number;
}

/** One attempt to get credentials. */
export interface SignInAttempt {
  /** Whether the user may be asked. */
  readonly mayAsk: boolean;
  readonly signal: AbortSignal;
}

/** Credentials, and a text that differs once the user's configuration leads elsewhere. */
export interface Resolved {
  readonly credentials: Credentials;
  readonly origin: string;
}

/** Gets the credentials that a connection names, reading the user's files anew each time. */
export class CredentialResolver {
  readonly #options: ResolverOptions;

  constructor(options: ResolverOptions) {
    this.#options = options;
  }

  /** Errors of the SDK's providers are thrown as they are, all others as TrailscopeError. */
  async resolve(source: CredentialSource, attempt: SignInAttempt): Promise<Resolved> {
    if (source.kind === 'sample') {
      return { credentials: sampleCredentials, origin: '' };
    }
    const route = await currentRoute(source);
    const credentials = await this.#follow(route, { ...attempt, source });
    return { credentials, origin: digest(route) };
  }

  /** A text that differs once the user's configuration leads elsewhere than it did. */
  async origin(source: CredentialSource): Promise<string> {
    return source.kind === 'sample' ? '' : digest(await currentRoute(source));
  }

  #follow(route: CredentialRoute, attempt: SourceAttempt): Promise<Credentials> | Credentials {
    const { portal, network, processTimeout } = this.#options;
    switch (route.kind) {
      case 'keys': {
        const { accessKeyId, secretAccessKey, sessionToken } = route;
        return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
      }
      case 'role':
        return this.#assume(route, attempt);
      case 'web-identity':
        return assumeRoleWithWebIdentity(this.#options, attempt, route);
      case 'sso':
        return portal.roleCredentials({ ...attempt, sign: route.sign }, route);
      case 'login':
        return loginCredentials(route, network);
      case 'process':
        this.#checkTrust(route.profile);
        return credentialsOfProcess(route, processTimeout, attempt.signal);
      case 'environment':
      case 'container':
      case 'instance':
        return credentialsOfSurroundings(route);
    }
  }

  async #assume(route: RoleRoute, attempt: SourceAttempt): Promise<Credentials> {
    const { profile, source, mfaSerial } = route;
    if (mfaSerial === undefined) {
      return assumeRole(this.#options, attempt, route, await this.#follow(source, attempt), undefined);
    }
    const { prompts } = this.#options;
    const how = { kind: 'mfa-code', profile, serial: mfaSerial } as const;
    if (!attempt.mayAsk || prompts === undefined) {
      throw signInNeeded(how, `${profile} needs a code of ${mfaSerial}`);
    }
    // The user is asked last, since a code serves for half a minute, and not at all where the source fails.
    const caller = await this.#follow(source, attempt);
    const code = await prompts.mfaCode({ profile, serial: mfaSerial }, attempt.signal);
    if (code === undefined) {
      throw signInNeeded(how, `No code of ${mfaSerial} was given`);
    }
    return assumeRole(this.#options, attempt, route, caller, code.trim());
  }

  #checkTrust(profile: string): void {
    if (!this.#options.mayRunCommands()) {
      throw new TrailscopeError(
        { kind: 'not-trusted', profile },
        'credential_process does not run in Restricted Mode',
      );
    }
  }
}

type RealSource = Exclude<CredentialSource, { readonly kind: 'sample' }>;

interface SourceAttempt extends SignInAttempt {
  readonly source: RealSource;
}

function currentRoute(source: RealSource): Promise<CredentialRoute> {
  return readUsable((files) => routeOfSource(source, files));
}

/** A digest only: a route can have keys in it. */
function digest(route: CredentialRoute): string {
  return createHash('sha256').update(JSON.stringify(route)).digest('hex');
}
