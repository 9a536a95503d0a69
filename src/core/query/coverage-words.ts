import type { EventKind } from '../events/event.ts';
import { explainFailure } from '../failures/explain-failure.ts';
import { TrailscopeError } from '../failures/failure.ts';
import type { Localize } from '../localize.ts';
import { absoluteTime, type Zone } from '../time-format.ts';
import type { Coverage, RegionCoverage } from './coverage.ts';

/** A coverage in words. */
export interface CoverageWords {
  /** Such as `3 Regions, back to 2026-11-18 14:00:00 UTC`. */
  readonly summary: string;
  /** How far each Region has got; all that are done together, last. */
  readonly regions: readonly string[];
  /** What could not be seen, in sentences; empty where everything that was asked for was read. */
  readonly gaps: readonly string[];
}

/** Says what an answer is based on and what it could not see. */
export function coverageWords(coverage: Coverage, t: Localize, zone: Zone = 'utc'): CoverageWords {
  const { regions, asked } = coverage;
  const accounts = new Set(regions.map(({ account }) => account)).size;
  const count = regions.length === 1 ? regionName(regions[0], false) : t('{0} Regions', regions.length);
  const from = absoluteTime(asked.from, zone, t);
  const withAccounts = accounts > 1 ? t('{0} of {1} accounts', count, accounts) : count;
  return {
    summary: t('{0}, {1} to {2}', withAccounts, from, absoluteTime(asked.to, zone, t)),
    regions: regionWords(regions, t, zone),
    gaps: [...regionGaps(regions, t, zone), ...kindGaps(coverage.kinds, t), ...hiddenGaps(coverage, t)],
  };
}

function regionWords(regions: readonly RegionCoverage[], t: Localize, zone: Zone): readonly string[] {
  const isOfMany = new Set(regions.map(({ account }) => account)).size > 1;
  const open = regions
    .filter(({ state }) => state.kind !== 'done')
    .map((region) => stateWords(region, regionName(region, isOfMany), t, zone));
  const done = regions.filter(({ state }) => state.kind === 'done');
  if (done.length === 0) {
    return open;
  }
  const words =
    done.length === 1 ? t('{0} done', regionName(done[0], isOfMany)) : t('{0} Regions done', done.length);
  return [...open, words];
}

function regionName(region: RegionCoverage | undefined, withAccount: boolean): string {
  const name = region?.region ?? '';
  return withAccount ? `${region?.account ?? ''} ${name}` : name;
}

function stateWords({ state }: RegionCoverage, name: string, t: Localize, zone: Zone): string {
  switch (state.kind) {
    case 'waiting':
      return t('{0} waiting', name);
    case 'done':
      return t('{0} done', name);
    case 'reading':
      return state.reached === undefined
        ? t('{0} begun', name)
        : t('{0} back to {1}', name, absoluteTime(state.reached, zone, t));
    case 'paused':
      return state.reached === undefined
        ? t('{0} paused', name)
        : t('{0} paused at {1}', name, absoluteTime(state.reached, zone, t));
    case 'failed':
      return t('{0} failed', name);
  }
}

/** The Regions whose events are not all there, and why; those of one reason together. */
function regionGaps(regions: readonly RegionCoverage[], t: Localize, zone: Zone): readonly string[] {
  const isOfMany = new Set(regions.map(({ account }) => account)).size > 1;
  const names = new Map<string, string[]>();
  for (const region of regions) {
    const reason = gapOf(region, t, zone);
    if (reason !== undefined) {
      names.set(reason, [...(names.get(reason) ?? []), regionName(region, isOfMany)]);
    }
  }
  return [...names].map(([reason, of]) => t('{0}: {1}', of.join(', '), reason));
}

function gapOf({ state, known }: RegionCoverage, t: Localize, zone: Zone): string | undefined {
  const time = (at: number): string => absoluteTime(at, zone, t);
  const unread = (reached: number | undefined): string | undefined => {
    if (known === undefined) {
      return reached === undefined ? undefined : t('nothing before {0} was read.', time(reached));
    }
    return reached === undefined
      ? t('nothing after {0} was read.', time(known))
      : t('nothing between {0} and {1} was read.', time(known), time(reached));
  };
  switch (state.kind) {
    case 'done':
      return undefined;
    case 'waiting':
      return unread(undefined) ?? t('nothing was read yet.');
    case 'reading':
    case 'paused':
      return unread(state.reached) ?? t('nothing was read yet.');
    case 'failed': {
      const { reason } = explainFailure(new TrailscopeError(state.failure, ''), t);
      return [unread(state.reached), reason].filter((part) => part !== undefined).join(' ');
    }
  }
}

function kindGaps(kinds: readonly EventKind[], t: Localize): readonly string[] {
  const lacksData = !kinds.includes('data');
  const lacksNetwork = !kinds.includes('network-activity');
  if (lacksData && lacksNetwork) {
    return [t('Data events and network activity events are not in this source.')];
  }
  return lacksData ? [t('Data events, such as reads of S3 objects, are not in this source.')] : [];
}

function hiddenGaps({ hidden }: Coverage, t: Localize): readonly string[] {
  const total = hidden?.total ?? 0;
  if (total === 0) {
    return [];
  }
  return [total === 1 ? t('1 event is hidden as noise.') : t('{0} events are hidden as noise.', total)];
}
