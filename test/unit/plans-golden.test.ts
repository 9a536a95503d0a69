/**
 * Plans as they are made for typical answers: test/golden/plans/<name>.json.
 * `UPDATE_GOLDEN=1 npx vitest run test/unit/plans-golden.test.ts` writes them; read the difference before committing.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { english } from '../../src/core/localize.ts';
import type { TrailAnswers } from '../../src/core/trails/setup/answers.ts';
import type { AccountFacts } from '../../src/core/trails/setup/facts.ts';
import { findingsOfPlan } from '../../src/core/trails/setup/findings-of-plan.ts';
import { planTrail } from '../../src/core/trails/setup/plan-trail.ts';
import {
  account,
  accountPolicy,
  answers,
  bucket,
  emptyAccount,
  home,
  key,
  keyArn,
  knownFact,
} from '../support/account-facts.ts';

const folder = path.join(import.meta.dirname, '../golden/plans');

interface Golden {
  readonly answers: Partial<TrailAnswers>;
  readonly facts?: Partial<AccountFacts>;
}

const otherTeam = {
  Sid: 'ReadByTheOtherTeam',
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::123456789012:root' },
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::acme-audit/*',
};

const topicArn = `arn:aws:sns:${home}:${account}:acme-news`;

const goldens: Readonly<Record<string, Golden>> = {
  'quick-create': { answers: {} },
  'us-east-1': { answers: { homeRegion: 'us-east-1', isMultiRegion: false } },
  everything: {
    answers: {
      keyPrefix: 'prod',
      encryption: { kind: 'new-key', alias: 'cloudtrail-org-audit' },
      management: { reads: true, writes: true, excludedSources: ['kms.amazonaws.com'] },
      data: [
        { type: 'AWS::S3::Object', reads: false, writes: true, arns: [] },
        {
          type: 'AWS::Lambda::Function',
          reads: true,
          writes: true,
          arns: [`arn:aws:lambda:${home}:${account}:function:pay`],
        },
      ],
      network: [{ eventSource: 's3.amazonaws.com', onlyDenied: true }],
      insights: [{ type: 'ApiErrorRateInsight', categories: ['Management', 'Data'] }],
      logGroup: {
        group: { kind: 'new', name: '/aws/cloudtrail/org-audit', retentionDays: 365 },
        role: {
          kind: 'new',
          name: 'CloudTrail-org-audit',
          path: '/audit/',
          permissionsBoundary: `arn:aws:iam::${account}:policy/boundary`,
        },
      },
      topic: { kind: 'new', name: 'cloudtrail-org-audit' },
      tags: [{ key: 'team', value: 'security' }],
    },
  },
  'existing-everything': {
    answers: {
      bucket: { kind: 'existing', name: 'acme-audit' },
      encryption: { kind: 'existing-key', key: keyArn },
      logGroup: {
        group: { kind: 'existing', name: '/aws/cloudtrail' },
        role: { kind: 'existing', name: 'deliver-logs' },
      },
      topic: { kind: 'existing', arn: topicArn },
    },
    facts: {
      bucket: bucket({
        policy: knownFact(JSON.stringify({ Version: '2012-10-17', Statement: [otherTeam] })),
        encryption: knownFact({
          Rules: [
            { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' }, BucketKeyEnabled: true },
          ],
        }),
      }),
      key: key(),
      topicKey: key(),
      topic: knownFact({
        arn: topicArn,
        key: keyArn,
        policy: knownFact(JSON.stringify({ Version: '2008-10-17', Statement: [] })),
      }),
      logGroup: knownFact({
        name: '/aws/cloudtrail',
        arn: `arn:aws:logs:${home}:${account}:log-group:/aws/cloudtrail:*`,
      }),
      role: knownFact({
        arn: `arn:aws:iam::${account}:role/deliver-logs`,
        name: 'deliver-logs',
        trust: JSON.stringify({
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
            Action: 'sts:AssumeRole',
          },
        }),
        inline: knownFact({}),
        attachedPolicies: knownFact([]),
      }),
    },
  },
  'organization-in-china': {
    answers: { homeRegion: 'cn-north-1', isOrganization: true },
    facts: {
      regions: ['cn-north-1', 'cn-northwest-1'],
      organization: knownFact({
        id: 'o-exampleorg',
        managementAccount: account,
        hasAllFeatures: true,
        trustsCloudTrail: knownFact(true),
        delegates: knownFact([]),
      }),
    },
  },
  'second-copy': {
    answers: { data: [{ type: 'AWS::S3::Object', reads: true, writes: true, arns: [] }], isRecursive: true },
    facts: {
      trails: [
        {
          description: {
            Name: 'older',
            TrailARN: `arn:aws:cloudtrail:us-east-1:${account}:trail/older`,
            HomeRegion: 'us-east-1',
            S3BucketName: 'older-logs',
            IsMultiRegionTrail: true,
            IncludeGlobalServiceEvents: true,
            LogFileValidationEnabled: true,
          },
          selectors: knownFact({ EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] }),
          insights: { kind: 'absent' },
          isLogging: knownFact(true),
        },
      ],
    },
  },
  refused: {
    answers: {
      name: 'a--b',
      isOrganization: true,
      bucket: { kind: 'existing', name: 'acme-audit' },
      encryption: { kind: 'existing-key', key: keyArn },
    },
    facts: {
      bucket: bucket({
        manager: { kind: 'terraform', name: 'audit' },
        isRequesterPays: knownFact(true),
      }),
      key: key({ region: 'us-west-2', state: 'Disabled', policy: knownFact(accountPolicy) }),
      elsewhere: ['one', 'two', 'three', 'four', 'five'].map((name) => ({
        name,
        arn: `arn:aws:cloudtrail:us-west-2:${account}:trail/${name}`,
        homeRegion: 'us-west-2',
      })),
    },
  },
};

function shown(golden: Golden): string {
  const facts = { ...emptyAccount, ...golden.facts };
  const plan = planTrail(answers(golden.answers), facts, english);
  const { findings, faults } = findingsOfPlan(plan, facts);
  expect(faults).toEqual([]);
  const found = findings.map(({ rule, severity, resource }) => `${severity} ${rule} ${resource ?? ''}`);
  return `${JSON.stringify({ plan, findings: found }, undefined, 2)}\n`;
}

describe('plans', () => {
  it.each(Object.entries(goldens))('%s', (name, golden) => {
    const file = path.join(folder, `${name}.json`);
    const actual = shown(golden);
    if (process.env['UPDATE_GOLDEN'] !== undefined) {
      writeFileSync(file, actual);
    }
    expect(actual).toBe(readFileSync(file, 'utf8'));
  });

  it('have no golden file without answers', () => {
    const names = readdirSync(folder).map((file) => path.parse(file).name);
    expect(names.sort()).toEqual(Object.keys(goldens).sort());
  });
});
