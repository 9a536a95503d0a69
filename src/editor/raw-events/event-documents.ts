import { connectionKey, parseConnection, type Connection } from '../../core/connection.ts';
import { isUnread, type CloudTrailEvent } from '../../core/events/event.ts';
import { TrailscopeError } from '../../core/failures/failure.ts';
import { isJsonObject, nonEmptyString } from '../../core/json.ts';
import type { EventHistory } from '../../core/ports.ts';
import type { EventItem } from '../events/event-selection.ts';

/** The scheme of the read-only documents that show an event's record. */
export const eventScheme = 'cloudtrail-event';

/** The parts of a document's address; the path names its tab, the query says which event it is. */
export interface EventAddress {
  readonly path: string;
  readonly query: string;
}

/** How many records are kept; the ones opened longest ago go first, and are looked up again when they are needed. */
const capacity = 200;

/**
 * The documents of single events. A record is not in its document's address, for it can be 256 KB long; it is kept
 * here, and looked up again for a document that VS Code restores after a reload.
 */
export class EventDocuments {
  readonly #history: () => Promise<EventHistory>;
  readonly #texts = new Map<string, string>();

  constructor(history: () => Promise<EventHistory>) {
    this.#history = history;
  }

  /** Keeps the event's record; the address of its document. One event of one connection has one address. */
  add(item: EventItem): EventAddress {
    const { connection, event } = item;
    const text = eventText(event);
    const query = JSON.stringify({
      connection,
      id: event.id ?? null,
      ...(event.id === undefined && { text }),
    });
    const key = keyOf(connection, event.id ?? text);
    this.#texts.delete(key);
    this.#texts.set(key, text);
    const [oldest] = this.#texts.keys();
    if (this.#texts.size > capacity && oldest !== undefined) {
      this.#texts.delete(oldest);
    }
    return { path: `/${fileName(event)}.json`, query };
  }

  /**
   * The text of the document with that query.
   *
   * @throws TrailscopeError when the event has to be looked up again and that fails, or it is older than 90 days.
   */
  async text(query: string, signal: AbortSignal): Promise<string> {
    const { connection, id, text } = parseQuery(query);
    if (connection === undefined || (id ?? text) === undefined) {
      throw new TrailscopeError({ kind: 'invalid-input' }, 'The address does not name an event.');
    }
    const kept = text ?? this.#texts.get(keyOf(connection, id ?? ''));
    if (kept === undefined && connection.endpoint !== undefined) {
      // Anybody can write an address: credentials must not be sent to where it says.
      throw new TrailscopeError({ kind: 'invalid-input' }, 'Open the event again from its list.');
    }
    return kept ?? this.#lookUp(connection, id ?? '', signal);
  }

  async #lookUp(connection: Connection, id: string, signal: AbortSignal): Promise<string> {
    const history = await this.#history();
    const lookup = { attribute: { key: 'EventId', value: id } } as const;
    for await (const page of history.lookup(connection, lookup, signal)) {
      const [event] = page.events;
      if (event !== undefined) {
        this.add({ connection, event });
        return eventText(event);
      }
    }
    throw new TrailscopeError(
      { kind: 'not-found', code: 'EventNotFound' },
      `No event ${id} in ${connection.region}.`,
    );
  }
}

/**
 * An event's record as indented JSON. Of one that is no JSON object, or is nested too deeply to be written again, the
 * text as it came; where none came, what is known of the event.
 */
export function eventText(event: CloudTrailEvent): string {
  const { record, original, ...known } = event;
  return original ?? `${JSON.stringify(isUnread(event) ? known : record, undefined, 2)}\n`;
}

function keyOf(connection: Connection, id: string): string {
  return `${connectionKey(connection)}\n${id}`;
}

function parseQuery(query: string): {
  connection?: Connection | undefined;
  id?: string | undefined;
  text?: string | undefined;
} {
  try {
    const value: unknown = JSON.parse(query);
    return isJsonObject(value)
      ? {
          connection: parseConnection(value['connection']),
          id: nonEmptyString(value['id']),
          text: nonEmptyString(value['text']),
        }
      : {};
  } catch {
    return {};
  }
}

/** A name for a tab: letters, digits and a few signs, whatever an event says its name is. */
function fileName({ name, id }: CloudTrailEvent): string {
  const clean = (text: string): string => text.replace(/[^A-Za-z0-9_-]/g, '_');
  return [clean(name ?? 'event').slice(0, 64), ...(id === undefined ? [] : [clean(id).slice(0, 8)])].join(
    '-',
  );
}
