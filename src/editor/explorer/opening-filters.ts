import { l10n } from 'vscode';
import { parseConnection, type Connection } from '../../core/connection.ts';
import { isJsonObject } from '../../core/json.ts';
import { allOf, type EventFilter } from '../../core/query/event-filter.ts';
import { parseFilter } from '../../core/query/parse-filter.ts';
import { selectionFilter } from '../../core/query/selection-filter.ts';

/** The event history has no more than 90 days. */
const allOfHistory: EventFilter = { kind: 'time', from: { kind: 'ago', amount: 90, unit: 'd' } };

/** The filter that a command was given, such as by the event viewer; undefined for anything that is none. */
export function filterOf(argument: unknown): EventFilter | undefined {
  const text = isJsonObject(argument) ? argument['filter'] : undefined;
  return typeof text === 'string' ? parseFilter(text, l10n.t).filter : undefined;
}

/** The connection that a command was given; only to be looked up in the list of those that the user has added. */
export function connectionOf(argument: unknown): Connection | undefined {
  return isJsonObject(argument) ? parseConnection(argument['connection']) : undefined;
}

/** The calls that changed what a text names; undefined for a text that names nothing. */
export function changesOf(text: string): EventFilter | undefined {
  const selection = selectionFilter(text);
  return selection && allOf(selection.changes, allOfHistory);
}
