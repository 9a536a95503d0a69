/**
 * What the extension host and the events explorer say to each other. The events stay with the host: the page asks for
 * the rows, the bins and the facets that it shows, and never for all of them. The host trusts nothing that comes back:
 * `read-explorer.ts` turns a message into a known one or into undefined.
 *
 * The order: the page is built, sends `ready`, and gets `begin`; then `status` whenever what is shown has changed, at
 * most a few times a second. Each `request` gets one `reply` with its id; the page asks again for what it shows when
 * the revision of a status differs from the one that it has drawn.
 */
import type { JsonObject } from '../core/json.ts';
import type { Completions } from '../core/query/complete-filter.ts';
import type { ValueState } from '../core/query/edit-filter.ts';
import type { Bins, FacetCounts, NoiseCounts } from '../core/query/event-set/event-view.ts';
import type { FacetField } from '../core/query/facets.ts';
import type { Zone } from '../core/time-format.ts';

/** Raised when the messages or the saved state change shape: an older state is then not read. */
export const explorerVersion = 1;

/** From the host to the page. */
export type ToExplorer = BeginExplorer | ExplorerStatus | ExplorerReply;

/** The page's first message: what does not change with the events. */
export interface BeginExplorer {
  readonly type: 'begin';
  readonly version: typeof explorerVersion;
  /** The translations: English text to the user's. Empty for English. */
  readonly strings: Readonly<Record<string, string>>;
  readonly zone: Zone;
  /** Of the user interface, such as `en`. */
  readonly language: string;
  /** The fields of the facet panel in their order, with what they are called. */
  readonly facets: readonly { readonly field: FacetField; readonly label: string }[];
  readonly presets: readonly NamedFilter[];
  /** The columns that the user has chosen, in their order, with widths in pixels. */
  readonly columns: readonly ColumnChoice[];
  /** For a page that was closed or reloaded and comes back. */
  readonly ui: ExplorerUi;
}

/** The columns that the table can have. */
export const columnNames = [
  'time',
  'event',
  'who',
  'what',
  'from',
  'result',
  'region',
  'account',
  'service',
  'key',
  'agent',
  'id',
] as const;

export type ColumnName = (typeof columnNames)[number];

export interface ColumnChoice {
  readonly name: ColumnName;
  /** Pixels. */
  readonly width: number;
}

export interface NamedFilter {
  readonly name: string;
  /** In the filter language. */
  readonly text: string;
}

/** What the page remembers of its own over a reload. */
export interface ExplorerUi {
  readonly sort: ExplorerSort;
  readonly stackBy: 'outcome' | FacetField;
  readonly hasFacets: boolean;
  /** The first row on the screen. */
  readonly top: number;
  /** How the table tells times; absolute when absent. */
  readonly times?: 'absolute' | 'relative';
  /** The facets of the panel whose values are folded away. */
  readonly folded?: readonly FacetField[];
}

/** What the page keeps over a reload of the window, as VS Code hands it to whoever restores the page. */
export interface ExplorerState {
  readonly version: typeof explorerVersion;
  readonly ui: ExplorerUi;
  /** {@link ExplorerStatus.kept} of the last status. */
  readonly kept?: JsonObject;
}

export interface ExplorerSort {
  readonly by: 'time' | FacetField;
  readonly descending: boolean;
}

/** How things stand. */
export interface ExplorerStatus {
  readonly type: 'status';
  /** Rises with each change of the events that are shown, or of their order. */
  readonly revision: number;
  /** The filter that is applied, as its canonical text. */
  readonly filter: string;
  readonly saved: readonly NamedFilter[];
  readonly noise: NoiseSwitches;
  /** Events that pass and are not hidden. */
  readonly count: number;
  /** All events that were read. */
  readonly total: number;
  readonly hidden: NoiseCounts;
  /** What the histogram spans, epoch milliseconds; undefined while nothing was asked. */
  readonly range: TimeRange | undefined;
  readonly sources: readonly SourceStatus[];
  /** What the service does for the filter, what is done here, and what may be missing, each a sentence. */
  readonly plan: {
    readonly service: string;
    readonly here?: string;
    readonly caution?: string;
    /** Whether a slower search, the act `thorough`, may find more. */
    readonly canBeThorough: boolean;
  };
  readonly reading: ReadingStatus;
  /** The answer of an investigation, when one was run. */
  readonly answer?: AnswerView;
  /** Where the filter finds nothing: one that finds something and was likely meant. */
  readonly meant?: string;
  /** Unusual times to mark on the histogram. */
  readonly insights?: readonly InsightBand[];
  /** What the page keeps for the host until the window is reloaded. The page does not look inside. */
  readonly kept?: JsonObject;
}

/** When CloudTrail Insights saw something unusual. */
export interface InsightBand {
  /** Epoch milliseconds, inclusive. */
  readonly from: number;
  /** Epoch milliseconds, inclusive; absent while it lasts. */
  readonly to?: number;
  /** What was unusual, in one line. */
  readonly text: string;
  /** Shows what it is about. */
  readonly filter: string;
}

export interface TimeRange {
  /** Inclusive. */
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
}

/** What is left out as noise. */
export interface NoiseSwitches {
  readonly isOn: boolean;
  readonly reads: boolean;
  readonly services: boolean;
  readonly trailscope: boolean;
  readonly ignored: boolean;
  /** The user's own list, as filters. */
  readonly ignoreList: readonly string[];
}

/** One connection or folder of log files. */
export interface SourceStatus {
  readonly name: string;
  readonly regions: readonly RegionStatus[];
  /** What it does not have, such as `No data events: the event history has management events and Insights only`. */
  readonly limits: readonly string[];
}

export interface RegionStatus {
  readonly region: string;
  readonly state: 'waiting' | 'reading' | 'paused' | 'done' | 'failed';
  /** How far back it got, or why it failed: to be shown as it is. */
  readonly text: string;
}

export interface ReadingStatus {
  readonly state: 'idle' | 'reading' | 'paused' | 'done';
  /** How far back which Regions got, in one line. */
  readonly text: string;
  /** How long the rest may take, in words; absent while nobody knows. */
  readonly remaining?: string;
  /** Whether all of the rate that the service allows is used; absent where there is no rate. */
  readonly isFullSpeed?: boolean;
  /** Whether some Region failed, so that trying again makes sense. */
  readonly hasFailures: boolean;
  /** Of log files that could not be read, how many there are, in words. */
  readonly badFiles?: string;
}

/** What an investigation found. */
export interface AnswerView {
  readonly title: string;
  readonly headline: string;
  readonly findings: readonly {
    readonly text: string;
    /** The event ids behind it, as a filter that shows them. */
    readonly filter: string;
  }[];
  readonly unseen: readonly string[];
}

/** From the page to the host. */
export type FromExplorer =
  | { readonly type: 'ready'; readonly version: typeof explorerVersion }
  | { readonly type: 'request'; readonly id: number; readonly request: ExplorerRequest };

/** What the page can ask for, and what comes back. */
export interface ExplorerRequests {
  /** Rows `from` to `to` (exclusive) of the sorted table; at most 500 at once. */
  readonly rows: [RowsRequest, RowsAnswer];
  readonly bins: [BinsRequest, Bins];
  readonly facets: [FacetsRequest, readonly FacetView[]];
  /** Applies a filter; what was read stays, what is missing is read. */
  readonly filter: [{ readonly kind: 'filter'; readonly text: string }, FilterAnswer];
  /** Checks a filter while it is typed, without applying it. */
  readonly check: [{ readonly kind: 'check'; readonly text: string }, FilterAnswer];
  readonly complete: [
    { readonly kind: 'complete'; readonly text: string; readonly offset: number },
    Completions,
  ];
  /** Changes the filter by a value of a facet; `value` is absent for events without one. */
  readonly facet: [FacetRequest, FilterAnswer];
  /** Changes the filter to a range of times; both absent for any time. */
  readonly time: [{ readonly kind: 'time'; readonly from?: number; readonly to?: number }, FilterAnswer];
  readonly noise: [{ readonly kind: 'noise'; readonly noise: Omit<NoiseSwitches, 'ignoreList'> }, true];
  readonly act: [{ readonly kind: 'act'; readonly what: ExplorerAct }, true];
  /** Opens the event of a row in the event viewer. */
  readonly open: [
    { readonly kind: 'open'; readonly row: number; readonly toSide: boolean; readonly keepsFocus: boolean },
    true,
  ];
  /** Copies what a row has in a column. */
  readonly copy: [{ readonly kind: 'copy'; readonly row: number; readonly column: ColumnName }, true];
  readonly columns: [{ readonly kind: 'columns'; readonly columns: readonly ColumnChoice[] }, true];
  /** Keeps what the page wants back after a reload. */
  readonly remember: [{ readonly kind: 'remember'; readonly ui: ExplorerUi }, true];
}

export type ExplorerRequest = ExplorerRequests[keyof ExplorerRequests][0];

/** What a button does; the host asks the user for what else it needs. */
export const explorerActs = [
  'read',
  'pause',
  'thorough',
  'show-bad-files',
  'full-speed',
  'half-speed',
  'choose-sources',
  'choose-columns',
  'save-filter',
  'forget-filter',
  'ignore-filter',
  'edit-ignore-list',
  'investigate',
  'close-answer',
  'paste-finding',
  'export',
] as const;

export type ExplorerAct = (typeof explorerActs)[number];

export interface RowsRequest {
  readonly kind: 'rows';
  readonly from: number;
  readonly to: number;
  readonly sort: ExplorerSort;
}

export interface RowsAnswer {
  readonly revision: number;
  readonly rows: readonly RowView[];
}

/** A row of the table, put into words: one line each, nothing invisible in it. */
export interface RowView {
  /** The number by which the host knows the event. */
  readonly row: number;
  /** Epoch milliseconds. */
  readonly time: number | undefined;
  readonly cells: Readonly<Record<ColumnName, string>>;
  readonly access: 'read' | 'write' | 'unknown';
  readonly outcome: 'success' | 'failure' | 'unknown';
  /** Whether it is an Insights event, which is shown as a band. */
  readonly isInsight: boolean;
  /** The sentence of the event, for the tooltip and for screen readers. */
  readonly sentence: string;
}

export interface BinsRequest {
  readonly kind: 'bins';
  /** Inclusive. */
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly count: number;
  readonly stackBy: 'outcome' | FacetField;
}

export interface FacetsRequest {
  readonly kind: 'facets';
  readonly fields: readonly FacetField[];
  readonly top: number;
}

/** A facet's values, and what the filter says about each. */
export interface FacetView extends Omit<FacetCounts, 'values'> {
  readonly values: readonly {
    readonly value: string;
    readonly label: string;
    readonly count: number;
    readonly state: ValueState;
  }[];
  /** What the filter says about events without a value; `open` when absent. */
  readonly noneState?: ValueState;
}

export interface FacetRequest {
  readonly kind: 'facet';
  readonly field: FacetField;
  readonly value?: string;
  readonly change: 'include' | 'exclude' | 'forget';
}

export type FilterAnswer =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly problems: readonly FilterProblemView[] };

export interface FilterProblemView {
  /** UTF-16 units of the text. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly message: string;
}

/** The answer to a request. A failure is shown by the host; `text` is for the page to tell. */
export type ExplorerReply =
  | { readonly type: 'reply'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'reply'; readonly id: number; readonly ok: false; readonly text?: string };
