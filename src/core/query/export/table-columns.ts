import type { CloudTrailEvent } from '../../events/event.ts';
import { summarise } from '../../events/summarise.ts';

/** A column of the formats that are tables. The names are for programs, and stay as they are in every language. */
export interface TableColumn {
  readonly name: string;
  readonly valueOf: (event: CloudTrailEvent) => string;
}

/** What a table of events shows, in its order. */
export const tableColumns: readonly TableColumn[] = [
  { name: 'time', valueOf: ({ time }) => timeText(time) },
  { name: 'event', valueOf: ({ name }) => name ?? '' },
  { name: 'service', valueOf: ({ source }) => source ?? '' },
  { name: 'region', valueOf: ({ region }) => region ?? '' },
  { name: 'account', valueOf: ({ accountId }) => accountId ?? '' },
  { name: 'who', valueOf: (event) => summarise(event).who },
  { name: 'principal', valueOf: ({ actor }) => actor.arn ?? '' },
  { name: 'access_key', valueOf: ({ actor }) => actor.accessKeyId ?? '' },
  { name: 'what', valueOf: (event) => summarise(event).target ?? '' },
  { name: 'source_address', valueOf: ({ sourceAddress }) => sourceAddress ?? '' },
  { name: 'user_agent', valueOf: ({ userAgent }) => userAgent ?? '' },
  { name: 'access', valueOf: ({ access }) => access },
  { name: 'error', valueOf: ({ error }) => error?.code ?? '' },
  { name: 'error_message', valueOf: ({ error }) => error?.message ?? '' },
  { name: 'event_id', valueOf: ({ id }) => id ?? '' },
];

/** An ISO 8601 time; empty for an unknown one. */
export function timeText(time: number | undefined): string {
  const date = new Date(time ?? Number.NaN);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace('.000Z', 'Z');
}
