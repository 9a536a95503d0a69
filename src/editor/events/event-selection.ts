import { parseConnection, type Connection } from '../../core/connection.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { isJsonObject } from '../../core/json.ts';

/**
 * An event as the commands on events take it: with the connection that it came through, because an event alone
 * does not tell which credentials can ask for more about it. Rows of the Events view are such values.
 */
export interface EventItem {
  readonly connection: Connection;
  readonly event: CloudTrailEvent;
}

/**
 * The argument of a command as an event, or undefined for anything else: a command can be called from the palette,
 * a keyboard shortcut or another extension, with no argument or a foreign one.
 */
export function eventItem(argument: unknown): EventItem | undefined {
  if (typeof argument !== 'object' || argument === null) {
    return undefined;
  }
  const { connection, event } = argument as Partial<EventItem>;
  const isItem =
    parseConnection(connection) !== undefined && isJsonObject(event) && isJsonObject(event.record);
  return isItem ? (argument as EventItem) : undefined;
}
