import type { LogView } from './log-engine.ts';
import type { EventRow, EventView } from './query/event-set/event-view.ts';

const pageSize = 2_048;

/** The view of a set in memory, as one of log files. */
export function logViewInMemory(view: EventView): LogView {
  const { count, hidden, extent } = view;
  return {
    count,
    hidden,
    extent,
    rows: (from, to, sort) => Promise.resolve(view.rows(from, to, sort)),
    bins: (options) => Promise.resolve(view.bins(options)),
    facets: (field, top) => Promise.resolve(view.facets(field, top)),
    events: (signal) => inPages(view, signal),
    close: () => undefined,
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- the port is asked over a distance
async function* inPages(view: EventView, signal: AbortSignal): AsyncGenerator<readonly EventRow[]> {
  for (let start = 0; start < view.count; start += pageSize) {
    signal.throwIfAborted();
    yield view.rows(start, start + pageSize);
  }
}
