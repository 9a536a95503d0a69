import { expect, test, vi } from 'vitest';
import { FakeTime } from '../../test/support/fake-time.ts';
import { environmentKeys, stubUserConfig } from '../../test/support/user-config.ts';
import { connection, inRegion } from '../core/connection.ts';
import { CredentialCache, type CredentialProvider } from './credentials.ts';

const maria = connection({ credentials: { kind: 'profile', name: 'maria' }, region: 'us-east-1' });

/** A provider that counts, and whose credentials expire after an hour. */
function counting(time: FakeTime) {
  return vi.fn<CredentialProvider>(() =>
    Promise.resolve({
      accessKeyId: 'MARIA-KEY',
      secretAccessKey: 'example-secret',
      expiration: new Date(time.now() + 3_600_000),
    }),
  );
}

test('credentials are fetched once for calls at the same time and for every Region', async () => {
  const time = new FakeTime();
  const provider = counting(time);
  const cache = new CredentialCache(time, () => provider);
  const [first, second] = await Promise.all([cache.of(maria)(), cache.of(inRegion(maria, 'eu-west-1'))()]);
  expect(first.accessKeyId).toBe('MARIA-KEY');
  expect(second).toBe(first);
  expect(await cache.of(maria)()).toBe(first);
  expect(provider).toHaveBeenCalledOnce();
});

test('credentials are fetched anew five minutes before they expire, and then only once', async () => {
  const time = new FakeTime();
  const provider = counting(time);
  const cache = new CredentialCache(time, () => provider);
  await cache.of(maria)();
  time.advance(3_600_000 - 5 * 60_000);
  await cache.of(maria)();
  expect(provider).toHaveBeenCalledTimes(1);
  time.advance(1);
  await Promise.all([cache.of(maria)(), cache.of(maria)(), cache.of(maria)()]);
  expect(provider).toHaveBeenCalledTimes(2);
});

test('a failure is not kept', async () => {
  const time = new FakeTime();
  const provider = counting(time).mockRejectedValueOnce(new Error('signed out'));
  const cache = new CredentialCache(time, () => provider);
  await expect(cache.of(maria)()).rejects.toThrow('signed out');
  expect((await cache.of(maria)()).accessKeyId).toBe('MARIA-KEY');
});

test('credentials that are forgotten are fetched anew', async () => {
  const time = new FakeTime();
  const provider = counting(time);
  const cache = new CredentialCache(time, () => provider);
  await cache.of(maria)();
  cache.forget(inRegion(maria, 'eu-west-1'));
  await cache.of(maria)();
  expect(provider).toHaveBeenCalledTimes(2);
});

test('profiles keep their own credentials, and a change in a file counts after forgetting', async () => {
  const credentialsOf = (suffix: string) =>
    ['maria', 'audit']
      .map((name) => `[${name}]\naws_access_key_id = ${name}${suffix}\naws_secret_access_key = x\n`)
      .join('');
  stubUserConfig({ environment: environmentKeys, credentials: credentialsOf('-1') });
  const cache = new CredentialCache(new FakeTime());
  const audit = connection({ ...maria, credentials: { kind: 'profile', name: 'audit' } });
  expect((await cache.of(maria)()).accessKeyId).toBe('maria-1');
  expect((await cache.of(audit)()).accessKeyId).toBe('audit-1');
  stubUserConfig({ environment: environmentKeys, credentials: credentialsOf('-2') });
  expect((await cache.of(maria)()).accessKeyId).toBe('maria-1');
  cache.forget(maria);
  expect((await cache.of(maria)()).accessKeyId).toBe('maria-2');
  expect((await cache.of(audit)()).accessKeyId).toBe('audit-1');
});

test('the default chain takes the keys of the environment', async () => {
  stubUserConfig({ environment: environmentKeys });
  const cache = new CredentialCache(new FakeTime());
  const chain = connection({ credentials: { kind: 'default-chain' }, region: 'us-east-1' });
  expect((await cache.of(chain)()).accessKeyId).toBe('ENVIRONMENT-KEY');
});

test('a profile that needs an MFA code fails instead of asking', async () => {
  const config = `
[profile base]
aws_access_key_id = BASE-KEY
aws_secret_access_key = example-secret
[profile maria]
role_arn = arn:aws:iam::111122223333:role/Admin
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/maria
`;
  stubUserConfig({ config });
  await expect(new CredentialCache(new FakeTime()).of(maria)()).rejects.toThrow(
    'multi-factor authentication',
  );
});
