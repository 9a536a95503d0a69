import type { PostureModel, Resource } from './model.ts';
import type { Value } from './value.ts';

/**
 * A model with its links resolved: what a rule asks. Made by `postureOf` in one pass and shared by all rules.
 */
export interface Posture {
  readonly model: PostureModel;
  /** `AWS::CloudTrail::Trail` resources. */
  readonly trails: readonly Resource[];
  /** Resources of a type, in the order of the source. */
  readonly ofType: (type: string) => readonly Resource[];
  /** The buckets that hold logs, by the catalog's definition. */
  readonly logBuckets: readonly LogBucket[];
  /** The resource of one of these types that a name, ARN, alias or reference points to. */
  readonly linked: (value: Value, types: readonly string[]) => Link;
  /** Whether `from` waits for `to`, directly or through other resources. */
  readonly waits: (from: Resource, to: Resource) => boolean;
}

/** A bucket of the model that receives logs, and the trails of the model that name it (none: a log archive). */
export interface LogBucket {
  readonly bucket: Resource;
  readonly trails: readonly Resource[];
}

/** Where a value points: to a resource of the model, surely to something else, or it cannot be known. */
export type Link =
  | { readonly kind: 'resource'; readonly resource: Resource }
  | { readonly kind: 'outside' }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown' };
