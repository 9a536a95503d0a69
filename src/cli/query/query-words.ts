export const queryFormats = ['table', 'json', 'ndjson', 'csv'] as const;
export type QueryFormat = (typeof queryFormats)[number];

/** The options of `trailscope query`, as texts. */
export interface QueryWords {
  readonly from: readonly string[];
  readonly since: string | undefined;
  readonly until: string | undefined;
  readonly account: readonly string[];
  readonly region: readonly string[];
  readonly filter: string | undefined;
  readonly sql: string | undefined;
  readonly investigation: string | undefined;
  readonly param: readonly string[];
  readonly format: QueryFormat;
}
