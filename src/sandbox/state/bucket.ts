import type { JsonObject } from '../../core/json.ts';
import type { Propagating } from './propagating.ts';

/** A bucket of the sample account. The settings are as S3's requests write them: what is absent was never set. */
export interface Bucket {
  readonly name: string;
  readonly region: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** The text of its policy, as it was put. */
  readonly policy: Propagating<string | undefined>;
  readonly settings: Map<BucketSetting, JsonObject>;
  versioning: 'Off' | 'Enabled' | 'Suspended';
  /** The objects by key, each with its versions, newest first. No key is without a version. */
  readonly objects: Map<string, readonly ObjectVersion[]>;
}

/** The settings of a bucket that are documents of their own, by the root elements of their requests. */
export type BucketSetting =
  | 'PublicAccessBlockConfiguration'
  | 'ServerSideEncryptionConfiguration'
  | 'OwnershipControls'
  | 'BucketLoggingStatus'
  | 'Tagging'
  | 'LifecycleConfiguration'
  | 'RequestPaymentConfiguration'
  | 'ObjectLockConfiguration';

/** A version of an object, or the mark of its deletion. */
export interface ObjectVersion {
  /** `null` for a version that was written while the bucket was not versioned. */
  readonly versionId: string;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
  readonly isDeleteMarker: boolean;
  readonly bytes: Uint8Array;
  /** In quotes, as S3's headers have it. */
  readonly etag: string;
  /** Content type, metadata, encryption and checksums: members of GetObject's answer. */
  readonly headers: JsonObject;
}

/** The version that a key without a version id means; undefined where there is none or it is deleted. */
export function currentVersion(bucket: Bucket, key: string): ObjectVersion | undefined {
  const [latest] = bucket.objects.get(key) ?? [];
  return latest?.isDeleteMarker === true ? undefined : latest;
}

/**
 * Writes a version in the way that the bucket's versioning asks for: beside the others, or in place of the one that is
 * not versioned.
 */
export function writeVersion(bucket: Bucket, key: string, version: ObjectVersion): void {
  const versions = bucket.objects.get(key) ?? [];
  const kept =
    bucket.versioning === 'Enabled' ? versions : versions.filter(({ versionId }) => versionId !== 'null');
  bucket.objects.set(key, [version, ...kept]);
}

/** Removes one version for good, and the key with its last one. */
export function removeVersion(bucket: Bucket, key: string, versionId: string): void {
  const kept = (bucket.objects.get(key) ?? []).filter((version) => version.versionId !== versionId);
  if (kept.length === 0) {
    bucket.objects.delete(key);
  } else {
    bucket.objects.set(key, kept);
  }
}
