import { describe, expect, it } from 'vitest';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { english } from '../../core/localize.ts';
import type { RegionState } from '../../core/query/coverage.ts';
import { timesIn } from '../time/times.ts';
import type { SourceState } from './explorer-data.ts';
import { durationText, readingStatus, sourceStatus } from './explorer-status.ts';

const now = Date.UTC(2026, 10, 20, 12);
const times = timesIn('utc', 'en', english);
const hour = 3_600_000;

function sourceOf(
  states: Readonly<Record<string, RegionState>>,
  { account = '111122223333', ...more }: Partial<SourceState> & { readonly account?: string } = {},
): SourceState {
  return {
    name: 'Sample account',
    coverage: {
      asked: { from: now - 24 * hour, to: now },
      kinds: ['management', 'insight'],
      hidden: undefined,
      regions: Object.entries(states).map(([region, state]) => ({ account, region, state })),
    },
    ...more,
  };
}

function readingOf(...sources: readonly SourceState[]) {
  const reading = { state: 'reading', remaining: undefined } as const;
  return readingStatus({ reading, sources, isFullSpeed: false }, english, times);
}

describe('how a source stands', () => {
  const { regions, limits } = sourceStatus(
    sourceOf({
      'us-east-1': { kind: 'waiting' },
      'us-east-2': { kind: 'reading', reached: undefined },
      'us-west-1': { kind: 'reading', reached: now - hour },
      'us-west-2': { kind: 'paused', reached: now - 2 * hour },
      'eu-west-1': { kind: 'done' },
      'eu-west-2': { kind: 'failed', reached: undefined, failure: { kind: 'expired' } },
      'eu-west-3': {
        kind: 'failed',
        reached: now - hour,
        failure: { kind: 'denied', action: 'cloudtrail:LookupEvents' },
      },
    }),
    english,
    times,
  );

  it('says of each Region how far back it got', () => {
    expect(regions.slice(0, 5)).toEqual([
      { region: 'us-east-1', state: 'waiting', text: 'waiting' },
      { region: 'us-east-2', state: 'reading', text: 'begun' },
      { region: 'us-west-1', state: 'reading', text: 'back to 2026-11-20 11:00' },
      { region: 'us-west-2', state: 'paused', text: 'paused at 2026-11-20 10:00' },
      { region: 'eu-west-1', state: 'done', text: 'done' },
    ]);
  });

  it('says why a Region failed, and where', () => {
    expect(regions[5]).toMatchObject({ state: 'failed', text: expect.stringMatching(/expired/i) as string });
    expect(regions[6]?.text).toMatch(/^failed at 2026-11-20 11:00: .*cloudtrail:LookupEvents/);
  });

  it('says once what it does not have, and nothing of the Regions there', () => {
    expect(limits).toEqual(['Data events and network activity events are not in this source.']);
  });
});

describe('how log files that are not read stand', () => {
  const engine = new TrailscopeError({ kind: 'unavailable' }, 'The log engine ended (SIGKILL).');
  const logsOf = (state: RegionState, more: Partial<SourceState> = {}) =>
    sourceOf({ prod: state }, { name: 'prod', account: '', ...more });

  it('is told of the files, not of a Region', () => {
    const source = logsOf({ kind: 'paused', reached: undefined });
    const { regions, limits } = sourceStatus(source, english, times);
    expect(regions).toEqual([]);
    expect(limits).toContain('prod: nothing was read yet.');
    expect(readingOf(source).text).toBe('prod paused');
  });

  it('is told in the words of what failed, which is no service', () => {
    const { failure } = engine;
    const { text, hasFailures } = readingOf(
      logsOf({ kind: 'failed', reached: undefined, failure }, { failure: engine }),
    );
    expect(text).toBe('prod: The log engine ended (SIGKILL). Try again; the log has the details.');
    expect(hasFailures).toBe(true);
  });
});

describe('how a source of a removed connection stands', () => {
  const source = sourceOf(
    { 'us-east-1': { kind: 'paused', reached: now } },
    { name: 'prod', isRemoved: true },
  );

  it('says first that it was removed, and what to do', () => {
    const { limits } = sourceStatus(source, english, times);
    expect(limits[0]).toMatch(/was removed.*add it again/);
  });

  it('is told where reading is', () => {
    expect(readingOf(source).text).toBe('prod was removed · us-east-1 paused at 2026-11-20 12:00');
  });
});

describe('how reading stands', () => {
  it('names the accounts of Regions where there are several', () => {
    const region = { 'us-east-1': { kind: 'reading', reached: now - hour } } as const;
    const { text } = readingOf(sourceOf(region), sourceOf(region, { account: '444455556666' }));
    expect(text).toBe(
      '111122223333 us-east-1 back to 2026-11-20 11:00 · 444455556666 us-east-1 back to 2026-11-20 11:00',
    );
    expect(readingOf(sourceOf(region), sourceOf(region)).text).not.toContain('111122223333');
  });

  it('says why a connection cannot be asked at all and what to do, as in Restricted Mode', () => {
    const failure = { kind: 'not-trusted', profile: 'prod' } as const;
    const restricted = sourceOf(
      { 'eu-west-1': { kind: 'failed', reached: undefined, failure } },
      { account: '', name: 'prod (profile)' },
    );
    const { text, hasFailures } = readingOf(restricted, sourceOf({ 'us-east-1': { kind: 'done' } }));
    expect(text).toBe(
      'prod (profile): The profile prod runs a command, and this workspace is not trusted. ' +
        'Trust the workspace, or use another profile. · 1 Region done',
    );
    expect(hasFailures).toBe(true);
  });

  it('says that no more events are kept, and what to do', () => {
    const sources = [sourceOf({ 'us-east-1': { kind: 'paused', reached: now } })];
    const reading = { state: 'paused', remaining: undefined, full: 1_000_000 } as const;
    const { text } = readingStatus({ reading, sources, isFullSpeed: false }, english, times);
    expect(text).toMatch(/^stopped at 1,000,000 events, .*narrow the filter.*log files · us-east-1 paused/);
  });

  it('names two Regions, and counts the others', () => {
    const waiting = { kind: 'waiting' } as const;
    const { text, hasFailures } = readingOf(
      sourceOf({
        'us-east-1': waiting,
        'us-east-2': waiting,
        'us-west-1': waiting,
        'eu-west-1': { kind: 'done' },
      }),
    );
    expect(text).toBe('us-east-1 waiting · us-east-2 waiting · 1 more Regions open · 1 Region done');
    expect(hasFailures).toBe(false);
  });

  it('says that trying again makes sense', () => {
    const failed = { kind: 'failed', reached: undefined, failure: { kind: 'throttled' } } as const;
    expect(readingOf(sourceOf({ 'us-east-1': failed })).hasFailures).toBe(true);
  });

  it('says nothing of Regions that nobody knows yet', () => {
    expect(readingOf()).toEqual({ state: 'reading', text: '', isFullSpeed: false, hasFailures: false });
  });
});

describe('a duration', () => {
  it.each([
    [0, 'about 1 s'],
    [89_000, 'about 89 s'],
    [90_000, 'about 2 min'],
    [89 * 60_000, 'about 89 min'],
    [5 * hour, 'about 5 h'],
  ])('of %d ms is %s', (length, text) => {
    expect(durationText(length, english)).toBe(text);
  });
});
