import { expect, test, vi } from 'vitest';
import { failureOf, never } from '../../../test/support/aws-on-wire.ts';
import { FakeTime } from '../../../test/support/fake-time.ts';
import {
  identityServer,
  roleAnswer,
  stsError,
  type Override,
} from '../../../test/support/identity-server.ts';
import { stubShape } from '../../../test/support/profile-shapes.ts';
import { connection, inRegion } from '../../core/connection.ts';
import type { SignInPrompts } from '../../core/sign-in.ts';
import { openAws } from '../open-aws.ts';

const serial = 'arn:aws:iam::111122223333:mfa/maria';
const config = `[profile base]
aws_access_key_id = BASE-KEY
aws_secret_access_key = example-secret
[profile admin]
role_arn = arn:aws:iam::111122223333:role/Admin
source_profile = base
mfa_serial = ${serial}
`;
const admin = connection({ credentials: { kind: 'profile', name: 'admin' }, region: 'us-east-1' });

async function signingIn(override?: Override) {
  const server = await identityServer(override);
  stubShape({ config }, server);
  const time = new FakeTime();
  const mfaCode = vi.fn<SignInPrompts['mfaCode']>(() => Promise.resolve(' 123456 '));
  const aws = openAws({
    version: '1.2.3',
    sampleHandler: () => Promise.reject(new Error('not the sample account')),
    time,
    prompts: { mfaCode },
  });
  return { aws, server, time, mfaCode };
}

test('two calls while the user signs in ask once, and everything until the end of the session asks no more', async () => {
  const { aws, server, time, mfaCode } = await signingIn((request) =>
    request.operation === 'AssumeRole'
      ? roleAnswer('AssumeRole', 'ADMIN-KEY', new Date(time.now() + 3_600_000).toISOString())
      : undefined,
  );
  await Promise.all([
    aws.signIn.signIn(admin, never),
    aws.trails.list(admin, never),
    aws.trails.list(inRegion(admin, 'eu-west-1'), never),
    aws.signIn.signIn(inRegion(admin, 'eu-west-1'), never),
  ]);
  time.advance(3_599_000);
  await aws.trails.list(admin, never);
  expect(mfaCode.mock.calls.map(([question]) => question)).toEqual([{ profile: 'admin', serial }]);
  expect(server.requests.filter(({ operation }) => operation === 'AssumeRole')).toEqual([
    expect.objectContaining({
      accessKeyId: 'BASE-KEY',
      input: expect.objectContaining({ SerialNumber: serial, TokenCode: '123456' }) as object,
    }),
  ]);
  time.advance(1_000);
  expect((await failureOf(aws.trails.list(admin, never))).failure).toEqual({
    kind: 'sign-in-needed',
    how: { kind: 'mfa-code', profile: 'admin', serial },
  });
  expect(mfaCode).toHaveBeenCalledOnce();
});

test('a call alone never asks, and calls nobody', async () => {
  const { aws, server, mfaCode } = await signingIn();
  expect((await failureOf(aws.trails.list(admin, never))).failure.kind).toBe('sign-in-needed');
  expect(mfaCode).not.toHaveBeenCalled();
  expect(server.requests).toEqual([]);
});

test('a user who gives no code has cancelled, and calls that waited say what they need', async () => {
  const { aws, server, mfaCode } = await signingIn();
  mfaCode.mockResolvedValue(undefined);
  const signIn = failureOf(aws.signIn.signIn(admin, never));
  const call = failureOf(aws.trails.list(admin, never));
  expect((await signIn).failure.kind).toBe('cancelled');
  expect((await call).failure.kind).toBe('sign-in-needed');
  expect(server.requests).toEqual([]);
});

test('the question goes away when nobody waits for the answer any more', async () => {
  const { aws, mfaCode } = await signingIn();
  const controller = new AbortController();
  let asked: AbortSignal | undefined;
  mfaCode.mockImplementation((_, signal) => {
    asked = signal;
    controller.abort();
    return new Promise(() => undefined);
  });
  expect((await failureOf(aws.signIn.signIn(admin, controller.signal))).failure.kind).toBe('cancelled');
  expect(asked?.aborted).toBe(true);
});

test('a wrong code is told as such, and the next attempt asks anew', async () => {
  let answers = 0;
  const { aws, mfaCode } = await signingIn(({ operation }) =>
    operation === 'AssumeRole' && answers++ === 0
      ? stsError('AccessDenied', 'MultiFactorAuthentication failed with invalid MFA one time pass code.')
      : undefined,
  );
  const error = await failureOf(aws.signIn.signIn(admin, never));
  expect([error.failure.kind, error.message]).toEqual([
    'invalid-input',
    'MultiFactorAuthentication failed with invalid MFA one time pass code.',
  ]);
  await aws.signIn.signIn(admin, never);
  expect(mfaCode).toHaveBeenCalledTimes(2);
});

test('a role that may not be assumed is denied, with the action', async () => {
  const { aws } = await signingIn(({ operation }) =>
    operation === 'AssumeRole'
      ? stsError(
          'AccessDenied',
          'User: arn:aws:iam::111122223333:user/maria is not authorized to perform: sts:AssumeRole on resource: x',
        )
      : undefined,
  );
  expect((await failureOf(aws.signIn.signIn(admin, never))).failure).toEqual({
    kind: 'denied',
    action: 'sts:AssumeRole',
  });
});
