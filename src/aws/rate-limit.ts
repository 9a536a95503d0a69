import { connectionKey, inRegion, type Connection } from '../core/connection.ts';
import type { LookupPace } from '../core/ports.ts';
import type { Time } from './time.ts';

/** So many calls in any span of so many milliseconds. */
export interface Rate {
  readonly calls: number;
  readonly milliseconds: number;
}

/** How much slower than its rate a limit gets at most, where the service refuses calls all the same. */
const slowest = 8;

/** After so many calls that nobody refused a limit that was slowed down gets faster again. */
const calm = 20;

/**
 * Keeps calls within a rate. Callers that come together are served in the order in which they came. Others may use the
 * rate too, so it slows down where the service refuses calls, and recovers by and by.
 */
export class RateLimit {
  readonly #rate: Rate;
  readonly #time: Time;
  /** How many times the distance of the rate is kept. */
  #slowness = 1;
  /** Calls since the last refusal or recovery. */
  #undisturbed = 0;
  /** When the calls of late started, and when those that wait will. */
  #starts: number[] = [];

  constructor(rate: Rate, time: Time) {
    this.#rate = rate;
    this.#time = time;
  }

  /** The service has refused a call because of its rate. */
  throttled(): void {
    this.#slowness = Math.min(slowest, this.#slowness * 2);
    this.#undisturbed = 0;
  }

  /**
   * Resolves when it is the caller's turn. A caller that gives up while waiting returns its turn.
   * @param share the part of the rate to use, from 0 to 1
   */
  async turn(signal: AbortSignal, share = 1): Promise<void> {
    this.#recover();
    const { calls } = this.#rate;
    const milliseconds = (this.#rate.milliseconds * this.#slowness) / share;
    const now = this.#time.monotonic();
    this.#starts = this.#starts.filter((start) => start > now - milliseconds);
    const start = Math.max(now, (this.#starts.at(-calls) ?? -Infinity) + milliseconds);
    this.#starts.push(start);
    if (start === now) {
      return;
    }
    try {
      await this.#time.delay(start - now, signal);
    } catch (thrown) {
      this.#starts.splice(this.#starts.indexOf(start), 1);
      throw thrown;
    }
  }

  #recover(): void {
    this.#undisturbed += 1;
    if (this.#slowness > 1 && this.#undisturbed > calm) {
      this.#slowness /= 2;
      this.#undisturbed = 0;
    }
  }
}

/**
 * The service's limits for each account and Region. Which account a connection is in is known once somebody has asked;
 * until then each connection counts as an account of its own.
 */
export class CallLimits {
  readonly #lookups: Rate;
  readonly #time: Time;
  readonly #accounts = new Map<string, string>();
  readonly #limits = new Map<string, RateLimit>();
  /** How much of the rate of LookupEvents is used. */
  pace: LookupPace = 'half';

  /** @param lookups the rate of LookupEvents */
  constructor(lookups: Rate, time: Time) {
    this.#lookups = lookups;
    this.#time = time;
  }

  learnAccount(connection: Connection, account: string): void {
    this.#accounts.set(sourceKey(connection), account);
  }

  /** The turn of a call of LookupEvents. */
  lookup(connection: Connection, signal: AbortSignal): Promise<void> {
    const isShared = connection.credentials.kind !== 'sample';
    const share = isShared && this.pace === 'half' ? 0.5 : 1;
    return this.#limit('lookup', this.#lookups, connection).turn(signal, share);
  }

  /** The service has refused a call of LookupEvents because of its rate. */
  lookupThrottled(connection: Connection): void {
    this.#limit('lookup', this.#lookups, connection).throttled();
  }

  /** The turn of a call that describes, gets or lists. The sample account has no such limit. */
  async read(connection: Connection, signal: AbortSignal): Promise<void> {
    if (connection.credentials.kind !== 'sample') {
      await this.#limit('read', reads, connection).turn(signal);
    }
  }

  #limit(name: string, rate: Rate, connection: Connection): RateLimit {
    const source = sourceKey(connection);
    const key = JSON.stringify([name, this.#accounts.get(source) ?? source, connection.region]);
    let limit = this.#limits.get(key);
    if (limit === undefined) {
      limit = new RateLimit(rate, this.#time);
      this.#limits.set(key, limit);
    }
    return limit;
  }
}

/** The connection whatever its Region. */
function sourceKey(connection: Connection): string {
  return connectionKey(inRegion(connection, ''));
}

/** From the quotas of CloudTrail: 10 calls a second of all that describe, get and list, without LookupEvents. */
const reads: Rate = { calls: 10, milliseconds: 1000 };
