import type { CredentialSource } from '../../core/connection.ts';
import {
  currentProfileName,
  nonEmpty,
  readSharedFiles,
  valueOf,
  type Environment,
  type NamedSection,
} from './shared-files.ts';

/**
 * What the user configured outside of Trailscope for one source of credentials: the environment, and the profile's
 * section in the shared files.
 */
export interface AppliedSettings {
  readonly environment: Environment;
  readonly profile: NamedSection | undefined;
  /** The profile's `services` section, with settings such as `cloudtrail.endpoint_url`. */
  readonly services: NamedSection | undefined;
  /** The `sso-session` section that the profile, or a source without a profile, refers to. */
  readonly ssoSession: NamedSection | undefined;
}

/**
 * Reads the shared files anew, so that a change made in a terminal counts. Files that are missing or unreadable are
 * taken as empty, as the SDK does.
 * @param source without it, or for one that is no profile: the profile that AWS_PROFILE names, else `default`
 */
export async function readSettings(
  source: CredentialSource = { kind: 'default-chain' },
  environment: Environment = process.env,
): Promise<AppliedSettings> {
  const { profiles, services, ssoSessions } = await readSharedFiles(environment);
  const profile = profiles.get(profileOf(source, environment) ?? '');
  const session = source.kind === 'sso-role' ? source.session : valueOf(profile, 'sso_session');
  return {
    environment,
    profile,
    services: services.get(valueOf(profile, 'services') ?? ''),
    ssoSession: ssoSessions.get(session ?? ''),
  };
}

/** The profile whose settings apply; a role of an `sso-session` and the sample account have none. */
function profileOf(source: CredentialSource, environment: Environment): string | undefined {
  switch (source.kind) {
    case 'sample':
    case 'sso-role':
      return undefined;
    case 'profile':
      return source.name;
    default:
      return currentProfileName(environment);
  }
}

/** Whether a setting that is on or off is on: the variable's word counts before the profile's. */
export function isOn({ environment, profile }: AppliedSettings, variable: string, setting: string): boolean {
  const word = nonEmpty(environment[variable]) ?? valueOf(profile, setting);
  return word?.toLowerCase() === 'true';
}
