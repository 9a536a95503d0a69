/** Counts calls against limits a second, as token buckets: a second's worth of calls may come at once. */
export class RateLimiter {
  readonly #buckets = new Map<string, { tokens: number; filledAt: number }>();

  /**
   * Takes one call off the limit and tells whether it was allowed.
   * @param key what the limit is counted for
   * @param time epoch milliseconds
   */
  take(key: string, callsPerSecond: number, time: number): boolean {
    const bucket = this.#buckets.get(key) ?? { tokens: callsPerSecond, filledAt: time };
    const refill = (Math.max(0, time - bucket.filledAt) / 1000) * callsPerSecond;
    const tokens = Math.min(callsPerSecond, bucket.tokens + refill);
    const isAllowed = tokens >= 1;
    this.#buckets.set(key, { tokens: isAllowed ? tokens - 1 : tokens, filledAt: time });
    return isAllowed;
  }
}
