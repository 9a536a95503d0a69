/**
 * What the extension host and the page with a query's result say to each other. The host has the rows, and trusts
 * nothing that comes back (see `read-query-results.ts`): the page names rows and columns, never texts.
 *
 * The order: the page is built, sends `ready`, and gets `begin` and `status`; then `status` again whenever something
 * changes. Each `request` gets one `reply` with its id.
 */

/** Raised when the messages change shape. */
export const queryPageVersion = 1;

/** From the host to the page. */
export type ToQueryPage = BeginQueryPage | QueryStatus | QueryReply;

/** What does not change with the query. */
export interface BeginQueryPage {
  readonly type: 'begin';
  readonly version: typeof queryPageVersion;
  /** The translations: English text to the user's. Empty for English. */
  readonly strings: Readonly<Record<string, string>>;
}

/** How the query stands. */
export interface QueryStatus {
  readonly type: 'status';
  readonly state: 'idle' | 'running' | 'done' | 'failed' | 'cancelled';
  /** How things stand, in a sentence. */
  readonly text: string;
  /** What the log files are called that were asked. */
  readonly source: string | undefined;
  /** Tells results apart: rows of one are not rows of another. */
  readonly result: number;
  readonly columns: readonly ResultColumn[];
  /** Rows that are there to be asked for; there may be more to come. */
  readonly rows: number;
  readonly sort: ResultSort | undefined;
  /** Whether rows are events that can be opened. */
  readonly hasEvents: boolean;
  readonly problem: QueryProblem | undefined;
}

export interface ResultColumn {
  readonly name: string;
  /** In DuckDB's words, such as `VARCHAR`. */
  readonly type: string;
  readonly isNumber: boolean;
  /** What fits the first rows, in characters. */
  readonly width: number;
}

/** By which column the result is sorted. */
export interface ResultSort {
  /** Index of the column. */
  readonly column: number;
  readonly descending: boolean;
}

/** Why there is no result, in the user's language but for what the engine said. */
export interface QueryProblem {
  readonly title: string;
  /** What the engine said. */
  readonly detail: string;
  /** What to do about it; empty where the detail says it. */
  readonly advice: string;
  /** Where in the document it is, counted from 1. */
  readonly place: { readonly line: number; readonly column: number } | undefined;
}

/** A row of the table: a short text on one line for each column, null for NULL. */
export interface ResultRow {
  /** Its place in the result. */
  readonly row: number;
  readonly cells: readonly (string | null)[];
}

export interface RowsOfResult {
  /** How many rows there were when this was answered. */
  readonly revision: number;
  readonly rows: readonly ResultRow[];
}

/** A whole value, readable: JSON is laid out, and what is very long is cut. */
export interface WholeValue {
  readonly text: string;
  readonly isNull: boolean;
}

/** A cell of a result. */
export interface CellOfResult {
  readonly result: number;
  readonly row: number;
  readonly column: number;
}

/** What the page can ask for, and what comes back. */
export interface QueryRequests {
  /** Rows `from` to `to` (exclusive); at most 500 at once. The result may grow by it. */
  readonly rows: [
    { readonly kind: 'rows'; readonly result: number; readonly from: number; readonly to: number },
    RowsOfResult,
  ];
  readonly value: [{ readonly kind: 'value'; readonly cell: CellOfResult }, WholeValue];
  readonly copy: [{ readonly kind: 'copy'; readonly cell: CellOfResult }, true];
  /** Opens the event of a row. */
  readonly open: [
    { readonly kind: 'open'; readonly result: number; readonly row: number; readonly toSide: boolean },
    true,
  ];
  readonly sort: [{ readonly kind: 'sort'; readonly sort: ResultSort }, true];
  readonly act: [{ readonly kind: 'act'; readonly what: QueryAct }, true];
}

export type QueryRequest = QueryRequests[keyof QueryRequests][0];

export const queryActs = ['run', 'cancel', 'export', 'show-problem'] as const;
export type QueryAct = (typeof queryActs)[number];

/** The answer to a request. */
export type QueryReply =
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly value: unknown }
  /** The failure has been told to the user. */
  | { readonly type: 'reply'; readonly id: number; readonly ok: false };

/** From the page to the host. */
export type FromQueryPage =
  | { readonly type: 'ready'; readonly version: typeof queryPageVersion }
  | { readonly type: 'request'; readonly id: number; readonly request: QueryRequest };
