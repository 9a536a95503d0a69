import type {
  AdvancedEventSelector as ServiceAdvancedSelector,
  AdvancedFieldSelector,
  EventSelector as ServiceSelector,
  GetEventSelectorsResponse,
  GetTrailStatusResponse,
  Trail as ServiceTrail,
} from '@aws-sdk/client-cloudtrail';
import type { Connection } from '../core/connection.ts';
import { TrailscopeError } from '../core/failures/failure.ts';
import type {
  AdvancedEventSelector,
  BasicEventSelector,
  Delivery,
  EventSelectors,
  FieldCondition,
  InsightSelector,
  Trail,
  TrailStatus,
} from '../core/trails/trail.ts';

/** A trail of DescribeTrails. */
export function toTrail(trail: ServiceTrail, connection: Connection): Trail {
  const { TrailARN, Name, HomeRegion } = trail;
  if (TrailARN === undefined || Name === undefined || HomeRegion === undefined) {
    throw new TrailscopeError(
      { kind: 'unavailable' },
      'DescribeTrails answered with a trail that lacks its name, ARN or home Region',
      { operation: 'cloudtrail:DescribeTrails', region: connection.region },
    );
  }
  return {
    name: Name,
    arn: TrailARN,
    homeRegion: HomeRegion,
    isMultiRegion: trail.IsMultiRegionTrail === true,
    isOrganization: trail.IsOrganizationTrail === true,
    includesGlobalServiceEvents: trail.IncludeGlobalServiceEvents === true,
    validatesLogFiles: trail.LogFileValidationEnabled === true,
    bucket: trail.S3BucketName ?? '',
    ...defined({
      keyPrefix: trail.S3KeyPrefix,
      snsTopicArn: trail.SnsTopicARN,
      logGroupArn: trail.CloudWatchLogsLogGroupArn,
      logGroupRoleArn: trail.CloudWatchLogsRoleArn,
      kmsKeyId: trail.KmsKeyId,
    }),
  };
}

/** The answer of GetTrailStatus. */
export function toStatus(status: GetTrailStatusResponse): TrailStatus {
  return {
    isLogging: status.IsLogging === true,
    ...defined({
      startedAt: status.StartLoggingTime?.getTime(),
      stoppedAt: status.StopLoggingTime?.getTime(),
    }),
    logFiles: toDelivery(status.LatestDeliveryTime, status.LatestDeliveryError),
    digests: toDelivery(status.LatestDigestDeliveryTime, status.LatestDigestDeliveryError),
    cloudWatchLogs: toDelivery(
      status.LatestCloudWatchLogsDeliveryTime,
      status.LatestCloudWatchLogsDeliveryError,
    ),
    notifications: toDelivery(status.LatestNotificationTime, status.LatestNotificationError),
  };
}

function toDelivery(lastSuccess: Date | undefined, error: string | undefined): Delivery {
  return defined({ lastSuccess: lastSuccess?.getTime(), error });
}

/** The answer of GetEventSelectors. */
export function toSelectors({
  AdvancedEventSelectors: advanced = [],
  EventSelectors: basic = [],
}: GetEventSelectorsResponse): EventSelectors {
  return advanced.length > 0
    ? { kind: 'advanced', selectors: advanced.map(toAdvancedSelector) }
    : { kind: 'basic', selectors: basic.map(toBasicSelector) };
}

/** What the service leaves out has the documented default: all events, management events included. */
function toBasicSelector(selector: ServiceSelector): BasicEventSelector {
  return {
    readWriteType: selector.ReadWriteType ?? 'All',
    includesManagementEvents: selector.IncludeManagementEvents ?? true,
    excludedSources: selector.ExcludeManagementEventSources ?? [],
    dataResources: (selector.DataResources ?? []).map(({ Type, Values }) => ({
      type: Type ?? '',
      values: Values ?? [],
    })),
  };
}

function toAdvancedSelector(selector: ServiceAdvancedSelector): AdvancedEventSelector {
  return {
    ...defined({ name: selector.Name }),
    conditions: (selector.FieldSelectors ?? []).map(toCondition),
  };
}

function toCondition(selector: AdvancedFieldSelector): FieldCondition {
  return {
    field: selector.Field ?? '',
    ...defined({
      equals: selector.Equals,
      notEquals: selector.NotEquals,
      startsWith: selector.StartsWith,
      notStartsWith: selector.NotStartsWith,
      endsWith: selector.EndsWith,
      notEndsWith: selector.NotEndsWith,
    }),
  };
}

/** One selector of GetInsightSelectors, or none if it says no type. */
export function toInsightSelector({
  InsightType,
}: {
  readonly InsightType?: string | undefined;
}): InsightSelector[] {
  return InsightType === undefined ? [] : [{ type: InsightType }];
}

type Defined<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };

/** Without the members that are absent; the service also writes an empty text for "none". */
function defined<Members extends object>(members: Members): Defined<Members> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== ''),
  ) as Defined<Members>;
}
