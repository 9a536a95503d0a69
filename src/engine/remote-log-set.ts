import type {
  ExportTarget,
  LogQuery,
  LogQueryResult,
  LogReport,
  LogSet,
  LogView,
} from '../core/log-engine.ts';
import type { JsonObject } from '../core/json.ts';
import type { BinOptions, Bins, EventRow, FacetCounts } from '../core/query/event-set/event-view.ts';
import type { ViewOptions, ViewSort } from '../core/query/event-set/event-view.ts';
import type { FacetField } from '../core/query/facets.ts';
import type { Calls } from './protocol.ts';
import type { Ask } from './start-engine.ts';

/** A log set in the engine's process. */
export class RemoteLogSet implements LogSet {
  readonly report: LogReport;
  private readonly ask: Ask;
  private readonly set: number;
  private readonly isAlive: () => boolean;

  constructor(ask: Ask, isAlive: () => boolean, { set, report }: Calls['open']['answer']) {
    this.ask = ask;
    this.isAlive = isAlive;
    this.set = set;
    this.report = report;
  }

  get isLost(): boolean {
    return !this.isAlive();
  }

  async query(query: LogQuery, signal: AbortSignal): Promise<LogQueryResult> {
    const { cursor, columns } = await this.ask('query', { set: this.set, query }, signal);
    return { columns, pages: pages(this.ask, 'rowPage', cursor, signal) };
  }

  export(query: LogQuery, target: ExportTarget, signal: AbortSignal): Promise<{ readonly rows: number }> {
    return this.ask('export', { set: this.set, query, target }, signal);
  }

  async view(options: ViewOptions, signal: AbortSignal): Promise<LogView> {
    return new RemoteView(this.ask, await this.ask('view', { set: this.set, options }, signal));
  }

  record(row: number, signal: AbortSignal): Promise<{ readonly record: JsonObject; readonly path: string }> {
    return this.ask('record', { set: this.set, row }, signal);
  }

  kept(signal: AbortSignal): Promise<string | undefined> {
    return this.ask('kept', { set: this.set }, signal);
  }

  close(): void {
    close(this.ask, 'set', this.set);
  }
}

class RemoteView implements LogView {
  readonly count: LogView['count'];
  readonly hidden: LogView['hidden'];
  readonly extent: LogView['extent'];
  private readonly ask: Ask;
  private readonly view: number;

  constructor(ask: Ask, { view, count, hidden, extent }: Calls['view']['answer']) {
    this.ask = ask;
    this.view = view;
    [this.count, this.hidden, this.extent] = [count, hidden, extent];
  }

  rows(from: number, to: number, sort: ViewSort, signal: AbortSignal): Promise<readonly EventRow[]> {
    return this.ask('rows', { view: this.view, from, to, sort }, signal);
  }

  bins(options: BinOptions, signal: AbortSignal): Promise<Bins> {
    return this.ask('bins', { view: this.view, options }, signal);
  }

  facets(field: FacetField, top: number, signal: AbortSignal): Promise<FacetCounts> {
    return this.ask('facets', { view: this.view, field, top }, signal);
  }

  async *events(signal: AbortSignal): AsyncGenerator<readonly EventRow[]> {
    const { cursor } = await this.ask('events', { view: this.view }, signal);
    yield* pages(this.ask, 'eventPage', cursor, signal);
  }

  close(): void {
    close(this.ask, 'view', this.view);
  }
}

function close(ask: Ask, what: 'set' | 'view' | 'cursor', id: number): void {
  ask('close', { what, id }).catch(() => {
    // The process is gone, and all that was open with it.
  });
}

/** Pages, each asked for when the one before it is used. */
async function* pages<Name extends 'rowPage' | 'eventPage'>(
  ask: Ask,
  name: Name,
  cursor: number,
  signal: AbortSignal,
): AsyncGenerator<NonNullable<Calls[Name]['answer']>> {
  let isOpen = true;
  try {
    for (;;) {
      const page = await ask(name, { cursor }, signal);
      if (page === undefined) {
        isOpen = false;
        return;
      }
      yield page;
    }
  } finally {
    if (isOpen) {
      close(ask, 'cursor', cursor);
    }
  }
}
