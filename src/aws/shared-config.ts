import { loadSharedConfigFiles } from '@smithy/core/config';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of one section of the shared files. */
type Section = Readonly<Record<string, string | undefined>>;

/**
 * What the user configured outside of Trailscope for one profile: the environment, and the profile's section in
 * `~/.aws/config` and `~/.aws/credentials` (or the files that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name).
 */
export interface UserConfig {
  readonly environment: Environment;
  readonly profile: Section;
  /** The profile's `services` section, with keys such as `cloudtrail.endpoint_url`; empty if it has none. */
  readonly services: Section;
}

/**
 * Reads the shared files anew, so that a change made in a terminal counts. Files that are missing or unreadable are
 * taken as empty, as the SDK does.
 * @param profile a profile's name; without it the one that AWS_PROFILE names, else `default`
 */
export async function readUserConfig(
  profile?: string,
  environment: Environment = process.env,
): Promise<UserConfig> {
  const name = profile ?? nonEmpty(environment['AWS_PROFILE']) ?? 'default';
  const files = await loadSharedConfigFiles({ ignoreCache: true });
  // The credentials file wins where both have a setting, as with the SDK's own reading of the Region.
  const section: Section = { ...files.configFile[name], ...files.credentialsFile[name] };
  const services = section['services'];
  return {
    environment,
    profile: section,
    services: (services === undefined ? undefined : files.configFile[`services.${services}`]) ?? {},
  };
}

/** The text, or undefined if it is empty or absent: an empty variable means the same as none. */
export function nonEmpty(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}
