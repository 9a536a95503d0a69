import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LatestRuns } from './latest-runs.ts';

describe('work after a pause', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is done once for many keystrokes, a pause after the last', async () => {
    const runs = new LatestRuns();
    const work = vi.fn(() => Promise.resolve());
    for (let key = 0; key < 5; key++) {
      runs.schedule('a', 75, work);
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(work).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(25);
    expect(work).toHaveBeenCalledOnce();
  });

  it('is aborted where it runs already when it is asked for again', async () => {
    const runs = new LatestRuns();
    const signals: AbortSignal[] = [];
    const work = (signal: AbortSignal): Promise<void> => {
      signals.push(signal);
      return new Promise<void>(() => undefined);
    };
    runs.schedule('a', 0, work);
    await vi.advanceTimersByTimeAsync(0);
    runs.schedule('a', 0, work);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    await vi.advanceTimersByTimeAsync(0);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('of one document is not cancelled by that of another', async () => {
    const runs = new LatestRuns();
    const done: string[] = [];
    const work = (key: string) => () => {
      done.push(key);
      return Promise.resolve();
    };
    runs.schedule('a', 75, work('a'));
    runs.schedule('b', 75, work('b'));
    await vi.advanceTimersByTimeAsync(75);
    expect(done).toEqual(['a', 'b']);
  });

  it('is not done after cancelling, and not after the end', async () => {
    const runs = new LatestRuns();
    const work = vi.fn(() => Promise.resolve());
    runs.schedule('a', 75, work);
    runs.cancel('a');
    runs.schedule('b', 75, work);
    runs.dispose();
    await vi.advanceTimersByTimeAsync(1000);
    expect(work).not.toHaveBeenCalled();
  });
});
