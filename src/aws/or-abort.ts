import { setMaxListeners } from 'node:events';

/**
 * What is started, or a rejection with an `AbortError` as soon as the signal aborts. What was started goes on.
 */
export function orAbort<Value>(signal: AbortSignal, start: () => Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(new DOMException('Cancelled', 'AbortError'));
    };
    if (signal.aborted) {
      onAbort();
      return;
    }
    // One signal often cancels all that a view has asked for, which Node would take for a leak.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', onAbort, { once: true });
    start()
      .then(resolve, reject)
      .finally(() => {
        signal.removeEventListener('abort', onAbort);
      });
  });
}
