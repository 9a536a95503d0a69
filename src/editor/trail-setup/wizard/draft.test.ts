import { describe, expect, it } from 'vitest';
import { connection } from '../../../core/connection.ts';
import { defaultAnswers, type TrailAnswers } from '../../../core/trails/setup/answers.ts';
import { inBucket, inHomeRegion, renamed } from './dependent-answers.ts';
import { answersOf, draftOf, possibleInsights, type Draft } from './draft.ts';

const account = '111122223333';

function draft(changes: Partial<TrailAnswers> = {}): Draft {
  const to = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });
  const answers = { ...defaultAnswers('one', 'us-east-1', account), ...changes };
  return { ...draftOf(to, answers), asked: new Set(['bucket', 'key', 'log-group', 'topic']) };
}

describe('another name', () => {
  it('renames what was named after the trail, and nothing else', () => {
    const named = renamed(
      draft({
        encryption: { kind: 'new-key', alias: 'cloudtrail-one' },
        topic: { kind: 'new', name: 'my-own' },
        logGroup: {
          group: { kind: 'new', name: '/aws/cloudtrail/one', retentionDays: 30 },
          role: { kind: 'existing', name: 'CloudTrail-one' },
        },
      }),
      'two',
    );
    expect(named.answers).toMatchObject({
      name: 'two',
      bucket: { kind: 'new', name: `cloudtrail-logs-${account}-two` },
      encryption: { kind: 'new-key', alias: 'cloudtrail-two' },
      topic: { kind: 'new', name: 'my-own' },
      logGroup: {
        group: { kind: 'new', name: '/aws/cloudtrail/two', retentionDays: 30 },
        role: { kind: 'existing', name: 'CloudTrail-one' },
      },
    });
  });

  it.each([
    { kind: 'new', name: 'my-own-logs' },
    { kind: 'existing', name: `cloudtrail-logs-${account}-one` },
  ] as const)('leaves the bucket %j', (bucket) => {
    expect(renamed(draft({ bucket }), 'two').answers.bucket).toEqual(bucket);
  });
});

describe('another Region', () => {
  it('moves the connection along', () => {
    const moved = inHomeRegion(draft(), 'eu-west-1');
    expect([moved.connection.region, moved.answers.homeRegion]).toEqual(['eu-west-1', 'eu-west-1']);
  });

  it('asks again for what exists elsewhere', () => {
    const moved = inHomeRegion(
      draft({
        encryption: { kind: 'existing-key', key: 'alias/x' },
        topic: { kind: 'existing', arn: 'arn' },
        logGroup: { group: { kind: 'existing', name: 'g' }, role: { kind: 'existing', name: 'r' } },
      }),
      'eu-west-1',
    );
    expect([...moved.asked]).toEqual(['bucket']);
  });

  it('keeps the key of a bucket that stays where it is', () => {
    const kept = draft({
      bucket: { kind: 'existing', name: 'b' },
      encryption: { kind: 'existing-key', key: 'alias/x' },
    });
    expect(inHomeRegion(kept, 'eu-west-1').asked.has('key')).toBe(true);
    expect(inBucket(kept, { kind: 'existing', name: 'b' })).toBe(kept);
    expect(inBucket(kept, { kind: 'existing', name: 'c' }).asked.has('key')).toBe(false);
  });
});

describe('the answers in the end', () => {
  it('are those that were given', () => {
    const answers = draft({ keyPrefix: 'a', tags: [{ key: 'k', value: 'v' }] }).answers;
    expect(answersOf(draft(answers))).toEqual(answers);
  });

  it('have nothing that has no effect', () => {
    const plain = draft({
      isMultiRegion: true,
      includesGlobalServiceEvents: false,
      isRecursive: true,
      keyPrefix: '',
      management: { reads: false, writes: false, excludedSources: ['kms.amazonaws.com'] },
      network: [{ eventSource: 's3.amazonaws.com', onlyDenied: false }],
      insights: [{ type: 'ApiCallRateInsight', categories: ['Management', 'Data'] }],
    });
    const answers = answersOf(plain);
    expect(answers).toMatchObject({
      includesGlobalServiceEvents: true,
      isRecursive: false,
      management: { excludedSources: [] },
      insights: [],
    });
    expect(answers).not.toHaveProperty('keyPrefix');
  });
});

it.each([
  [true, true, 0, ['ApiCallRateInsight Management', 'ApiErrorRateInsight Management']],
  [true, false, 0, ['ApiErrorRateInsight Management']],
  [false, false, 0, []],
  [false, false, 1, ['ApiCallRateInsight Data', 'ApiErrorRateInsight Data']],
] as const)(
  'Insights with reads %s, writes %s and %s types of data events',
  (reads, writes, types, expected) => {
    const data = Array.from({ length: types }, () => ({
      type: 'AWS::S3::Object',
      reads: true,
      writes: true,
      arns: [],
    }));
    const possible = possibleInsights({ management: { reads, writes, excludedSources: [] }, data });
    expect(possible.map(({ type, category }) => `${type} ${category}`)).toEqual(expected);
  },
);
