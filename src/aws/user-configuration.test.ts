import { chmodSync, mkdirSync, rmSync, writeFileSync, appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { profileShapes } from '../../test/support/profile-shapes.ts';
import { stubUserConfig } from '../../test/support/user-config.ts';
import { connection } from '../core/connection.ts';
import { explainConfigurationProblem } from '../core/explain-configuration-problem.ts';
import { english } from '../core/localize.ts';
import { userConfiguration } from './user-configuration.ts';

const config = `[default]
region = eu-central-1

[profile base]
aws_access_key_id = BASE-KEY
aws_secret_access_key = example-secret
aws_account_id = 111122223333

[profile admin]
role_arn = arn:aws:iam::123456789012:role/path/Admin
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/maria
region = eu-west-1
endpoint_url = http://127.0.0.1:4566

[profile over-admin]
role_arn = arn:aws:iam::123456789012:role/Reader
source_profile = admin

[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Auditor
services = local

[profile process]
credential_process = /opt/example

[profile login]
login_session = arn:aws:iam::111122223333:user/maria

[profile web]
role_arn = arn:aws:iam::111122223333:role/Web
web_identity_token_file = /token

[sso-session corp]
sso_start_url = https://corp.example.com/start
sso_region = eu-west-1

[services local]
cloudtrail =
  endpoint_url = http://127.0.0.1:5000

[plugins]
x = y
`;

test('profiles tell how they sign in and what else the files say, and no secret', async () => {
  stubUserConfig({
    config,
    credentials: '[keys]\naws_access_key_id = K\naws_secret_access_key = example-secret\n',
  });
  const read = await userConfiguration.read();
  const rows = read.profiles.map(
    ({ name, signIn, region, account, role, ssoSession, endpoint, needsMfaCode }) =>
      [name, signIn, region, account, role, ssoSession, endpoint, needsMfaCode]
        .map((each) => each ?? '-')
        .join(' '),
  );
  expect(rows).toEqual([
    'default - eu-central-1 - - - - false',
    'base keys - 111122223333 - - - false',
    'admin role eu-west-1 123456789012 Admin - http://127.0.0.1:4566 true',
    'over-admin role - 123456789012 Reader - - true',
    'sso sso - 111122223333 Auditor corp http://127.0.0.1:5000 false',
    'process process - - - - - false',
    'login login - - - - - false',
    'web web-identity - 111122223333 Web - - false',
    'keys keys - - - - - false',
  ]);
  expect(read).toMatchObject({
    ssoSessions: [{ name: 'corp', startUrl: 'https://corp.example.com/start', region: 'eu-west-1' }],
    problems: [],
    currentProfile: 'default',
    environment: [],
  });
  expect(JSON.stringify(read)).not.toMatch(/example-secret|BASE-KEY/);
});

test('the environment is read for where the files are and what else there is', async () => {
  stubUserConfig({
    environment: {
      AWS_CONFIG_FILE: '~/elsewhere/config',
      AWS_SHARED_CREDENTIALS_FILE: '$HOME/elsewhere/credentials',
      AWS_PROFILE: 'one',
      AWS_ACCESS_KEY_ID: 'K',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1/x',
    },
    files: { 'elsewhere/config': '[profile one]\n', 'elsewhere/credentials': '[two]\n' },
  });
  const { profiles, currentProfile, environment } = await userConfiguration.read();
  expect(profiles.map(({ name }) => name)).toEqual(['one', 'two']);
  expect([currentProfile, environment]).toEqual(['one', ['environment', 'container']]);
});

test('without any file there is nothing, and no problem', async () => {
  stubUserConfig({
    environment: { AWS_CONFIG_FILE: '/nowhere/a', AWS_SHARED_CREDENTIALS_FILE: '/nowhere/b' },
  });
  expect(await userConfiguration.read()).toMatchObject({ profiles: [], ssoSessions: [], problems: [] });
});

test.each([
  ['[profile a]\nregion', 'config 2: The line is no setting: it has no equals sign.'],
  ['region = x', 'config 1: The setting region stands before the first section.'],
  [
    '[audit]\nregion = x',
    'config 1: The section [audit] is no profile; a profile is written [profile audit].',
  ],
  ['[profile a]\n[profile b]\n[profile a]', 'config 3: The section [profile a] stands here a second time.'],
  ['[profile a]\n\naws_access_key_id = K', 'config 1: a lacks the setting aws_secret_access_key.'],
  ['[profile a]\nrole_arn = x', 'config 2: a lacks the setting source_profile.'],
  [
    '[profile a]\nrole_arn = x\nsource_profile = b',
    'config 3: The source_profile of a is b, which does not exist.',
  ],
  [
    '[profile a]\nrole_arn = x\nsource_profile = a',
    'config 3: The source_profile of a is a, which leads back to it.',
  ],
  [
    '[profile a]\nrole_arn = x\nsource_profile = b\n[profile b]',
    'config 3: The source_profile of a is b, which has no credentials.',
  ],
  [
    '[profile a]\nrole_arn = x\ncredential_source = Moon',
    'config 3: The credential_source of a is Moon; it can be Environment, EcsContainer or Ec2InstanceMetadata.',
  ],
  [
    '[profile a]\nrole_arn = x\nsource_profile = b\ncredential_source = Environment',
    'config 4: a has both a source_profile and a credential_source.',
  ],
  [
    '[profile a]\nrole_arn = x\ncredential_source = Environment\nduration_seconds = 1h',
    'config 4: The setting duration_seconds of a is no number.',
  ],
  ['[profile a]\nsso_session = b', 'config 2: The sso_session of a is b, which does not exist.'],
  ['[sso-session b]\nsso_region = x', 'config 1: b lacks the setting sso_start_url.'],
  [
    '[profile a]\nsso_session = b\nsso_region = x\n[sso-session b]\nsso_region = y\nsso_start_url = z',
    'config 3: The setting sso_region of a differs from that of its sso-session.',
  ],
  ['[profile a]\nservices = b', 'config 2: The services of a are b, which does not exist.'],
])('%j: the problem is told with its line', async (text, expected) => {
  const home = stubUserConfig({ config: text });
  const { problems } = await userConfiguration.read();
  expect(
    problems.map(
      (problem) =>
        `${problem.file.replace(`${home}/`, '')} ${problem.line}: ${explainConfigurationProblem(problem, english)}`,
    ),
  ).toEqual([expected]);
});

test('a loop is told once, though each of its profiles is broken', async () => {
  stubUserConfig({
    config: '[profile a]\nrole_arn = x\nsource_profile = b\n[profile b]\nrole_arn = x\nsource_profile = a\n',
  });
  const { problems, profiles } = await userConfiguration.read();
  expect(problems.map(({ kind, line }) => [kind, line])).toEqual([
    ['source-profile-loop', 6],
    ['source-profile-loop', 3],
  ]);
  expect(profiles.map(({ signIn }) => signIn)).toEqual([undefined, undefined]);
});

test('a file that cannot be read is a problem, and the other one counts', async () => {
  const home = stubUserConfig({ credentials: '[keys]\n', environment: { AWS_CONFIG_FILE: '$HOME/folder' } });
  mkdirSync(join(home, 'folder'));
  const { problems, profiles } = await userConfiguration.read();
  expect(problems).toMatchObject([{ kind: 'unreadable-file', subject: 'EISDIR' }]);
  expect(profiles.map(({ name }) => name)).toEqual(['keys']);
});

test.each(profileShapes)('read no secret: $title', async (shape) => {
  stubUserConfig(shape);
  expect(JSON.stringify(await userConfiguration.read())).not.toMatch(/example-secret|[A-Z]+-KEY/);
});

test.each([
  [{ kind: 'profile', name: 'admin' }, 'http://127.0.0.1:4566', 'eu-west-1'],
  [{ kind: 'profile', name: 'base' }, undefined, undefined],
  [{ kind: 'default-chain' }, undefined, 'eu-central-1'],
  [{ kind: 'sso-role', session: 'corp', account: '111122223333', role: 'Admin' }, undefined, undefined],
] as const)('the endpoint and the Region of %j', async (credentials, endpoint, region) => {
  stubUserConfig({ config });
  expect(await userConfiguration.customEndpoint(connection({ credentials, region: 'us-east-1' }))).toBe(
    endpoint,
  );
  expect(await userConfiguration.defaultRegion(credentials)).toBe(region);
});

/** Waits for the next change that the watcher tells. */
function watching() {
  let next: (change: string) => void = () => undefined;
  const stop = userConfiguration.watch((change) => {
    next(change);
  });
  onTestFinished(stop);
  return {
    stop,
    change: () =>
      new Promise<string>((resolve) => {
        next = resolve;
      }),
  };
}

test('changes of the files of profiles and of the tokens are told apart', async () => {
  const home = stubUserConfig({ config, files: { '.aws/sso/cache/one.json': '{}', '.aws/config': '' } });
  const watch = watching();
  let change = watch.change();
  appendFileSync(join(home, 'config'), '[profile new]\n');
  expect(await change).toBe('profiles');
  change = watch.change();
  // The AWS CLI writes a token anew in place.
  writeFileSync(join(home, '.aws/sso/cache/one.json'), '{"accessToken":"t"}');
  expect(await change).toBe('sessions');
  change = watch.change();
  writeFileSync(join(home, '.aws/sso/cache/two.json'), '{}');
  expect(await change).toBe('sessions');
  change = watch.change();
  rmSync(join(home, 'credentials'));
  expect(await change).toBe('profiles');
});

test('folders that come later are watched, too', async () => {
  const home = stubUserConfig({
    environment: { AWS_CONFIG_FILE: '', AWS_SHARED_CREDENTIALS_FILE: '' },
  });
  const watch = watching();
  let change = watch.change();
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), '[default]\n');
  expect(await change).toBe('profiles');
  change = watch.change();
  mkdirSync(join(home, '.aws/sso/cache'), { recursive: true });
  writeFileSync(join(home, '.aws/sso/cache/one.json'), '{}');
  expect(await change).toBe('sessions');
});

test('what cannot be looked into is as missing, and a watch that has ended tells nothing', () => {
  const home = stubUserConfig({ files: { '.aws/sso/cache/one.json': '{}' } });
  chmodSync(join(home, '.aws/sso/cache'), 0o000);
  onTestFinished(() => {
    chmodSync(join(home, '.aws/sso/cache'), 0o700);
  });
  const stop = userConfiguration.watch(() => {
    throw new Error('It was told something');
  });
  stop();
  stop();
});
