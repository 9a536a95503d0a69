import { describe, expect, it } from 'vitest';
import { account, emptyAccount, home, knownFact } from '../../../../test/support/account-facts.ts';
import type { JsonObject } from '../../json.ts';
import { english } from '../../localize.ts';
import type { AccountFacts, TrailFacts } from './facts.ts';
import { planLogging } from './plan-logging.ts';

const arn = `arn:aws:cloudtrail:${home}:${account}:trail/audit`;

function trail(name: string, description: JsonObject = {}, changes: Partial<TrailFacts> = {}): TrailFacts {
  return {
    description: {
      Name: name,
      TrailARN: `arn:aws:cloudtrail:${home}:${account}:trail/${name}`,
      HomeRegion: home,
      S3BucketName: 'logs',
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      LogFileValidationEnabled: true,
      ...description,
    },
    selectors: knownFact({ EventSelectors: [{ ReadWriteType: 'All', IncludeManagementEvents: true }] }),
    insights: { kind: 'absent' },
    isLogging: knownFact(true),
    ...changes,
  };
}

function facts(...trails: readonly TrailFacts[]): AccountFacts {
  return { ...emptyAccount, trails };
}

const stop = { kind: 'stop-logging', arn } as const;

describe('stopping a trail', () => {
  it('says which events nobody records afterwards, and where', () => {
    const { warnings } = planLogging(stop, facts(trail('audit')), english);
    expect(warnings.map(({ message }) => message)).toEqual([
      'Nobody is sure to record management events that change something afterwards in eu-west-1, us-east-1, us-west-2.',
      'Nobody is sure to record management events that only read afterwards in eu-west-1, us-east-1, us-west-2.',
      'The chain of digests breaks: that no log file is missing cannot be proven across the gap.',
    ]);
  });

  it('says so only of Regions and events that no other trail that logs records', () => {
    const writes = knownFact({
      EventSelectors: [{ ReadWriteType: 'WriteOnly', IncludeManagementEvents: true }],
    });
    const others = facts(
      trail('audit', { LogFileValidationEnabled: false }),
      trail('here', { IsMultiRegionTrail: false }),
      trail('everywhere', {}, { selectors: writes }),
      trail('asleep', {}, { isLogging: knownFact(false) }),
    );
    const { warnings } = planLogging(stop, others, english);
    expect(warnings.map(({ message }) => message)).toEqual([
      'Nobody is sure to record management events that only read afterwards in us-east-1, us-west-2.',
    ]);
  });

  it('does not take a trail that records some of them for one that records all', () => {
    const data = (...Values: string[]) =>
      knownFact({
        EventSelectors: [
          {
            ReadWriteType: 'All',
            IncludeManagementEvents: false,
            DataResources: [{ Type: 'AWS::S3::Object', Values }],
          },
        ],
      });
    const trails = facts(
      trail('audit', { LogFileValidationEnabled: false }, { selectors: data('arn:aws:s3') }),
      trail('one-bucket', {}, { selectors: data('arn:aws:s3:::acme-data/') }),
    );
    expect(planLogging(stop, trails, english).warnings.map(({ message }) => message)).toEqual([
      'Nobody is sure to record data events afterwards in eu-west-1, us-east-1, us-west-2.',
    ]);
  });

  it('warns where nobody may tell who manages it', () => {
    const trails = facts(trail('audit', {}, { manager: { kind: 'unknown', name: 'not allowed' } }));
    const { refusals, warnings } = planLogging(stop, trails, english);
    expect(refusals).toEqual([]);
    expect(warnings[0]!.id).toBe('not-read');
  });

  it('counts a trail that could not be read for nothing', () => {
    const unread = { kind: 'unknown', reason: 'denied', isDenied: true } as const;
    const { warnings } = planLogging(
      stop,
      facts(trail('audit'), trail('other', {}, { selectors: unread })),
      english,
    );
    expect(warnings.filter(({ id }) => id === 'nobody-records')).toHaveLength(2);
  });

  it('is refused where somebody else manages the trail, unless the user says so', () => {
    const managed = facts(trail('audit', {}, { manager: { kind: 'organization', name: '123456789012' } }));
    const { refusals } = planLogging(stop, managed, english);
    expect(refusals).toEqual([
      {
        id: 'managed',
        message: `${arn} belongs to the organization 123456789012; only its management account can change it.`,
      },
    ]);
    const anyway = planLogging({ ...stop, changesManaged: true }, managed, english);
    expect(anyway.refusals).toEqual([]);
    expect(anyway.warnings[0]!.id).toBe('managed');
  });

  it('is refused for a trail that is not there', () => {
    expect(planLogging(stop, emptyAccount, english).refusals.map(({ id }) => id)).toEqual(['thing-missing']);
  });
});

describe('starting a trail', () => {
  it('is one call with nothing to warn of', () => {
    const stopped = facts(trail('audit', {}, { isLogging: knownFact(false) }));
    const plan = planLogging({ kind: 'start-logging', arn }, stopped, english);
    expect(plan).toMatchObject({ refusals: [], warnings: [], trail: { name: 'audit', region: home } });
    expect(plan.steps.map(({ call }) => call)).toEqual([
      { service: 'cloudtrail', operation: 'StartLogging', region: home, input: { Name: 'audit' } },
    ]);
  });

  it('is refused for one that logs', () => {
    const { refusals } = planLogging({ kind: 'start-logging', arn }, facts(trail('audit')), english);
    expect(refusals).toEqual([{ id: 'already-so', message: 'audit logs already.' }]);
  });
});
