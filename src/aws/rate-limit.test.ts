import { expect, test } from 'vitest';
import { FakeTime } from '../../test/support/fake-time.ts';
import { connection, inRegion } from '../core/connection.ts';
import { CallLimits, RateLimit } from './rate-limit.ts';

const lookups = { calls: 1, milliseconds: 500 };
const signal = new AbortController().signal;
const maria = connection({ credentials: { kind: 'profile', name: 'maria' }, region: 'us-east-1' });
const audit = connection({ credentials: { kind: 'profile', name: 'audit' }, region: 'us-east-1' });

test('the first call goes at once, and the next ones keep their distance', async () => {
  const time = new FakeTime();
  const limit = new RateLimit(lookups, time);
  await limit.turn(signal);
  await limit.turn(signal);
  time.advance(200);
  await limit.turn(signal);
  expect(time.delays).toEqual([500, 300]);
});

test('a call after a pause does not wait, and a long pause saves nothing up', async () => {
  const time = new FakeTime();
  const limit = new RateLimit(lookups, time);
  await limit.turn(signal);
  time.advance(60_000);
  await limit.turn(signal);
  expect(time.delays).toEqual([]);
  await limit.turn(signal);
  expect(time.delays).toEqual([500]);
});

test('callers that come together queue up', async () => {
  const time = new FakeTime();
  const limit = new RateLimit(lookups, time);
  await Promise.all([limit.turn(signal), limit.turn(signal), limit.turn(signal)]);
  expect(time.delays).toEqual([500, 1000]);
});

test('a caller that gives up returns its turn', async () => {
  const time = new FakeTime();
  const limit = new RateLimit(lookups, time);
  await limit.turn(signal);
  await expect(limit.turn(AbortSignal.abort())).rejects.toThrow();
  await limit.turn(signal);
  expect(time.delays).toEqual([500]);
});

test('a limit slows down where calls are refused, up to eight times, and recovers', async () => {
  const time = new FakeTime();
  const limit = new RateLimit(lookups, time);
  for (let refusal = 0; refusal < 5; refusal++) {
    limit.throttled();
  }
  await limit.turn(signal);
  await limit.turn(signal);
  expect(time.delays).toEqual([4000]);
  for (let call = 0; call < 100; call++) {
    await limit.turn(signal);
  }
  expect(time.delays.at(-1)).toBe(500);
});

test('half of the rate of lookups is used, for it belongs to everybody, until all of it is asked for', async () => {
  const time = new FakeTime();
  const limits = new CallLimits(lookups, time);
  await limits.lookup(maria, signal);
  await limits.lookup(maria, signal);
  limits.pace = 'full';
  await limits.lookup(maria, signal);
  expect(time.delays).toEqual([1000, 500]);
});

test('nobody shares the sample account, so all of its rate is used', async () => {
  const time = new FakeTime();
  const limits = new CallLimits(lookups, time);
  const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });
  await limits.lookup(sample, signal);
  await limits.lookup(sample, signal);
  expect(time.delays).toEqual([500]);
});

test('several calls go at once where the rate allows it, and no more in any such span', async () => {
  const time = new FakeTime();
  const limit = new RateLimit({ calls: 3, milliseconds: 1000 }, time);
  const started: number[] = [];
  const start = time.monotonic();
  for (let call = 0; call < 7; call++) {
    await limit.turn(signal);
    started.push(time.monotonic() - start);
    time.advance(100);
  }
  expect(started).toEqual([0, 100, 200, 1000, 1100, 1200, 2000]);
});

test('calls that read are limited on their own, and not in the sample account', async () => {
  const time = new FakeTime();
  const limits = new CallLimits(lookups, time);
  await Promise.all(Array.from({ length: 10 }, () => limits.read(maria, signal)));
  await limits.lookup(maria, signal);
  expect(time.delays).toEqual([]);
  await limits.read(maria, signal);
  expect(time.delays).toEqual([1000]);
  const sample = connection({ ...maria, credentials: { kind: 'sample' } });
  await Promise.all(Array.from({ length: 30 }, () => limits.read(sample, signal)));
  expect(time.delays).toEqual([1000]);
});

test('connections to one account share a limit for each Region once the account is known', async () => {
  const time = new FakeTime();
  const limits = new CallLimits(lookups, time);
  limits.learnAccount(maria, '111122223333');
  limits.learnAccount(inRegion(audit, 'eu-west-1'), '111122223333');
  await limits.lookup(maria, signal);
  await limits.lookup(inRegion(audit, 'eu-west-1'), signal);
  expect(time.delays).toEqual([]);
  await limits.lookup(audit, signal);
  expect(time.delays).toEqual([1000]);
});

test('connections whose accounts are unknown or differ do not wait for each other', async () => {
  const time = new FakeTime();
  const limits = new CallLimits(lookups, time);
  limits.learnAccount(maria, '111122223333');
  await limits.lookup(maria, signal);
  await limits.lookup(audit, signal);
  limits.learnAccount(audit, '123456789012');
  await limits.lookup(audit, signal);
  expect(time.delays).toEqual([]);
});
