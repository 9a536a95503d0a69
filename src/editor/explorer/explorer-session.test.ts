import { describe, expect, it } from 'vitest';
import { eventAt } from '../../../test/support/account-data.ts';
import { InMemoryAws } from '../../../test/support/in-memory-aws.ts';
import { connection } from '../../core/connection.ts';
import { english } from '../../core/localize.ts';
import { parseFilter } from '../../core/query/parse-filter.ts';
import { everything, type EventFilter } from '../../core/query/event-filter.ts';
import type { FacetView, FilterAnswer, NoiseSwitches, RowsAnswer } from '../../protocol/explorer.ts';
import { timesIn } from '../time/times.ts';
import { ExplorerSession, withSaved } from './explorer-session.ts';
import { HistoryData } from './history-data.ts';

const now = Date.UTC(2026, 10, 20, 12);
const sample = connection({ credentials: { kind: 'sample' }, region: 'us-east-1' });
const noise: NoiseSwitches = {
  isOn: false,
  reads: true,
  services: true,
  trailscope: true,
  ignored: true,
  ignoreList: [],
};
const newestFirst = { by: 'time', descending: true } as const;

const events = [
  eventAt('2026-11-20T11:00:00Z', 'e-3', { eventName: 'StopLogging' }),
  eventAt('2026-11-20T10:00:00Z', 'e-2', { eventName: 'DescribeTrails', readOnly: true }),
  eventAt('2026-11-20T09:00:00Z', 'e-1', { sourceIPAddress: undefined }),
];

interface Start {
  readonly aws?: InMemoryAws;
  readonly filter?: string;
  readonly noise?: NoiseSwitches;
}

function sessionOf({ aws = new InMemoryAws({ events }), filter = 'time:-24h..', ...rest }: Start = {}) {
  const data = new HistoryData([{ connection: sample, regions: 'enabled', isPinned: false }], {
    ports: () => Promise.resolve(aws),
    clock: { now: () => now },
    t: english,
  });
  const failures: unknown[] = [];
  const session = new ExplorerSession(
    {
      data,
      failed: (thrown) => failures.push(thrown),
      t: english,
      times: () => timesIn('utc', 'en', english),
      origin: { sources: ['sample'] },
    },
    { filter, noise: rest.noise ?? noise, saved: [] },
  );
  return { aws, data, session, failures };
}

async function readSession(start?: Start) {
  const made = sessionOf(start);
  await made.data.read();
  return made;
}

function filterOf(text: string): EventFilter {
  return parseFilter(text, english).filter ?? everything;
}

async function idsOf(session: ExplorerSession): Promise<readonly string[]> {
  const answer = await session.answerTo({ kind: 'rows', from: 0, to: 100, sort: newestFirst });
  return (answer as RowsAnswer).rows.map(({ cells }) => cells.id);
}

describe('an explorer', () => {
  it('says how things stand', async () => {
    const { session } = await readSession();
    expect(await session.status()).toMatchObject({
      type: 'status',
      filter: 'time:-24h..',
      count: 3,
      total: 3,
      range: { from: now - 24 * 3_600_000, to: now },
      reading: { state: 'done', hasFailures: false },
      plan: { service: 'At the service: the time', canBeThorough: false },
      sources: [{ name: 'Sample account', regions: [{ region: 'us-east-1', state: 'done' }] }],
      insights: [],
    });
  });

  it('lets the page keep what brings it back as it was', async () => {
    const { session } = sessionOf({ filter: 'name:StopLogging' });
    expect((await session.status()).kept).toEqual({ sources: ['sample'], filter: 'name:StopLogging' });
  });

  it('begins with everything where the remembered filter is none', async () => {
    expect((await sessionOf({ filter: 'name:(' }).session.status()).filter).toBe('');
  });

  it('gives rows with the revision that they are of at least', async () => {
    const { session, data } = await readSession();
    const answer = (await session.answerTo({
      kind: 'rows',
      from: 1,
      to: 2,
      sort: newestFirst,
    })) as RowsAnswer;
    expect(answer.revision).toBe(data.revision);
    expect(answer.rows.map(({ cells }) => cells.event)).toEqual(['DescribeTrails']);
  });

  it('counts over time, and each event once, at the edges too', async () => {
    const { session } = await readSession();
    const [from, to] = [Date.parse('2026-11-20T09:00:00Z'), Date.parse('2026-11-20T11:00:00Z')];
    const bins = await session.answerTo({
      kind: 'bins',
      from,
      to: to + 3_600_000,
      count: 3,
      stackBy: 'outcome',
    });
    expect(bins).toMatchObject({ totals: [1, 1, 1] });
    const without = await session.answerTo({ kind: 'bins', from, to, count: 2, stackBy: 'outcome' });
    expect(without).toMatchObject({ totals: [1, 1] });
  });
});

describe('the filter of an explorer', () => {
  it('is applied, and what is missing is read', async () => {
    const { session, aws } = sessionOf();
    const answer = await session.answerTo({ kind: 'filter', text: 'name:StopLogging  time:-7d..' });
    expect(answer).toEqual({ ok: true, text: 'name:StopLogging time:-7d..' });
    await session.data.read();
    expect(await idsOf(session)).toEqual(['e-3']);
    expect(aws.calls.flatMap(({ query }) => query?.attribute?.value ?? [])).toContain('StopLogging');
  });

  it('stays when another one cannot be read, which is explained', async () => {
    const { session } = await readSession();
    const answer = (await session.answerTo({ kind: 'filter', text: 'name:(Stop' })) as FilterAnswer;
    expect(answer).toMatchObject({ ok: false, problems: [{ message: expect.any(String) as string }] });
    expect((await session.status()).filter).toBe('time:-24h..');
  });

  it('refuses 100 kB at once', async () => {
    const { session } = sessionOf();
    const text = 'a '.repeat(60_000);
    for (const kind of ['filter', 'check'] as const) {
      expect(await session.answerTo({ kind, text })).toMatchObject({ ok: false });
    }
  });

  it('is checked without being applied', async () => {
    const { session } = sessionOf();
    const answer = await session.answerTo({ kind: 'check', text: 'name:StopLogging' });
    expect(answer).toEqual({ ok: true, text: 'name:StopLogging' });
    expect((await session.status()).filter).toBe('time:-24h..');
  });

  it('is completed with the values that occur', async () => {
    const { session } = await readSession();
    const completions = await session.answerTo({ kind: 'complete', text: 'name:Stop', offset: 9 });
    expect(JSON.stringify(completions)).toContain('StopLogging');
  });

  it('gets and loses the values of facets, those of events without one too', async () => {
    const { session } = await readSession();
    const facetOf = async (field: 'name' | 'ip') => {
      const answer = await session.answerTo({ kind: 'facets', fields: [field], top: 10 });
      return (answer as readonly FacetView[])[0];
    };
    await session.answerTo({ kind: 'facet', field: 'name', value: 'StopLogging', change: 'exclude' });
    expect(session.memory.filter).toBe('time:-24h.. -name:StopLogging');
    expect(await idsOf(session)).toEqual(['e-2', 'e-1']);
    await session.answerTo({ kind: 'facet', field: 'name', value: 'StopLogging', change: 'forget' });
    expect((await facetOf('name'))?.values.map(({ state }) => state)).toEqual(['open', 'open', 'open']);
    await session.answerTo({ kind: 'facet', field: 'ip', change: 'include' });
    expect(await idsOf(session)).toEqual(['e-1']);
    expect((await facetOf('ip'))?.noneState).toBe('included');
  });

  it('gets a range of times in place of the one it had', async () => {
    const { session } = await readSession();
    const from = Date.parse('2026-11-20T10:00:00Z');
    await session.answerTo({ kind: 'time', from, to: from + 999 });
    expect(session.memory.filter).toBe('time:2026-11-20T10:00:00Z..2026-11-20T10:00:00Z');
    expect(await idsOf(session)).toEqual(['e-2']);
    await session.answerTo({ kind: 'time' });
    expect(session.memory.filter).toBe('');
  });

  it('that finds nothing comes with one that was likely meant', async () => {
    const { session } = await readSession();
    session.show(filterOf('time:-24h.. name:stoplogging'));
    await session.data.read();
    const { meant, count } = await session.status();
    expect([count, meant]).toEqual([0, 'time:-24h.. name:StopLogging']);
  });
});

describe('the noise of an explorer', () => {
  it('is hidden and counted when that is switched on', async () => {
    const { session } = await readSession();
    const { ignoreList, ...switches } = { ...noise, isOn: true };
    expect(ignoreList).toEqual([]);
    expect(await session.answerTo({ kind: 'noise', noise: switches })).toBe(true);
    expect(await idsOf(session)).toEqual(['e-3', 'e-1']);
    expect((await session.status()).hidden).toMatchObject({ total: 1, reads: 1 });
    expect(session.memory.noise.isOn).toBe(true);
  });

  it('has the ignore list of the user, without what cannot be read of it', async () => {
    const mine = { ...noise, isOn: true, reads: false, ignoreList: ['name:StopLogging', 'name:('] };
    const { session } = await readSession({ noise: mine });
    expect(await idsOf(session)).toEqual(['e-2', 'e-1']);
    session.hide({ ignored: false });
    expect(await idsOf(session)).toEqual(['e-3', 'e-2', 'e-1']);
  });
});

describe('what an explorer tells beside the events', () => {
  it('is what could not be read, and why', async () => {
    const aws = new InMemoryAws({ events });
    aws.fail('events.lookup', { kind: 'denied', action: 'cloudtrail:LookupEvents' });
    const { session } = await readSession({ aws });
    const { reading, sources, count } = await session.status();
    expect(reading).toMatchObject({ state: 'paused', hasFailures: true });
    expect(sources[0]?.regions[0]?.text).toContain('cloudtrail:LookupEvents');
    expect(count).toBe(0);
  });

  it('is a failure of everything, to whoever shows failures', async () => {
    const failures: unknown[] = [];
    const data = new HistoryData([{ connection: sample, regions: 'enabled', isPinned: false }], {
      ports: () => Promise.reject(new Error('no client')),
      clock: { now: () => now },
      t: english,
    });
    const times = () => timesIn('utc', 'en', english);
    const failed = (thrown: unknown): unknown => failures.push(thrown);
    const session = new ExplorerSession(
      { data, failed, t: english, times },
      { filter: '', noise, saved: [] },
    );
    session.read();
    session.refresh();
    await expect(data.read()).rejects.toThrow('no client');
    await Promise.resolve();
    expect(failures).toHaveLength(2);
  });

  it('is the answer of an investigation, until it is closed', async () => {
    const { session } = await readSession();
    const findings = [
      { text: 'StopLogging', events: events.slice(0, 2) },
      { text: 'nothing more', events: [] },
    ];
    session.answer('Trails', { headline: 'One trail was stopped.', findings, unseen: ['eu-west-1'] });
    expect((await session.status()).answer).toEqual({
      title: 'Trails',
      headline: 'One trail was stopped.',
      findings: [
        { text: 'StopLogging', filter: 'id:(e-3 OR e-2)' },
        { text: 'nothing more', filter: '' },
      ],
      unseen: ['eu-west-1'],
    });
    session.answer('', undefined);
    expect(await session.status()).not.toHaveProperty('answer');
  });

  it('is nothing once it is closed, and nothing is read any more', async () => {
    const { session, aws } = sessionOf();
    let told = 0;
    session.onDidChange(() => {
      told += 1;
    });
    session.dispose();
    session.data.ask({ filter: everything });
    session.read();
    await session.data.read();
    expect([told, aws.calls]).toEqual([0, []]);
  });
});

describe('saved filters', () => {
  it('have one of each name, the last', () => {
    const one = withSaved([], { name: 'Root', text: 'root:true' });
    expect(withSaved([...one, { name: 'B', text: 'b' }], { name: 'Root', text: 'x' })).toEqual([
      { name: 'B', text: 'b' },
      { name: 'Root', text: 'x' },
    ]);
  });
});
