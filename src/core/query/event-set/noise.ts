import { anyOf, type EventFilter } from '../event-filter.ts';
import { fieldIs } from '../field-value.ts';
import type { NoiseCounts, NoiseOptions } from './event-view.ts';

/** The reasons to leave an event out, in the order in which they count. */
export const noiseReasons = ['reads', 'services', 'trailscope', 'ignored'] as const;

export type NoiseReason = (typeof noiseReasons)[number];

/** What the toggle hides unless the user says otherwise. */
export const usualNoise: NoiseOptions = { reads: true, services: true, trailscope: true, ignored: [] };

export const noNoise: NoiseCounts = { total: 0, reads: 0, services: 0, trailscope: 0, ignored: 0 };

const filters: Readonly<Record<Exclude<NoiseReason, 'ignored'>, EventFilter>> = {
  reads: fieldIs('write', 'false'),
  // A service acts by itself, without a caller's ARN, or through its own role; what it does for a caller is the caller's.
  services: anyOf(
    { kind: 'path', path: ['userIdentity', 'type'], test: { kind: 'equals', value: 'AWSService' } },
    fieldIs('type', 'AwsServiceEvent'),
    { kind: 'field', field: 'role', test: { kind: 'like', parts: ['AWSServiceRoleFor', ''] } },
  ),
  trailscope: { kind: 'field', field: 'agent', test: { kind: 'like', parts: ['', 'trailscope/', ''] } },
};

/** What the options leave out, as filters, one for each reason that is on. */
export function noiseFilters(noise: NoiseOptions): readonly { reason: NoiseReason; filter: EventFilter }[] {
  const own = (['reads', 'services', 'trailscope'] as const).flatMap((reason) =>
    noise[reason] ? [{ reason, filter: filters[reason] }] : [],
  );
  return noise.ignored.length === 0 ? own : [...own, { reason: 'ignored', filter: anyOf(...noise.ignored) }];
}
