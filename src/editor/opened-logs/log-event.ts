import { connection } from '../../core/connection.ts';
import { eventFromRecord } from '../../core/events/parse-record.ts';
import type { JsonObject } from '../../core/json.ts';
import type { EventItem } from '../events/event-selection.ts';
import type { OpenedLog } from './opened-logs.ts';

/** Where log files without a Region are said to be from: only the console's links would use it. */
const noRegion = 'us-east-1';

/** A record of opened log files as an event, with the connection for what is asked next of it. */
export function eventOfLog({ key }: OpenedLog, record: JsonObject): EventItem {
  const event = eventFromRecord(record);
  const credentials = { kind: 'files', path: key } as const;
  return { event, connection: connection({ credentials, region: event.region ?? noRegion }) };
}
