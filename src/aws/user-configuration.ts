import type {
  AwsConfiguration,
  ConfigurationProblem,
  Profile,
  SignInKind,
  SsoSession,
  UserConfiguration,
} from '../core/user-configuration.ts';
import { parseArn } from '../core/events/arn.ts';
import {
  routeOfProfile,
  ssoSignIn,
  UnusableProfile,
  type CredentialRoute,
} from './configuration/credential-route.ts';
import { hasEnvironmentKeys, isInContainer, webIdentityOf } from './configuration/route-of-source.ts';
import {
  currentProfileName,
  readSharedFiles,
  valueOf,
  type NamedSection,
  type SharedFiles,
} from './configuration/shared-files.ts';
import { watchConfiguration } from './configuration/watch-configuration.ts';
import { customEndpoint, profileEndpoint } from './endpoint.ts';
import { defaultRegion } from './region.ts';

/** Reads the user's files and environment. Loads nothing of the SDK's clients, and calls nothing. */
export const userConfiguration: UserConfiguration = {
  read: async () => describe(await readSharedFiles()),
  defaultRegion: (source) => defaultRegion(source),
  customEndpoint: (connection) => customEndpoint(connection, 'cloudtrail'),
  watch: watchConfiguration,
};

function describe(files: SharedFiles): AwsConfiguration {
  const problems = [...files.problems];
  const profiles = [...files.profiles.values()].map((section) => describeProfile(section, files, problems));
  const { env } = process;
  const hasEnvironment = hasEnvironmentKeys(env) || webIdentityOf(env) !== undefined;
  return {
    profiles,
    ssoSessions: [...files.ssoSessions.keys()].flatMap((name) => describeSession(name, files, problems)),
    problems,
    currentProfile: currentProfileName(env),
    environment: [
      ...(hasEnvironment ? (['environment'] as const) : []),
      ...(isInContainer(env) ? (['container'] as const) : []),
    ],
  };
}

function describeProfile(
  section: NamedSection,
  files: SharedFiles,
  problems: ConfigurationProblem[],
): Profile {
  const { name } = section;
  const route = orProblem(problems, () => routeOfProfile(files, name));
  const servicesName = valueOf(section, 'services');
  const services = files.services.get(servicesName ?? '');
  if (servicesName !== undefined && services === undefined) {
    const { file, line } = section.settings.get('services') ?? section;
    problems.push({ kind: 'unknown-services', file, line, section: name, subject: servicesName });
  }
  const roleArn = parseArn(valueOf(section, 'role_arn') ?? '');
  return {
    name,
    signIn: signInKind(route),
    region: valueOf(section, 'region'),
    endpoint: profileEndpoint('cloudtrail', { profile: section, services }),
    account: valueOf(section, 'sso_account_id') ?? roleArn?.account ?? valueOf(section, 'aws_account_id'),
    role: valueOf(section, 'sso_role_name') ?? roleArn?.resource.split('/').at(-1),
    ssoSession: valueOf(section, 'sso_session'),
    needsMfaCode: needsMfaCode(route),
  };
}

function describeSession(
  name: string,
  files: SharedFiles,
  problems: ConfigurationProblem[],
): readonly SsoSession[] {
  const sign = orProblem(problems, () => ssoSignIn(files, name));
  return sign === undefined ? [] : [{ name, startUrl: sign.startUrl, region: sign.region }];
}

function orProblem<Value>(problems: ConfigurationProblem[], make: () => Value): Value | undefined {
  try {
    return make();
  } catch (thrown) {
    if (thrown instanceof UnusableProfile) {
      addOnce(problems, thrown.problem);
      return undefined;
    }
    throw thrown;
  }
}

/** A broken profile breaks those that build on it; it is told once. */
function addOnce(problems: ConfigurationProblem[], problem: ConfigurationProblem): void {
  const { kind, file, line } = problem;
  if (!problems.some((other) => other.kind === kind && other.file === file && other.line === line)) {
    problems.push(problem);
  }
}

function signInKind(route: CredentialRoute | undefined): SignInKind | undefined {
  switch (route?.kind) {
    case 'keys':
    case 'role':
    case 'web-identity':
    case 'sso':
    case 'login':
    case 'process':
      return route.kind;
    default:
      return undefined;
  }
}

function needsMfaCode(route: CredentialRoute | undefined): boolean {
  return route?.kind === 'role' && (route.mfaSerial !== undefined || needsMfaCode(route.source));
}
