import type { Connection, CredentialSource } from './connection.ts';

/**
 * What the user has configured for AWS outside of Trailscope: the shared config and credentials files and the
 * environment. Only names and places are told, never a key or a token.
 */
export interface UserConfiguration {
  /** Reads the files anew. Files that are missing count as empty; what is wrong in them is among the problems. */
  read(): Promise<AwsConfiguration>;
  /**
   * The Region that the user works in with such credentials, in the AWS CLI's order: AWS_REGION, AWS_DEFAULT_REGION,
   * the profile's `region`. Undefined when none says so; then somebody has to ask the user.
   */
  defaultRegion(source?: CredentialSource): Promise<string | undefined>;
  /**
   * The endpoint that a connection's calls of CloudTrail go to in place of AWS's: its own, or what the user configured.
   * Undefined for AWS.
   */
  customEndpoint(connection: Connection): Promise<string | undefined>;
  /**
   * Tells when what was read may have changed, until the returned function is called: `profiles` when a file of
   * profiles was changed, `sessions` when somebody has signed in or out with `aws sso login` or `aws login`.
   */
  watch(listener: (change: 'profiles' | 'sessions') => void): () => void;
}

/** The profiles and `sso-session` sections of the shared files. */
export interface AwsConfiguration {
  /** In the order of the files. `services` and `sso-session` sections are not among them. */
  readonly profiles: readonly Profile[];
  readonly ssoSessions: readonly SsoSession[];
  readonly problems: readonly ConfigurationProblem[];
  /** The profile that AWS_PROFILE names, else `default`; it need not exist. */
  readonly currentProfile: string;
  /** The sources of credentials, beside profiles, that the environment names. */
  readonly environment: readonly ('environment' | 'container')[];
}

/** How a profile gets its credentials. */
export type SignInKind =
  /** Static keys in a file. */
  | 'keys'
  /** STS AssumeRole with other credentials. */
  | 'role'
  /** IAM Identity Center. */
  | 'sso'
  /** `aws login`: a sign-in to the console. */
  | 'login'
  /** A command that prints credentials. */
  | 'process'
  /** STS AssumeRoleWithWebIdentity with a token file. */
  | 'web-identity';

export interface Profile {
  readonly name: string;
  /** Undefined where the profile has no way to sign in, or a broken one; then a problem may say why. */
  readonly signIn: SignInKind | undefined;
  readonly region: string | undefined;
  /** The endpoint for CloudTrail that the profile names; what the environment says is not in it. */
  readonly endpoint: string | undefined;
  /** The account, where the profile tells it. */
  readonly account: string | undefined;
  /** The role that is assumed, as its name. */
  readonly role: string | undefined;
  /** The `sso-session` section that it refers to. */
  readonly ssoSession: string | undefined;
  /** Whether a code of an MFA device has to be entered. */
  readonly needsMfaCode: boolean;
}

export interface SsoSession {
  readonly name: string;
  readonly startUrl: string;
  readonly region: string;
}

/** Something in the files that cannot be used. */
export interface ConfigurationProblem {
  readonly kind: ConfigurationProblemKind;
  readonly file: string;
  /** From 1; undefined where it is about the whole file. */
  readonly line: number | undefined;
  /** The profile or section that it is about. */
  readonly section: string | undefined;
  /** What is missing, unknown or repeated: a setting, or a name. */
  readonly subject: string | undefined;
}

export type ConfigurationProblemKind =
  /** The file exists but cannot be read; `subject` is the system's code. */
  | 'unreadable-file'
  /** A line that is neither a section, nor a setting, nor a comment. */
  | 'not-a-setting'
  /** A setting before the first section. */
  | 'setting-outside-section'
  /** A section of the config file without `profile ` in front of the name: it is no profile. */
  | 'section-without-profile'
  /** A section that stands there twice. */
  | 'repeated-section'
  /** A setting is missing beside those that are there, such as half of a pair of keys. */
  | 'missing-setting'
  /** `source_profile` names a profile that does not exist. */
  | 'unknown-source-profile'
  /** `source_profile` leads back to where it started. */
  | 'source-profile-loop'
  /** `source_profile` has no credentials. */
  | 'source-without-credentials'
  /** `credential_source` is none of Environment, EcsContainer, Ec2InstanceMetadata. */
  | 'unknown-credential-source'
  /** Both `source_profile` and `credential_source`. */
  | 'two-sources'
  /** `sso_session` names a section that does not exist. */
  | 'unknown-sso-session'
  /** A setting differs between the profile and its `sso-session`. */
  | 'conflicting-sso-session'
  /** `services` names a section that does not exist. */
  | 'unknown-services'
  /** A value is no number. */
  | 'not-a-number';
