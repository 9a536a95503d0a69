import { truth, type Truth } from '../../core/posture/truth.ts';

/** The version of aws-cdk-lib that an app is built with. */
export interface LibraryVersion {
  readonly major: number;
  readonly minor: number;
}

/** The version in a text such as `2.150.0`, `^2.150.0` or `==2.150`; undefined where there is none. */
export function parseVersion(text: string): LibraryVersion | undefined {
  const [, major, minor] = /(\d+)\.(\d+)/.exec(text) ?? [];
  return major === undefined || minor === undefined
    ? undefined
    : { major: Number(major), minor: Number(minor) };
}

/**
 * What the constructs do only in newer versions of the library, as read in its releases. Between the last release
 * that was seen without and the first that was seen with it, it is unknown.
 */
export interface LibraryFacts {
  /** The bucket that `Trail` makes for itself enforces TLS. */
  readonly ownBucketEnforcesTls: Truth;
  /** `managementEvents: NONE` adds no selector by itself; older ones add one that the service refuses. */
  readonly noneAddsNoSelector: Truth;
  /** An access control list that needs it changes the ownership of objects too. */
  readonly aclsSetOwnership: Truth;
  /** `Trail` takes `orgId` and lets the organization into its bucket. */
  readonly trailAdmitsOrganization: Truth;
  /** Whoever may publish to an encrypted topic is granted the use of its key. */
  readonly publishGrantsKey: Truth;
}

/** Without a version, what has long been so counts as such, and the rest is unknown. */
export function libraryFacts(version: LibraryVersion | undefined): LibraryFacts {
  const since = (without: number, has: number, whenUnknown: Truth): Truth =>
    version?.major !== 2
      ? whenUnknown
      : version.minor > without && version.minor < has
        ? 'unknown'
        : truth(version.minor >= has);
  return {
    ownBucketEnforcesTls: since(8, 12, 'yes'),
    noneAddsNoSelector: since(50, 68, 'yes'),
    aclsSetOwnership: since(68, 82, 'yes'),
    trailAdmitsOrganization: since(120, 150, 'unknown'),
    publishGrantsKey: since(181, 183, 'unknown'),
  };
}
