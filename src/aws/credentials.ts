import { fromIni, fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { connectionKey, type Connection, type CredentialSource } from '../core/connection.ts';
import type { Clock } from '../core/ports.ts';

/** Where a connection's credentials come from; the SDK's clients call it for each request. */
export type CredentialProvider = ReturnType<typeof fromIni>;
type Credentials = Awaited<ReturnType<CredentialProvider>>;

/** Credentials this close to their end are fetched anew, as the SDK's own providers do. */
const refreshBefore = 5 * 60_000;

/**
 * The credentials of each connection, fetched once however many calls ask at the same time, kept until shortly before
 * they expire, and shared by the connection's Regions. Nothing prompts: a profile that needs an MFA code fails.
 */
export class CredentialCache {
  readonly #providers = new Map<string, CredentialProvider>();
  readonly #kept = new Map<string, Promise<Credentials>>();
  readonly #clock: Clock;
  readonly #providerOf: (source: CredentialSource) => CredentialProvider;

  constructor(clock: Clock, providerOf: (source: CredentialSource) => CredentialProvider = credentialsFrom) {
    this.#clock = clock;
    this.#providerOf = providerOf;
  }

  /** The provider for a connection; the same one for every Region. */
  of(connection: Connection): CredentialProvider {
    const key = keyOf(connection);
    let provider = this.#providers.get(key);
    if (provider === undefined) {
      // Without the mark the SDK would keep a copy of its own in each client, which `forget` could not reach.
      provider = Object.assign<CredentialProvider, object>(
        (options) => this.#credentials(key, connection.credentials, options),
        { memoized: true },
      );
      this.#providers.set(key, provider);
    }
    return provider;
  }

  /** Forgets the credentials, so that the next call fetches what the user has by then signed in with. */
  forget(connection: Connection): void {
    this.#kept.delete(keyOf(connection));
  }

  async #credentials(
    key: string,
    source: CredentialSource,
    options: Parameters<CredentialProvider>[0],
  ): Promise<Credentials> {
    const kept = this.#kept.get(key);
    if (kept !== undefined) {
      const credentials = await kept;
      if (!this.#endsSoon(credentials)) {
        return credentials;
      }
      if (this.#kept.get(key) === kept) {
        this.#kept.delete(key);
      }
    }
    return this.#kept.get(key) ?? this.#fetch(key, source, options);
  }

  #fetch(
    key: string,
    source: CredentialSource,
    options: Parameters<CredentialProvider>[0],
  ): Promise<Credentials> {
    const fetched = this.#providerOf(source)(options);
    this.#kept.set(key, fetched);
    fetched.catch(() => {
      if (this.#kept.get(key) === fetched) {
        this.#kept.delete(key);
      }
    });
    return fetched;
  }

  #endsSoon({ expiration }: Credentials): boolean {
    return expiration !== undefined && expiration.getTime() - this.#clock.now() < refreshBefore;
  }
}

function keyOf(connection: Connection): string {
  return connectionKey({ ...connection, region: '' });
}

/**
 * The credentials of the sample account. They open nothing: its calls are answered in-process, and are signed only
 * because the SDK signs.
 */
export const sampleCredentials = { accessKeyId: 'SAMPLE-ACCOUNT', secretAccessKey: 'not-a-secret' } as const;

/** Made anew for each fetch, since the SDK's providers keep what they once read. */
function credentialsFrom(source: CredentialSource): CredentialProvider {
  switch (source.kind) {
    case 'sample':
      return () => Promise.resolve(sampleCredentials);
    case 'profile':
      return fromIni({ profile: source.name, ignoreCache: true });
    case 'default-chain':
      return fromNodeProviderChain({ ignoreCache: true });
  }
}
