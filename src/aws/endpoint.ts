import type { Connection } from '../core/connection.ts';
import { nonEmpty, readUserConfig, type Environment, type UserConfig } from './shared-config.ts';

/** The services that Trailscope calls, as the settings for endpoints spell them. */
export type ServiceName =
  'cloudtrail' | 'cloudwatch_logs' | 'ec2' | 'iam' | 'kms' | 'organizations' | 's3' | 'sns' | 'sts';

/**
 * The endpoint that calls of a connection go to in place of AWS's own, or undefined for AWS: the connection's, else
 * what the user configured. This is the only place that decides it, so what is shown is what is called.
 * The SDK's own lookup is switched off, because it reads the default profile's endpoint for every other profile too.
 */
export async function customEndpoint(
  connection: Connection,
  service: ServiceName,
  environment: Environment = process.env,
): Promise<string | undefined> {
  const { credentials, endpoint } = connection;
  if (credentials.kind === 'sample') {
    return undefined;
  }
  const profile = credentials.kind === 'profile' ? credentials.name : undefined;
  return endpoint ?? configuredEndpoint(service, await readUserConfig(profile, environment));
}

/**
 * The configured endpoint in the order of AWS's SDKs: AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the service's entry
 * in the profile's `services` section, the profile's `endpoint_url`.
 */
function configuredEndpoint(service: ServiceName, config: UserConfig): string | undefined {
  const { environment, profile, services } = config;
  const ignored =
    environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? profile['ignore_configured_endpoint_urls'];
  if (ignored?.toLowerCase() === 'true') {
    return undefined;
  }
  return (
    nonEmpty(environment[`AWS_ENDPOINT_URL_${service.toUpperCase()}`]) ??
    nonEmpty(environment['AWS_ENDPOINT_URL']) ??
    nonEmpty(services[`${service}.endpoint_url`]) ??
    nonEmpty(profile['endpoint_url'])
  );
}
