/**
 * Log files that were delivered by trails, downloaded or exported, as something that can be asked: by filter for the
 * explorer, and in SQL. `engine/` implements this in a process of its own. Every method honours its signal and throws
 * only `TrailscopeError`: `invalid-input` for SQL that is wrong or not allowed, `unavailable` where the engine came to
 * its end or to its limits.
 */
import type { EventKind } from './events/event.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { EventFilter } from './query/event-filter.ts';
import type { BinOptions, Bins, EventRow, FacetCounts, NoiseCounts } from './query/event-set/event-view.ts';
import type { ViewOptions, ViewSort } from './query/event-set/event-view.ts';
import type { FacetField } from './query/facets.ts';

/** Opens log files. Its process starts when it is first used, and again after a crash. */
export interface LogEngine {
  open(request: OpenLogs, signal: AbortSignal): Promise<LogSet>;
  /** Ends the process; sets that are open fail from then on. */
  dispose(): void;
}

export interface OpenLogs {
  /** Files, and folders with all that is below them; absolute. */
  readonly paths: readonly string[];
  readonly onProgress?: (progress: OpenProgress) => void;
}

/** Where what was read is kept, so that it need not be read again. */
export interface LogIndexPlace {
  /** A folder that is the engine's alone; it is made, readable for its user only. */
  readonly folder: string;
  /** Of all that is kept there; what was not used for longest goes first. */
  readonly maxBytes: number;
}

export interface OpenProgress {
  readonly stage: 'listing' | 'reading' | 'finishing';
  /** Files that are done, and those that were found. */
  readonly files: { readonly done: number; readonly found: number };
  /** Bytes of the files that are done, and of those that were found, as stored. */
  readonly bytes: { readonly done: number; readonly found: number };
  readonly events: number;
}

/** What came of opening, file by file where something is wrong. */
export interface LogReport {
  /** `plain` is the reader without DuckDB: filters, but no SQL. */
  readonly engine: 'duckdb' | 'plain';
  /** Why it is the plain reader, in English. */
  readonly why: string | undefined;
  /** Events without the duplicates. */
  readonly events: number;
  /** Events left out because one with the same id is there. */
  readonly duplicates: number;
  readonly files: FileCounts;
  /** Files that could not be read, or not wholly. */
  readonly quarantine: readonly QuarantinedFile[];
  /** Where the events are from, the most first. */
  readonly places: readonly LogPlace[];
  readonly kinds: readonly EventKind[];
  /** The earliest and latest time of the events, epoch milliseconds; undefined without events. */
  readonly extent: { readonly from: number; readonly to: number } | undefined;
}

export interface FileCounts {
  /** Files that were found. */
  readonly found: number;
  /** Log files that were read now. */
  readonly read: number;
  /** Log files that were known from an earlier opening. */
  readonly known: number;
  /** Digest files: they are no logs. */
  readonly digests: number;
}

/** An account and Region with its events. */
export interface LogPlace {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly events: number;
  /** Epoch milliseconds. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

export type FileFault =
  | 'empty'
  | 'truncated'
  | 'corrupt'
  | 'not-json'
  | 'not-cloudtrail'
  | 'nul-bytes'
  | 'too-large'
  | 'changing'
  | 'unreadable'
  /** Some of its records are none; the others were taken. */
  | 'odd-records';

export interface QuarantinedFile {
  readonly path: string;
  readonly fault: FileFault;
  /** What is wrong, in English. */
  readonly detail: string;
}

/** Opened log files. */
export interface LogSet {
  readonly report: LogReport;
  /** Whether its engine came to its end: every call fails from then on, and the logs have to be opened again. */
  readonly isLost: boolean;
  /**
   * The rows of one SELECT over the table `cloudtrail_logs`, which has the columns of Athena's CloudTrail table. Other
   * statements are refused, and so is whatever would reach a file, the network or the engine's settings.
   */
  query(query: LogQuery, signal: AbortSignal): Promise<LogQueryResult>;
  /** Writes the rows of a SELECT to a file. */
  export(query: LogQuery, target: ExportTarget, signal: AbortSignal): Promise<{ readonly rows: number }>;
  /** The events that pass a filter. */
  view(options: ViewOptions, signal: AbortSignal): Promise<LogView>;
  /** The record of a row as its file has it; as the engine keeps it where the file is gone or was changed. */
  record(row: number, signal: AbortSignal): Promise<{ readonly record: JsonObject; readonly path: string }>;
  /**
   * Waits until what was read is kept for the next opening, which goes on after the opening.
   *
   * @returns why it is not kept, in English; undefined when it is
   */
  kept(signal: AbortSignal): Promise<string | undefined>;
  close(): void;
}

export interface LogQuery {
  readonly sql: string;
  /** Only the events that pass are in the table. */
  readonly within?: { readonly filter: EventFilter; readonly now: number };
  /** Milliseconds after which the query is stopped; 10 minutes by default. */
  readonly timeLimit?: number;
}

export interface LogQueryResult {
  readonly columns: readonly LogColumn[];
  /** Each at most 2,048 rows. Nothing is computed ahead of what is asked for; leaving the loop ends the query. */
  readonly pages: AsyncIterable<readonly LogRow[]>;
}

export interface LogColumn {
  readonly name: string;
  /** In DuckDB's words, such as `VARCHAR` or `BIGINT`. */
  readonly type: string;
}

/** A value per column. Numbers beyond 2^53 and times are texts. */
export type LogRow = readonly JsonValue[];

export interface ExportTarget {
  readonly format: 'parquet' | 'csv' | 'json';
  /** Absolute; what is there is replaced when the new file is complete. */
  readonly path: string;
}

/** The events of a set that pass a filter, like an `EventView` that has to be asked over a distance. */
export interface LogView {
  readonly count: number;
  readonly hidden: NoiseCounts;
  readonly extent: { readonly from: number; readonly to: number } | undefined;
  rows(from: number, to: number, sort: ViewSort, signal: AbortSignal): Promise<readonly EventRow[]>;
  bins(options: BinOptions, signal: AbortSignal): Promise<Bins>;
  facets(field: FacetField, top: number, signal: AbortSignal): Promise<FacetCounts>;
  /** All the events in pages, newest first: for exports and investigations. */
  events(signal: AbortSignal): AsyncIterable<readonly EventRow[]>;
  close(): void;
}
