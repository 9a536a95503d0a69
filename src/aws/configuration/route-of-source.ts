import type { CredentialSource } from '../../core/connection.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { explainConfigurationProblem } from '../../core/explain-configuration-problem.ts';
import { english } from '../../core/localize.ts';
import {
  routeOfProfile,
  ssoSignIn,
  UnusableProfile,
  type CredentialRoute,
  type WebIdentityRoute,
} from './credential-route.ts';
import {
  currentProfileName,
  nonEmpty,
  readSharedFiles,
  type Environment,
  type SharedFiles,
} from './shared-files.ts';

/**
 * What is found in the user's files, which are read anew.
 * @throws TrailscopeError `invalid-input` for a section that is broken
 */
export async function readUsable<Found>(find: (files: SharedFiles) => Found): Promise<Found> {
  const files = await readSharedFiles();
  try {
    return find(files);
  } catch (thrown) {
    if (thrown instanceof UnusableProfile) {
      const message = explainConfigurationProblem(thrown.problem, english);
      throw new TrailscopeError({ kind: 'invalid-input' }, message, {}, thrown);
    }
    throw thrown;
  }
}

/**
 * How a source's credentials are had.
 * @throws UnusableProfile for a profile that is broken
 * @throws TrailscopeError `no-credentials` for one that does not exist or has no credentials; `invalid-input` for log
 *   files, which have none
 */
export function routeOfSource(
  source: Exclude<CredentialSource, { readonly kind: 'sample' }>,
  files: SharedFiles,
  environment: Environment = process.env,
): CredentialRoute {
  switch (source.kind) {
    case 'files':
      throw new TrailscopeError({ kind: 'invalid-input' }, 'Log files are no AWS account.');
    case 'profile':
      return existingProfile(files, source.name) ?? noRoute(source.name, 'has no credentials');
    case 'sso-role': {
      const { session, account, role } = source;
      const sign = ssoSignIn(files, session) ?? noRoute(session, 'is no sso-session');
      return { kind: 'sso', sign, account, role };
    }
    case 'environment':
      return webIdentityOf(environment) ?? { kind: 'environment' };
    case 'container':
    case 'instance':
      return { kind: source.kind };
    case 'default-chain':
      return chain(files, environment);
  }
}

/**
 * The AWS CLI's order: keys of the environment, a role of the profile, a web identity of the environment, the rest of
 * the profile, the container, the instance.
 */
function chain(files: SharedFiles, environment: Environment): CredentialRoute {
  if (hasEnvironmentKeys(environment)) {
    return { kind: 'environment' };
  }
  const name = currentProfileName(environment);
  // Only a profile that somebody has named must exist.
  const profile = name === 'default' ? routeOfProfile(files, name) : existingProfile(files, name);
  const webIdentity = profile?.kind === 'role' ? undefined : webIdentityOf(environment);
  return webIdentity ?? profile ?? { kind: isInContainer(environment) ? 'container' : 'instance' };
}

function existingProfile(files: SharedFiles, name: string): CredentialRoute | undefined {
  return files.profiles.has(name) ? routeOfProfile(files, name) : noRoute(name, 'does not exist');
}

function noRoute(name: string, message: string): never {
  throw new TrailscopeError({ kind: 'no-credentials', profile: name }, `${name} ${message}`);
}

export function hasEnvironmentKeys(environment: Environment): boolean {
  return nonEmpty(environment['AWS_ACCESS_KEY_ID']) !== undefined;
}

/** Whether the environment names a place to ask for credentials: of ECS, EKS Pod Identity or CloudShell. */
export function isInContainer(environment: Environment): boolean {
  return ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_CONTAINER_CREDENTIALS_FULL_URI'].some(
    (name) => nonEmpty(environment[name]) !== undefined,
  );
}

export function webIdentityOf(environment: Environment): WebIdentityRoute | undefined {
  const tokenFile = nonEmpty(environment['AWS_WEB_IDENTITY_TOKEN_FILE']);
  const roleArn = nonEmpty(environment['AWS_ROLE_ARN']);
  return tokenFile === undefined || roleArn === undefined || hasEnvironmentKeys(environment)
    ? undefined
    : {
        kind: 'web-identity',
        tokenFile,
        roleArn,
        sessionName: nonEmpty(environment['AWS_ROLE_SESSION_NAME']),
      };
}
