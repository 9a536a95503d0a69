import { createHash, generateKeyPairSync } from 'node:crypto';
import { Agent } from 'node:http';
import { createConnection } from 'node:net';
import { expect, test, vi } from 'vitest';
import { failureOf, never } from '../../../test/support/aws-on-wire.ts';
import { identityServer, jsonAnswer, type Override } from '../../../test/support/identity-server.ts';
import { stubShape } from '../../../test/support/profile-shapes.ts';
import type { UserConfigTexts } from '../../../test/support/user-config.ts';
import { connection, type CredentialSource } from '../../core/connection.ts';
import { openAws } from '../open-aws.ts';

/** One call, on a machine that is configured so. */
async function calling(source: CredentialSource, texts: UserConfigTexts, override?: Override) {
  const server = await identityServer(override);
  stubShape(texts, server);
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('not the sample account')),
  });
  const call = aws.trails.list(connection({ credentials: source, region: 'us-east-1' }), never);
  return { call, server };
}

const session = 'arn:aws:iam::111122223333:user/maria';
const loginConfig = `[profile maria]\nlogin_session = ${session}\nregion = us-east-1\n`;
const maria: CredentialSource = { kind: 'profile', name: 'maria' };
const loginNeeded = {
  kind: 'sign-in-needed',
  how: { kind: 'command', command: ['aws', 'login', '--profile', 'maria'] },
};

/** A token file as `aws login` leaves it. */
function loginToken(expiresAt: string): Readonly<Record<string, string>> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const token = {
    accessToken: {
      accessKeyId: 'LOGIN-KEY',
      secretAccessKey: 'example-secret',
      sessionToken: 'example-token',
      accountId: '111122223333',
      expiresAt,
    },
    clientId: 'arn:aws:signin:::devtools/same-device',
    refreshToken: 'example-refresh-token',
    dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }),
    tokenType: 'aws_sigv4',
  };
  const name = createHash('sha256').update(session).digest('hex');
  return { [`.aws/login/cache/${name}.json`]: JSON.stringify(token) };
}

test('aws login: what it has left signs', async () => {
  const files = loginToken('2098-01-01T00:00:00Z');
  const { call, server } = await calling(maria, { config: loginConfig, files });
  await call;
  expect(server.requests.map(({ accessKeyId }) => accessKeyId)).toEqual(['LOGIN-KEY']);
});

test('aws login: an ended session is renewed at the endpoint that is configured', async () => {
  const files = loginToken('2020-01-01T00:00:00Z');
  const accessToken = { accessKeyId: 'NEW-KEY', secretAccessKey: 'x', sessionToken: 'y' };
  const { call, server } = await calling(maria, { config: loginConfig, files }, ({ operation }) =>
    operation === 'CreateOAuth2Token'
      ? jsonAnswer({ accessToken, tokenType: 'aws_sigv4', expiresIn: 900, refreshToken: 'next' })
      : undefined,
  );
  await call;
  expect(server.requests.map(({ operation, accessKeyId }) => [operation, accessKeyId])).toEqual([
    ['CreateOAuth2Token', undefined],
    ['DescribeTrails', 'NEW-KEY'],
  ]);
});

test.each([
  ['ended for good', loginToken('2020-01-01T00:00:00Z')],
  ['never begun', {}],
])('aws login: a session that has %s names the command', async (_, files) => {
  const { call } = await calling(maria, { config: loginConfig, files }, ({ operation }) =>
    operation === 'CreateOAuth2Token'
      ? jsonAnswer({ __type: 'AccessDeniedException', error: 'TOKEN_EXPIRED', message: 'over' }, 400)
      : undefined,
  );
  expect((await failureOf(call)).failure).toEqual(loginNeeded);
});

test('a container of ECS is asked at its own address, by the path that the environment names', async () => {
  const environment = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/container/task-1' };
  const server = await identityServer();
  const hosts: unknown[] = [];
  const { port } = new URL(server.url);
  vi.spyOn(Agent.prototype, 'createConnection').mockImplementation((options) => {
    hosts.push((options as { host?: unknown }).host);
    return createConnection({ host: '127.0.0.1', port: Number(port) });
  });
  stubShape({ environment }, server);
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('not the sample account')),
  });
  await aws.trails.list(connection({ credentials: { kind: 'container' }, region: 'us-east-1' }), never);
  expect(hosts[0]).toBe('169.254.170.2');
  expect(server.requests.map(({ path }) => path)).toEqual(['/container/task-1', '/']);
});

test.each<[string, CredentialSource, Readonly<Record<string, string>>]>([
  ['no container', { kind: 'container' }, {}],
  [
    'a container that denies',
    { kind: 'container' },
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: '$SERVER/nothing' },
  ],
  [
    'a container that may not be asked without encryption',
    { kind: 'container' },
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://container.test/' },
  ],
  [
    'an instance that is switched off',
    { kind: 'instance' },
    { AWS_EC2_METADATA_SERVICE_ENDPOINT: '$SERVER/', AWS_EC2_METADATA_DISABLED: 'true' },
  ],
  [
    'an instance that does not answer',
    { kind: 'instance' },
    { AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://127.0.0.1:9/', AWS_EC2_METADATA_DISABLED: 'false' },
  ],
  ['an environment without keys', { kind: 'environment' }, {}],
  ['half of a pair of keys in the environment', { kind: 'environment' }, { AWS_ACCESS_KEY_ID: 'HALF-KEY' }],
])('%s gives no credentials', async (_, source, environment) => {
  const { call, server } = await calling(source, { environment });
  expect((await failureOf(call)).failure.kind).toBe('no-credentials');
  expect(server.operations()).not.toContain('DescribeTrails');
});

test('an instance is asked with a token, and only where it is asked for', async () => {
  const environment = { AWS_EC2_METADATA_SERVICE_ENDPOINT: '$SERVER/', AWS_EC2_METADATA_DISABLED: 'false' };
  const instance = await calling({ kind: 'instance' }, { environment });
  await instance.call;
  expect(instance.server.operations()).toEqual([
    'instance-token',
    'instance-role',
    'instance',
    'DescribeTrails',
  ]);
  const keys = { AWS_ACCESS_KEY_ID: 'ENVIRONMENT-KEY', AWS_SECRET_ACCESS_KEY: 'example-secret' };
  const others = await calling({ kind: 'default-chain' }, { environment: { ...environment, ...keys } });
  await others.call;
  expect(others.server.operations()).toEqual(['DescribeTrails']);
});
