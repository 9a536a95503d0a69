/** A trail as DescribeTrails tells it, in Trailscope's words. */
export interface Trail {
  readonly name: string;
  readonly arn: string;
  /** The Region that the trail was created in, the only one in which it can be changed. */
  readonly homeRegion: string;
  readonly isMultiRegion: boolean;
  readonly isOrganization: boolean;
  readonly includesGlobalServiceEvents: boolean;
  readonly validatesLogFiles: boolean;
  readonly bucket: string;
  readonly keyPrefix?: string;
  readonly snsTopicArn?: string;
  readonly logGroupArn?: string;
  readonly logGroupRoleArn?: string;
  readonly kmsKeyId?: string;
}

/** The outcome of one kind of delivery: when it last worked, and the error if it does not now. */
export interface Delivery {
  /** Epoch milliseconds of the last success. */
  readonly lastSuccess?: number;
  /** AWS's error code, such as `AccessDenied` or `NoSuchBucket`. */
  readonly error?: string;
}

/** What GetTrailStatus tells of a trail in its home Region. Times are epoch milliseconds. */
export interface TrailStatus {
  readonly isLogging: boolean;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  readonly logFiles: Delivery;
  readonly digests: Delivery;
  readonly cloudWatchLogs: Delivery;
  readonly notifications: Delivery;
}

/** What a trail records: basic or advanced event selectors, never both. */
export type EventSelectors =
  | { readonly kind: 'basic'; readonly selectors: readonly BasicEventSelector[] }
  | { readonly kind: 'advanced'; readonly selectors: readonly AdvancedEventSelector[] };

export interface BasicEventSelector {
  readonly readWriteType: 'All' | 'ReadOnly' | 'WriteOnly';
  readonly includesManagementEvents: boolean;
  readonly excludedSources: readonly string[];
  readonly dataResources: readonly { readonly type: string; readonly values: readonly string[] }[];
}

export interface AdvancedEventSelector {
  readonly name?: string;
  readonly conditions: readonly FieldCondition[];
}

/** One field of an advanced selector with its operators; an operator that is absent does not apply. */
export interface FieldCondition {
  readonly field: string;
  readonly equals?: readonly string[];
  readonly notEquals?: readonly string[];
  readonly startsWith?: readonly string[];
  readonly notStartsWith?: readonly string[];
  readonly endsWith?: readonly string[];
  readonly notEndsWith?: readonly string[];
}

/** An Insights type that a trail has switched on, such as `ApiCallRateInsight`. */
export interface InsightSelector {
  readonly type: string;
}

/** `logging`, `stopped`, or `failing`: logging is on but the last delivery of log files ended in an error. */
export type TrailState = 'logging' | 'stopped' | 'failing';

/** The one word for a trail's status. */
export function trailState(status: TrailStatus): TrailState {
  if (!status.isLogging) {
    return 'stopped';
  }
  return status.logFiles.error === undefined ? 'logging' : 'failing';
}
