import type { SampleTrail } from '../state/sample-trail.ts';
import { sampleAccountId, sampleMoments, sampleTrails } from './cast.ts';

const day = 86_400_000;

/** The id of the key that encrypts the log files of `org-audit`. */
export const auditKeyId = '1f6ac4d2-70c8-4a7e-9a52-3d1c8e5b9f04';

/**
 * The trails that the sample account starts with, each in a state of its own.
 * @param endTime the end of the account's history, epoch milliseconds; the trails' past is told from there
 */
export function initialTrails(endTime: number): SampleTrail[] {
  return [auditTrail(endTime), failingTrail(endTime), stoppedTrail(endTime)];
}

function auditTrail(endTime: number): SampleTrail {
  const { name, homeRegion, bucket, prefix } = sampleTrails.audit;
  const inHome = (service: string, resource: string): string =>
    `arn:aws:${service}:${homeRegion}:${sampleAccountId}:${resource}`;
  return {
    description: {
      Name: name,
      S3BucketName: bucket,
      S3KeyPrefix: prefix,
      SnsTopicName: 'acme-audit-deliveries',
      SnsTopicARN: inHome('sns', 'acme-audit-deliveries'),
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: true,
      HomeRegion: homeRegion,
      TrailARN: inHome('cloudtrail', `trail/${name}`),
      LogFileValidationEnabled: true,
      CloudWatchLogsLogGroupArn: inHome('logs', 'log-group:/aws/cloudtrail/org-audit:*'),
      CloudWatchLogsRoleArn: `arn:aws:iam::${sampleAccountId}:role/CloudTrail_CloudWatchLogs_Role`,
      KmsKeyId: inHome('kms', `key/${auditKeyId}`),
      HasCustomEventSelectors: true,
      HasInsightSelectors: true,
      IsOrganizationTrail: true,
      RecursiveLogging: true,
    },
    selectors: {
      AdvancedEventSelectors: [
        {
          Name: 'All management events',
          FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }],
        },
        {
          Name: 'Writes of objects in acme-data',
          FieldSelectors: [
            { Field: 'eventCategory', Equals: ['Data'] },
            { Field: 'resources.type', Equals: ['AWS::S3::Object'] },
            { Field: 'readOnly', Equals: ['false'] },
            { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::acme-data/'] },
          ],
        },
      ],
    },
    insightSelectors: ['ApiCallRateInsight', 'ApiErrorRateInsight'].map((type) => ({
      InsightType: type,
      EventCategories: ['Management'],
    })),
    tags: new Map([
      ['team', 'security'],
      ['environment', 'production'],
      ['cost-center', '4711'],
    ]),
    logging: {
      isOn: true,
      startedAt: endTime - sampleMoments.auditStarted,
      stoppedAt: endTime - sampleMoments.auditStopped,
    },
  };
}

function failingTrail(endTime: number): SampleTrail {
  const { name, homeRegion, bucket } = sampleTrails.failing;
  return {
    description: {
      Name: name,
      S3BucketName: bucket,
      IncludeGlobalServiceEvents: false,
      IsMultiRegionTrail: false,
      HomeRegion: homeRegion,
      TrailARN: trailArn(sampleAccountId, homeRegion, name),
      LogFileValidationEnabled: false,
      HasCustomEventSelectors: true,
      HasInsightSelectors: false,
      IsOrganizationTrail: false,
      RecursiveLogging: true,
    },
    selectors: {
      EventSelectors: [
        {
          ReadWriteType: 'All',
          IncludeManagementEvents: true,
          DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
          ExcludeManagementEventSources: ['kms.amazonaws.com', 'rdsdata.amazonaws.com'],
        },
      ],
    },
    insightSelectors: [],
    tags: new Map([['team', 'data']]),
    logging: { isOn: true, startedAt: endTime - 200 * day },
    deliveryFailure: { code: 'AccessDenied', since: endTime - sampleMoments.dataAccessDenied },
  };
}

function stoppedTrail(endTime: number): SampleTrail {
  const { name, homeRegion, bucket } = sampleTrails.stopped;
  return {
    description: {
      Name: name,
      S3BucketName: bucket,
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: false,
      HomeRegion: homeRegion,
      TrailARN: trailArn(sampleAccountId, homeRegion, name),
      LogFileValidationEnabled: false,
      HasCustomEventSelectors: false,
      HasInsightSelectors: false,
      IsOrganizationTrail: false,
      RecursiveLogging: true,
    },
    selectors: { EventSelectors: [defaultEventSelector()] },
    insightSelectors: [],
    tags: new Map(),
    logging: {
      isOn: false,
      startedAt: endTime - 900 * day,
      stoppedAt: endTime - sampleMoments.legacyStopped,
    },
  };
}

/** The ARN of a trail. */
export function trailArn(accountId: string, region: string, name: string): string {
  return `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`;
}

/** What a trail records unless it is told otherwise: all management events and nothing else. */
export function defaultEventSelector() {
  return {
    ReadWriteType: 'All',
    IncludeManagementEvents: true,
    DataResources: [],
    ExcludeManagementEventSources: [],
  };
}
