import { TrailscopeError, toTrailscopeError } from '../../core/failures/failure.ts';
import type { LogEngine, LogSet, LogView } from '../../core/log-engine.ts';
import type { CallName, Calls, FromEngine, ToEngine } from '../protocol.ts';

/** What an engine needs to be served. */
export type ServedEngine = Pick<LogEngine, 'open'>;

type Handlers = {
  readonly [Name in CallName]: (
    ask: Calls[Name]['ask'],
    signal: AbortSignal,
    id: number,
  ) => Promise<Calls[Name]['answer']>;
};

/** Things that the owner knows by a number. */
class Numbered<Thing> {
  private readonly things = new Map<number, Thing>();
  private last = 0;

  add(thing: Thing): number {
    this.last += 1;
    this.things.set(this.last, thing);
    return this.last;
  }

  get(id: number): Thing {
    const thing = this.things.get(id);
    if (thing === undefined) {
      throw new TrailscopeError(
        { kind: 'unavailable' },
        'What was open in the log engine is not open any more.',
      );
    }
    return thing;
  }

  take(id: number): Thing | undefined {
    const thing = this.things.get(id);
    this.things.delete(id);
    return thing;
  }
}

/** Pages that are asked for one by one, in calls of their own. */
interface Cursor {
  readonly pages: AsyncIterator<readonly unknown[]>;
  readonly stop: AbortController;
}

/** Does something that goes on when its call has been answered, and stops it when the call is cancelled before. */
async function stopping<Result>(
  signal: AbortSignal,
  stop: AbortController,
  run: () => Promise<Result>,
): Promise<Result> {
  const abort = () => {
    stop.abort();
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await run();
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

/**
 * Answers calls with an engine.
 *
 * @param engine is asked for with the first call
 * @returns what takes a message of the owner
 */
export function serve(
  engine: () => Promise<ServedEngine>,
  send: (message: FromEngine) => void,
): (message: ToEngine) => void {
  const running = new Map<number, AbortController>();
  const handlers = handlersOf(engine, send);
  const run = async ({ id, name, ask }: Extract<ToEngine, { kind: 'call' }>): Promise<void> => {
    const abort = new AbortController();
    running.set(id, abort);
    try {
      const handle = handlers[name] as (ask: unknown, signal: AbortSignal, id: number) => Promise<unknown>;
      send({ kind: 'answer', id, answer: await handle(ask, abort.signal, id) });
    } catch (error) {
      const { failure, message } = toTrailscopeError(error);
      send({ kind: 'failed', id, failure, message });
    } finally {
      running.delete(id);
    }
  };
  return (message) => {
    if (message.kind === 'cancel') {
      running.get(message.id)?.abort();
    } else {
      void run(message);
    }
  };
}

function handlersOf(engine: () => Promise<ServedEngine>, send: (message: FromEngine) => void): Handlers {
  const sets = new Numbered<LogSet>();
  const views = new Numbered<LogView>();
  const cursors = new Numbered<Cursor>();
  const nextPage = async ({ cursor }: { readonly cursor: number }, signal: AbortSignal) => {
    const { pages, stop } = cursors.get(cursor);
    const page = await stopping(signal, stop, () => pages.next());
    if (page.done === true) {
      cursors.take(cursor);
      return undefined;
    }
    return page.value as never;
  };
  return {
    open: async ({ paths }, signal, id) => {
      const onProgress = (progress: Extract<FromEngine, { kind: 'progress' }>['progress']) => {
        send({ kind: 'progress', id, progress });
      };
      const set = await (await engine()).open({ paths, onProgress }, signal);
      return { set: sets.add(set), report: set.report };
    },
    query: async ({ set, query }, signal) => {
      const stop = new AbortController();
      const { columns, pages } = await stopping(signal, stop, () => sets.get(set).query(query, stop.signal));
      return { columns, cursor: cursors.add({ pages: pages[Symbol.asyncIterator](), stop }) };
    },
    rowPage: nextPage,
    export: ({ set, query, target }, signal) => sets.get(set).export(query, target, signal),
    record: ({ set, row }, signal) => sets.get(set).record(row, signal),
    kept: ({ set }, signal) => sets.get(set).kept(signal),
    view: async ({ set, options }, signal) => {
      const view = await sets.get(set).view(options, signal);
      const { count, hidden, extent } = view;
      return { view: views.add(view), count, hidden, extent };
    },
    rows: ({ view, from, to, sort }, signal) => views.get(view).rows(from, to, sort, signal),
    bins: ({ view, options }, signal) => views.get(view).bins(options, signal),
    facets: ({ view, field, top }, signal) => views.get(view).facets(field, top, signal),
    events: ({ view }) => {
      const stop = new AbortController();
      const pages = views.get(view).events(stop.signal)[Symbol.asyncIterator]();
      return Promise.resolve({ cursor: cursors.add({ pages, stop }) });
    },
    eventPage: nextPage,
    close: async ({ what, id }) => {
      if (what === 'cursor') {
        await cursors.take(id)?.pages.return?.();
      } else {
        (what === 'set' ? sets : views).take(id)?.close();
      }
      return null;
    },
  };
}
