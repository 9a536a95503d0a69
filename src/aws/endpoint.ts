import type { Connection } from '../core/connection.ts';
import { isOn, readSettings, type AppliedSettings } from './configuration/applied-settings.ts';
import { nonEmpty, valueOf, type Environment } from './configuration/shared-files.ts';

/** The services that Trailscope calls, as the settings for endpoints spell them. */
export type ServiceName =
  | 'cloudtrail'
  | 'cloudwatch_logs'
  | 'ec2'
  | 'iam'
  | 'kms'
  | 'organizations'
  | 's3'
  | 'signin'
  | 'sns'
  | 'sso'
  | 'sso_oidc'
  | 'sts';

/** Which of AWS's endpoints are called, or which other one. */
export interface EndpointChoice {
  /** In place of AWS's own. */
  readonly endpoint?: string;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
}

/**
 * The endpoint that calls of a connection go to in place of AWS's own, or undefined for AWS: the connection's, else
 * what the user configured. This is the only place that decides it, so what is shown is what is called.
 * The SDK's own lookup is switched off, because it reads the default profile's endpoint for every other profile too.
 */
export async function customEndpoint(
  { credentials, endpoint }: Connection,
  service: ServiceName,
  environment: Environment = process.env,
): Promise<string | undefined> {
  if (credentials.kind === 'sample') {
    return undefined;
  }
  return endpoint ?? configuredEndpoint(service, await readSettings(credentials, environment));
}

/**
 * Where the calls of a service go.
 * @param own the connection's endpoint, which counts before all that is configured
 */
export function endpointChoice(
  service: ServiceName,
  settings: AppliedSettings,
  own?: string,
): EndpointChoice {
  const endpoint = own ?? configuredEndpoint(service, settings);
  // FIPS and dual stack choose among AWS's endpoints: as with the AWS CLI, another one is called as it is.
  return endpoint === undefined
    ? {
        useFipsEndpoint: isOn(settings, 'AWS_USE_FIPS_ENDPOINT', 'use_fips_endpoint'),
        useDualstackEndpoint: isOn(settings, 'AWS_USE_DUALSTACK_ENDPOINT', 'use_dualstack_endpoint'),
      }
    : { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false };
}

/**
 * The configured endpoint in the order of AWS's SDKs: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the service's entry
 * in the profile's `services` section, the profile's `endpoint_url`.
 */
function configuredEndpoint(service: ServiceName, settings: AppliedSettings): string | undefined {
  const { environment } = settings;
  if (isOn(settings, 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS', 'ignore_configured_endpoint_urls')) {
    return undefined;
  }
  return (
    nonEmpty(environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`]) ??
    nonEmpty(environment['AWS_ENDPOINT_URL']) ??
    profileEndpoint(service, settings)
  );
}

/** The endpoint that the profile itself names. */
export function profileEndpoint(
  service: ServiceName,
  { profile, services }: Pick<AppliedSettings, 'profile' | 'services'>,
): string | undefined {
  return valueOf(services, `${service}.endpoint_url`) ?? valueOf(profile, 'endpoint_url');
}
