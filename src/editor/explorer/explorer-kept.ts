import { parseConnection } from '../../core/connection.ts';
import { nonEmptyString, objectOrEmpty, type JsonObject } from '../../core/json.ts';
import { readExplorerState } from '../../protocol/read-explorer.ts';
import type { ConnectionStore, ListedConnection } from '../connections/connection-store.ts';

/** What of an explorer comes back after a reload of the window. */
export interface KeptExplorer {
  /** The connections that it had, as far as they are still listed; maybe none. */
  readonly sources: readonly ListedConnection[];
  /** In the filter language, maybe with faults. */
  readonly filter: string | undefined;
}

/** The connections of an explorer, as its page keeps them. */
export function originOf(sources: readonly ListedConnection[]): JsonObject {
  return objectOrEmpty(JSON.parse(JSON.stringify({ sources: sources.map((source) => source.connection) })));
}

/**
 * What a page has kept. It is trusted in nothing: the connections are those of the list that it names, so that no
 * credentials are used, and no endpoint is called, but those that the user has added.
 */
export function keptExplorer(state: unknown, connections: Pick<ConnectionStore, 'find'>): KeptExplorer {
  const { sources, filter } = readExplorerState(state)?.kept ?? {};
  const named = Array.isArray(sources) ? sources.slice(0, mostSources) : [];
  const listed = named.flatMap((each) => {
    const connection = parseConnection(each);
    return (connection && connections.find(connection)) ?? [];
  });
  return { sources: [...new Set(listed)], filter: nonEmptyString(filter) };
}

/** More connections than this are not looked for; nobody lists as many. */
const mostSources = 1000;
