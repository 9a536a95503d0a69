import type { Time } from '../../src/aws/time.ts';

/** Time that passes only when somebody waits: a delay is over at once, and the clocks have moved on by it. */
export class FakeTime implements Time {
  /** The delays that were asked for, in milliseconds. */
  readonly delays: number[] = [];
  #now: number;

  /** @param now epoch milliseconds */
  constructor(now = Date.UTC(2026, 10, 20, 14)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  async delay(milliseconds: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.delays.push(milliseconds);
    await Promise.resolve();
    this.#now += milliseconds;
  }

  /** Lets time pass. */
  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}
