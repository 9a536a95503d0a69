import { expect, test, vi } from 'vitest';
import { never } from '../../../test/support/aws-on-wire.ts';
import { FakeTime } from '../../../test/support/fake-time.ts';
import { connection, inRegion } from '../../core/connection.ts';
import type { CredentialResolver, Resolved } from './credential-resolver.ts';
import { CredentialStore } from './credential-store.ts';
import { signInNeeded } from './credentials.ts';

const maria = connection({ credentials: { kind: 'profile', name: 'maria' }, region: 'us-east-1' });
const mfa = { kind: 'mfa-code', profile: 'maria', serial: 'arn:aws:iam::111122223333:mfa/maria' } as const;

/** A store whose credentials are numbered, and end after an hour. */
function numbered() {
  const time = new FakeTime();
  let count = 0;
  const resolve = vi.fn<CredentialResolver['resolve']>(() =>
    Promise.resolve({
      origin: 'files',
      credentials: {
        accessKeyId: `KEY-${++count}`,
        secretAccessKey: 'example-secret',
        expiration: new Date(time.now() + 3_600_000),
      },
    }),
  );
  const origin = vi.fn<CredentialResolver['origin']>(() => Promise.resolve('files'));
  const store = new CredentialStore(time, { resolve, origin });
  const key = async (from = maria) => (await store.get(from, never)).accessKeyId;
  return { time, resolve, origin, store, key };
}

/** An attempt that a test ends. */
function pending(): { readonly promise: Promise<Resolved>; readonly end: (resolved: Resolved) => void } {
  let end: (resolved: Resolved) => void = () => undefined;
  const promise = new Promise<Resolved>((resolve) => {
    end = resolve;
  });
  return { promise, end };
}

const asked: Resolved = {
  origin: 'files',
  credentials: { accessKeyId: 'ASKED-KEY', secretAccessKey: 'example-secret' },
};

test('calls at the same time and of every Region and endpoint share what is fetched once', async () => {
  const { key, resolve } = numbered();
  const others = [inRegion(maria, 'eu-west-1'), connection({ ...maria, endpoint: 'http://127.0.0.1:4566' })];
  expect(await Promise.all([key(), ...others.map(key)])).toEqual(['KEY-1', 'KEY-1', 'KEY-1']);
  expect(resolve).toHaveBeenCalledOnce();
});

test('they are fetched anew five minutes before they end, and then only once', async () => {
  const { time, key } = numbered();
  await key();
  time.advance(3_600_000 - 5 * 60_000);
  expect(await key()).toBe('KEY-1');
  time.advance(1);
  expect(await Promise.all([key(), key(), key()])).toEqual(['KEY-2', 'KEY-2', 'KEY-2']);
});

test('until their end they serve where no others can be had', async () => {
  const { time, key, resolve } = numbered();
  await key();
  time.advance(3_600_000 - 1);
  resolve.mockRejectedValue(new Error('signed out'));
  expect(await key()).toBe('KEY-1');
  time.advance(1);
  await expect(key()).rejects.toThrow('signed out');
});

test('a failure is not kept', async () => {
  const { key, resolve } = numbered();
  resolve.mockRejectedValueOnce(new Error('signed out'));
  await expect(key()).rejects.toThrow('signed out');
  expect(await key()).toBe('KEY-1');
});

test('what was forgotten is fetched anew, even if it was on its way', async () => {
  const { store, key } = numbered();
  const first = key();
  store.forget(inRegion(maria, 'eu-west-1'));
  expect(await key()).toBe('KEY-2');
  expect(await first).toBe('KEY-1');
  expect(await key()).toBe('KEY-2');
});

test('only what was refused is discarded, not what has come since', async () => {
  const { store, key } = numbered();
  const first = await store.get(maria, never);
  store.discard(maria, first);
  expect(await key()).toBe('KEY-2');
  store.discard(maria, first);
  expect(await key()).toBe('KEY-2');
});

test('a change of the files counts for the credentials that they lead to', async () => {
  const { store, key, origin } = numbered();
  const audit = connection({ ...maria, credentials: { kind: 'profile', name: 'audit' } });
  expect([await key(), await key(audit)]).toEqual(['KEY-1', 'KEY-2']);
  origin.mockImplementation((source) =>
    Promise.resolve(source.kind === 'profile' && source.name === 'audit' ? 'others' : 'files'),
  );
  store.configurationChanged();
  expect([await key(), await key(audit)]).toEqual(['KEY-1', 'KEY-3']);
});

test('credentials of a profile that was removed or broken count no more', async () => {
  const { store, key, origin } = numbered();
  await key();
  origin.mockRejectedValue(new Error('no such profile'));
  store.configurationChanged();
  expect(await key()).toBe('KEY-2');
});

test('only signing in may ask, and whoever comes meanwhile waits for the answer', async () => {
  const { store, key, resolve } = numbered();
  resolve.mockRejectedValueOnce(signInNeeded(mfa, 'a code is needed'));
  await expect(key()).rejects.toMatchObject({
    failure: { kind: 'sign-in-needed', how: mfa },
    // Whoever offers to sign in has to know where, with several connections.
    context: { source: maria.credentials },
  });
  const answer = pending();
  resolve.mockReturnValueOnce(answer.promise);
  const signedIn = store.signIn(maria, never);
  const calls = [key(), key(inRegion(maria, 'eu-west-1'))];
  answer.end(asked);
  await signedIn;
  expect(await Promise.all(calls)).toEqual(['ASKED-KEY', 'ASKED-KEY']);
  expect(resolve.mock.calls.map(([, { mayAsk }]) => mayAsk)).toEqual([false, true]);
});

test('signing in while a call fails for want of it asks after that', async () => {
  const { store, key, resolve } = numbered();
  resolve.mockRejectedValueOnce(signInNeeded(mfa, 'a code is needed')).mockResolvedValueOnce(asked);
  const call = key();
  const signedIn = store.signIn(maria, never);
  await expect(call).rejects.toMatchObject({ failure: { kind: 'sign-in-needed' } });
  await signedIn;
  expect(await key()).toBe('ASKED-KEY');
  expect(resolve.mock.calls.map(([, { mayAsk }]) => mayAsk)).toEqual([false, true]);
});

test('the attempt goes on while anybody waits for it, and ends with the last', async () => {
  const { store, resolve } = numbered();
  const answer = pending();
  resolve.mockReturnValue(answer.promise);
  const [first, second] = [new AbortController(), new AbortController()];
  const calls = [store.get(maria, first.signal), store.get(maria, second.signal)].map((call) =>
    call.then(
      () => 'answered',
      () => 'cancelled',
    ),
  );
  await Promise.resolve();
  const signal = resolve.mock.calls[0]?.[1].signal;
  first.abort();
  expect(await calls[0]).toBe('cancelled');
  expect(signal?.aborted).toBe(false);
  second.abort();
  expect(await calls[1]).toBe('cancelled');
  expect(signal?.aborted).toBe(true);
  resolve.mockResolvedValue(asked);
  expect((await store.get(maria, never)).accessKeyId).toBe('ASKED-KEY');
});
