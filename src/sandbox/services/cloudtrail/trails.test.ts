import {
  CloudTrailClient,
  CreateTrailCommand,
  DeleteTrailCommand,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
  ListTrailsCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import type { CreateTrailCommandInput } from '@aws-sdk/client-cloudtrail';
import { describe, expect, it } from 'vitest';
import { inProcessHandler } from '../../doors/in-process.ts';
import { createSampleAccount } from '../../sample-account.ts';
import { sampleMoments, sampleTrails } from '../../sample/cast.ts';

const start = Date.UTC(2026, 3, 1, 12, 2, 30);
const minute = 60_000;
const hour = 60 * minute;
const arn = (region: string, name: string) => `arn:aws:cloudtrail:${region}:111122223333:trail/${name}`;
const auditArn = arn('us-east-1', sampleTrails.audit.name);
const failingArn = arn('eu-west-1', sampleTrails.failing.name);
const stoppedArn = arn('us-west-2', sampleTrails.stopped.name);

function sample() {
  const clock = { time: start, now: () => clock.time };
  const account = createSampleAccount({ clock, history: () => [], throttles: false });
  const inRegion = (region: string) =>
    new CloudTrailClient({
      region,
      credentials: { accessKeyId: 'AKIAEXAMPLECALLER', secretAccessKey: 'secret' },
      requestHandler: inProcessHandler(account),
      maxAttempts: 1,
    });
  return { clock, inRegion, client: inRegion('us-east-1') };
}

describe('DescribeTrails', () => {
  it.each([
    ['us-east-1', true, [auditArn]],
    ['us-west-2', true, [auditArn, stoppedArn]],
    ['us-west-2', undefined, [auditArn, stoppedArn]],
    ['us-west-2', false, [stoppedArn]],
    ['eu-central-1', false, []],
  ])('in %s with shadows %s', async (region, includeShadowTrails, expected) => {
    const { trailList } = await sample()
      .inRegion(region)
      .send(new DescribeTrailsCommand({ includeShadowTrails }));
    expect(trailList?.map(({ TrailARN }) => TrailARN)).toEqual(expected);
  });

  it.each([
    ['a name, at home', 'us-west-2', sampleTrails.stopped.name, [stoppedArn]],
    ['a name, elsewhere', 'us-east-1', sampleTrails.stopped.name, []],
    ['a name, of a shadow', 'us-west-2', sampleTrails.audit.name, []],
    ['an ARN, of a shadow', 'us-west-2', auditArn, [auditArn]],
    ['a name that there is not', 'us-west-2', 'nobody', []],
  ])('by %s', async (_, region, name, expected) => {
    const command = new DescribeTrailsCommand({ trailNameList: [name] });
    const { trailList } = await sample().inRegion(region).send(command);
    expect(trailList?.map(({ TrailARN }) => TrailARN)).toEqual(expected);
  });

  it('tells all of a trail', async () => {
    const { trailList } = await sample().client.send(new DescribeTrailsCommand({}));
    expect(trailList?.[0]).toMatchObject({
      Name: 'org-audit',
      S3BucketName: 'acme-audit-111122223333',
      S3KeyPrefix: 'prod',
      HomeRegion: 'us-east-1',
      IsMultiRegionTrail: true,
      IsOrganizationTrail: true,
      LogFileValidationEnabled: true,
      HasCustomEventSelectors: true,
      HasInsightSelectors: true,
    });
  });
});

describe('reading one trail', () => {
  it('lists the trails of all Regions', async () => {
    const { Trails } = await sample().client.send(new ListTrailsCommand({}));
    expect(Trails).toEqual([
      { TrailARN: auditArn, Name: 'org-audit', HomeRegion: 'us-east-1' },
      { TrailARN: failingArn, Name: 'data-access', HomeRegion: 'eu-west-1' },
      { TrailARN: stoppedArn, Name: 'legacy', HomeRegion: 'us-west-2' },
    ]);
  });

  it('gets it by name at home and by ARN where it records', async () => {
    const { client, inRegion } = sample();
    const byName = await client.send(new GetTrailCommand({ Name: 'org-audit' }));
    const byArn = await inRegion('eu-west-1').send(new GetTrailCommand({ Name: auditArn }));
    expect(byName.Trail?.TrailARN).toBe(auditArn);
    expect(byArn.Trail).toEqual(byName.Trail);
  });

  it.each([
    ['a shadow by name', 'eu-west-1', 'org-audit', 'TrailNotFoundException'],
    ['a trail of one other Region by ARN', 'us-east-1', stoppedArn, 'TrailNotFoundException'],
    ['a trail that there is not', 'us-east-1', 'nobody', 'TrailNotFoundException'],
    [
      'a malformed ARN',
      'us-east-1',
      'arn:aws:cloudtrail:us-east-1::org-audit',
      'CloudTrailARNInvalidException',
    ],
    ['an ARN of something else', 'us-east-1', 'arn:aws:s3:::acme-data', 'CloudTrailARNInvalidException'],
    ['a malformed name', 'us-east-1', 'a', 'InvalidTrailNameException'],
    ['an empty name', 'us-east-1', '', 'InvalidTrailNameException'],
  ])('refuses %s', async (_, region, Name, code) => {
    const client = sample().inRegion(region);
    await expect(client.send(new GetTrailCommand({ Name }))).rejects.toMatchObject({ name: code });
    await expect(client.send(new GetTrailStatusCommand({ Name }))).rejects.toMatchObject({ name: code });
    const selectors = client.send(new GetEventSelectorsCommand({ TrailName: Name }));
    await expect(selectors).rejects.toMatchObject({ name: code });
  });

  it('says which trail it does not know', async () => {
    const lookup = sample().client.send(new GetTrailCommand({ Name: 'nobody' }));
    await expect(lookup).rejects.toThrow(
      `Unknown trail: ${arn('us-east-1', 'nobody')} for the user: 111122223333`,
    );
  });

  it('gives advanced selectors or basic ones', async () => {
    const { client, inRegion } = sample();
    const advanced = await client.send(new GetEventSelectorsCommand({ TrailName: 'org-audit' }));
    expect(advanced.EventSelectors).toBeUndefined();
    expect(advanced.AdvancedEventSelectors?.[1]?.FieldSelectors).toContainEqual({
      Field: 'resources.ARN',
      StartsWith: ['arn:aws:s3:::acme-data/'],
    });
    const basic = await inRegion('us-west-2').send(new GetEventSelectorsCommand({ TrailName: 'legacy' }));
    expect(basic.AdvancedEventSelectors).toBeUndefined();
    expect(basic.EventSelectors).toEqual([
      {
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        DataResources: [],
        ExcludeManagementEventSources: [],
      },
    ]);
  });

  it('gives the Insights types, or an error when Insights are off', async () => {
    const { client, inRegion } = sample();
    const on = await client.send(new GetInsightSelectorsCommand({ TrailName: 'org-audit' }));
    expect(on.InsightSelectors?.map(({ InsightType }) => InsightType)).toEqual([
      'ApiCallRateInsight',
      'ApiErrorRateInsight',
    ]);
    const off = inRegion('us-west-2').send(new GetInsightSelectorsCommand({ TrailName: 'legacy' }));
    await expect(off).rejects.toMatchObject({ name: 'InsightNotEnabledException' });
  });

  it('lists tags by ARN, of trails of the Region', async () => {
    const { client } = sample();
    const { ResourceTagList } = await client.send(new ListTagsCommand({ ResourceIdList: [auditArn] }));
    expect(ResourceTagList?.[0]?.ResourceId).toBe(auditArn);
    expect(ResourceTagList?.[0]?.TagsList).toContainEqual({ Key: 'team', Value: 'security' });
    const refusals = [
      ['org-audit', 'CloudTrailARNInvalidException'],
      [stoppedArn, 'ResourceNotFoundException'],
      [arn('us-east-1', 'nobody'), 'ResourceNotFoundException'],
    ] as const;
    for (const [id, code] of refusals) {
      const tags = client.send(new ListTagsCommand({ ResourceIdList: [id] }));
      await expect(tags).rejects.toMatchObject({ name: code });
    }
  });
});

describe('GetTrailStatus', () => {
  const status = (region: string, Name: string) =>
    sample().inRegion(region).send(new GetTrailStatusCommand({ Name }));

  it('has fresh deliveries for a trail that logs', async () => {
    expect(await status('us-east-1', 'org-audit')).toMatchObject({
      IsLogging: true,
      LatestDeliveryTime: new Date(Date.UTC(2026, 3, 1, 12, 0)),
      LatestNotificationTime: new Date(Date.UTC(2026, 3, 1, 12, 0)),
      LatestDigestDeliveryTime: new Date(Date.UTC(2026, 3, 1, 12, 0)),
      LatestCloudWatchLogsDeliveryTime: new Date(Date.UTC(2026, 3, 1, 12, 2)),
      StartLoggingTime: new Date(start - sampleMoments.auditStarted),
      StopLoggingTime: new Date(start - sampleMoments.auditStopped),
    });
  });

  it('tells since when deliveries fail', async () => {
    const failing = await status('eu-west-1', 'data-access');
    expect(failing).toMatchObject({ IsLogging: true, LatestDeliveryError: 'AccessDenied' });
    const lastSuccess = failing.LatestDeliveryTime?.getTime() ?? 0;
    expect(lastSuccess).toBeLessThanOrEqual(start - sampleMoments.dataAccessDenied);
    expect(lastSuccess).toBeGreaterThan(start - sampleMoments.dataAccessDenied - 5 * minute);
  });

  it('ends with the logging of a stopped trail', async () => {
    const stopped = await status('us-west-2', 'legacy');
    expect(stopped).toMatchObject({
      IsLogging: false,
      StopLoggingTime: new Date(start - sampleMoments.legacyStopped),
    });
    expect(stopped.LatestDeliveryTime?.getTime()).toBeLessThanOrEqual(start - sampleMoments.legacyStopped);
    expect(stopped.LatestDigestDeliveryTime).toBeUndefined();
  });
});

describe('StartLogging and StopLogging', () => {
  it('change the status, and deliveries follow', async () => {
    const { clock, inRegion } = sample();
    const client = inRegion('us-west-2');
    const status = () => client.send(new GetTrailStatusCommand({ Name: 'legacy' }));
    await client.send(new StartLoggingCommand({ Name: 'legacy' }));
    expect(await status()).toMatchObject({ IsLogging: true, StartLoggingTime: new Date(start) });
    expect((await status()).LatestDeliveryTime).toBeUndefined();
    clock.time += hour;
    expect((await status()).LatestDeliveryTime).toEqual(new Date(Date.UTC(2026, 3, 1, 13, 0)));
    await client.send(new StopLoggingCommand({ Name: stoppedArn }));
    expect(await status()).toMatchObject({
      IsLogging: false,
      StartLoggingTime: new Date(start),
      StopLoggingTime: new Date(start + hour),
    });
  });

  it.each([
    ['a shadow', 'us-west-2', auditArn, 'InvalidHomeRegionException'],
    ['a trail of another Region', 'us-east-1', stoppedArn, 'InvalidHomeRegionException'],
    ['a shadow by name', 'us-west-2', 'org-audit', 'TrailNotFoundException'],
    ['a trail that there is not', 'us-east-1', arn('us-east-1', 'nobody'), 'TrailNotFoundException'],
  ])('refuse %s', async (_, region, Name, code) => {
    const client = sample().inRegion(region);
    await expect(client.send(new StartLoggingCommand({ Name }))).rejects.toMatchObject({ name: code });
    await expect(client.send(new StopLoggingCommand({ Name }))).rejects.toMatchObject({ name: code });
    await expect(client.send(new DeleteTrailCommand({ Name }))).rejects.toMatchObject({ name: code });
  });
});

describe('CreateTrail', () => {
  const plain = { Name: 'new-trail', S3BucketName: 'acme-trail-logs' };

  it('makes a trail with the defaults of the API', async () => {
    const { client } = sample();
    const { $metadata, ...made } = await client.send(new CreateTrailCommand(plain));
    expect($metadata.httpStatusCode).toBe(200);
    expect(made).toEqual({
      Name: 'new-trail',
      S3BucketName: 'acme-trail-logs',
      IncludeGlobalServiceEvents: true,
      IsMultiRegionTrail: false,
      TrailARN: arn('us-east-1', 'new-trail'),
      LogFileValidationEnabled: false,
      IsOrganizationTrail: false,
      RecursiveLogging: true,
    });
    expect(await client.send(new GetTrailStatusCommand({ Name: 'new-trail' }))).toMatchObject({
      IsLogging: false,
    });
  });

  it.each<[string, Partial<CreateTrailCommandInput>, string]>([
    ['a short name', { Name: 'ab' }, 'InvalidTrailNameException'],
    ['a long name', { Name: 'a'.repeat(129) }, 'InvalidTrailNameException'],
    ['a name with a space', { Name: 'my trail' }, 'InvalidTrailNameException'],
    ['a name with neighbouring marks', { Name: 'my-_trail' }, 'InvalidTrailNameException'],
    ['a name that ends in a mark', { Name: 'my-trail-' }, 'InvalidTrailNameException'],
    ['a name that starts with a mark', { Name: '.my-trail' }, 'InvalidTrailNameException'],
    ['a name like an address', { Name: '192.0.2.1' }, 'InvalidTrailNameException'],
    ['a bucket that does not exist', { S3BucketName: 'nobody-has-this' }, 'S3BucketDoesNotExistException'],
    ['a malformed bucket', { S3BucketName: 'No_Bucket' }, 'InvalidS3BucketNameException'],
    ['a long prefix', { S3KeyPrefix: 'p'.repeat(201) }, 'InvalidS3PrefixException'],
    [
      'all Regions without global events',
      { IsMultiRegionTrail: true, IncludeGlobalServiceEvents: false },
      'InvalidParameterCombinationException',
    ],
    [
      'a role without a log group',
      { CloudWatchLogsRoleArn: 'arn:x' },
      'InvalidCloudWatchLogsLogGroupArnException',
    ],
    [
      'a log group without a role',
      { CloudWatchLogsLogGroupArn: 'arn:x' },
      'InvalidCloudWatchLogsRoleArnException',
    ],
    [
      'too many tags',
      { TagsList: Array.from({ length: 51 }, (_, index) => ({ Key: `key-${index}` })) },
      'TagsLimitExceededException',
    ],
    ['a tag twice', { TagsList: [{ Key: 'a' }, { Key: 'a' }] }, 'InvalidTagParameterException'],
  ])('refuses %s and makes nothing', async (_, input, code) => {
    const { client } = sample();
    const create = client.send(new CreateTrailCommand({ ...plain, ...input }));
    await expect(create).rejects.toMatchObject({ name: code, $metadata: { httpStatusCode: 400 } });
    expect((await client.send(new ListTrailsCommand({}))).Trails).toHaveLength(3);
  });

  it('refuses a name that is taken in the Region, and only there', async () => {
    const { inRegion } = sample();
    const input = { ...plain, Name: 'legacy' };
    const again = inRegion('us-west-2').send(new CreateTrailCommand(input));
    await expect(again).rejects.toMatchObject({ name: 'TrailAlreadyExistsException' });
    await expect(inRegion('us-west-1').send(new CreateTrailCommand(input))).resolves.toBeDefined();
  });

  it('allows five trails in a Region, its shadows among them', async () => {
    const { client, inRegion } = sample();
    for (const number of [1, 2, 3]) {
      await inRegion('us-west-2').send(new CreateTrailCommand({ ...plain, Name: `trail-${number}` }));
    }
    const refused = { name: 'MaximumNumberOfTrailsExceededException' };
    await expect(inRegion('us-west-2').send(new CreateTrailCommand(plain))).rejects.toMatchObject(refused);
    const everywhere = client.send(new CreateTrailCommand({ ...plain, IsMultiRegionTrail: true }));
    await expect(everywhere).rejects.toMatchObject(refused);
    await expect(everywhere).rejects.toThrow('User: 111122223333 already has 5 trails in us-west-2.');
    await expect(client.send(new CreateTrailCommand(plain))).resolves.toBeDefined();
  });
});

it('forgets a trail that is deleted', async () => {
  const { client } = sample();
  await client.send(new DeleteTrailCommand({ Name: 'org-audit' }));
  expect((await client.send(new DescribeTrailsCommand({}))).trailList).toEqual([]);
  const again = client.send(new DeleteTrailCommand({ Name: 'org-audit' }));
  await expect(again).rejects.toMatchObject({ name: 'TrailNotFoundException' });
});
