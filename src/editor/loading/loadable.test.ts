import { describe, expect, it, vi } from 'vitest';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { Loadable } from './loadable.ts';

describe('a loadable', () => {
  it('asks when it is first needed, once for all that need it', async () => {
    const fetch = vi.fn(() => Promise.resolve('here'));
    const changed = vi.fn();
    const loadable = new Loadable(fetch, changed);
    expect(loadable.isAsked).toBe(false);
    await Promise.all([loadable.ensure(), loadable.ensure()]);
    await loadable.ensure();
    expect(fetch).toHaveBeenCalledTimes(1);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(loadable.current).toEqual({ state: 'ready', value: 'here' });
  });

  it('keeps its answer while it asks again, and tells nothing when the new one is equal', async () => {
    const answers = [new Map([['team', 'audit']]), new Map([['team', 'audit']]), new Map([['team', 'sre']])];
    const changed = vi.fn();
    const loadable = new Loadable(() => Promise.resolve(answers.shift()), changed);
    await loadable.ensure();
    const again = loadable.reload();
    expect(loadable.current).toMatchObject({ state: 'ready' });
    await again;
    expect(changed).toHaveBeenCalledTimes(1);
    await loadable.reload();
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('takes a failure as an answer, and asks again when it is needed again', async () => {
    const error = new TrailscopeError({ kind: 'offline' }, 'getaddrinfo ENOTFOUND');
    const fetch = vi.fn().mockRejectedValueOnce(error).mockResolvedValue('here');
    const loadable = new Loadable(fetch, () => undefined);
    await loadable.ensure();
    expect(loadable.current).toEqual({ state: 'failed', error });
    await loadable.reload();
    expect(loadable.current).toEqual({ state: 'ready', value: 'here' });
  });

  it('shows nothing that was asked for before a change, once it was to be asked again', async () => {
    const answers = [withResolver<string>(), withResolver<string>()];
    const [old, now] = answers;
    const fetch = vi.fn().mockReturnValueOnce(old!.promise).mockReturnValueOnce(now!.promise);
    const changed = vi.fn();
    const loadable = new Loadable(fetch, changed);
    const first = loadable.ensure();
    const again = [loadable.reload(), loadable.reload()];
    expect(fetch).toHaveBeenCalledTimes(1);
    old!.resolve('before');
    await first;
    expect(loadable.current).toEqual({ state: 'loading' });
    now!.resolve('after');
    await Promise.all(again);
    expect(fetch).toHaveBeenCalledTimes(2);
    expect(changed).toHaveBeenCalledTimes(1);
    expect(loadable.current).toEqual({ state: 'ready', value: 'after' });
  });

  it('is as before when the request was cancelled', async () => {
    const cancelled = new TrailscopeError({ kind: 'cancelled' }, 'Cancelled');
    const changed = vi.fn();
    const loadable = new Loadable(() => Promise.reject(cancelled), changed);
    await loadable.ensure();
    expect(loadable.current).toEqual({ state: 'loading' });
    expect(changed).not.toHaveBeenCalled();
  });
});

function withResolver<T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
