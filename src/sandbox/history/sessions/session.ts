import type { Caller } from '../identities.ts';

/** A session that somebody or something has begun. */
export interface Session {
  readonly caller: Caller;
  /** Epoch milliseconds from which it can be used. */
  readonly readyAt: number;
}
