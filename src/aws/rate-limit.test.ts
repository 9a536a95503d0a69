import { expect, test } from 'vitest';
import { FakeTime } from '../../test/support/fake-time.ts';
import { connection, inRegion } from '../core/connection.ts';
import { LookupLimits, RateLimit } from './rate-limit.ts';

const signal = new AbortController().signal;
const maria = connection({ credentials: { kind: 'profile', name: 'maria' }, region: 'us-east-1' });
const audit = connection({ credentials: { kind: 'profile', name: 'audit' }, region: 'us-east-1' });

test('the first call goes at once, and the next ones keep their distance', async () => {
  const time = new FakeTime();
  const limit = new RateLimit(2, time);
  await limit.turn(signal);
  await limit.turn(signal);
  time.advance(200);
  await limit.turn(signal);
  expect(time.delays).toEqual([500, 300]);
});

test('a call after a pause does not wait, and a long pause saves nothing up', async () => {
  const time = new FakeTime();
  const limit = new RateLimit(2, time);
  await limit.turn(signal);
  time.advance(60_000);
  await limit.turn(signal);
  expect(time.delays).toEqual([]);
  await limit.turn(signal);
  expect(time.delays).toEqual([500]);
});

test('callers that come together queue up', async () => {
  const time = new FakeTime();
  const limit = new RateLimit(2, time);
  await Promise.all([limit.turn(signal), limit.turn(signal), limit.turn(signal)]);
  expect(time.delays).toEqual([500, 1000]);
});

test('a caller that gives up returns its turn', async () => {
  const time = new FakeTime();
  const limit = new RateLimit(2, time);
  await limit.turn(signal);
  await expect(limit.turn(AbortSignal.abort())).rejects.toThrow();
  await limit.turn(signal);
  expect(time.delays).toEqual([500]);
});

test('connections to one account share a limit for each Region once the account is known', async () => {
  const time = new FakeTime();
  const limits = new LookupLimits(2, time);
  limits.learnAccount(maria, '111122223333');
  limits.learnAccount(inRegion(audit, 'eu-west-1'), '111122223333');
  await limits.turn(maria, signal);
  await limits.turn(inRegion(audit, 'eu-west-1'), signal);
  expect(time.delays).toEqual([]);
  await limits.turn(audit, signal);
  expect(time.delays).toEqual([500]);
});

test('connections whose accounts are unknown or differ do not wait for each other', async () => {
  const time = new FakeTime();
  const limits = new LookupLimits(2, time);
  limits.learnAccount(maria, '111122223333');
  await limits.turn(maria, signal);
  await limits.turn(audit, signal);
  limits.learnAccount(audit, '123456789012');
  await limits.turn(audit, signal);
  expect(time.delays).toEqual([]);
});
