/**
 * What a viewer keeps over a reload of the window: the event itself, since it may not be had again without a call to
 * AWS. The state comes back from a webview, so all of it is checked.
 */
import { connection, parseConnection, type Connection } from '../../core/connection.ts';
import type { CloudTrailEvent, LookupItem } from '../../core/events/event.ts';
import { eventFromLookup } from '../../core/events/parse-record.ts';
import type { JsonObject } from '../../core/json.ts';
import { isJsonObject, nonEmptyString } from '../../core/json.ts';
import type { EventItem } from '../events/event-selection.ts';

/** The event as a value that {@link restoredEvent} understands. */
export function savedEvent({ connection: from, event }: EventItem): JsonObject {
  const { region, endpoint, credentials } = from;
  return {
    connection: { region, endpoint, credentials: { ...credentials } },
    outline: {
      eventId: event.id,
      eventName: event.name,
      eventSource: event.source,
      eventTime: event.time,
      username: event.actor.name,
      resources: event.resources.map(({ type, name }) => ({ type, name })),
      readOnly: event.access === 'unknown' ? undefined : String(event.access === 'read'),
    },
    record: event.record,
    original: event.original,
    problem: event.problem,
  };
}

/**
 * The event that was kept; undefined for anything that is not one. An endpoint is believed only as that of the
 * connection in use: credentials must not be sent to where a webview says.
 */
export function restoredEvent(saved: JsonObject, current: Connection | undefined): EventItem | undefined {
  const { record, outline } = saved;
  const from = withKnownEndpoint(parseConnection(saved['connection']), current);
  if (from === undefined || !isJsonObject(record) || !isJsonObject(outline)) {
    return undefined;
  }
  return { connection: from, event: restored(record, outline, saved) };
}

function withKnownEndpoint(
  saved: Connection | undefined,
  current: Connection | undefined,
): Connection | undefined {
  if (saved?.endpoint === undefined || saved.endpoint === current?.endpoint) {
    return saved;
  }
  const { credentials, region } = saved;
  return connection({ credentials, region });
}

function restored(record: JsonObject, outline: JsonObject, saved: JsonObject): CloudTrailEvent {
  const isEmpty = Object.keys(record).length === 0;
  const text = nonEmptyString(saved['original']) ?? (isEmpty ? undefined : JSON.stringify(record));
  const event = eventFromLookup({ ...itemOf(outline), ...(text !== undefined && { cloudTrailEvent: text }) });
  // What was wrong with a record that never came is known from the first reading alone.
  const problem = nonEmptyString(saved['problem']);
  return text === undefined && problem !== undefined ? { ...event, problem } : event;
}

function itemOf(outline: JsonObject): LookupItem {
  const texts = ['eventId', 'eventName', 'eventSource', 'username', 'readOnly'].flatMap((name) => {
    const text = nonEmptyString(outline[name]);
    return text === undefined ? [] : [[name, text] as const];
  });
  const { eventTime, resources } = outline;
  return {
    ...Object.fromEntries(texts),
    ...(typeof eventTime === 'number' && { eventTime }),
    ...(Array.isArray(resources) && { resources: resources.filter(isJsonObject) }),
  };
}
