import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { awsOnWire, chain, failureOf, never } from '../../test/support/aws-on-wire.ts';
import { jsonError, xml, type WireAnswer } from '../../test/support/fake-wire.ts';
import { stubUserConfig } from '../../test/support/user-config.ts';
import { connection, inRegion } from '../core/connection.ts';
import { TrailscopeError, type Failure } from '../core/failures/failure.ts';
import { mapError } from './map-error.ts';

const context = { operation: 'cloudtrail:DescribeTrails', region: 'us-east-1' };

/** How DescribeTrails fails when the service answers so. */
async function failureOnAnswer(answer: WireAnswer): Promise<TrailscopeError> {
  const { aws } = awsOnWire(() => answer);
  return failureOf(aws.trails.list(chain, never));
}

/** How DescribeTrails fails when the socket throws. */
async function failureOnThrow(thrown: Error, region = 'us-east-1'): Promise<Failure> {
  const { aws } = awsOnWire(() => Promise.reject(thrown));
  const { failure, message } = await failureOf(aws.trails.list(inRegion(chain, region), never));
  expect(message).toBe(thrown.message);
  return failure;
}

function systemError(code: string, members: object = {}): Error {
  return Object.assign(new Error(`something ${code}`), { code, ...members });
}

describe('what a service answers', () => {
  test.each<[string, number, Failure]>([
    ['ThrottlingException', 400, { kind: 'throttled' }],
    ['Throttling', 400, { kind: 'throttled' }],
    ['TooManyRequestsException', 429, { kind: 'throttled' }],
    ['RequestLimitExceeded', 503, { kind: 'throttled' }],
    ['ExpiredTokenException', 400, { kind: 'expired' }],
    ['ExpiredToken', 400, { kind: 'expired' }],
    ['InvalidClientTokenId', 403, { kind: 'expired' }],
    ['UnrecognizedClientException', 400, { kind: 'expired' }],
    ['InvalidSignatureException', 400, { kind: 'expired' }],
    ['RequestExpired', 400, { kind: 'expired' }],
    ['TrailNotFoundException', 400, { kind: 'not-found', code: 'TrailNotFoundException' }],
    ['NoSuchBucket', 404, { kind: 'not-found', code: 'NoSuchBucket' }],
    ['InvalidTrailNameException', 400, { kind: 'refused', code: 'InvalidTrailNameException' }],
    ['OperationNotPermittedException', 400, { kind: 'refused', code: 'OperationNotPermittedException' }],
    ['SomethingNewException', 400, { kind: 'refused', code: 'SomethingNewException' }],
    ['InternalFailure', 500, { kind: 'unavailable', status: 500 }],
    ['ServiceUnavailable', 503, { kind: 'unavailable', status: 503 }],
  ])('%s (%i)', async (code, status, expected) => {
    expect((await failureOnAnswer(jsonError(code, 'no', status))).failure).toEqual(expected);
  });

  test('a denial names the action of its message, which need not be the one that was called', async () => {
    const message =
      'User: arn:aws:iam::111122223333:user/maria is not authorized to perform: cloudtrail:DescribeTrails' +
      ' because no identity-based policy allows the cloudtrail:DescribeTrails action';
    const own = await failureOnAnswer(jsonError('AccessDeniedException', message));
    expect(own.failure).toEqual({ kind: 'denied', action: 'cloudtrail:DescribeTrails' });
    expect(own.message).toBe(message);
    const other = jsonError(
      'AccessDeniedException',
      'U is not authorized to perform: kms:Decrypt on resource: K',
    );
    expect((await failureOnAnswer(other)).failure).toEqual({ kind: 'denied', action: 'kms:Decrypt' });
  });

  test('a denial that names no action is about the one that was called', async () => {
    expect((await failureOnAnswer(jsonError('AccessDeniedException', ''))).failure).toEqual({
      kind: 'denied',
      action: 'cloudtrail:DescribeTrails',
    });
  });

  test('the request id, the Region and the operation are kept for a support case', async () => {
    const { context: kept } = await failureOnAnswer(jsonError('InvalidTrailNameException'));
    expect(kept).toEqual({ ...context, requestId: 'request-1', source: { kind: 'default-chain' } });
  });

  test.each([
    ['a page of a captive portal', { status: 200, body: '<!doctype html><title>Sign in</title>' }],
    ['half an answer', { status: 200, body: '{"trailList":[{' }],
    ['a refusal of a proxy', { status: 403, body: '<html><h1>Blocked by policy</h1></html>' }],
    ['an error without a code', { status: 400, body: '{}' }],
    ['a list that is a text', { status: 200, body: '{"trailList":"none"}' }],
    ['a fault without a body', { status: 502, body: '' }],
  ])('what is no answer of AWS: %s', async (_, answer) => {
    const { failure, message } = await failureOnAnswer(answer);
    expect(failure).toEqual({ kind: 'unavailable', status: answer.status });
    expect(message).toMatch(/^The answer.* (is not one of AWS|cannot be read)/);
  });

  test('the protocols of STS and EC2', async () => {
    const sts = awsOnWire(() =>
      xml(
        '<ErrorResponse><Error><Type>Sender</Type><Code>ExpiredToken</Code><Message>over</Message></Error>' +
          '<RequestId>r-1</RequestId></ErrorResponse>',
        403,
      ),
    );
    expect((await failureOf(sts.aws.account.identity(chain, never))).failure).toEqual({ kind: 'expired' });
    const ec2 = awsOnWire(() =>
      xml(
        '<Response><Errors><Error><Code>UnauthorizedOperation</Code><Message>no</Message></Error></Errors>' +
          '<RequestID>r-1</RequestID></Response>',
        403,
      ),
    );
    expect((await failureOf(ec2.aws.account.regions(chain, never))).failure).toEqual({
      kind: 'denied',
      action: 'ec2:DescribeRegions',
    });
  });
});

describe('no answer', () => {
  test.each([
    'EAI_AGAIN',
    'ECONNREFUSED',
    'ECONNRESET',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'EPIPE',
    'ETIMEDOUT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ])('%s', async (code) => {
    expect(await failureOnThrow(systemError(code))).toEqual({ kind: 'offline', reason: code });
  });

  test('a timeout of the SDK', async () => {
    const timeout = Object.assign(new Error('timed out'), { name: 'TimeoutError' });
    expect(await failureOnThrow(timeout)).toEqual({ kind: 'offline', reason: 'ETIMEDOUT' });
  });

  test('several addresses that were tried in vain have a code and a message between them', () => {
    const attempts = [systemError('ECONNREFUSED'), systemError('ECONNREFUSED')];
    const { failure, message } = mapError(new AggregateError(attempts), context);
    expect(failure).toEqual({ kind: 'offline', reason: 'ECONNREFUSED' });
    expect(message).toBe('something ECONNREFUSED; something ECONNREFUSED');
  });

  test('what Node really throws for a closed port', async () => {
    const thrown = await new Promise<unknown>((resolve) => connect(1, 'localhost').once('error', resolve));
    expect(mapError(thrown, context).failure).toEqual({ kind: 'offline', reason: 'ECONNREFUSED' });
  });

  test('a host that is not found is a wrong Region if no such Region is known, else no network', async () => {
    const notFound = (region: string) =>
      systemError('ENOTFOUND', { hostname: `cloudtrail.${region}.amazonaws.com` });
    expect(await failureOnThrow(notFound('us-esat-1'), 'us-esat-1')).toEqual({ kind: 'invalid-input' });
    const offline = { kind: 'offline', reason: 'ENOTFOUND' };
    expect(await failureOnThrow(notFound('us-east-1'), 'us-east-1')).toEqual(offline);
    const emulator = systemError('ENOTFOUND', { hostname: 'emulator.test' });
    expect(await failureOnThrow(emulator, 'local')).toEqual(offline);
  });
});

describe('no request', () => {
  test('a Region that cannot be part of a host name', async () => {
    const { aws, wire } = awsOnWire(() => jsonError('Unreachable'));
    const { failure } = await failureOf(aws.trails.list(inRegion(chain, 'evil.test/#'), never));
    expect(failure).toEqual({ kind: 'invalid-input' });
    expect(wire.requests).toEqual([]);
  });

  test('no credentials anywhere', async () => {
    const { aws } = awsOnWire(() => jsonError('Unreachable'));
    stubUserConfig();
    expect((await failureOf(aws.trails.list(chain, never))).failure).toEqual({ kind: 'no-credentials' });
  });

  test('a profile that does not exist', async () => {
    const { aws } = awsOnWire(() => jsonError('Unreachable'));
    const nobody = connection({ credentials: { kind: 'profile', name: 'nobody' }, region: 'us-east-1' });
    expect((await failureOf(aws.trails.list(nobody, never))).failure).toEqual({
      kind: 'no-credentials',
      profile: 'nobody',
    });
  });

  test('a profile of IAM Identity Center that is not signed in', async () => {
    const { aws } = awsOnWire(() => jsonError('Unreachable'));
    const config = `
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin
[sso-session corp]
sso_start_url = https://corp.example.com/start
sso_region = us-east-1
`;
    stubUserConfig({ config });
    const sso = connection({ credentials: { kind: 'profile', name: 'sso' }, region: 'us-east-1' });
    expect((await failureOf(aws.trails.list(sso, never))).failure).toEqual({
      kind: 'sign-in-needed',
      how: { kind: 'command', command: ['aws', 'sso', 'login', '--profile', 'sso'] },
    });
  });

  test('a credential process that fails', async () => {
    const { aws } = awsOnWire(() => jsonError('Unreachable'));
    stubUserConfig({ config: '[profile broken]\ncredential_process = false\n' });
    const broken = connection({ credentials: { kind: 'profile', name: 'broken' }, region: 'us-east-1' });
    expect((await failureOf(aws.trails.list(broken, never))).failure).toEqual({
      kind: 'no-credentials',
      profile: 'broken',
    });
  });

  test.each<[string, unknown, Failure]>([
    [
      'a session that ended',
      providerError('The SSO session associated with this profile has expired.'),
      { kind: 'expired' },
    ],
    ['an ended token', providerError('Token is expired', 'TokenProviderError'), { kind: 'expired' }],
    [
      'a network that is missing while signing in',
      providerError('failed', 'CredentialsProviderError', systemError('EAI_AGAIN')),
      { kind: 'offline', reason: 'EAI_AGAIN' },
    ],
    [
      'a sign-in that IAM Identity Center no longer takes',
      providerError('UnauthorizedException: Session token not found or invalid'),
      { kind: 'expired' },
    ],
    [
      'a role that IAM Identity Center does not give',
      providerError('ForbiddenException: No access'),
      { kind: 'denied' },
    ],
    [
      'too many sign-ins',
      providerError('TooManyRequestsException: HTTP 429 Unknown Code'),
      { kind: 'throttled' },
    ],
    [
      'no network while signing in, of which only the text tells',
      providerError(
        'Failed to refresh token: Error: getaddrinfo ENOTFOUND oidc.us-east-1.amazonaws.com.' +
          ' Please re-authenticate using aws login',
      ),
      { kind: 'offline', reason: 'ENOTFOUND' },
    ],
    [
      'a certificate that is not trusted while signing in',
      providerError('Error: certificate has expired'),
      { kind: 'offline' },
    ],
    ['a text', 'just a text', { kind: 'bug' }],
    ['a fault of ours', new TypeError('x is not a function'), { kind: 'bug' }],
    ['a cancellation', new DOMException('Aborted', 'AbortError'), { kind: 'cancelled' }],
  ])('%s', (_, thrown, expected) => {
    expect(mapError(thrown, context).failure).toEqual(expected);
  });

  test('an error that is mapped already stays as it is', () => {
    const error = new TrailscopeError({ kind: 'throttled' }, 'slow down');
    expect(mapError(error, context)).toBe(error);
  });
});

function providerError(message: string, name = 'CredentialsProviderError', cause?: Error): Error {
  return Object.assign(new Error(message, { cause }), { name });
}
