import type {
  AdvancedEventSelector as ServiceAdvancedSelector,
  AdvancedFieldSelector,
  EventSelector as ServiceSelector,
  GetEventSelectorsCommandOutput,
  GetInsightSelectorsCommandOutput,
  GetTrailStatusCommandOutput,
  ListTagsCommandOutput,
  ListTrailsCommandOutput,
  Trail as ServiceTrail,
} from '@aws-sdk/client-cloudtrail';
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

/** A trail of DescribeTrails; throws if it lacks what every trail has. */
export function toTrail(trail: ServiceTrail): Trail {
  const { TrailARN, Name, HomeRegion } = trail;
  if (TrailARN === undefined || Name === undefined || HomeRegion === undefined) {
    throw new Error('the name, the ARN or the home Region of a trail is missing');
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

/** A trail as ListTrails names it. */
export interface ListedTrail {
  readonly name: string;
  readonly arn: string;
  readonly homeRegion: string;
}

/** The answer of ListTrails; throws if a trail lacks what every trail has. */
export function toListedTrails({ Trails = [] }: ListTrailsCommandOutput): readonly ListedTrail[] {
  return Trails.map(({ TrailARN, Name, HomeRegion }) => {
    if (TrailARN === undefined || Name === undefined || HomeRegion === undefined) {
      throw new Error('the name, the ARN or the home Region of a trail is missing');
    }
    return { name: Name, arn: TrailARN, homeRegion: HomeRegion };
  });
}

/** The answer of GetTrailStatus. */
export function toStatus(status: GetTrailStatusCommandOutput): TrailStatus {
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
}: GetEventSelectorsCommandOutput): EventSelectors {
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

/** The answer of GetInsightSelectors. */
export function toInsights({
  InsightSelectors = [],
}: GetInsightSelectorsCommandOutput): readonly InsightSelector[] {
  return InsightSelectors.flatMap(({ InsightType }) =>
    InsightType === undefined ? [] : { type: InsightType },
  );
}

/** The answer of ListTags for one resource. */
export function toTags({ ResourceTagList = [] }: ListTagsCommandOutput): ReadonlyMap<string, string> {
  const tags = ResourceTagList.flatMap(({ TagsList = [] }) => TagsList);
  return new Map(tags.map(({ Key = '', Value = '' }) => [Key, Value]));
}

type Defined<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };

/** Without the members that are absent; the service also writes an empty text for "none". */
function defined<Members extends object>(members: Members): Defined<Members> {
  return Object.fromEntries(
    Object.entries(members).filter(([, value]) => value !== undefined && value !== ''),
  ) as Defined<Members>;
}
