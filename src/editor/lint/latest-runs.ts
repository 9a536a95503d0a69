/**
 * Runs work after a delay, and for each key only what was asked for last: asking again cancels what waits or runs.
 * Whoever runs looks at the signal after each wait, so that the result of an older run is never shown.
 */
export class LatestRuns {
  readonly #runs = new Map<string, { readonly abort: AbortController; timer: NodeJS.Timeout | undefined }>();

  /** @param delay in milliseconds */
  schedule(key: string, delay: number, work: (signal: AbortSignal) => Promise<void>): void {
    this.cancel(key);
    const abort = new AbortController();
    const run = {
      abort,
      timer: setTimeout(() => {
        run.timer = undefined;
        void work(abort.signal).finally(() => {
          if (this.#runs.get(key) === run) {
            this.#runs.delete(key);
          }
        });
      }, delay) as NodeJS.Timeout | undefined,
    };
    this.#runs.set(key, run);
  }

  cancel(key: string): void {
    const run = this.#runs.get(key);
    this.#runs.delete(key);
    clearTimeout(run?.timer);
    run?.abort.abort();
  }

  dispose(): void {
    [...this.#runs.keys()].forEach((key) => {
      this.cancel(key);
    });
  }
}
