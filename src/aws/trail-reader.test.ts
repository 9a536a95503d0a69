import { describe, expect, test } from 'vitest';
import { awsOnWire, chain, failureOf, never } from '../../test/support/aws-on-wire.ts';
import { json, jsonError } from '../../test/support/fake-wire.ts';
import type { Trail } from '../core/trails/trail.ts';

const orgAudit = {
  Name: 'org-audit',
  S3BucketName: 'acme-audit',
  S3KeyPrefix: 'prod',
  SnsTopicARN: 'arn:aws:sns:eu-west-1:111122223333:audit',
  IncludeGlobalServiceEvents: true,
  IsMultiRegionTrail: true,
  HomeRegion: 'eu-west-1',
  TrailARN: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/org-audit',
  LogFileValidationEnabled: true,
  CloudWatchLogsLogGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:trail:*',
  CloudWatchLogsRoleArn: 'arn:aws:iam::111122223333:role/logs',
  KmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1',
  HasCustomEventSelectors: true,
  IsOrganizationTrail: true,
};

const trail: Trail = {
  name: 'org-audit',
  arn: 'arn:aws:cloudtrail:eu-west-1:111122223333:trail/org-audit',
  homeRegion: 'eu-west-1',
  isMultiRegion: true,
  isOrganization: true,
  includesGlobalServiceEvents: true,
  validatesLogFiles: true,
  bucket: 'acme-audit',
  keyPrefix: 'prod',
  snsTopicArn: 'arn:aws:sns:eu-west-1:111122223333:audit',
  logGroupArn: 'arn:aws:logs:eu-west-1:111122223333:log-group:trail:*',
  logGroupRoleArn: 'arn:aws:iam::111122223333:role/logs',
  kmsKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/1',
};

describe('trails', () => {
  test("the trails of the connection's Region, with the shadows of others", async () => {
    const plain = {
      Name: 'legacy',
      TrailARN: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/legacy',
      HomeRegion: 'us-east-1',
      S3BucketName: 'acme-legacy',
      S3KeyPrefix: '',
    };
    const { aws, wire } = awsOnWire(() => json({ trailList: [orgAudit, plain] }));
    expect(await aws.trails.list(chain, never)).toEqual([
      trail,
      {
        name: 'legacy',
        arn: 'arn:aws:cloudtrail:us-east-1:111122223333:trail/legacy',
        homeRegion: 'us-east-1',
        isMultiRegion: false,
        isOrganization: false,
        includesGlobalServiceEvents: false,
        validatesLogFiles: false,
        bucket: 'acme-legacy',
      },
    ]);
    expect(wire.requests).toMatchObject([
      { url: 'https://cloudtrail.us-east-1.amazonaws.com/', input: { includeShadowTrails: true } },
    ]);
  });

  test('no trails', async () => {
    expect(await awsOnWire(() => json({})).aws.trails.list(chain, never)).toEqual([]);
  });

  test('the trails that record other Regions only, asked for in their own', async () => {
    const named = (name: string, region: string) => ({
      Name: name,
      TrailARN: `arn:aws:cloudtrail:${region}:111122223333:trail/${name}`,
      HomeRegion: region,
    });
    const pages = [
      { Trails: [named('here', 'us-east-1'), named('far', 'us-west-2')], NextToken: 'more' },
      { Trails: [named('wide', 'us-west-2'), named('shut', 'eu-south-1')] },
    ];
    const { aws, wire } = awsOnWire(({ operation, region }) => {
      if (operation === 'ListTrails') {
        return json(pages.shift() ?? {});
      }
      return region === 'eu-south-1'
        ? jsonError('AccessDeniedException', 'not here')
        : json({ trailList: [named('far', region), { ...named('wide', region), IsMultiRegionTrail: true }] });
    });
    const { trails, unread } = await aws.trails.elsewhere(chain, never);
    expect(trails.map(({ name }) => name)).toEqual(['far']);
    expect(unread).toMatchObject([
      { name: 'shut', homeRegion: 'eu-south-1', error: { failure: { kind: 'denied' } } },
    ]);
    const requests = wire.requests.map(({ operation, region, input }) => [operation, region, input]);
    expect(requests.slice(0, 2)).toEqual([
      ['ListTrails', 'us-east-1', {}],
      ['ListTrails', 'us-east-1', { NextToken: 'more' }],
    ]);
    // The Regions are asked at once, so their requests have no order.
    expect(
      new Map(requests.slice(2).map(([operation, region, input]) => [region, [operation, input]])),
    ).toEqual(
      new Map([
        [
          'us-west-2',
          [
            'DescribeTrails',
            { trailNameList: [named('far', 'us-west-2').TrailARN, named('wide', 'us-west-2').TrailARN] },
          ],
        ],
        ['eu-south-1', ['DescribeTrails', { trailNameList: [named('shut', 'eu-south-1').TrailARN] }]],
      ]),
    );
    expect(requests).toHaveLength(4);
  });

  test('a trail without an ARN is no answer', async () => {
    const { aws, log } = awsOnWire(() => json({ trailList: [{ Name: 'half' }] }));
    const { failure, context } = await failureOf(aws.trails.list(chain, never));
    expect(failure).toEqual({ kind: 'unavailable', status: 200 });
    expect(context).toEqual({
      operation: 'cloudtrail:DescribeTrails',
      region: 'us-east-1',
      requestId: 'request-1',
      source: { kind: 'default-chain' },
    });
    expect(log).toHaveLength(1);
  });
});

test('what belongs to a trail is asked in its home Region, by its ARN', async () => {
  const { aws, wire } = awsOnWire(() => json({}));
  await aws.trails.status(chain, trail, never);
  await aws.trails.selectors(chain, trail, never);
  await aws.trails.insights(chain, trail, never);
  await aws.trails.tags(chain, trail, never);
  expect(new Set(wire.requests.map(({ region, url }) => `${region} ${url}`))).toEqual(
    new Set(['eu-west-1 https://cloudtrail.eu-west-1.amazonaws.com/']),
  );
  expect(wire.requests.map(({ operation, input }) => [operation, input])).toEqual([
    ['GetTrailStatus', { Name: trail.arn }],
    ['GetEventSelectors', { TrailName: trail.arn }],
    ['GetInsightSelectors', { TrailName: trail.arn }],
    ['ListTags', { ResourceIdList: [trail.arn] }],
  ]);
});

test('the status of a trail; a delivery that has not failed has no error', async () => {
  const { aws } = awsOnWire(() =>
    json({
      IsLogging: true,
      StartLoggingTime: 1_763_640_000,
      LatestDeliveryTime: 1_763_643_600.5,
      LatestDeliveryError: '',
      LatestDigestDeliveryError: 'AccessDenied',
      TimeLoggingStarted: '2025-11-20T12:00:00Z',
    }),
  );
  expect(await aws.trails.status(chain, trail, never)).toEqual({
    isLogging: true,
    startedAt: 1_763_640_000_000,
    logFiles: { lastSuccess: 1_763_643_600_500 },
    digests: { error: 'AccessDenied' },
    cloudWatchLogs: {},
    notifications: {},
  });
});

describe('event selectors', () => {
  test('basic ones, with the defaults of what the service leaves out', async () => {
    const { aws } = awsOnWire(() =>
      json({
        EventSelectors: [
          {},
          {
            ReadWriteType: 'WriteOnly',
            IncludeManagementEvents: false,
            ExcludeManagementEventSources: ['kms.amazonaws.com'],
            DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::acme-data/'] }],
          },
        ],
      }),
    );
    expect(await aws.trails.selectors(chain, trail, never)).toEqual({
      kind: 'basic',
      selectors: [
        { readWriteType: 'All', includesManagementEvents: true, excludedSources: [], dataResources: [] },
        {
          readWriteType: 'WriteOnly',
          includesManagementEvents: false,
          excludedSources: ['kms.amazonaws.com'],
          dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3:::acme-data/'] }],
        },
      ],
    });
  });

  test('advanced ones', async () => {
    const { aws } = awsOnWire(() =>
      json({
        AdvancedEventSelectors: [
          {
            Name: 'writes in acme-data',
            FieldSelectors: [
              { Field: 'eventCategory', Equals: ['Data'] },
              { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::acme-data/'], NotEndsWith: ['.tmp'] },
            ],
          },
        ],
      }),
    );
    expect(await aws.trails.selectors(chain, trail, never)).toEqual({
      kind: 'advanced',
      selectors: [
        {
          name: 'writes in acme-data',
          conditions: [
            { field: 'eventCategory', equals: ['Data'] },
            { field: 'resources.ARN', startsWith: ['arn:aws:s3:::acme-data/'], notEndsWith: ['.tmp'] },
          ],
        },
      ],
    });
  });
});

describe('Insights', () => {
  test('the types that are on', async () => {
    const { aws } = awsOnWire(() =>
      json({
        InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }, { InsightType: 'ApiErrorRateInsight' }],
      }),
    );
    expect(await aws.trails.insights(chain, trail, never)).toEqual([
      { type: 'ApiCallRateInsight' },
      { type: 'ApiErrorRateInsight' },
    ]);
  });

  test('the error that says that Insights are off is a state', async () => {
    const { aws } = awsOnWire(() => jsonError('InsightNotEnabledException'));
    expect(await aws.trails.insights(chain, trail, never)).toEqual([]);
  });

  test('any other error is one', async () => {
    const { aws } = awsOnWire(() => jsonError('TrailNotFoundException'));
    expect((await failureOf(aws.trails.insights(chain, trail, never))).failure.kind).toBe('not-found');
  });
});

test('tags', async () => {
  const { aws } = awsOnWire(() =>
    json({
      ResourceTagList: [
        { ResourceId: trail.arn, TagsList: [{ Key: 'team', Value: 'security' }, { Key: 'bare' }] },
      ],
    }),
  );
  const tags = await aws.trails.tags(chain, trail, never);
  expect([...tags]).toEqual([
    ['team', 'security'],
    ['bare', ''],
  ]);
});
