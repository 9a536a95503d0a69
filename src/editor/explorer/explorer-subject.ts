import type { Connection } from '../../core/connection.ts';
import { displayText } from '../../core/events/display-text.ts';
import { objectOrEmpty, type JsonObject } from '../../core/json.ts';
import type { Localize } from '../../core/localize.ts';
import { entryKey, type ListedConnection } from '../connections/connection-store.ts';
import { connectionName } from '../connections/connection-words.ts';
import type { OpenedLog } from '../opened-logs/opened-logs.ts';

/** What the events of an explorer are of. */
export type ExplorerSubject =
  | { readonly kind: 'connections'; readonly sources: readonly ListedConnection[] }
  | { readonly kind: 'log'; readonly log: OpenedLog };

/** A text that is equal for equal subjects: each has one explorer. */
export function subjectKey(subject: ExplorerSubject): string {
  return subject.kind === 'log'
    ? JSON.stringify(['log', subject.log.key])
    : JSON.stringify(subject.sources.map(({ connection }) => entryKey(connection)).sort());
}

export function subjectTitle(subject: ExplorerSubject, t: Localize): string {
  const names =
    subject.kind === 'log'
      ? [subject.log.name]
      : subject.sources.map(({ connection }) => connectionName(connection, t));
  return t('Events of {0}', displayText(names.join(', ')));
}

/** The subject as the explorer's page keeps it, to come back with it. */
export function originOf(subject: ExplorerSubject): JsonObject {
  const origin =
    subject.kind === 'log'
      ? { log: subject.log.key }
      : { sources: subject.sources.map(({ connection }): Connection => connection) };
  return objectOrEmpty(JSON.parse(JSON.stringify(origin)));
}
