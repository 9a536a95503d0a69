import type { SSOClient } from '@aws-sdk/client-sso';
import type { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import type { STSClient } from '@aws-sdk/client-sts';
import type { CredentialSource } from '../../core/connection.ts';
import { readSettings } from '../configuration/applied-settings.ts';
import { endpointChoice, type ServiceName } from '../endpoint.ts';
import { requestHandlerFor, sharedSettings, type NetworkOptions } from '../network.ts';
import type { Credentials } from './credentials.ts';

/**
 * The clients of the services that give credentials. Each is made for one use: signing in is rare, and what the user
 * configured may have changed since the last time. A connection's own endpoint does not count for them, as with the
 * AWS CLI's `--endpoint-url`.
 */
export class SignInClients {
  readonly #options: NetworkOptions;

  constructor(options: NetworkOptions) {
    this.#options = options;
  }

  /** @param credentials of the caller; without them only calls that need no signature */
  async sts(source: CredentialSource, region: string, credentials?: Credentials): Promise<STSClient> {
    const { STSClient } = await import('./sdk-sts-roles.ts');
    const settings = await this.#settings(source, 'sts', region);
    return new STSClient({ ...settings, ...(credentials !== undefined && { credentials }) });
  }

  async sso(source: CredentialSource, region: string): Promise<SSOClient> {
    const { SSOClient } = await import('./sdk-sso.ts');
    return new SSOClient(await this.#settings(source, 'sso', region));
  }

  async ssoOidc(source: CredentialSource, region: string): Promise<SSOOIDCClient> {
    const { SSOOIDCClient } = await import('./sdk-sso.ts');
    return new SSOOIDCClient(await this.#settings(source, 'sso_oidc', region));
  }

  async #settings(source: CredentialSource, service: ServiceName, region: string) {
    const settings = await readSettings(source);
    return {
      ...sharedSettings(this.#options),
      ...endpointChoice(service, settings),
      requestHandler: await requestHandlerFor(this.#options, settings),
      region,
    };
  }
}
