import { createHash } from 'node:crypto';
import type { CredentialSource } from '../../src/core/connection.ts';
import type { FailureKind } from '../../src/core/failures/failure.ts';
import type { IdentityServer } from './identity-server.ts';
import { stubUserConfig, type UserConfigTexts } from './user-config.ts';

/**
 * A way to configure a sign-in, and the access key that must come of it or the failure. `$SERVER` stands for the
 * address of an identity server, `$HOME` for the home folder.
 */
export interface ProfileShape extends UserConfigTexts {
  readonly title: string;
  readonly source: CredentialSource;
  readonly accessKeyId?: string;
  readonly failure?: FailureKind;
  /** Why the AWS CLI is not compared, where it cannot or does otherwise on purpose. */
  readonly notCompared?: string;
}

const base = '[profile base]\naws_access_key_id = BASE-KEY\naws_secret_access_key = example-secret\n';

const ssoSession =
  '[sso-session corp]\nsso_start_url = https://corp.example.com/start\nsso_region = eu-west-1\n';

const ssoProfile = `[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Auditor
${ssoSession}`;

const olderSso = `[profile older]
sso_start_url = https://corp.example.com/start
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = Auditor
`;

/** A token file as `aws sso login` leaves it. */
export function ssoToken(key: string, members: Readonly<Record<string, string>> = {}) {
  const name = createHash('sha1').update(key).digest('hex');
  const token = {
    startUrl: 'https://corp.example.com/start',
    region: 'eu-west-1',
    accessToken: 'sso-token',
    expiresAt: '2098-01-01T00:00:00Z',
    ...members,
  };
  return { [`.aws/sso/cache/${name}.json`]: JSON.stringify(token) };
}

/** What is needed to renew a token, and that it has ended. */
export const endedButRenewable = {
  expiresAt: '2020-01-01T00:00:00Z',
  clientId: 'client',
  clientSecret: 'example-client-secret',
  refreshToken: 'example-refresh-token',
  registrationExpiresAt: '2098-01-01T00:00:00Z',
} as const;

function profile(name: string): CredentialSource {
  return { kind: 'profile', name };
}

const chain: CredentialSource = { kind: 'default-chain' };

/** A command that prints credentials. */
function printing(json: object): string {
  return `printf '%s' '${JSON.stringify(json)}'`;
}

const process = { Version: 1, AccessKeyId: 'PROCESS-KEY', SecretAccessKey: 'example-secret' };

function roleOf(name: string, settings: string): string {
  return `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}-role\n${settings}\n`;
}

const keys = { AWS_ACCESS_KEY_ID: 'ENVIRONMENT-KEY', AWS_SECRET_ACCESS_KEY: 'example-secret' };

/** Each shape of the issue of signing in, and what is easily mistaken in them. */
export const profileShapes: readonly ProfileShape[] = [
  { title: 'static keys in the config file', source: profile('base'), config: base, accessKeyId: 'BASE-KEY' },
  {
    title: 'static keys in the credentials file, which wins',
    source: profile('base'),
    config: base,
    credentials: '[base]\naws_access_key_id = OTHER-KEY\naws_secret_access_key = x\naws_session_token = t\n',
    accessKeyId: 'OTHER-KEY',
  },
  {
    title: 'a name in quotes, names of settings in capitals',
    source: profile('two words'),
    config: '[profile "two words"]\nAWS_ACCESS_KEY_ID = QUOTED-KEY\nAws_Secret_Access_Key = x\n',
    accessKeyId: 'QUOTED-KEY',
  },
  {
    title: 'half of a pair of keys',
    source: profile('half'),
    config: '[profile half]\naws_access_key_id = HALF-KEY\n',
    failure: 'invalid-input',
  },
  {
    title: 'a role with all its settings',
    source: profile('full'),
    config:
      base +
      roleOf(
        'full',
        'source_profile = base\nexternal_id = acme-1\nrole_session_name = maria\nduration_seconds = 1800\nregion = eu-west-1',
      ),
    accessKeyId: 'full-role-BY-BASE-KEY',
  },
  {
    title: 'a chain of roles',
    source: profile('outer'),
    config: base + roleOf('inner', 'source_profile = base') + roleOf('outer', 'source_profile = inner'),
    accessKeyId: 'outer-role-BY-inner-role-BY-BASE-KEY',
  },
  {
    title: 'a profile that is its own source',
    source: profile('self'),
    config: roleOf('self', 'source_profile = self\naws_access_key_id = SELF-KEY\naws_secret_access_key = x'),
    accessKeyId: 'self-role-BY-SELF-KEY',
  },
  {
    title: 'a source that has a role and keys gives its keys',
    source: profile('outer'),
    config:
      base +
      roleOf('mixed', 'source_profile = base\naws_access_key_id = MIXED-KEY\naws_secret_access_key = x') +
      roleOf('outer', 'source_profile = mixed'),
    accessKeyId: 'outer-role-BY-MIXED-KEY',
  },
  {
    title: 'a loop',
    source: profile('one'),
    config: roleOf('one', 'source_profile = two') + roleOf('two', 'source_profile = one'),
    failure: 'invalid-input',
  },
  {
    title: 'a source that does not exist',
    source: profile('lost'),
    config: roleOf('lost', 'source_profile = nobody'),
    failure: 'invalid-input',
  },
  {
    title: 'a source without credentials',
    source: profile('empty'),
    config: '[profile plain]\nregion = eu-west-1\n' + roleOf('empty', 'source_profile = plain'),
    failure: 'invalid-input',
  },
  {
    title: 'a role without a source',
    source: profile('alone'),
    config: roleOf('alone', ''),
    failure: 'invalid-input',
  },
  {
    title: 'a role with two sources',
    source: profile('both'),
    config: base + roleOf('both', 'source_profile = base\ncredential_source = Environment'),
    failure: 'invalid-input',
  },
  {
    title: 'a role with the keys of the environment',
    source: profile('env'),
    config: roleOf('env', 'credential_source = Environment'),
    environment: keys,
    accessKeyId: 'env-role-BY-ENVIRONMENT-KEY',
  },
  {
    title: 'a role with the credentials of the container',
    source: profile('ecs'),
    config: roleOf('ecs', 'credential_source = EcsContainer'),
    environment: { AWS_CONTAINER_CREDENTIALS_FULL_URI: '$SERVER/container' },
    accessKeyId: 'ecs-role-BY-CONTAINER',
  },
  {
    title: 'a role with the credentials of the instance',
    source: profile('ec2'),
    config: roleOf('ec2', 'credential_source = Ec2InstanceMetadata'),
    environment: { AWS_EC2_METADATA_SERVICE_ENDPOINT: '$SERVER/', AWS_EC2_METADATA_DISABLED: 'false' },
    accessKeyId: 'ec2-role-BY-INSTANCE-KEY',
  },
  {
    title: 'a role with credentials of nowhere',
    source: profile('odd'),
    config: roleOf('odd', 'credential_source = Moon'),
    failure: 'invalid-input',
  },
  {
    title: 'a session of IAM Identity Center',
    source: profile('sso'),
    config: ssoProfile,
    files: ssoToken('corp'),
    accessKeyId: 'SSO-111122223333-Auditor',
  },
  {
    title: 'IAM Identity Center without a session section',
    source: profile('older'),
    config: olderSso,
    files: ssoToken('https://corp.example.com/start'),
    accessKeyId: 'SSO-111122223333-Auditor',
  },
  {
    title: 'a session that has ended and can be renewed',
    source: profile('sso'),
    config: ssoProfile,
    files: ssoToken('corp', endedButRenewable),
    accessKeyId: 'SSO-111122223333-Auditor',
  },
  {
    title: 'a session that has ended',
    source: profile('sso'),
    config: ssoProfile,
    files: ssoToken('corp', { expiresAt: '2020-01-01T00:00:00Z' }),
    failure: 'sign-in-needed',
    notCompared: 'sends an ended token and lets the service refuse it',
  },
  {
    title: 'IAM Identity Center without a token',
    source: profile('sso'),
    config: ssoProfile,
    failure: 'sign-in-needed',
  },
  {
    title: 'a session section that does not exist',
    source: profile('sso'),
    config: ssoProfile.replace('[sso-session corp]', '[sso-session other]'),
    failure: 'invalid-input',
  },
  {
    title: 'a profile and a session section that differ',
    source: profile('sso'),
    config: ssoProfile.replace('sso_session = corp', 'sso_session = corp\nsso_region = us-east-1'),
    files: ssoToken('corp'),
    failure: 'invalid-input',
  },
  {
    title: 'a role over a session of IAM Identity Center',
    source: profile('over'),
    config: ssoProfile + roleOf('over', 'source_profile = sso'),
    files: ssoToken('corp'),
    accessKeyId: 'over-role-BY-SSO-111122223333-Auditor',
  },
  {
    title: 'a role of a session without a profile for it',
    source: { kind: 'sso-role', session: 'corp', account: '123456789012', role: 'Reader' },
    config: ssoSession,
    files: ssoToken('corp'),
    accessKeyId: 'SSO-123456789012-Reader',
    notCompared: 'has no such thing',
  },
  {
    title: 'a credential process',
    source: profile('process'),
    config: `[profile process]\ncredential_process = ${printing(process)}\n`,
    accessKeyId: 'PROCESS-KEY',
  },
  {
    title: 'a role over a credential process',
    source: profile('over'),
    config:
      `[profile process]\ncredential_process = ${printing(process)}\n` +
      roleOf('over', 'source_profile = process'),
    accessKeyId: 'over-role-BY-PROCESS-KEY',
  },
  {
    title: 'a credential process of another version',
    source: profile('process'),
    config: `[profile process]\ncredential_process = ${printing({ ...process, Version: 2 })}\n`,
    failure: 'no-credentials',
  },
  {
    title: 'a credential process that fails',
    source: profile('process'),
    config: '[profile process]\ncredential_process = false\n',
    failure: 'no-credentials',
  },
  {
    title: 'keys in the credentials file before a credential process, and this before keys beside it',
    source: profile('process'),
    config: `[profile process]\naws_access_key_id = CONFIG-KEY\naws_secret_access_key = x\ncredential_process = ${printing(process)}\n`,
    accessKeyId: 'PROCESS-KEY',
  },
  {
    title: 'a web identity',
    source: profile('web'),
    config: roleOf('web', 'web_identity_token_file = $HOME/web-token'),
    files: { 'web-token': 'web-token\n' },
    accessKeyId: 'web-role-WITH-web-token',
    notCompared: 'sends the line end at the end of the token too',
  },
  {
    title: 'a web identity of the environment',
    source: chain,
    environment: {
      AWS_WEB_IDENTITY_TOKEN_FILE: '$HOME/web-token',
      AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/web-role',
    },
    files: { 'web-token': 'web-token' },
    accessKeyId: 'web-role-WITH-web-token',
  },
  {
    title: 'the keys of the environment before the default profile',
    source: chain,
    config: '[default]\naws_access_key_id = DEFAULT-KEY\naws_secret_access_key = x\n',
    environment: keys,
    accessKeyId: 'ENVIRONMENT-KEY',
  },
  {
    title: 'the keys of the environment before the profile that it names',
    source: chain,
    config: base,
    environment: { ...keys, AWS_PROFILE: 'base' },
    accessKeyId: 'ENVIRONMENT-KEY',
  },
  {
    title: 'the profile that the environment names',
    source: chain,
    config: base,
    environment: { AWS_PROFILE: 'base' },
    accessKeyId: 'BASE-KEY',
  },
  {
    title: 'a profile that the environment names in vain',
    source: chain,
    environment: { AWS_PROFILE: 'nobody' },
    failure: 'no-credentials',
  },
  {
    title: 'the container',
    source: chain,
    environment: {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: '$SERVER/container',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '$HOME/container-token',
    },
    files: { 'container-token': '-token' },
    accessKeyId: 'CONTAINER-token',
  },
  {
    title: 'the instance',
    source: chain,
    environment: { AWS_EC2_METADATA_SERVICE_ENDPOINT: '$SERVER/', AWS_EC2_METADATA_DISABLED: 'false' },
    accessKeyId: 'INSTANCE-KEY',
  },
  { title: 'nothing at all', source: chain, failure: 'no-credentials' },
  {
    title: 'a profile without any credentials',
    source: profile('plain'),
    config: '[profile plain]\nregion = eu-west-1\n',
    failure: 'no-credentials',
  },
  {
    title: 'the keys of the environment alone',
    source: { kind: 'environment' },
    config: '[default]\naws_access_key_id = DEFAULT-KEY\naws_secret_access_key = x\n',
    environment: keys,
    accessKeyId: 'ENVIRONMENT-KEY',
  },
  {
    title: 'a role that needs an MFA code',
    source: profile('mfa'),
    config: base + roleOf('mfa', 'source_profile = base\nmfa_serial = arn:aws:iam::111122223333:mfa/maria'),
    failure: 'sign-in-needed',
    notCompared: 'asks at the terminal',
  },
];

/** Puts the running test on a machine that is configured so, where every service is the given server. */
export function stubShape(shape: UserConfigTexts, server: IdentityServer): string {
  const environment = { AWS_ENDPOINT_URL: '$SERVER', ...shape.environment };
  return stubUserConfig({
    ...shape,
    environment: Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [name, value.replace('$SERVER', server.url)]),
    ),
  });
}
