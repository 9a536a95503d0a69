import type { Failure } from '../core/failures/failure.ts';
import type { JsonObject } from '../core/json.ts';
import type {
  ExportTarget,
  LogColumn,
  LogQuery,
  LogReport,
  LogRow,
  OpenProgress,
} from '../core/log-engine.ts';
import type {
  BinOptions,
  Bins,
  EventRow,
  FacetCounts,
  NoiseCounts,
} from '../core/query/event-set/event-view.ts';
import type { ViewOptions, ViewSort } from '../core/query/event-set/event-view.ts';
import type { FacetField } from '../core/query/facets.ts';

/**
 * What the engine's process is asked, and what it answers, over Node's channel between processes. Sets, views and queries
 * that are open there go by numbers.
 */
export interface Calls {
  open: {
    ask: { readonly paths: readonly string[] };
    answer: { readonly set: number; readonly report: LogReport };
  };
  query: {
    ask: { readonly set: number; readonly query: LogQuery };
    answer: { readonly cursor: number; readonly columns: readonly LogColumn[] };
  };
  /** Undefined at the end. */
  rowPage: { ask: { readonly cursor: number }; answer: readonly LogRow[] | undefined };
  export: {
    ask: { readonly set: number; readonly query: LogQuery; readonly target: ExportTarget };
    answer: { readonly rows: number };
  };
  record: {
    ask: { readonly set: number; readonly row: number };
    answer: { readonly record: JsonObject; readonly path: string };
  };
  kept: { ask: { readonly set: number }; answer: string | undefined };
  view: {
    ask: { readonly set: number; readonly options: ViewOptions };
    answer: {
      readonly view: number;
      readonly count: number;
      readonly hidden: NoiseCounts;
      readonly extent: { readonly from: number; readonly to: number } | undefined;
    };
  };
  rows: {
    ask: { readonly view: number; readonly from: number; readonly to: number; readonly sort: ViewSort };
    answer: readonly EventRow[];
  };
  bins: { ask: { readonly view: number; readonly options: BinOptions }; answer: Bins };
  facets: {
    ask: { readonly view: number; readonly field: FacetField; readonly top: number };
    answer: FacetCounts;
  };
  events: { ask: { readonly view: number }; answer: { readonly cursor: number } };
  /** Undefined at the end. */
  eventPage: { ask: { readonly cursor: number }; answer: readonly EventRow[] | undefined };
  /** Gives up a set, a view or a cursor. */
  close: { ask: { readonly what: 'set' | 'view' | 'cursor'; readonly id: number }; answer: null };
}

export type CallName = keyof Calls;

/** What the owner sends. */
export type ToEngine =
  | {
      [Name in CallName]: {
        readonly kind: 'call';
        readonly id: number;
        readonly name: Name;
        readonly ask: Calls[Name]['ask'];
      };
    }[CallName]
  | { readonly kind: 'cancel'; readonly id: number };

/** What the process sends. */
export type FromEngine =
  | { readonly kind: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly failure: Failure; readonly message: string }
  | { readonly kind: 'progress'; readonly id: number; readonly progress: OpenProgress };

/** How the process is to be set up; its only argument, as JSON. */
export interface EngineSettings {
  /** A folder that is the process's alone, and goes with it. */
  readonly folder: string;
  readonly index: { readonly folder: string; readonly maxBytes: number } | undefined;
  readonly threads: number;
  /** Megabytes for DuckDB. */
  readonly memory: number;
}
