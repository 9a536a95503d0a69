import { l10n } from 'vscode';
import { parseConnection, type Connection } from '../../core/connection.ts';
import { isJsonObject } from '../../core/json.ts';
import { allOf, fieldPresent, not, type EventFilter } from '../../core/query/event-filter.ts';
import { fieldIs } from '../../core/query/field-value.ts';
import { parseFilter } from '../../core/query/parse-filter.ts';
import { selectionFilter } from '../../core/query/selection-filter.ts';

/** The event history has no more than 90 days. */
const allOfHistory: EventFilter = { kind: 'time', from: { kind: 'ago', amount: 90, unit: 'd' } };

/** The filter that a command was given, such as by the event viewer; undefined for anything that is none. */
export function filterOf(argument: unknown): EventFilter | undefined {
  const text = isJsonObject(argument) ? argument['filter'] : undefined;
  return typeof text === 'string' ? parseFilter(text, l10n.t).filter : undefined;
}

/** The filter for the account and Region that a command was given; undefined for anything that is none. */
export function placeFilter(argument: unknown): EventFilter | undefined {
  const place = isJsonObject(argument) ? argument['place'] : undefined;
  return isJsonObject(place)
    ? allOf(valueOrNone('account', place['account']), valueOrNone('region', place['region']))
    : undefined;
}

function valueOrNone(field: 'account' | 'region', value: unknown): EventFilter {
  return typeof value === 'string' ? fieldIs(field, value) : not(fieldPresent(field));
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
