import type { CloudTrailClientConfig } from '@aws-sdk/client-cloudtrail';
import type { AppliedSettings } from './configuration/applied-settings.ts';
import { nonEmpty, valueOf } from './configuration/shared-files.ts';

/** What a client's `requestHandler` can be: something that answers requests, or settings for the SDK's own. */
type Handler = NonNullable<CloudTrailClientConfig['requestHandler']>;

/** Answers the requests of the SDK's clients in place of the network. */
export type RequestHandler = Extract<Handler, { handle: unknown }>;

export interface NetworkOptions {
  /** Trailscope's version, for the user agent. */
  readonly version: string;
  /** Answers all calls but the sample account's; without it they go over the network. */
  readonly requestHandler?: RequestHandler;
  /**
   * How calls get out. `inherited` leaves it to the process: in VS Code, which puts its own agents in the place of
   * Node's, that knows proxies and the system's certificates (`http.proxySupport`). `environment` does as the AWS CLI:
   * HTTPS_PROXY, HTTP_PROXY, NO_PROXY, AWS_CA_BUNDLE and the profile's `ca_bundle`. Node itself honours
   * NODE_EXTRA_CA_CERTS in both.
   */
  readonly network?: 'inherited' | 'environment';
}

/** What the configurations of all the clients have in common. */
export type ClientSettings = Omit<
  CloudTrailClientConfig,
  'endpointProvider' | 'extensions' | 'httpAuthSchemeProvider'
>;

/**
 * How long a call may take. Connecting takes a fraction of a second where the network works, and the slowest answer, a
 * full page of LookupEvents, a few seconds.
 */
const timeouts = { connectionTimeout: 5_000, requestTimeout: 30_000, throwOnRequestTimeout: true } as const;

/** What every client is told, whomever it calls. */
export function sharedSettings({ version }: NetworkOptions) {
  return {
    customUserAgent: `trailscope/${version}`,
    // `AwsCalls` retries, because a retried lookup must wait for its turn like any other.
    maxAttempts: 1,
    retryMode: 'standard',
    // `endpointChoice` has looked.
    ignoreConfiguredEndpointUrls: true,
  } as const;
}

/** How the calls of a client get out. */
export async function requestHandlerFor(
  { requestHandler, network = 'inherited' }: NetworkOptions,
  settings: AppliedSettings,
): Promise<Handler> {
  if (requestHandler !== undefined) {
    return requestHandler;
  }
  if (network === 'inherited') {
    return timeouts;
  }
  const { environmentAgents } = await import('./proxy-agents.ts');
  const { environment, profile } = settings;
  const caBundle = nonEmpty(environment['AWS_CA_BUNDLE']) ?? valueOf(profile, 'ca_bundle');
  return { ...timeouts, ...(await environmentAgents(environment, caBundle)) };
}
