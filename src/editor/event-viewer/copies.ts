/** The texts that a viewer can put on the clipboard. */
import { isUnread, type CloudTrailEvent } from '../../core/events/event.ts';
import type { JsonObject } from '../../core/json.ts';
import { valueAt } from '../../core/events/record-values.ts';
import { maskSecrets, redactForLog } from '../../core/events/redact.ts';
import { sentence, sentenceText } from '../../core/events/sentence.ts';
import type { CopyKind } from '../../protocol/event-view.ts';
import type { RecordPath } from '../../protocol/messages.ts';
import type { EventItem } from '../events/event-selection.ts';
import { eventText } from '../raw-events/event-documents.ts';
import { lookupCommand } from './cli-command.ts';

/** A text about the whole event; undefined where there is none. Secrets stay masked while the viewer masks them. */
export function copiedText(
  what: CopyKind,
  { event, connection }: EventItem,
  masked: boolean,
): string | undefined {
  switch (what) {
    case 'json':
      return eventText(masked ? withoutSecrets(event) : event);
    case 'sentence':
      return sentenceText(sentence(event));
    case 'id':
      return event.id;
    case 'command':
      return lookupCommand(connection, event);
  }
}

/** Of a text that is not read as JSON no member is known by its name: its secrets are known by their form alone. */
function withoutSecrets(event: CloudTrailEvent): CloudTrailEvent {
  const { record, original } = event;
  return isUnread(event)
    ? { ...event, original: original === undefined ? undefined : redactForLog(original) }
    : { ...event, record: maskSecrets(record), original: undefined };
}

/** The value at a path: a text as it is, anything else as JSON; undefined where the record has no such path. */
export function copiedValue(record: JsonObject, path: RecordPath, masked: boolean): string | undefined {
  const value = valueAt(masked ? maskSecrets(record) : record, ...path);
  return typeof value === 'string' ? value : JSON.stringify(value, undefined, 2);
}
