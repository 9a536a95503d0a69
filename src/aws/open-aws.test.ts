import { describe, expect, onTestFinished, test } from 'vitest';
import { awsOnWire, chain, failureOf, never } from '../../test/support/aws-on-wire.ts';
import { FakeWire, json, jsonError, silence, xml, type WireAnswer } from '../../test/support/fake-wire.ts';
import { environmentKeys, stubUserConfig } from '../../test/support/user-config.ts';
import { connection, inRegion, type Connection } from '../core/connection.ts';
import { openAws } from './open-aws.ts';

const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });

function profile(name: string, members: Partial<Connection> = {}): Connection {
  return connection({ credentials: { kind: 'profile', name }, region: 'us-east-1', ...members });
}

describe('the sample account', () => {
  /** Every setting that could lead a call elsewhere or break it. */
  const hostile = {
    environment: {
      ...environmentKeys,
      AWS_SESSION_TOKEN: 'environment-token',
      AWS_PROFILE: 'hostile',
      AWS_REGION: 'ap-southeast-2',
      AWS_DEFAULT_REGION: 'ap-southeast-2',
      AWS_ENDPOINT_URL: 'http://hostile.test',
      AWS_ENDPOINT_URL_CLOUDTRAIL: 'http://hostile.test',
      AWS_ENDPOINT_URL_STS: 'http://hostile.test',
      AWS_USE_FIPS_ENDPOINT: 'neither',
      AWS_USE_DUALSTACK_ENDPOINT: 'neither',
      AWS_MAX_ATTEMPTS: 'many',
      AWS_RETRY_MODE: 'hostile',
      AWS_DEFAULTS_MODE: 'hostile',
      AWS_AUTH_SCHEME_PREFERENCE: 'hostile',
      AWS_SDK_UA_APP_ID: 'hostile-app',
    },
    config: `
[profile hostile]
region = ap-southeast-2
services = missing
endpoint_url = http://hostile.test
credential_process = exit 1
`,
  };

  /** What the SDK reads of the environment without a way to switch it off; none of it changes where a call goes. */
  const harmless = [
    'AWS_ENABLE_DEFAULT_SOCKET_TIMEOUT_2026',
    'AWS_LAMBDA_FUNCTION_NAME',
    'AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED',
  ];

  function answer({ operation }: { readonly operation: string }): WireAnswer {
    switch (operation) {
      case 'GetCallerIdentity':
        return xml(
          '<R><GetCallerIdentityResult><Arn>a</Arn><UserId>u</UserId><Account>1</Account></GetCallerIdentityResult></R>',
        );
      case 'DescribeRegions':
        return xml('<R><regionInfo/></R>');
      default:
        return json({});
    }
  }

  /** The names of the AWS variables, and of those that lead to the user's files, that are read from here on. */
  function variablesRead(): ReadonlySet<string> {
    const real = process.env;
    const names = new Set<string>();
    process.env = new Proxy(real, {
      get: (target, name) => {
        if (/^(AWS_|HOME|USERPROFILE)/.test(String(name))) {
          names.add(String(name));
        }
        return Reflect.get(target, name) as unknown;
      },
    });
    onTestFinished(() => {
      process.env = real;
    });
    return names;
  }

  test('takes nothing from the environment or the shared files and sends nothing to the network', async () => {
    stubUserConfig(hostile);
    const inProcess = new FakeWire(answer);
    const network = new FakeWire(() => Promise.reject(new Error('The sample account called the network')));
    const aws = openAws({
      version: '1.2.3',
      sampleHandler: () => Promise.resolve(inProcess.handler),
      requestHandler: network.handler,
    });
    const read = variablesRead();
    await aws.trails.list(sample, never);
    await aws.account.identity(sample, never);
    await aws.account.regions(sample, never);
    expect([...read].filter((name) => !harmless.includes(name))).toEqual([]);
    expect(network.requests).toEqual([]);
    expect(inProcess.requests.map(({ url, region, accessKeyId }) => ({ url, region, accessKeyId }))).toEqual(
      ['cloudtrail', 'sts', 'ec2'].map((service) => ({
        url: `https://${service}.us-east-1.amazonaws.com/`,
        region: 'us-east-1',
        accessKeyId: 'SAMPLE-ACCOUNT',
      })),
    );
    expect(JSON.stringify(inProcess.requests)).not.toMatch(/hostile|environment|ap-southeast-2/i);
    expect(inProcess.requests[0]?.headers).not.toHaveProperty('x-amz-security-token');
  });

  test('the same settings do lead other connections elsewhere', async () => {
    const { AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS } = hostile.environment;
    const { aws, wire } = awsOnWire(answer);
    stubUserConfig({ environment: { ...environmentKeys, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS } });
    const read = variablesRead();
    await aws.trails.list(chain, never);
    expect(wire.requests).toMatchObject([{ url: 'http://hostile.test/', accessKeyId: 'ENVIRONMENT-KEY' }]);
    expect(read).toContain('AWS_CONFIG_FILE');
  });

  test('is loaded with its first call only, and no call leaves when that fails', async () => {
    let loads = 0;
    const { aws, wire } = awsOnWire(() => json({}), {
      sampleHandler: () => Promise.reject(new Error(`broken ${++loads}`)),
    });
    await aws.trails.list(chain, never);
    expect(loads).toBe(0);
    const error = await failureOf(aws.trails.list(sample, never));
    expect([error.failure.kind, error.message]).toEqual(['bug', 'broken 1']);
    await failureOf(aws.trails.list(sample, never));
    expect(loads).toBe(2);
    expect(wire.requests).toHaveLength(1);
  });
});

describe('connections', () => {
  const credentials = ['maria', 'audit']
    .map((name) => `[${name}]\naws_access_key_id = KEY-OF-${name}\naws_secret_access_key = x\n`)
    .join('');

  test('several that are used at once never mix', async () => {
    const { aws, wire } = awsOnWire(({ accessKeyId, url, region }) =>
      json({
        trailList: [{ Name: accessKeyId, TrailARN: url, HomeRegion: region, S3BucketName: 'acme-audit' }],
      }),
    );
    stubUserConfig({ environment: environmentKeys, credentials });
    const connections = [
      chain,
      profile('maria'),
      profile('audit'),
      profile('maria', { region: 'eu-west-1' }),
      profile('maria', { endpoint: 'http://127.0.0.1:4566' }),
    ];
    const rounds = [...connections, ...connections.toReversed(), ...connections];
    const seen = await Promise.all(rounds.map((each) => aws.trails.list(each, never)));
    const expected = (each: Connection) => {
      const { credentials: source, region, endpoint } = each;
      return {
        name: source.kind === 'profile' ? `KEY-OF-${source.name}` : 'ENVIRONMENT-KEY',
        arn: `${endpoint ?? `https://cloudtrail.${region}.amazonaws.com`}/`,
        homeRegion: region,
      };
    };
    expect(seen).toMatchObject(rounds.map((each) => [expected(each)]));
    expect(wire.requests).toHaveLength(15);
  });

  test("the profile's own endpoint is called, not the default profile's", async () => {
    const { aws, wire } = awsOnWire(() => json({}));
    stubUserConfig({
      credentials,
      config:
        '[default]\nendpoint_url = http://default.test\n[profile audit]\nendpoint_url = http://audit.test:1\n',
    });
    await aws.trails.list(profile('maria'), never);
    await aws.trails.list(profile('audit'), never);
    expect(wire.requests.map(({ url }) => url)).toEqual([
      'https://cloudtrail.us-east-1.amazonaws.com/',
      'http://audit.test:1/',
    ]);
  });

  test('a change of the files counts from when it is told: new keys and endpoints, and no others', async () => {
    const { aws, wire } = awsOnWire(() => json({}));
    const configured = (port: number) => ({
      credentials: credentials.replace('KEY-OF-audit', `KEY-${port}`),
      config: `[profile audit]\nendpoint_url = http://127.0.0.1:${port}\n`,
    });
    const seen = () => wire.requests.splice(0).map(({ url, accessKeyId }) => `${accessKeyId} ${url}`);
    stubUserConfig(configured(1));
    await aws.trails.list(profile('audit'), never);
    await aws.trails.list(profile('maria'), never);
    stubUserConfig(configured(2));
    await aws.trails.list(profile('audit'), never);
    expect(seen()).toEqual([
      'KEY-1 http://127.0.0.1:1/',
      'KEY-OF-maria https://cloudtrail.us-east-1.amazonaws.com/',
      'KEY-1 http://127.0.0.1:1/',
    ]);
    aws.signIn.configurationChanged();
    await aws.trails.list(profile('audit'), never);
    await aws.trails.list(profile('maria'), never);
    expect(seen()).toEqual([
      'KEY-2 http://127.0.0.1:2/',
      'KEY-OF-maria https://cloudtrail.us-east-1.amazonaws.com/',
    ]);
  });

  test('a connection that is given up in flight shows nothing of another account', async () => {
    const { aws } = awsOnWire(({ accessKeyId }) =>
      json({
        trailList: [{ Name: accessKeyId, TrailARN: 'arn', HomeRegion: 'us-east-1', S3BucketName: 'b' }],
      }),
    );
    stubUserConfig({ credentials });
    const controller = new AbortController();
    const first = failureOf(aws.trails.list(profile('maria'), controller.signal));
    const second = aws.trails.list(profile('audit'), never);
    controller.abort();
    expect((await first).failure.kind).toBe('cancelled');
    expect((await second).map(({ name }) => name)).toEqual(['KEY-OF-audit']);
  });

  test('other partitions have their own hosts', async () => {
    const { aws, wire } = awsOnWire(() => json({}));
    await aws.trails.list(inRegion(chain, 'cn-north-1'), never);
    await aws.trails.list(inRegion(chain, 'us-gov-west-1'), never);
    expect(wire.requests.map(({ url }) => url)).toEqual([
      'https://cloudtrail.cn-north-1.amazonaws.com.cn/',
      'https://cloudtrail.us-gov-west-1.amazonaws.com/',
    ]);
  });

  test('a call whose session has ended is signed again with what the user has signed in with since', async () => {
    const { aws, wire } = awsOnWire(({ accessKeyId }) => {
      stubUserConfig({ credentials: credentials.replace('KEY-OF-maria', 'NEW-KEY') });
      return accessKeyId === 'KEY-OF-maria' ? jsonError('ExpiredTokenException') : json({});
    });
    stubUserConfig({ credentials });
    await aws.trails.list(profile('maria'), never);
    expect(wire.requests.map(({ accessKeyId }) => accessKeyId)).toEqual(['KEY-OF-maria', 'NEW-KEY']);
  });

  test('keys that AWS does not take are not tried twice', async () => {
    const { aws, wire } = awsOnWire(() => jsonError('UnrecognizedClientException'));
    stubUserConfig({ credentials });
    expect((await failureOf(aws.trails.list(profile('maria'), never))).failure.kind).toBe('expired');
    expect(wire.requests).toHaveLength(1);
    stubUserConfig({ credentials: credentials.replace('KEY-OF-maria', 'NEW-KEY') });
    await failureOf(aws.trails.list(profile('maria'), never));
    expect(wire.requests.map(({ accessKeyId }) => accessKeyId)).toEqual(['KEY-OF-maria', 'NEW-KEY']);
  });

  test('every request says who sends it', async () => {
    const { aws, wire } = awsOnWire(() => json({}));
    await aws.trails.list(chain, never);
    expect(wire.requests[0]?.headers['user-agent']).toMatch(/(^| )trailscope\/1\.2\.3( |$)/);
  });
});

describe('retries', () => {
  test('a fault of the service is tried three times in all', async () => {
    const { aws, wire, time } = awsOnWire(() => jsonError('InternalFailure', 'sorry', 500));
    expect((await failureOf(aws.trails.list(chain, never))).failure).toEqual({
      kind: 'unavailable',
      status: 500,
    });
    expect(wire.requests).toHaveLength(3);
    expect(time.delays).toHaveLength(2);
  });

  test('a connection that was reset is tried again', async () => {
    let resets = 1;
    const { aws, wire } = awsOnWire(() =>
      resets-- > 0 ? Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' })) : json({}),
    );
    await aws.trails.list(chain, never);
    expect(wire.requests).toHaveLength(2);
  });

  test.each(['AccessDeniedException', 'ExpiredTokenException', 'TrailNotFoundException'])(
    '%s is not tried again',
    async (code) => {
      const { aws, wire } = awsOnWire(() => jsonError(code));
      await failureOf(aws.trails.list(chain, never));
      expect(wire.requests).toHaveLength(1);
    },
  );

  test('with a wrong clock the second attempt is signed with the time that AWS told', async () => {
    const serverTime = new Date(Date.now() + 3 * 3_600_000);
    const { aws, wire } = awsOnWire(({ headers }) => {
      const signedAt = headers['x-amz-date'] ?? '';
      const isRight = signedAt.slice(0, 11) === serverTime.toISOString().replace(/[-:]/g, '').slice(0, 11);
      const answer = isRight ? json({}) : jsonError('InvalidSignatureException', 'Signature expired');
      return { ...answer, headers: { ...answer.headers, date: serverTime.toUTCString() } };
    });
    await aws.trails.list(chain, never);
    expect(wire.requests).toHaveLength(2);
  });
});

describe('cancelling', () => {
  test('while the service is silent', async () => {
    const controller = new AbortController();
    const { aws, log } = awsOnWire((_, signal) => {
      queueMicrotask(() => {
        controller.abort();
      });
      return silence(signal);
    });
    expect((await failureOf(aws.trails.list(chain, controller.signal))).failure).toEqual({
      kind: 'cancelled',
    });
    expect(log).toEqual([expect.stringMatching(/^cloudtrail:DescribeTrails us-east-1: cancelled/)]);
  });

  test('while credentials are looked for', async () => {
    const { aws, wire } = awsOnWire(() => json({}));
    stubUserConfig({ config: '[profile slow]\ncredential_process = sleep 1\n' });
    const controller = new AbortController();
    const call = failureOf(aws.trails.list(profile('slow'), controller.signal));
    setImmediate(() => {
      controller.abort();
    });
    expect((await call).failure).toEqual({ kind: 'cancelled' });
    expect(wire.requests).toEqual([]);
  });

  test('before the call', async () => {
    const { aws, wire } = awsOnWire(() => json({}));
    const call = aws.trails.list(chain, AbortSignal.abort('a newer request'));
    expect((await failureOf(call)).failure).toEqual({ kind: 'cancelled' });
    expect(wire.requests).toEqual([]);
  });
});

describe('the log', () => {
  test('one line for each call: operation, Region, outcome, duration and request id, and nothing else', async () => {
    const { aws, log, time } = awsOnWire(({ operation }) => {
      time.advance(42);
      return operation === 'DescribeTrails'
        ? json({ trailList: [] })
        : jsonError('AccessDeniedException', 'User: arn:aws:iam::111122223333:user/maria is not authorized');
    });
    await aws.trails.list(chain, never);
    await failureOf(aws.events.lookup(chain, {}, never)[Symbol.asyncIterator]().next());
    expect(log).toEqual([
      'cloudtrail:DescribeTrails us-east-1: 200, 42 ms (request request-1)',
      'cloudtrail:LookupEvents us-east-1: denied AccessDeniedException, 42 ms (request request-2)',
    ]);
  });
});

test('opening calls nothing and reads nothing, and what is disposed is closed', () => {
  const { aws, wire } = awsOnWire(() => json({}));
  aws.dispose();
  expect(wire.requests).toEqual([]);
});
