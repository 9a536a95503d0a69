import { explainFailure } from '../../core/failures/explain-failure.ts';
import { TrailscopeError, type Failure } from '../../core/failures/failure.ts';
import type { Localize } from '../../core/localize.ts';
import type { LogPlace } from '../../core/log-engine.ts';
import type { RegionCoverage } from '../../core/query/coverage.ts';
import { coverageWords } from '../../core/query/coverage-words.ts';
import type { ReadingStatus, RegionStatus, SourceStatus } from '../../protocol/explorer.ts';
import {
  counted,
  eventCount,
  fileCount,
  filesRead,
  quarantineWords,
  reportWords,
} from '../opened-logs/report-words.ts';
import type { Times } from '../time/times.ts';
import type { ExplorerData, ReadingState, SourceState } from './explorer-data.ts';

/** How a source stands, in words. */
export function sourceStatus(source: SourceState, t: Localize, times: Times): SourceStatus {
  const { name, coverage, report, isRemoved } = source;
  const removed = t(
    'This connection was removed: what was read of it stays, and nothing more is read. To go on, add it again.',
  );
  // Log files that are not read are in the place of their Regions, which nobody knows.
  const ofSource = coverage.regions.filter(({ region }) => region === name);
  const { gaps } = coverageWords({ ...coverage, regions: ofSource, hidden: undefined }, t, times.zone);
  return {
    name,
    regions: report?.places.map((place) => placeStatus(place, t)) ?? regionsOf(source, t, times),
    limits: [
      ...(isRemoved === true ? [removed] : []),
      ...(report === undefined ? [] : reportWords(report, t)),
      ...gaps,
    ],
  };
}

function regionsOf({ name, coverage }: SourceState, t: Localize, times: Times): readonly RegionStatus[] {
  const regions = coverage.regions.filter(({ region }) => region !== name);
  return regions.map((region) => regionStatus(region, t, times));
}

function placeStatus({ account, region, events }: LogPlace, t: Localize): RegionStatus {
  const count = eventCount(events, t);
  return {
    region: region ?? t('no Region'),
    state: 'done',
    text: account === undefined ? count : `${account} · ${count}`,
  };
}

function regionStatus({ region, state }: RegionCoverage, t: Localize, times: Times): RegionStatus {
  return { region, state: state.kind, text: stateText(state, t, times) };
}

function stateText(state: RegionCoverage['state'], t: Localize, times: Times): string {
  switch (state.kind) {
    case 'waiting':
      return t('waiting');
    case 'done':
      return t('done');
    case 'reading':
      return state.reached === undefined ? t('begun') : t('back to {0}', times.short(state.reached));
    case 'paused':
      return state.reached === undefined ? t('paused') : t('paused at {0}', times.short(state.reached));
    case 'failed':
      return state.reached === undefined
        ? failureText(state.failure, t)
        : t('failed at {0}: {1}', times.short(state.reached), failureText(state.failure, t));
  }
}

function failureText(failure: Failure, t: Localize): string {
  return explainFailure(new TrailscopeError(failure, ''), t).reason;
}

/** Of a source that could not be read at all: why, and what to do, as the views say it. */
function sourceFailures(source: SourceState, t: Localize): readonly string[] {
  return source.coverage.regions.filter(isOfSource).flatMap(({ state }) => {
    if (state.kind !== 'failed') {
      return [];
    }
    const { reason, remedy } = explainFailure(source.failure ?? new TrailscopeError(state.failure, ''), t);
    return `${source.name}: ${reason} ${remedy}`;
  });
}

/** Whether a failure is not that of a Region: nobody knows the account. */
function isOfSource({ account, state }: RegionCoverage): boolean {
  return account === '' && state.kind === 'failed';
}

/** How reading stands, in one line. */
export function readingStatus(
  { reading, sources, isFullSpeed }: Pick<ExplorerData, 'reading' | 'sources' | 'isFullSpeed'>,
  t: Localize,
  times: Times,
): ReadingStatus {
  const bad = sources.reduce((sum, { report }) => sum + (report?.quarantine.length ?? 0), 0);
  const regions = sources.flatMap(({ coverage }) => coverage.regions);
  return {
    state: reading.state,
    text:
      reading.files === undefined
        ? [
            ...stops({ reading, sources }, t),
            ...sources.flatMap((source) => sourceFailures(source, t)),
            ...readingText(
              regions.filter((region) => !isOfSource(region)),
              t,
              times,
            ),
          ].join(' · ')
        : filesText(reading.files, t),
    ...(reading.remaining !== undefined && { remaining: durationText(reading.remaining, t) }),
    ...(isFullSpeed !== undefined && { isFullSpeed }),
    ...(bad > 0 && { badFiles: quarantineWords(bad, t) }),
    hasFailures: regions.some(({ state }) => state.kind === 'failed'),
  };
}

function filesText(files: NonNullable<ReadingState['files']>, t: Localize): string {
  return files.done < files.found ? filesRead(files, t) : fileCount(files.found, t);
}

/** Why nothing is read though something is missing. */
function stops({ reading, sources }: Pick<ExplorerData, 'reading' | 'sources'>, t: Localize): string[] {
  const removed = sources.filter(({ isRemoved }) => isRemoved === true);
  return [
    ...(reading.full === undefined
      ? []
      : [
          t(
            'stopped at {0} events, the most that are kept: narrow the filter and read on, or explore log files',
            counted(reading.full),
          ),
        ]),
    ...removed.map(({ name }) => t('{0} was removed', name)),
  ];
}

/** The Regions that are not done by name while they are few, with their accounts where there are several. */
function readingText(regions: readonly RegionCoverage[], t: Localize, times: Times): readonly string[] {
  const isOfMany = new Set(regions.map(({ account }) => account)).size > 1;
  const open = regions.filter(({ state }) => state.kind !== 'done');
  const named = open.slice(0, 2).map(({ account, region, state }) => {
    const name = isOfMany ? `${account} ${region}` : region;
    return `${name} ${stateText(state, t, times)}`;
  });
  const more = open.length - named.length;
  const done = regions.length - open.length;
  return [
    ...named,
    ...(more > 0 ? [t('{0} more Regions open', more)] : []),
    ...(done > 0 ? [done === 1 ? t('1 Region done') : t('{0} Regions done', done)] : []),
  ];
}

/** About how long, in the largest unit that says enough. */
export function durationText(milliseconds: number, t: Localize): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  if (seconds < 90) {
    return t('about {0} s', seconds);
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 90 ? t('about {0} min', minutes) : t('about {0} h', Math.round(minutes / 60));
}
