import type { Connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import type { TrailscopeError } from '../../core/failures/failure.ts';
import type { LogReport } from '../../core/log-engine.ts';
import type { Coverage } from '../../core/query/coverage.ts';
import type { EventFilter } from '../../core/query/event-filter.ts';
import type {
  BinOptions,
  Bins,
  EventRow,
  FacetCounts,
  NoiseCounts,
  NoiseOptions,
  ViewSort,
} from '../../core/query/event-set/event-view.ts';
import type { FacetField } from '../../core/query/facets.ts';
import type { PlanWords } from '../../core/query/plan-words.ts';

/** What an explorer asks for. */
export interface ExplorerQuery {
  readonly filter: EventFilter;
  /** What to leave out; absent to leave nothing out. */
  readonly noise?: NoiseOptions;
}

/** How many events there are. */
export interface EventCounts {
  /** That pass and are not noise. */
  readonly shown: number;
  /** That were read. */
  readonly total: number;
  readonly hidden: NoiseCounts;
}

/** How reading stands. */
export interface ReadingState {
  readonly state: 'idle' | 'reading' | 'paused' | 'done';
  /** How long the rest may take, in milliseconds; undefined where nothing can be told. */
  readonly remaining: number | undefined;
  /** Where files are read: how many are done, and how many were found so far. */
  readonly files?: { readonly done: number; readonly found: number };
  /** Where reading stopped because no more events than these are kept: how many that are. */
  readonly full?: number;
}

/** What is known of one of the sources. */
export interface SourceState {
  readonly name: string;
  readonly coverage: Coverage;
  /** Of log files: what came of reading them. */
  readonly report?: LogReport;
  /** Of log files: why they cannot be read. */
  readonly failure?: TrailscopeError;
  /** Whether its connection is no longer listed, so that nothing more is read. */
  readonly isRemoved?: boolean;
}

/**
 * The events that an explorer shows, wherever they are kept: read from the event history and held here, or in files
 * under an engine. Answers are of one query at a time. Methods throw only `TrailscopeError`.
 */
export interface ExplorerData {
  /** Rises with every change of the events that are shown. */
  readonly revision: number;
  readonly reading: ReadingState;
  readonly sources: readonly SourceState[];
  /** Which part of the query the source does by itself; undefined where it does all of it. */
  readonly plan: PlanWords | undefined;
  /** The range that the query asks for, as far as the sources go, epoch milliseconds, both inclusive. */
  readonly range: { readonly from: number; readonly to: number };
  /** Whether all of the rate that the service allows may be used; undefined where there is no rate to keep to. */
  isFullSpeed: boolean | undefined;
  /** Whether all events that there are have been read, however old, so that no question needs to say a time. */
  readonly isWhole: boolean;
  /** Whether {@link searchThoroughly} may find more than the query finds now. */
  readonly canBeThorough: boolean;
  /** Is told whenever something above has changed. */
  readonly onDidChange: (listener: () => unknown) => { dispose(): void };

  /** Shows what passes this query from now on. What was read stays; {@link read} reads what is missing. */
  ask(query: ExplorerQuery): void;
  /** Reads what the query needs and is not there, or goes on with it. Resolves when that ended, failed or was paused. */
  read(): Promise<void>;
  /** Reads again from now, for what has happened since. */
  refresh(): Promise<void>;
  pause(): void;
  /** Reads everything that could pass the query, where it takes a short cut at first. */
  searchThoroughly(): void;

  counts(): Promise<EventCounts>;
  rows(from: number, to: number, sort: ViewSort): Promise<readonly EventRow[]>;
  bins(options: BinOptions): Promise<Bins>;
  facets(field: FacetField, top: number): Promise<FacetCounts>;
  /** The facets of all events that were read, shown or not: what can be asked for. */
  facetsOfAll(field: FacetField, top: number): Promise<FacetCounts>;
  /** The event of a row, with the connection that it came through; undefined for one that is not there. */
  eventOf(
    row: number,
  ): Promise<{ readonly event: CloudTrailEvent; readonly connection: Connection } | undefined>;
  /** All events that are shown, in the order of the sort. */
  events(sort: ViewSort): AsyncIterable<CloudTrailEvent>;
  /** All events that were read and pass a filter, noise or not: for investigations. */
  matching(filter: EventFilter): AsyncIterable<CloudTrailEvent>;
  dispose(): void;
}
