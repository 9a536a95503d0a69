import { describe, expect, it } from 'vitest';
import { eventFromRecord } from '../../src/core/events/parse-record.ts';
import type { InvestigationAnswer, ParameterValues } from '../../src/core/investigations/investigation.ts';
import { fetchFrom, investigations, runInvestigation } from '../../src/core/investigations/investigations.ts';
import { english } from '../../src/core/localize.ts';
import { everything, type EventFilter } from '../../src/core/query/event-filter.ts';
import { EventSet } from '../../src/core/query/event-set/event-set.ts';
import { filterOf, filterPresets } from '../../src/core/query/presets.ts';
import { generateHistory, sampleHistory } from '../../src/sandbox/history/generate-history.ts';
import { deniedCalls } from '../../src/sandbox/history/stories/access-denied-storm.ts';
import { exposedBucket } from '../../src/sandbox/history/stories/exposures.ts';
import { failedSignIns } from '../../src/sandbox/history/stories/guessed-password.ts';
import { terminatedInstanceId } from '../../src/sandbox/history/stories/terminated-instance.ts';
import { sampleAddresses, sampleTrails } from '../../src/sandbox/sample/cast.ts';

const endTime = Date.UTC(2026, 3, 14, 9, 30);
const events = [...generateHistory({ ...sampleHistory, endTime })].map(eventFromRecord);

function ask(
  id: string,
  parameters: ParameterValues = {},
  range: EventFilter = everything,
): Promise<InvestigationAnswer> {
  const investigation = investigations.find((each) => each.id === id)!;
  return runInvestigation(investigation, { parameters, range, fetch: fetchFrom(events, endTime) }, english);
}

describe('the stories of the sample account', () => {
  it('tell who terminated the instance', async () => {
    const { headline, findings } = await ask('who-changed-this', { resource: terminatedInstanceId });
    expect(headline).toBe(
      `maria, through role Admin with MFA, terminated ${terminatedInstanceId} in us-east-1. ` +
        'That was at 2026-04-13 10:33:02 UTC.',
    );
    expect(findings[0]?.events[0]?.name).toBe('TerminateInstances');
  });

  it('tell what her session did, and where it came from', async () => {
    const terminated = (await ask('who-changed-this', { resource: terminatedInstanceId })).findings[0]
      ?.events[0];
    const key = terminated?.actor.accessKeyId;
    const { headline, findings } = await ask('key-activity', { key });
    expect(headline).toMatch(
      /^maria \(role Admin\) made 4 calls from 203\.0\.113\.7 .*1 changed something, 0 failed/,
    );
    expect(findings.map(({ events: of }) => of.map(({ name }) => name))).toEqual([
      ['AssumeRole'],
      ['TerminateInstances'],
      ['DescribeInstances', 'DescribeInstances', 'DescribeInstances'],
    ]);
  });

  it('tell who guessed a password, and what followed', async () => {
    const { headline, findings, unseen } = await ask('failed-sign-ins');
    expect(headline).toBe(
      `${failedSignIns} console sign-ins failed, all from one address. ` +
        `From ${sampleAddresses.intruder} one succeeded afterwards: sven (without MFA).`,
    );
    expect(findings).toHaveLength(1);
    expect(findings[0]?.text).toContain('made 3 calls: GetAccountSummary 1, ListBuckets 1, ListUsers 1.');
    expect(findings[0]?.events).toHaveLength(failedSignIns + 1 + 3);
    expect(unseen.join(' ')).toContain('AWS hides the name');
  });

  it('tell how the root user was used', async () => {
    const { headline, findings } = await ask('root-use');
    expect(headline).toContain(
      `The root user made 5 calls, 3 of them sign-ins or changes, from ${sampleAddresses.root}`,
    );
    expect(findings.map(({ events: of }) => of[0]?.name)).toEqual([
      'ConsoleLogin',
      'CreateAccessKey',
      'UpdateAccountPasswordPolicy',
      'GetAccountSummary',
    ]);
  });

  it('tell whose calls were denied', async () => {
    const { headline, findings } = await ask('access-denied', {}, filterOf('time:-5d..'));
    expect(headline).toMatch(new RegExp(`the most, ${deniedCalls}, were of deploy-bot`));
    expect(findings[0]?.events).toHaveLength(deniedCalls);
  });

  it('tell which trails were stopped, and which still are', async () => {
    const { headline, findings } = await ask('trail-changes', { storage: sampleTrails.failing.bucket });
    expect(headline).toContain('stopped legacy');
    expect(headline).toContain('nobody was seen to start it again');
    expect(findings[0]?.text).toMatch(
      /^zoe@example\.com .*stopped org-audit .*it logged again after 6 minutes\.$/,
    );
    expect(findings.some(({ events: [event] }) => event?.name === 'PutBucketPolicy')).toBe(true);
  });

  it('tell what was open, and for how long', async () => {
    const { findings } = await ask('opened-to-the-world');
    expect(findings.map(({ text }) => text.slice(-38))).toEqual([
      expect.stringContaining('It was closed after 25 minutes.'),
      expect.stringContaining('It was closed after 47 minutes.'),
    ]);
    expect(findings[1]?.text).toContain(exposedBucket);
  });

  it('tell what was unusual', async () => {
    const { headline, findings } = await ask('unusual-rates');
    expect(headline).toBe('CloudTrail Insights saw one unusual rate.');
    expect(findings[0]?.events).toHaveLength(2);
  });

  it('have events for each preset', () => {
    const set = new EventSet();
    set.add(events);
    for (const { id, text } of filterPresets) {
      expect([id, set.view({ filter: filterOf(text), now: endTime }).count > 0]).toEqual([id, true]);
    }
  });
});
