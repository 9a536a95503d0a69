/**
 * What the user says about a trail to be. Plain data: a wizard fills it in, a plan is made of it, and it can be kept.
 */
export interface TrailAnswers {
  readonly name: string;
  /** The only Region in which the trail can be changed later. */
  readonly homeRegion: string;
  readonly isMultiRegion: boolean;
  /** A multi-Region trail always has them. */
  readonly includesGlobalServiceEvents: boolean;
  readonly validatesLogFiles: boolean;
  /** Records all accounts of the organization; only its management account and its delegates may. */
  readonly isOrganization: boolean;
  readonly bucket: BucketChoice;
  /** Without slashes at its ends; absent for none. */
  readonly keyPrefix?: string;
  readonly encryption: EncryptionChoice;
  readonly management: ManagementChoice;
  readonly data: readonly DataChoice[];
  readonly network: readonly NetworkChoice[];
  /** Whether the deliveries of the trail's own log files are recorded as data events, each in the next log file. */
  readonly isRecursive: boolean;
  readonly insights: readonly InsightChoice[];
  readonly logGroup?: LogGroupChoice;
  readonly topic?: TopicChoice;
  readonly tags: readonly Tag[];
  /** Go on although something that CloudFormation, Terraform or another tool manages would be changed. */
  readonly changesManaged?: boolean;
}

export type BucketChoice =
  | { readonly kind: 'new'; readonly name: string }
  | {
      readonly kind: 'existing';
      readonly name: string;
      /** Add a Deny of requests without TLS to a policy that somebody else wrote. Never done unless asked. */
      readonly addsTlsOnly?: boolean;
    };

export type EncryptionChoice =
  /** S3's own keys. */
  | { readonly kind: 's3' }
  /** `alias` without `alias/`. The key is made in the bucket's Region and rotated each year. */
  | { readonly kind: 'new-key'; readonly alias: string }
  /** A key by its ARN, its id or an alias with `alias/`. */
  | { readonly kind: 'existing-key'; readonly key: string };

export interface ManagementChoice {
  readonly reads: boolean;
  readonly writes: boolean;
  /** Of `kms.amazonaws.com` and `rdsdata.amazonaws.com`, whose events are many. */
  readonly excludedSources: readonly string[];
}

export interface DataChoice {
  /** A resource type of advanced event selectors, such as `AWS::S3::Object`. */
  readonly type: string;
  readonly reads: boolean;
  readonly writes: boolean;
  /** ARNs; one that ends with a slash stands for all that begins with it. Empty for all resources of the type. */
  readonly arns: readonly string[];
}

/** The API calls that a service gets through VPC endpoints. */
export interface NetworkChoice {
  /** Such as `s3.amazonaws.com`. */
  readonly eventSource: string;
  /** Only what an endpoint's policy refused. */
  readonly onlyDenied: boolean;
}

export interface InsightChoice {
  readonly type: 'ApiCallRateInsight' | 'ApiErrorRateInsight';
  readonly categories: readonly ('Management' | 'Data')[];
}

export interface LogGroupChoice {
  readonly group:
    /** `retentionDays` absent for ever. */
    | { readonly kind: 'new'; readonly name: string; readonly retentionDays?: number }
    | { readonly kind: 'existing'; readonly name: string };
  readonly role:
    | {
        readonly kind: 'new';
        readonly name: string;
        /** Begins and ends with a slash; absent for `/`. */
        readonly path?: string;
        /** The ARN of a managed policy. */
        readonly permissionsBoundary?: string;
      }
    | { readonly kind: 'existing'; readonly name: string };
}

export type TopicChoice =
  | { readonly kind: 'new'; readonly name: string }
  /** By its ARN. */
  | { readonly kind: 'existing'; readonly arn: string };

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/**
 * The answers of somebody who only gives a name: a new bucket, all Regions, all management events, log files that can
 * be validated. No key, log group or topic, because those cost money.
 */
export function defaultAnswers(name: string, homeRegion: string, account: string): TrailAnswers {
  return {
    name,
    homeRegion,
    isMultiRegion: true,
    includesGlobalServiceEvents: true,
    validatesLogFiles: true,
    isOrganization: false,
    bucket: { kind: 'new', name: proposedNames(name, account).bucket },
    encryption: { kind: 's3' },
    management: { reads: true, writes: true, excludedSources: [] },
    data: [],
    network: [],
    isRecursive: false,
    insights: [],
    tags: [],
  };
}

/** Names for what a trail needs, made of the trail's own so that they are found together. All of them are legal. */
export interface ProposedNames {
  readonly bucket: string;
  /** Without `alias/`. */
  readonly alias: string;
  readonly logGroup: string;
  readonly role: string;
  readonly topic: string;
}

/**
 * Proposes names.
 *
 * @param account the 12-digit id, which keeps the bucket's name, shared by all of AWS, from being taken
 */
export function proposedNames(trail: string, account: string): ProposedNames {
  const plain = trail.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'trail';
  const cut = (text: string, longest: number): string => text.slice(0, longest).replace(/-+$/, '');
  return {
    bucket: cut(`cloudtrail-logs-${account}-${plain.toLowerCase()}`, 63),
    alias: cut(`cloudtrail-${plain}`, 250),
    logGroup: cut(`/aws/cloudtrail/${plain}`, 512),
    role: cut(`CloudTrail-${plain}`, 64),
    topic: cut(`cloudtrail-${plain}`, 256),
  };
}
