import { setTimeout as wait } from 'node:timers/promises';
import type { Clock } from '../core/ports.ts';

/** The passing of time, as the adapters need it. Tests inject one that does not wait. */
export interface Time extends Clock {
  /** Milliseconds that only ever go forward, for the pace of calls; a corrected clock must not stop or rush them. */
  monotonic(): number;
  /** Resolves after so many milliseconds; rejects with an `AbortError` as soon as the signal aborts. */
  delay(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The machine's own time. */
export const systemTime: Time = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  delay: (milliseconds, signal) => wait(milliseconds, undefined, { signal }),
};
