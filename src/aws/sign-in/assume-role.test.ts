import { describe, expect, test } from 'vitest';
import { awsOnWire, chain, failureOf, never } from '../../../test/support/aws-on-wire.ts';
import { json, jsonError, xml, type SentRequest, type WireAnswer } from '../../../test/support/fake-wire.ts';
import { stubUserConfig } from '../../../test/support/user-config.ts';
import { connection } from '../../core/connection.ts';
import type { EventPage } from '../../core/ports.ts';

const role = connection({ credentials: { kind: 'profile', name: 'role' }, region: 'us-east-1' });

function config(arn: string, settings = ''): string {
  return `[profile base]
aws_access_key_id = BASE-KEY
aws_secret_access_key = example-secret
[profile role]
role_arn = ${arn}
source_profile = base
${settings}
`;
}

function roleKey(accessKeyId: string, end: number): WireAnswer {
  return xml(
    `<R><AssumeRoleResult><Credentials><AccessKeyId>${accessKeyId}</AccessKeyId><SecretAccessKey>example-secret</SecretAccessKey><SessionToken>t</SessionToken><Expiration>${new Date(end).toISOString()}</Expiration></Credentials></AssumeRoleResult></R>`,
  );
}

function standing(operation: string): (request: SentRequest) => WireAnswer {
  return (request) =>
    request.operation === operation ? roleKey('ROLE-KEY', Date.UTC(2099, 0)) : json({ trailList: [] });
}

test.each([
  ['arn:aws:iam::111122223333:role/r', '', {}, 'https://sts.us-east-1.amazonaws.com/'],
  ['arn:aws:iam::111122223333:role/r', 'region = eu-west-1', {}, 'https://sts.eu-west-1.amazonaws.com/'],
  [
    'arn:aws:iam::111122223333:role/r',
    '',
    { AWS_REGION: 'eu-west-2' },
    'https://sts.eu-west-2.amazonaws.com/',
  ],
  ['arn:aws-cn:iam::111122223333:role/r', '', {}, 'https://sts.cn-north-1.amazonaws.com.cn/'],
  [
    'arn:aws-cn:iam::111122223333:role/r',
    'region = cn-northwest-1',
    {},
    'https://sts.cn-northwest-1.amazonaws.com.cn/',
  ],
  [
    'arn:aws-us-gov:iam::111122223333:role/r',
    'region = us-east-1',
    {},
    'https://sts.us-gov-west-1.amazonaws.com/',
  ],
  ['arn:aws-iso:iam::111122223333:role/r', '', {}, 'https://sts.us-iso-east-1.c2s.ic.gov/'],
  ['arn:aws:iam::111122223333:role/r', 'endpoint_url = http://local.test', {}, 'http://local.test/'],
  [
    'arn:aws:iam::111122223333:role/r',
    'use_fips_endpoint = true',
    {},
    'https://sts-fips.us-east-1.amazonaws.com/',
  ],
])('%s with "%s" and %j is assumed at the STS of its partition', async (arn, settings, environment, url) => {
  const { aws, wire } = awsOnWire(standing('AssumeRole'));
  stubUserConfig({ config: config(arn, settings), environment });
  await aws.trails.list(role, never);
  expect(wire.requests.map((request) => [request.operation, request.accessKeyId])).toEqual([
    ['AssumeRole', 'BASE-KEY'],
    ['DescribeTrails', 'ROLE-KEY'],
  ]);
  expect(wire.requests[0]?.url).toBe(url);
});

test("a connection's own endpoint is not that of its sign-in", async () => {
  const { aws, wire } = awsOnWire(standing('AssumeRole'));
  stubUserConfig({ config: config('arn:aws:iam::111122223333:role/r') });
  await aws.trails.list(connection({ ...role, endpoint: 'http://127.0.0.1:4566' }), never);
  expect(wire.requests.map(({ url }) => url)).toEqual([
    'https://sts.us-east-1.amazonaws.com/',
    'http://127.0.0.1:4566/',
  ]);
});

test('a session of which no name was given has the name of this program', async () => {
  const { aws, wire } = awsOnWire(standing('AssumeRole'));
  stubUserConfig({ config: config('arn:aws:iam::111122223333:role/r') });
  await aws.trails.list(role, never);
  expect(wire.requests[0]?.form).toMatchObject({
    RoleSessionName: expect.stringMatching(/^trailscope-\d+$/) as string,
  });
});

test('an answer of STS without credentials is no answer', async () => {
  const { aws } = awsOnWire(() => xml('<R><AssumeRoleResult/></R>'));
  stubUserConfig({ config: config('arn:aws:iam::111122223333:role/r') });
  const error = await failureOf(aws.trails.list(role, never));
  expect([error.failure.kind, error.context.operation]).toEqual(['unavailable', 'sts:AssumeRole']);
});

test('a web identity without its token file fails without a call', async () => {
  const { aws, wire } = awsOnWire(() => json({}));
  stubUserConfig({
    config:
      '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = /nowhere\n',
  });
  const error = await failureOf(aws.trails.list(role, never));
  expect([error.failure.kind, error.message]).toEqual([
    'no-credentials',
    'The web identity token cannot be read (ENOENT)',
  ]);
  expect(wire.requests).toEqual([]);
});

describe('a session that ends between two pages', () => {
  const ids = ['page-1', 'page-2', 'page-3'];

  /** Each session is good for one page; each page names its events and the next page. */
  function history(end: (session: number) => number) {
    let sessions = 0;
    const used = new Set<string>();
    return awsOnWire((request) => {
      if (request.operation === 'AssumeRole') {
        return roleKey(`ROLE-KEY-${++sessions}`, end(sessions));
      }
      if (used.has(request.accessKeyId)) {
        return jsonError('ExpiredTokenException', 'The security token included in the request is expired');
      }
      used.add(request.accessKeyId);
      const page = Number(request.input['NextToken'] ?? 0);
      return json({
        Events: [{ EventId: ids[page] ?? 'none', EventTime: 1_700_000_000 }],
        ...(page + 1 < ids.length && { NextToken: String(page + 1) }),
      });
    });
  }

  async function allIds(pages: AsyncIterable<EventPage>): Promise<readonly (string | undefined)[]> {
    const found: (string | undefined)[] = [];
    for await (const { events } of pages) {
      found.push(...events.map(({ id }) => id));
    }
    return found;
  }

  test.each([
    ['that AWS refuses early', () => Date.UTC(2099, 0)],
    ['that says when it ends', () => 0],
  ])('%s is renewed without an event lost or doubled', async (_, end) => {
    const { aws, wire } = history(end);
    stubUserConfig({ config: config('arn:aws:iam::111122223333:role/r') });
    expect(await allIds(aws.events.lookup(role, {}, never))).toEqual(ids);
    const keys = wire.requests
      .filter(({ operation }) => operation === 'LookupEvents')
      .map((each) => each.accessKeyId);
    expect(new Set(keys).size).toBe(3);
  });

  test('and cannot be renewed says what the user can do', async () => {
    const { aws } = awsOnWire(() => jsonError('ExpiredTokenException'));
    stubUserConfig({ credentials: '[default]\naws_access_key_id = K\naws_secret_access_key = x\n' });
    const first = aws.trails.list(chain, never);
    stubUserConfig({
      config: `[default]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin
[sso-session corp]
sso_start_url = https://corp.example.com/start
sso_region = us-east-1
`,
    });
    expect((await failureOf(first)).failure.kind).toBe('sign-in-needed');
  });
});
