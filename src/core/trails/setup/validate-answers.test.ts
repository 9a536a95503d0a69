import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answers } from '../../../../test/support/account-facts.ts';
import { english } from '../../localize.ts';
import { proposedNames, type TrailAnswers } from './answers.ts';
import {
  aliasProblem,
  bucketNameProblem,
  keyPrefixProblem,
  logGroupNameProblem,
  problemsOf,
  roleNameProblem,
  topicNameProblem,
  trailNameProblem,
} from './validate-answers.ts';

type Check = (text: string, t: typeof english) => string | undefined;

const cases: readonly (readonly [
  name: string,
  check: Check,
  good: readonly string[],
  bad: readonly string[],
])[] = [
  [
    'trail',
    trailNameProblem,
    ['abc', 'a.b_c-d', 'a'.repeat(128)],
    ['ab', '', 'a--b', '-abc', 'abc.', 'ä12', '1.2.3.4', 'a b', 'a'.repeat(129)],
  ],
  [
    'bucket',
    bucketNameProblem,
    ['abc', 'a.b-c'],
    ['AB', 'ab', 'a..b', 'xn--abc', 'abc-s3alias', '1.2.3.4', 'a_b', 'a'.repeat(64)],
  ],
  [
    'prefix',
    keyPrefixProblem,
    ['', 'prod', 'a/b', 'a'.repeat(200)],
    ['/a', 'a/', 'a'.repeat(201), 'a*', '${x}'],
  ],
  ['alias', aliasProblem, ['a', 'a/b_c-d'], ['', 'aws/s3', 'a.b', 'a'.repeat(251)]],
  [
    'log group',
    logGroupNameProblem,
    ['/aws/cloudtrail/x', 'a#b'],
    ['', 'aws/x', 'a b', 'a:b', 'a'.repeat(513)],
  ],
  ['role', roleNameProblem, ['CloudTrail-x', 'a+=,.@-b'], ['', 'a b', 'a/b', 'a'.repeat(65)]],
  ['topic', topicNameProblem, ['a_b-c'], ['', 'a.fifo', 'a b', 'a'.repeat(257)]],
];

describe.each(cases)('the name of a %s', (_, check, good, bad) => {
  it.each(good)('may be %j', (text) => {
    expect(check(text, english)).toBeUndefined();
  });

  it.each(bad)('may not be %j', (text) => {
    expect(check(text, english)).toMatch(/^[A-Z].+\.$/);
  });
});

describe('answers', () => {
  const wrong: readonly (readonly [keyof TrailAnswers, Partial<TrailAnswers>])[] = [
    ['name', { name: 'x' }],
    ['homeRegion', { homeRegion: 'moon' }],
    ['bucket', { bucket: { kind: 'new', name: 'UPPER' } }],
    ['keyPrefix', { keyPrefix: '/a' }],
    ['encryption', { encryption: { kind: 'new-key', alias: 'aws/x' } }],
    ['management', { management: { reads: false, writes: false, excludedSources: [] } }],
    ['data', { data: [{ type: 'AWS::S3::Object', reads: false, writes: false, arns: [] }] }],
    [
      'data',
      {
        data: [
          {
            type: 'AWS::S3::Object',
            reads: true,
            writes: true,
            arns: Array(500).fill('arn:aws:s3:::a/') as string[],
          },
        ],
      },
    ],
    ['insights', { insights: [{ type: 'ApiCallRateInsight', categories: ['Data'] }] }],
    ['insights', { insights: [{ type: 'ApiCallRateInsight', categories: [] }] }],
    [
      'insights',
      {
        management: { reads: true, writes: false, excludedSources: [] },
        insights: [{ type: 'ApiCallRateInsight', categories: ['Management'] }],
      },
    ],
    ['includesGlobalServiceEvents', { includesGlobalServiceEvents: false }],
    ['topic', { topic: { kind: 'new', name: 'a b' } }],
    ['tags', { tags: [{ key: 'aws:x', value: '' }] }],
    [
      'tags',
      {
        tags: [
          { key: 'a', value: '1' },
          { key: 'a', value: '2' },
        ],
      },
    ],
    ['tags', { tags: Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: '' })) }],
    [
      'logGroup',
      { logGroup: { group: { kind: 'new', name: 'x', retentionDays: 8 }, role: { kind: 'new', name: 'r' } } },
    ],
    [
      'logGroup',
      { logGroup: { group: { kind: 'new', name: 'x' }, role: { kind: 'new', name: 'r', path: 'audit' } } },
    ],
    [
      'logGroup',
      {
        logGroup: {
          group: { kind: 'new', name: 'x' },
          role: { kind: 'new', name: 'r', permissionsBoundary: 'boundary' },
        },
      },
    ],
  ];

  it.each(wrong)('with a wrong %s have one problem', (answer, changes) => {
    expect(problemsOf(answers(changes), english).map((problem) => problem.answer)).toEqual([answer]);
  });

  it('with the names that are proposed have none, whatever the trail is called', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: 'binary' }), (name) => {
        const names = proposedNames(name, '111122223333');
        const problems = problemsOf(
          answers({
            bucket: { kind: 'new', name: names.bucket },
            encryption: { kind: 'new-key', alias: names.alias },
            logGroup: {
              group: { kind: 'new', name: names.logGroup },
              role: { kind: 'new', name: names.role },
            },
            topic: { kind: 'new', name: names.topic },
          }),
          english,
        );
        expect(problems).toEqual([]);
      }),
    );
  });
});
