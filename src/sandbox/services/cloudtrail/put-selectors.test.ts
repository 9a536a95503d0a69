import {
  GetEventSelectorsCommand,
  GetInsightSelectorsCommand,
  GetTrailCommand,
  PutEventSelectorsCommand,
  PutInsightSelectorsCommand,
} from '@aws-sdk/client-cloudtrail';
import type {
  AdvancedEventSelector,
  EventSelector,
  InsightSelector,
  PutEventSelectorsCommandInput,
} from '@aws-sdk/client-cloudtrail';
import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { openSandbox } from '../../../../test/support/sandbox.ts';

const TrailName = 'legacy';
const management = { Field: 'eventCategory', Equals: ['Management'] };
const data = { Field: 'eventCategory', Equals: ['Data'] };
const objects = { Field: 'resources.type', Equals: ['AWS::S3::Object'] };
const network = { Field: 'eventCategory', Equals: ['NetworkActivity'] };

function opened() {
  const sandbox = openSandbox();
  const client = sandbox.trails('us-west-2');
  const put = (input: Partial<PutEventSelectorsCommandInput>) =>
    client.send(new PutEventSelectorsCommand({ TrailName, ...input }));
  return { ...sandbox, client, put };
}

describe('PutEventSelectors', () => {
  it.each<[string, AdvancedEventSelector[]]>([
    [
      'management',
      [
        {
          Name: 'All',
          FieldSelectors: [management, { Field: 'eventSource', NotEquals: ['kms.amazonaws.com'] }],
        },
      ],
    ],
    [
      'data',
      [{ FieldSelectors: [data, objects, { Field: 'resources.ARN', StartsWith: ['arn:aws:s3:::a/'] }] }],
    ],
    [
      'network activity',
      [{ FieldSelectors: [network, { Field: 'eventSource', Equals: ['s3.amazonaws.com'] }] }],
    ],
  ])('puts advanced selectors of %s in the place of all others', async (_, AdvancedEventSelectors) => {
    const { client, put } = opened();
    expect(await put({ AdvancedEventSelectors })).toMatchObject({ AdvancedEventSelectors });
    const read = await client.send(new GetEventSelectorsCommand({ TrailName }));
    expect(read.EventSelectors).toBeUndefined();
    expect(read.AdvancedEventSelectors).toEqual(AdvancedEventSelectors);
    const { Trail } = await client.send(new GetTrailCommand({ Name: TrailName }));
    expect(Trail?.HasCustomEventSelectors).toBe(true);
  });

  it('puts basic selectors, with what is not said', async () => {
    const { put } = opened();
    const DataResources = [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::a/'] }];
    expect((await put({ EventSelectors: [{ DataResources }] })).EventSelectors).toEqual([
      {
        ReadWriteType: 'All',
        IncludeManagementEvents: true,
        DataResources,
        ExcludeManagementEventSources: [],
      },
    ]);
  });

  const basic = (selector: EventSelector) => ({ EventSelectors: [selector] });
  const advanced = (...FieldSelectors: AdvancedEventSelector['FieldSelectors'] & object) => ({
    AdvancedEventSelectors: [{ FieldSelectors }],
  });
  const values = (count: number) => Array.from({ length: count }, (_, index) => `arn:aws:s3:::a/${index}`);

  it.each<[string, Partial<PutEventSelectorsCommandInput>]>([
    ['none', {}],
    ['both kinds', { ...basic({}), ...advanced(management) }],
    ['six basic ones', { EventSelectors: Array.from({ length: 6 }, () => ({})) }],
    ['251 data resources', basic({ DataResources: [{ Type: 'AWS::S3::Object', Values: values(251) }] })],
    ['an unknown basic type', basic({ DataResources: [{ Type: 'AWS::EC2::Instance', Values: [] }] })],
    [
      'a bucket without a slash',
      basic({ DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3:::a'] }] }),
    ],
    ['a source that cannot be excluded', basic({ ExcludeManagementEventSources: ['ec2.amazonaws.com'] })],
    ['an unknown direction', basic({ ReadWriteType: 'Both' as 'All' })],
    ['no category', advanced({ Field: 'readOnly', Equals: ['true'] })],
    ['an unknown category', advanced({ Field: 'eventCategory', Equals: ['Insight'] })],
    ['data of no type', advanced(data)],
    ['network activity of no source', advanced(network)],
    ['a field of another category', advanced(management, { Field: 'resources.ARN', Equals: ['x'] })],
    ['a prefix of a type', advanced(data, { Field: 'resources.type', StartsWith: ['AWS::S3'] })],
    ['a field without values', advanced(management, { Field: 'readOnly' })],
    ['a readOnly that is neither', advanced(management, { Field: 'readOnly', Equals: ['maybe'] })],
    ['a field twice', advanced(management, management)],
    ['501 values', advanced(data, objects, { Field: 'resources.ARN', Equals: values(499) })],
  ])('refuses %s and changes nothing', async (_, input) => {
    const { account, put } = opened();
    const before = account.snapshot();
    await expect(put(input)).rejects.toMatchObject({ name: 'InvalidEventSelectorsException' });
    expect(account.snapshot()).toEqual(before);
  });

  it('works at home alone', async () => {
    const { trails } = opened();
    const TrailArn = 'arn:aws:cloudtrail:us-east-1:111122223333:trail/org-audit';
    const elsewhere = trails('eu-west-1').send(new PutEventSelectorsCommand({ TrailName: TrailArn }));
    await expect(elsewhere).rejects.toMatchObject({ name: 'InvalidHomeRegionException' });
  });
});

describe('PutInsightSelectors', () => {
  it('turns Insights on and off, and marks their folder', async () => {
    const { client, s3 } = opened();
    const put = (InsightSelectors: InsightSelector[]) =>
      client.send(new PutInsightSelectorsCommand({ TrailName, InsightSelectors }));
    const both: InsightSelector[] = [
      { InsightType: 'ApiCallRateInsight', EventCategories: ['Management'] },
      { InsightType: 'ApiErrorRateInsight' },
    ];
    await put(both);
    const read = () => client.send(new GetInsightSelectorsCommand({ TrailName }));
    expect((await read()).InsightSelectors).toEqual(both);
    const { Contents } = await s3('us-west-2').send(new ListObjectsV2Command({ Bucket: 'acme-legacy-logs' }));
    expect(Contents?.map(({ Key }) => Key)).toContain('AWSLogs/111122223333/CloudTrail-Insight/');
    await put([]);
    await expect(read()).rejects.toMatchObject({ name: 'InsightNotEnabledException' });
    const wrong = put([{ InsightType: 'Weather' as 'ApiCallRateInsight' }]);
    await expect(wrong).rejects.toMatchObject({ name: 'InvalidInsightSelectorsException' });
  });
});
