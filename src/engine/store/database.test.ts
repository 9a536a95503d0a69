import type { DuckDBConnection } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { interruptWhen } from './database.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A connection whose statement never ends. */
function deaf(): { readonly connection: DuckDBConnection; readonly interrupt: ReturnType<typeof vi.fn> } {
  const interrupt = vi.fn();
  return { connection: { interrupt } as unknown as DuckDBConnection, interrupt };
}

it('interrupts again and again, and at last says that it is of no use', () => {
  const { connection, interrupt } = deaf();
  const stop = new AbortController();
  const onPatienceEnd = vi.fn();
  interruptWhen(connection, stop.signal, onPatienceEnd);
  vi.advanceTimersByTime(60_000);
  expect(interrupt).not.toHaveBeenCalled();
  stop.abort();
  expect(interrupt).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1_000);
  expect(interrupt).toHaveBeenCalledTimes(11);
  expect(onPatienceEnd).not.toHaveBeenCalled();
  vi.advanceTimersByTime(2_000);
  expect(onPatienceEnd).toHaveBeenCalledTimes(1);
});

it('interrupts nothing when the statement has ended', () => {
  const { connection, interrupt } = deaf();
  const [before, during] = [new AbortController(), new AbortController()];
  interruptWhen(connection, before.signal).end();
  before.abort();
  expect(interrupt).not.toHaveBeenCalled();
  const onPatienceEnd = vi.fn();
  const running = interruptWhen(connection, during.signal, onPatienceEnd);
  during.abort();
  running.end();
  vi.advanceTimersByTime(60_000);
  expect(interrupt).toHaveBeenCalledTimes(1);
  expect(onPatienceEnd).not.toHaveBeenCalled();
});
