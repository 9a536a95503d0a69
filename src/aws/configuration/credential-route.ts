import type { ConfigurationProblem, ConfigurationProblemKind } from '../../core/user-configuration.ts';
import { valueOf, type NamedSection, type SharedFiles } from './shared-files.ts';

/** How credentials are had, as the files say it: a chain of roles ends in one of the other kinds. */
export type CredentialRoute =
  KeysRoute | RoleRoute | WebIdentityRoute | SsoRoute | LoginRoute | ProcessRoute | SurroundingsRoute;

/** Static keys. Holds a secret: it never leaves the adapters. */
export interface KeysRoute {
  readonly kind: 'keys';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
}

/** STS AssumeRole with the credentials of another route. */
export interface RoleRoute {
  readonly kind: 'role';
  readonly profile: string;
  readonly source: CredentialRoute;
  readonly roleArn: string;
  readonly sessionName: string | undefined;
  readonly externalId: string | undefined;
  readonly mfaSerial: string | undefined;
  /** Seconds; STS takes 900 to 43200, and an hour when absent. */
  readonly duration: number | undefined;
}

/** STS AssumeRoleWithWebIdentity. */
export interface WebIdentityRoute {
  readonly kind: 'web-identity';
  readonly roleArn: string;
  readonly tokenFile: string;
  readonly sessionName: string | undefined;
}

/** A role from IAM Identity Center. */
export interface SsoRoute {
  readonly kind: 'sso';
  readonly sign: SsoSignIn;
  readonly account: string;
  readonly role: string;
}

/** Where the user signs in to IAM Identity Center, and how to do it again. */
export interface SsoSignIn {
  /** The name of the `sso-session` section; undefined for a profile of the older kind without one. */
  readonly session: string | undefined;
  readonly startUrl: string;
  readonly region: string;
  /** The AWS CLI's command that signs in. */
  readonly command: readonly ['aws', ...string[]];
}

/** `aws login`. */
export interface LoginRoute {
  readonly kind: 'login';
  readonly profile: string;
}

/** A command that prints credentials. */
export interface ProcessRoute {
  readonly kind: 'process';
  readonly profile: string;
  readonly command: string;
}

/** What surrounds the process: its variables, its container, its instance. */
export interface SurroundingsRoute {
  readonly kind: 'environment' | 'container' | 'instance';
}

/** A profile that cannot be used, and why. */
export class UnusableProfile extends Error {
  readonly problem: ConfigurationProblem;

  constructor(problem: ConfigurationProblem) {
    super(problem.kind);
    this.problem = problem;
  }
}

/**
 * The route of a profile, in the AWS CLI's order where it has several; undefined for one that has none, or that does
 * not exist.
 * @throws UnusableProfile for one that is broken, as the AWS CLI refuses it
 */
export function routeOfProfile(files: SharedFiles, name: string): CredentialRoute | undefined {
  const profile = files.profiles.get(name);
  return profile === undefined ? undefined : new Router(files).route(profile, []);
}

class Router {
  readonly #files: SharedFiles;

  constructor(files: SharedFiles) {
    this.#files = files;
  }

  /** @param visited the profiles that have led here, this one excluded */
  route(profile: NamedSection, visited: readonly string[]): CredentialRoute | undefined {
    const isRole = has(profile, 'role_arn') && !has(profile, 'web_identity_token_file');
    // A profile that is only the source of others gives its own keys, whatever else it has.
    return isRole && (visited.length === 0 || !hasKeys(profile))
      ? this.#role(profile, [...visited, profile.name])
      : this.#withoutRole(profile);
  }

  #withoutRole(profile: NamedSection): CredentialRoute | undefined {
    const { credentialsFile } = this.#files;
    return (
      webIdentity(profile) ??
      this.#sso(profile) ??
      keysIn(profile, (file) => file === credentialsFile) ??
      login(profile) ??
      process(profile) ??
      keysIn(profile, () => true)
    );
  }

  #role(profile: NamedSection, visited: readonly string[]): RoleRoute {
    return {
      kind: 'role',
      profile: profile.name,
      source: this.#source(profile, visited),
      roleArn: required(profile, 'role_arn'),
      sessionName: valueOf(profile, 'role_session_name'),
      externalId: valueOf(profile, 'external_id'),
      mfaSerial: valueOf(profile, 'mfa_serial'),
      duration: wholeNumber(profile, 'duration_seconds'),
    };
  }

  #source(profile: NamedSection, visited: readonly string[]): CredentialRoute {
    const name = valueOf(profile, 'source_profile');
    if (name === undefined) {
      return surroundings(profile);
    }
    if (has(profile, 'credential_source')) {
      throw problemAt(profile, 'credential_source', 'two-sources');
    }
    const source = this.#files.profiles.get(name);
    if (source === undefined) {
      throw problemAt(profile, 'source_profile', 'unknown-source-profile', name);
    }
    // A profile may name itself to use its own keys.
    if (visited.includes(name) && !(name === profile.name && hasKeys(profile))) {
      throw problemAt(profile, 'source_profile', 'source-profile-loop', name);
    }
    const route = this.route(source, visited);
    if (route === undefined) {
      throw problemAt(profile, 'source_profile', 'source-without-credentials', name);
    }
    return route;
  }

  #sso(profile: NamedSection): SsoRoute | undefined {
    const sessionName = valueOf(profile, 'sso_session');
    if (sessionName === undefined && !has(profile, 'sso_account_id') && !has(profile, 'sso_role_name')) {
      return undefined;
    }
    const sign =
      sessionName === undefined
        ? {
            session: undefined,
            startUrl: required(profile, 'sso_start_url'),
            region: required(profile, 'sso_region'),
          }
        : this.#session(profile, sessionName);
    return {
      kind: 'sso',
      sign: { ...sign, command: ['aws', 'sso', 'login', '--profile', profile.name] },
      account: required(profile, 'sso_account_id'),
      role: required(profile, 'sso_role_name'),
    };
  }

  #session(profile: NamedSection, name: string): Omit<SsoSignIn, 'command'> {
    const session = this.#files.ssoSessions.get(name);
    if (session === undefined) {
      throw problemAt(profile, 'sso_session', 'unknown-sso-session', name);
    }
    for (const [setting, { value }] of session.settings) {
      if (has(profile, setting) && valueOf(profile, setting) !== value) {
        throw problemAt(profile, setting, 'conflicting-sso-session', setting);
      }
    }
    return {
      session: name,
      startUrl: required(session, 'sso_start_url'),
      region: required(session, 'sso_region'),
    };
  }
}

/**
 * Where to sign in for an `sso-session` section itself.
 * @throws UnusableProfile where the section lacks a setting; undefined where there is none of that name
 */
export function ssoSignIn(files: SharedFiles, name: string): SsoSignIn | undefined {
  const session = files.ssoSessions.get(name);
  return (
    session && {
      session: name,
      startUrl: required(session, 'sso_start_url'),
      region: required(session, 'sso_region'),
      command: ['aws', 'sso', 'login', '--sso-session', name],
    }
  );
}

function webIdentity(profile: NamedSection): WebIdentityRoute | undefined {
  const tokenFile = valueOf(profile, 'web_identity_token_file');
  return tokenFile === undefined
    ? undefined
    : {
        kind: 'web-identity',
        tokenFile,
        roleArn: required(profile, 'role_arn'),
        sessionName: valueOf(profile, 'role_session_name'),
      };
}

function login(profile: NamedSection): LoginRoute | undefined {
  return has(profile, 'login_session') ? { kind: 'login', profile: profile.name } : undefined;
}

function process(profile: NamedSection): ProcessRoute | undefined {
  const command = valueOf(profile, 'credential_process');
  return command === undefined ? undefined : { kind: 'process', profile: profile.name, command };
}

function keysIn(profile: NamedSection, isFile: (file: string) => boolean): KeysRoute | undefined {
  const key = profile.settings.get('aws_access_key_id');
  const secret = profile.settings.get('aws_secret_access_key');
  if (![key, secret].some((setting) => setting !== undefined && isFile(setting.file))) {
    return undefined;
  }
  return {
    kind: 'keys',
    accessKeyId: required(profile, 'aws_access_key_id'),
    secretAccessKey: required(profile, 'aws_secret_access_key'),
    sessionToken: valueOf(profile, 'aws_session_token') ?? valueOf(profile, 'aws_security_token'),
  };
}

function surroundings(profile: NamedSection): SurroundingsRoute {
  const source = valueOf(profile, 'credential_source');
  switch (source) {
    case undefined:
      throw problemAt(profile, 'role_arn', 'missing-setting', 'source_profile');
    case 'Environment':
      return { kind: 'environment' };
    case 'EcsContainer':
      return { kind: 'container' };
    case 'Ec2InstanceMetadata':
      return { kind: 'instance' };
    default:
      throw problemAt(profile, 'credential_source', 'unknown-credential-source', source);
  }
}

function has(profile: NamedSection, setting: string): boolean {
  return valueOf(profile, setting) !== undefined;
}

function hasKeys(profile: NamedSection): boolean {
  return has(profile, 'aws_access_key_id') || has(profile, 'aws_secret_access_key');
}

function required(section: NamedSection, setting: string): string {
  const value = valueOf(section, setting);
  if (value === undefined) {
    throw problemAt(section, setting, 'missing-setting', setting);
  }
  return value;
}

function wholeNumber(section: NamedSection, setting: string): number | undefined {
  const value = valueOf(section, setting);
  if (value !== undefined && !/^\d+$/.test(value)) {
    throw problemAt(section, setting, 'not-a-number', setting);
  }
  return value === undefined ? undefined : Number(value);
}

/** A problem at a setting, or at the head of the section where the setting is missing. */
function problemAt(
  section: NamedSection,
  setting: string,
  kind: ConfigurationProblemKind,
  subject = setting,
): UnusableProfile {
  const { file, line } = section.settings.get(setting) ?? section;
  return new UnusableProfile({ kind, file, line, section: section.name, subject });
}
