import type { CloudTrailEvent } from '../../events/event.ts';
import type { JsonObject } from '../../json.ts';
import type { EventStream } from './event-export.ts';
import { timeText } from './table-columns.ts';

/** A record on each line. */
export async function* ndjsonChunks(events: EventStream): AsyncIterable<string> {
  for await (const event of events) {
    yield `${JSON.stringify(recordOf(event))}\n`;
  }
}

/** An array of the records, one on each line. */
export async function* jsonChunks(events: EventStream): AsyncIterable<string> {
  yield '[';
  yield* separated(events);
  yield ']\n';
}

/** What a log file of CloudTrail holds. */
export async function* recordsChunks(events: EventStream): AsyncIterable<string> {
  yield '{"Records":[';
  yield* separated(events);
  yield ']}\n';
}

async function* separated(events: EventStream): AsyncIterable<string> {
  let before = '\n';
  for await (const event of events) {
    yield before + JSON.stringify(recordOf(event));
    before = ',\n';
  }
  yield before === '\n' ? '' : '\n';
}

/** The record; of an event that came without one what is known, in a record's members. */
function recordOf(event: CloudTrailEvent): JsonObject {
  if (Object.keys(event.record).length > 0) {
    return event.record;
  }
  const { id, time, name, source } = event;
  return {
    ...(time !== undefined && { eventTime: timeText(time) }),
    ...(source !== undefined && { eventSource: source }),
    ...(name !== undefined && { eventName: name }),
    ...(id !== undefined && { eventID: id }),
  };
}
