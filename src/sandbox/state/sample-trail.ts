import type { JsonObject } from '../../core/json.ts';

/** A trail of the sample account. */
export interface SampleTrail {
  /** What DescribeTrails and GetTrail say of it: members of the model's `Trail`. */
  description: TrailDescription;
  /** What GetEventSelectors says besides the ARN: `EventSelectors` or `AdvancedEventSelectors`. */
  selectors: JsonObject;
  /** The `InsightSelectors`; empty when Insights are off. */
  insightSelectors: readonly JsonObject[];
  readonly tags: Map<string, string>;
  /** Whether and since when it logs; StartLogging and StopLogging change it. */
  logging: Logging;
  /** Set while its bucket refuses its log files. */
  deliveryFailure?: DeliveryFailure | undefined;
  /** When a log file of calls on the sandbox was last delivered, epoch milliseconds. */
  deliveredAt?: number;
}

interface DeliveryFailure {
  /** The code that S3 answers with. */
  readonly code: string;
  /** Epoch milliseconds. */
  readonly since: number;
}

/** Epoch milliseconds of the last start and stop, where there was one. */
interface Logging {
  readonly isOn: boolean;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
}

/** The members of the model's `Trail` that this account's trails have. */
export interface TrailDescription {
  readonly [member: string]: string | boolean | undefined;
  readonly Name: string;
  readonly S3BucketName: string;
  readonly S3KeyPrefix?: string | undefined;
  readonly SnsTopicName?: string | undefined;
  readonly SnsTopicARN?: string | undefined;
  readonly IncludeGlobalServiceEvents: boolean;
  readonly IsMultiRegionTrail: boolean;
  readonly HomeRegion: string;
  readonly TrailARN: string;
  readonly LogFileValidationEnabled: boolean;
  readonly CloudWatchLogsLogGroupArn?: string | undefined;
  readonly CloudWatchLogsRoleArn?: string | undefined;
  readonly KmsKeyId?: string | undefined;
  readonly HasCustomEventSelectors: boolean;
  readonly HasInsightSelectors: boolean;
  readonly IsOrganizationTrail: boolean;
  readonly RecursiveLogging: boolean;
}

/** Whether the trail records events of the Region: its own, or any when it is a multi-Region trail. */
export function recordsRegion(trail: SampleTrail, region: string): boolean {
  return trail.description.HomeRegion === region || trail.description.IsMultiRegionTrail;
}
