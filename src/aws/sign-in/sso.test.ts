import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { failureOf, never } from '../../../test/support/aws-on-wire.ts';
import { identityServer, jsonAnswer, type Override } from '../../../test/support/identity-server.ts';
import { endedButRenewable, ssoToken, stubShape } from '../../../test/support/profile-shapes.ts';
import { connection } from '../../core/connection.ts';
import { openAws } from '../open-aws.ts';

const config = `[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
[profile audit]
sso_session = corp
sso_account_id = 123456789012
sso_role_name = Auditor
[sso-session corp]
sso_start_url = https://corp.example.com/start
sso_region = eu-west-1
`;
const dev = connection({ credentials: { kind: 'profile', name: 'dev' }, region: 'us-east-1' });
const audit = connection({ credentials: { kind: 'profile', name: 'audit' }, region: 'us-east-1' });
const tokenPath = `.aws/sso/cache/${createHash('sha1').update('corp').digest('hex')}.json`;
const loginToDev = { kind: 'command', command: ['aws', 'sso', 'login', '--profile', 'dev'] };

async function signedIn(files: Readonly<Record<string, string>>, override?: Override) {
  const server = await identityServer(override);
  const home = stubShape({ config, files }, server);
  const log: string[] = [];
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('not the sample account')),
    log: (line) => log.push(line),
  });
  return { aws, server, log, token: join(home, tokenPath) };
}

async function all<Item>(pages: AsyncIterable<readonly Item[]>): Promise<readonly Item[]> {
  const items: Item[] = [];
  for await (const page of pages) {
    items.push(...page);
  }
  return items;
}

test('signing in names the command, and after it the next call works', async () => {
  const { aws, token } = await signedIn(ssoToken('corp', { expiresAt: '2020-01-01T00:00:00Z' }));
  const ended = await failureOf(aws.signIn.signIn(dev, never));
  expect(ended.failure).toEqual({ kind: 'sign-in-needed', how: loginToDev });
  writeFileSync(token, Object.values(ssoToken('corp'))[0] ?? '');
  await aws.trails.list(dev, never);
});

test('a session that was ended elsewhere names the command too', async () => {
  const { aws } = await signedIn(ssoToken('corp'), ({ operation }) =>
    operation === 'GetRoleCredentials'
      ? jsonAnswer({ __type: 'UnauthorizedException', message: 'Session token not found or invalid' }, 401)
      : undefined,
  );
  expect((await failureOf(aws.trails.list(dev, never))).failure).toEqual({
    kind: 'sign-in-needed',
    how: loginToDev,
  });
});

test('a role that the user does not have is denied', async () => {
  const { aws } = await signedIn(ssoToken('corp'), ({ operation }) =>
    operation === 'GetRoleCredentials'
      ? jsonAnswer({ __type: 'ForbiddenException', message: 'No access' }, 403)
      : undefined,
  );
  expect((await failureOf(aws.trails.list(dev, never))).failure.kind).toBe('denied');
});

test('profiles of one session renew its token once, and keep it for the AWS CLI, for the user alone', async () => {
  const { aws, server, log, token } = await signedIn(ssoToken('corp', endedButRenewable));
  await Promise.all([aws.trails.list(dev, never), aws.trails.list(audit, never)]);
  expect(server.requests.filter(({ operation }) => operation === 'CreateToken')).toEqual([
    expect.objectContaining({
      input: {
        clientId: 'client',
        clientSecret: 'example-client-secret',
        grantType: 'refresh_token',
        refreshToken: 'example-refresh-token',
      },
    }),
  ]);
  expect(JSON.parse(readFileSync(token, 'utf8'))).toEqual({
    ...(JSON.parse(Object.values(ssoToken('corp', endedButRenewable))[0] ?? '') as object),
    accessToken: 'renewed-token',
    refreshToken: 'next-refresh',
    expiresAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
  });
  expect(statSync(token).mode & 0o777).toBe(0o600);
  expect(log.join('\n')).not.toMatch(/example-|renewed-token|next-refresh/);
});

test('a token near its end serves on where it cannot be renewed', async () => {
  const soon = new Date(Date.now() + 60_000).toISOString();
  const { aws, server } = await signedIn(
    ssoToken('corp', { ...endedButRenewable, expiresAt: soon }),
    ({ operation }) =>
      operation === 'CreateToken' ? jsonAnswer({ error: 'invalid_grant' }, 400) : undefined,
  );
  await aws.trails.list(dev, never);
  expect(server.requests.at(-1)?.headers['x-amz-security-token']).toBe('token-with-sso-token');
});

test('where another process has used the refresh token first, its token is taken', async () => {
  const { aws, server, token } = await signedIn(ssoToken('corp', endedButRenewable), ({ operation }) => {
    if (operation !== 'CreateToken') {
      return undefined;
    }
    writeFileSync(token, Object.values(ssoToken('corp', { accessToken: 'newer-token' }))[0] ?? '');
    return jsonAnswer({ __type: 'InvalidGrantException', error: 'invalid_grant' }, 400);
  });
  await aws.trails.list(dev, never);
  expect(server.requests.at(-1)?.headers['x-amz-security-token']).toBe('token-with-newer-token');
});

test.each([
  ['no JSON', 'example-secret'],
  ['no object', '[]'],
  ['no token', '{"expiresAt":"2098-01-01T00:00:00Z"}'],
  ['no end', '{"accessToken":"sso-token","expiresAt":"soon"}'],
])('a token file with %s is as none', async (_, text) => {
  const { aws } = await signedIn({ [tokenPath]: text });
  expect((await failureOf(aws.trails.list(dev, never))).failure.kind).toBe('sign-in-needed');
});

test('all accounts and roles of a session are listed, page by page', async () => {
  const { aws, server } = await signedIn(ssoToken('corp'), ({ operation, input }) => {
    switch (operation) {
      case 'ListAccounts':
        return input['next_token'] === undefined
          ? jsonAnswer({
              accountList: [
                { accountId: '111122223333', accountName: 'Development', emailAddress: 'dev@example.com' },
              ],
              nextToken: 'more',
            })
          : jsonAnswer({ accountList: [{ accountId: '123456789012' }], nextToken: '' });
      case 'ListAccountRoles':
        return input['next_token'] === undefined
          ? jsonAnswer({ roleList: [{ roleName: 'Admin', accountId: '111122223333' }], nextToken: 'more' })
          : jsonAnswer({ roleList: [{ roleName: 'Auditor' }, {}] });
      default:
        return undefined;
    }
  });
  expect(await all(aws.sso.accounts('corp', never))).toEqual([
    { id: '111122223333', name: 'Development', email: 'dev@example.com' },
    { id: '123456789012', name: '', email: '' },
  ]);
  const roles = await all(aws.sso.roles('corp', '111122223333', never));
  expect(roles).toEqual(
    ['Admin', 'Auditor'].map((role) => ({
      kind: 'sso-role',
      session: 'corp',
      account: '111122223333',
      role,
    })),
  );
  expect(server.requests.map(({ headers }) => headers['x-amz-sso_bearer_token'])).toEqual(
    Array.from({ length: 4 }, () => 'sso-token'),
  );
  const [, auditor] = roles;
  await aws.trails.list(connection({ credentials: auditor!, region: 'us-east-1' }), never);
  expect(server.requests.at(-1)?.accessKeyId).toBe('SSO-111122223333-Auditor');
});

test('only the pages that are asked for are fetched', async () => {
  const { aws, server } = await signedIn(ssoToken('corp'), ({ operation }) =>
    operation === 'ListAccounts' ? jsonAnswer({ accountList: [], nextToken: 'more' }) : undefined,
  );
  const pages = aws.sso.accounts('corp', never)[Symbol.asyncIterator]();
  expect(server.requests).toEqual([]);
  await pages.next();
  expect(server.requests).toHaveLength(1);
});

test('without a token the listing names the command for the session', async () => {
  const { aws } = await signedIn({});
  expect((await failureOf(all(aws.sso.accounts('corp', never)))).failure).toEqual({
    kind: 'sign-in-needed',
    how: { kind: 'command', command: ['aws', 'sso', 'login', '--sso-session', 'corp'] },
  });
  expect((await failureOf(all(aws.sso.accounts('other', never)))).failure.kind).toBe('invalid-input');
});
