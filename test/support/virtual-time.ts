import { setImmediate as turn } from 'node:timers/promises';
import type { Time } from '../../src/aws/time.ts';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Turns of the event loop in which everything that needs no time comes to rest. */
const restingTurns = 5;

/**
 * Time for many who wait at once: it moves on to the next one who is due as soon as nothing else goes on. Unlike
 * {@link FakeTime}, two who wait a second each have waited a second, not two.
 */
export class VirtualTime implements Time {
  readonly #sleepers: Sleeper[] = [];
  #now: number;
  #isPumping = false;

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

  delay(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(new DOMException('Aborted', 'AbortError'));
      });
      this.#sleepers.push({ due: this.#now + milliseconds, wake: resolve });
      void this.#pump();
    });
  }

  async #pump(): Promise<void> {
    if (this.#isPumping) {
      return;
    }
    this.#isPumping = true;
    while (this.#sleepers.length > 0) {
      for (let count = 0; count < restingTurns; count++) {
        await turn();
      }
      this.#sleepers.sort((left, right) => left.due - right.due);
      const next = this.#sleepers.shift();
      this.#now = Math.max(this.#now, next?.due ?? 0);
      next?.wake();
    }
    this.#isPumping = false;
  }
}
