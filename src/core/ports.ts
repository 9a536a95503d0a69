/**
 * The outside world, as the features need it. Adapters in `aws/` implement these on the AWS SDK; in-memory
 * implementations for tests are under `test/support/`. Every method takes the connection that it acts on, honours
 * the abort signal, and throws only `TrailscopeError`.
 */
import type { CallerIdentity, Connection } from './connection.ts';
import type { CloudTrailEvent } from './events/event.ts';
import type { TrailscopeError } from './failures/failure.ts';
import type { JsonObject } from './json.ts';
import type { SignIn, SsoDirectory } from './sign-in.ts';
import type { Call } from './trails/setup/plan.ts';
import type { EventSelectors, InsightSelector, Trail, TrailStatus } from './trails/trail.ts';

/** Reads trails and what belongs to them. */
export interface TrailReader {
  /** The trails that record events of the connection's Region, the shadows of multi-Region trails included. */
  list(connection: Connection, signal: AbortSignal): Promise<readonly Trail[]>;
  /**
   * The trails of the account that {@link list} does not have: those that record a single other Region. A Region that
   * does not answer costs only the details of its own trails.
   */
  elsewhere(connection: Connection, signal: AbortSignal): Promise<TrailsElsewhere>;
  /** The status in the trail's home Region. */
  status(connection: Connection, trail: Trail, signal: AbortSignal): Promise<TrailStatus>;
  selectors(connection: Connection, trail: Trail, signal: AbortSignal): Promise<EventSelectors>;
  /** The Insights types that are on; empty when Insights are off. */
  insights(connection: Connection, trail: Trail, signal: AbortSignal): Promise<readonly InsightSelector[]>;
  tags(connection: Connection, trail: Trail, signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
}

/** The trails of other Regions, and those of which only the name could be had. */
export interface TrailsElsewhere {
  readonly trails: readonly Trail[];
  readonly unread: readonly UnreadTrail[];
}

/** A trail that exists, and why no more is known of it. */
export interface UnreadTrail {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
  readonly error: TrailscopeError;
}

/**
 * Makes the calls of a plan and those that it reads with: one of AWS's operations by its name, and none that is not on
 * the adapter's list.
 */
export interface AwsCaller {
  /**
   * The answer in the shape of the service's model, times as ISO texts. A call that changes something is sent once:
   * where its answer is lost (`offline`, `unavailable`, `cancelled`) it may have taken effect.
   */
  call(connection: Connection, call: Call, signal: AbortSignal): Promise<JsonObject>;
}

/** The event history of one account and Region: 90 days of management events, or Insights events. */
export interface EventHistory {
  /**
   * Pages of events, newest first, at most 50 events each. Nothing is fetched before the first page is asked for.
   * The service allows 2 calls a second per account and Region; the adapter waits and retries within reason.
   */
  lookup(connection: Connection, query: EventLookup, signal: AbortSignal): AsyncIterable<EventPage>;
  /**
   * Sets how much of the service's rate all lookups of this process use together: half of it, as at first, because the
   * rate belongs to everybody in the account; or all of it. The sample account, which nobody shares, has all of it.
   */
  usePace(pace: LookupPace): void;
}

export type LookupPace = 'half' | 'full';

/** What LookupEvents can be asked: a time range, one attribute, and management or Insights events. */
export interface EventLookup {
  /** Epoch milliseconds, inclusive; absent for as far back as the service goes (90 days). */
  readonly from?: number;
  /** Epoch milliseconds, inclusive; absent for now. */
  readonly to?: number;
  readonly attribute?: LookupAttribute;
  readonly category?: 'management' | 'insight';
}

/** The attributes of LookupEvents; for Insights events only EventId, EventName and EventSource. */
export const lookupAttributeKeys = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
] as const;

export type LookupAttributeKey = (typeof lookupAttributeKeys)[number];

/** The service takes exactly one, and compares whole values. */
export interface LookupAttribute {
  readonly key: LookupAttributeKey;
  readonly value: string;
}

/** One page of events. */
export interface EventPage {
  readonly events: readonly CloudTrailEvent[];
  /** Whether the service has more to give. */
  readonly isLast: boolean;
}

/** Reads objects of buckets, such as log files. */
export interface ObjectStore {
  /**
   * Pages of what is directly in a folder, in the order of S3: by the bytes of the keys.
   *
   * @param folder ends with a slash, or is empty for the whole bucket
   */
  list(
    connection: Connection,
    bucket: string,
    folder: string,
    signal: AbortSignal,
  ): AsyncIterable<FolderPage>;
  /**
   * The text of an object; one that is gzip is decompressed.
   *
   * @param maxBytes of the object, and of its text; a longer one is `invalid-input`, and so is broken gzip
   */
  readText(
    connection: Connection,
    object: { readonly bucket: string; readonly key: string },
    maxBytes: number,
    signal: AbortSignal,
  ): Promise<string>;
}

export interface FolderPage {
  /** Whole keys, each with its slash at the end. */
  readonly folders: readonly string[];
  readonly objects: readonly StoredObject[];
}

export interface StoredObject {
  readonly key: string;
  /** Bytes, as stored. */
  readonly size: number;
}

/** Who the caller is and where the account lives. */
export interface AccountReader {
  identity(connection: Connection, signal: AbortSignal): Promise<CallerIdentity>;
  /** The names of the Regions that are enabled for the account, sorted. */
  regions(connection: Connection, signal: AbortSignal): Promise<readonly string[]>;
  /** The Regions to choose from: the enabled ones, or where these cannot be read, all known ones of the partition. */
  regionChoices(connection: Connection, signal: AbortSignal): Promise<RegionChoices>;
  /** The account's alias; undefined where it has none. */
  alias(connection: Connection, signal: AbortSignal): Promise<string | undefined>;
}

/** Regions, and why they are only the known ones; without an error they are the enabled ones. */
export interface RegionChoices {
  readonly names: readonly string[];
  readonly error?: TrailscopeError;
}

/** All that Trailscope asks of AWS. */
export interface AwsPorts {
  readonly trails: TrailReader;
  readonly events: EventHistory;
  readonly account: AccountReader;
  readonly caller: AwsCaller;
  readonly objects: ObjectStore;
  readonly signIn: SignIn;
  readonly sso: SsoDirectory;
}

/** The time. Tests fix it; the sample account's can be set. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}
