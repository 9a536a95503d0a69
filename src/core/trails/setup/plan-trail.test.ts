import { describe, expect, it } from 'vitest';
import {
  account,
  answers,
  bucket,
  emptyAccount,
  home,
  key,
  keyArn,
  knownFact,
} from '../../../../test/support/account-facts.ts';
import type { JsonObject } from '../../json.ts';
import { english } from '../../localize.ts';
import type { TrailAnswers } from './answers.ts';
import type { AccountFacts, BucketFacts } from './facts.ts';
import { planTrail } from './plan-trail.ts';
import type { Plan } from './plan.ts';

function plan(changes: Partial<TrailAnswers>, facts: Partial<AccountFacts> = {}): Plan {
  return planTrail(answers(changes), { ...emptyAccount, ...facts }, english);
}

function refusals({ refusals: found }: Plan): readonly string[] {
  return found.map(({ id }) => id);
}

function ids({ steps }: Plan): readonly string[] {
  return steps.map(({ id }) => id);
}

const existing = { bucket: { kind: 'existing', name: 'acme-audit' } } as const;
const denied = { kind: 'unknown', reason: 'not allowed', isDenied: true } as const;

function intoBucket(changes: Partial<BucketFacts>, more: Partial<TrailAnswers> = {}): Plan {
  return plan({ ...existing, ...more }, { bucket: bucket(changes) });
}

function policy(...statements: readonly JsonObject[]): BucketFacts['policy'] {
  return knownFact(JSON.stringify({ Version: '2012-10-17', Statement: statements }));
}

const cloudTrail = { Service: 'cloudtrail.amazonaws.com' };

describe('an existing bucket', () => {
  it('gets no Deny unless asked', () => {
    const given = intoBucket({});
    expect(JSON.stringify(given.steps[0]!.call.input)).not.toContain('Deny');
    const asked = intoBucket({}, { bucket: { ...existing.bucket, addsTlsOnly: true } });
    expect(JSON.stringify(asked.steps[0]!.call.input)).toContain('DenyRequestsWithoutTls');
  });

  it('whose policy lets CloudTrail in already is not changed', () => {
    const written = (action: string, resource: string): JsonObject => ({
      Effect: 'Allow',
      Principal: cloudTrail,
      Action: action,
      Resource: resource,
    });
    const given = intoBucket({
      policy: policy(
        written('s3:GetBucketAcl', 'arn:aws:s3:::acme-audit'),
        written('s3:PutObject', 'arn:aws:s3:::acme-audit/*'),
      ),
    });
    expect(ids(given)).toEqual(['trail', 'start-logging']);
  });

  it('for which another trail has statements gets more of them, under other names', () => {
    const other = { StringEquals: { 'aws:SourceArn': `arn:aws:cloudtrail:${home}:${account}:trail/other` } };
    const given = intoBucket({
      policy: policy({
        Sid: 'AWSCloudTrailAclCheck20150319',
        Effect: 'Allow',
        Principal: cloudTrail,
        Action: 's3:GetBucketAcl',
        Resource: 'arn:aws:s3:::acme-audit',
        Condition: other,
      }),
    });
    const written = JSON.parse(given.steps[0]!.call.input['Policy'] as string) as { Statement: JsonObject[] };
    expect(written.Statement.map(({ Sid }) => Sid)).toEqual([
      'AWSCloudTrailAclCheck20150319',
      'AWSCloudTrailAclCheck20150319n2',
      'AWSCloudTrailWrite20150319',
    ]);
  });

  it.each([
    [
      'with a Deny that shuts CloudTrail out',
      { policy: policy({ Effect: 'Deny', Principal: '*', Action: 's3:PutObject', Resource: '*' }) },
      'policy-denies',
    ],
    [
      'whose policy is at its limit',
      {
        policy: policy({
          Sid: 'x'.repeat(20_000),
          Effect: 'Allow',
          Principal: { AWS: account },
          Action: 's3:GetObject',
          Resource: 'arn:aws:s3:::acme-audit/*',
        }),
      },
      'policy-too-long',
    ],
    ['whose policy may not be read', { policy: denied }, 'not-read'],
    ['whose policy is none', { policy: knownFact('rubbish') }, 'policy-unreadable'],
    ['that requester pays for', { isRequesterPays: knownFact(true) }, 'requester-pays'],
    ['of a stack', { manager: { kind: 'cloudformation', name: 'base' } }, 'managed'],
  ] as const)('%s is refused', (_, changes, id) => {
    expect(refusals(intoBucket(changes))).toEqual([id]);
  });

  it('that somebody manages is changed when the user says so', () => {
    const given = intoBucket({ manager: { kind: 'control-tower', name: 'x' } }, { changesManaged: true });
    expect(given.refusals).toEqual([]);
    expect(given.warnings.map(({ id }) => id)).toEqual(['managed']);
  });

  it('of which nobody may tell who manages it is changed, with a warning', () => {
    const given = intoBucket({ manager: { kind: 'unknown', name: 'not allowed' } });
    expect(given.refusals).toEqual([]);
    expect(given.warnings).toEqual([
      {
        id: 'not-read',
        message: 'Whether another tool manages acme-audit could not be found out: not allowed',
      },
    ]);
  });

  it('that is not there, or not ours, is refused', () => {
    expect(refusals(plan(existing))).toEqual(['bucket-missing']);
    expect(refusals(plan(existing, { bucket: denied }))).toEqual(['bucket-of-other-account']);
  });

  it('keeps its key in its own Region', () => {
    const given = plan(
      { ...existing, encryption: { kind: 'new-key', alias: 'logs' } },
      { bucket: bucket({ region: 'us-west-2' }) },
    );
    expect(given.steps.find(({ id }) => id === 'key')!.call.region).toBe('us-west-2');
    expect(given.steps.find(({ id }) => id === 'trail')!.call.region).toBe(home);
  });
});

describe('names', () => {
  it('that are taken are refused', () => {
    const given = plan(
      {
        encryption: { kind: 'new-key', alias: 'logs' },
        logGroup: { group: { kind: 'new', name: 'g' }, role: { kind: 'new', name: 'r' } },
        topic: { kind: 'new', name: 't' },
      },
      {
        bucket: bucket(),
        key: key(),
        logGroup: knownFact({ name: 'g', arn: 'arn:aws:logs:g:*' }),
        role: knownFact({
          arn: 'arn:aws:iam::r',
          name: 'r',
          trust: '{}',
          inline: knownFact({}),
          attachedPolicies: knownFact([]),
        }),
        topic: knownFact({ arn: 'arn:aws:sns:t', policy: policy() }),
      },
    );
    expect(refusals(given)).toEqual([
      'bucket-taken',
      'thing-exists',
      'thing-exists',
      'thing-exists',
      'thing-exists',
    ]);
    expect(refusals(plan({}, { bucket: denied }))).toEqual(['bucket-taken']);
  });

  it('of existing things that are missing are refused', () => {
    const given = plan({
      encryption: { kind: 'existing-key', key: keyArn },
      logGroup: { group: { kind: 'existing', name: 'g' }, role: { kind: 'existing', name: 'r' } },
      topic: { kind: 'existing', arn: `arn:aws:sns:${home}:${account}:t` },
    });
    expect(refusals(given)).toEqual(['thing-missing', 'thing-missing', 'thing-missing', 'thing-missing']);
  });
});

describe('a topic', () => {
  const arn = `arn:aws:sns:${home}:${account}:news`;

  it("that AWS's own key encrypts is refused", () => {
    const topic = knownFact({ arn, key: 'alias/aws/sns', policy: policy() });
    expect(refusals(plan({ topic: { kind: 'existing', arn } }, { topic }))).toEqual(['topic-encryption']);
  });

  it('with a key that may not be looked at is refused', () => {
    const topic = knownFact({ arn, key: 'alias/theirs', policy: policy() });
    expect(refusals(plan({ topic: { kind: 'existing', arn } }, { topic, topicKey: denied }))).toEqual([
      'not-read',
    ]);
  });
});

describe('an organization', () => {
  const organization = {
    id: 'o-exampleorg',
    managementAccount: '123456789012',
    hasAllFeatures: true,
    trustsCloudTrail: knownFact(true),
    delegates: knownFact([] as readonly string[]),
  };

  it('lets only its management account and its delegates make a trail for all', () => {
    const member = plan({ isOrganization: true }, { organization: knownFact(organization) });
    expect(refusals(member)).toEqual(['organization-not-allowed']);
    const delegate = plan(
      { isOrganization: true },
      { organization: knownFact({ ...organization, delegates: knownFact([account]) }) },
    );
    expect(delegate.refusals).toEqual([]);
    // The trail is the management account's, whoever makes it.
    expect(delegate.trail.arn).toBe(`arn:aws:cloudtrail:${home}:123456789012:trail/org-audit`);
    expect(JSON.stringify(delegate.steps)).toContain('AWSLogs/o-exampleorg/*');
  });

  it('without all features, or without trust, is refused', () => {
    const poor = {
      ...organization,
      managementAccount: account,
      hasAllFeatures: false,
      trustsCloudTrail: knownFact(false),
    };
    expect(refusals(plan({ isOrganization: true }, { organization: knownFact(poor) }))).toHaveLength(2);
  });
});

describe('the quota', () => {
  function elsewhere(count: number, homeRegion = 'us-west-2'): Partial<AccountFacts> {
    return {
      elsewhere: Array.from({ length: count }, (_, index) => ({
        name: `t${index}`,
        arn: `arn:aws:cloudtrail:${homeRegion}:${account}:trail/t${index}`,
        homeRegion,
      })),
    };
  }

  it('counts in each Region that the trail records', () => {
    expect(refusals(plan({}, elsewhere(5)))).toEqual(['trail-quota']);
    expect(plan({}, elsewhere(4)).warnings.map(({ id }) => id)).toEqual(['trail-quota', 'second-copy']);
    expect(refusals(plan({ isMultiRegion: false }, elsewhere(5)))).toEqual([]);
  });
});

describe('a second copy', () => {
  const elsewhere = [
    { name: 'west', arn: 'arn:aws:cloudtrail:us-west-2:1:trail/west', homeRegion: 'us-west-2' },
  ];

  it('may be that of the trail of another Region', () => {
    const [warning] = plan({}, { elsewhere }).warnings;
    expect(warning).toMatchObject({ id: 'second-copy' });
    expect(warning!.message).toContain('west (us-west-2)');
  });

  it('is none for a trail of one Region, and for one without management events', () => {
    expect(plan({ isMultiRegion: false }, { elsewhere }).warnings).toEqual([]);
    const data = [{ type: 'AWS::S3::Object', reads: true, writes: true, arns: ['arn:aws:s3:::b/'] }];
    const management = { reads: false, writes: false, excludedSources: [] };
    const { warnings } = plan({ data, management }, { elsewhere });
    expect(warnings.map(({ id }) => id)).not.toContain('second-copy');
  });
});

describe('a Region', () => {
  it('that is not enabled is refused', () => {
    const given = plan({ homeRegion: 'af-south-1' });
    expect(given.refusals).toEqual([
      { id: 'bad-answer', message: 'The Region af-south-1 is not enabled in this account.' },
    ]);
  });

  it('is not doubted where nobody may ask which are enabled', () => {
    expect(plan({ homeRegion: 'af-south-1' }, { regions: [] }).refusals).toEqual([]);
  });
});

describe('an existing key', () => {
  const encryption = { kind: 'existing-key', key: keyArn } as const;

  it.each([
    ['that is disabled', { state: 'Disabled' }, 'key-disabled'],
    ['that is about to be deleted', { state: 'PendingDeletion' }, 'key-disabled'],
    ['of another Region', { region: 'us-west-2' }, 'key-region'],
    ["of AWS's own", { isAwsManaged: true }, 'key-kind'],
    ['for signatures', { spec: 'RSA_2048' }, 'key-kind'],
    ['whose policy may not be read', { policy: denied }, 'not-read'],
  ] as const)('%s is refused', (_, changes, id) => {
    expect(refusals(plan({ encryption }, { key: key(changes) }))).toEqual([id]);
  });

  it('has to be in the Region of the bucket, wherever the trail is at home', () => {
    const there = { bucket: bucket({ region: 'us-west-2' }), key: key({ region: 'us-west-2' }) };
    const given = plan({ ...existing, encryption }, there);
    expect(given.refusals).toEqual([]);
    expect(given.steps.map(({ id, call }) => `${id} ${call.region}`)).toEqual([
      'bucket-policy us-west-2',
      'key-policy us-west-2',
      `trail ${home}`,
      `start-logging ${home}`,
    ]);
  });
});

describe('every plan', () => {
  it('names the expected owner in every call about a bucket but the one that makes it', () => {
    const made = plan({ encryption: { kind: 'new-key', alias: 'x' } });
    const calls = JSON.stringify(made).match(/\{"service":"s3"[^}]*?"input":\{[^}]*/g)!;
    expect(calls.length).toBeGreaterThan(5);
    expect(
      calls
        .filter((call) => !call.includes('ExpectedBucketOwner'))
        .map((call) => /"operation":"(\w+)"/.exec(call)![1]),
    ).toEqual(['CreateBucket']);
  });

  it('never goes past the check that keeps people from locking themselves out of a key', () => {
    const made = plan(
      { ...existing, encryption: { kind: 'existing-key', key: keyArn } },
      { bucket: bucket(), key: key() },
    );
    expect(ids(made)).toContain('key-policy');
    expect(JSON.stringify(made)).not.toContain('Bypass');
  });

  it('can be kept as JSON', () => {
    const made = plan({});
    expect(JSON.parse(JSON.stringify(made))).toEqual(made);
  });
});
