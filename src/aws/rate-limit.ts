import { connectionKey, inRegion, type Connection } from '../core/connection.ts';
import type { Time } from './time.ts';

/**
 * Spaces calls evenly: one at once, then one every `1 / callsPerSecond` seconds. Callers that come together are served
 * in the order in which they came.
 */
export class RateLimit {
  readonly #interval: number;
  readonly #time: Time;
  #nextFree = -Infinity;

  constructor(callsPerSecond: number, time: Time) {
    this.#interval = 1000 / callsPerSecond;
    this.#time = time;
  }

  /** Resolves when it is the caller's turn. A caller that gives up while waiting returns its turn. */
  async turn(signal: AbortSignal): Promise<void> {
    const now = this.#time.monotonic();
    const start = Math.max(now, this.#nextFree);
    this.#nextFree = start + this.#interval;
    if (start === now) {
      return;
    }
    try {
      await this.#time.delay(start - now, signal);
    } catch (thrown) {
      this.#nextFree -= this.#interval;
      throw thrown;
    }
  }
}

/**
 * The limits of LookupEvents, one for each account and Region, shared by all lookups. Which account a connection is in
 * is known once somebody has asked; until then a connection counts as an account of its own.
 */
export class LookupLimits {
  readonly #callsPerSecond: number;
  readonly #time: Time;
  readonly #accounts = new Map<string, string>();
  readonly #limits = new Map<string, RateLimit>();

  constructor(callsPerSecond: number, time: Time) {
    this.#callsPerSecond = callsPerSecond;
    this.#time = time;
  }

  learnAccount(connection: Connection, account: string): void {
    this.#accounts.set(sourceKey(connection), account);
  }

  turn(connection: Connection, signal: AbortSignal): Promise<void> {
    const source = sourceKey(connection);
    const key = JSON.stringify([this.#accounts.get(source) ?? source, connection.region]);
    let limit = this.#limits.get(key);
    if (limit === undefined) {
      limit = new RateLimit(this.#callsPerSecond, this.#time);
      this.#limits.set(key, limit);
    }
    return limit.turn(signal);
  }
}

/** The connection whatever its Region. */
function sourceKey(connection: Connection): string {
  return connectionKey(inRegion(connection, ''));
}
