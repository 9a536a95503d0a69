import { parseConnection } from '../../core/connection.ts';
import { nonEmptyString } from '../../core/json.ts';
import { readExplorerState } from '../../protocol/read-explorer.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import type { OpenedLogs } from '../opened-logs/opened-logs.ts';
import type { ExplorerSubject } from './explorer-subject.ts';

/** What of an explorer comes back after a reload of the window. */
export interface KeptExplorer {
  /** The files or connections that it had, as far as they are still listed; undefined where none is. */
  readonly subject: ExplorerSubject | undefined;
  /** Whether it was of connections, listed or not. */
  readonly isOfConnections: boolean;
  /** In the filter language, maybe with faults. */
  readonly filter: string | undefined;
}

/**
 * What a page has kept. It is trusted in nothing: the connections and files are those of the lists that it names, so
 * that no credentials are used, no endpoint is called and no file is read but those that the user has added.
 */
export function keptExplorer(
  state: unknown,
  connections: Pick<ConnectionStore, 'find'>,
  logs: Pick<OpenedLogs, 'find'>,
): KeptExplorer {
  const { sources, log: key, filter: text } = readExplorerState(state)?.kept ?? {};
  const filter = nonEmptyString(text);
  if (key !== undefined) {
    const log = typeof key === 'string' ? logs.find(key) : undefined;
    return { subject: log && { kind: 'log', log }, isOfConnections: false, filter };
  }
  const named = Array.isArray(sources) ? sources.slice(0, mostSources) : [];
  const listed = named.flatMap((each) => {
    const connection = parseConnection(each);
    return (connection && connections.find(connection)) ?? [];
  });
  const kept = [...new Set(listed)];
  const subject = kept.length === 0 ? undefined : ({ kind: 'connections', sources: kept } as const);
  return { subject, isOfConnections: Array.isArray(sources), filter };
}

/** More connections than this are not looked for; nobody lists as many. */
const mostSources = 1000;
