/** Turns what the page with a query's result sends into known messages. */
import type { JsonObject } from '../core/json.ts';
import { isJsonObject } from '../core/json.ts';
import type { CellOfResult, FromQueryPage, QueryAct, QueryRequest, ResultSort } from './query-results.ts';
import { queryActs, queryPageVersion } from './query-results.ts';

/** The most rows that one request may ask for. */
const mostRowsAtOnce = 500;

const actSet = new Set<unknown>(queryActs);

/** A message from the page, rebuilt from checked parts; undefined for anything else. */
export function readFromQueryPage(message: unknown): FromQueryPage | undefined {
  if (!isJsonObject(message)) {
    return undefined;
  }
  if (message['type'] === 'ready' && message['version'] === queryPageVersion) {
    return { type: 'ready', version: queryPageVersion };
  }
  const { id } = message;
  if (message['type'] !== 'request' || typeof id !== 'number' || !Number.isSafeInteger(id)) {
    return undefined;
  }
  const request = isJsonObject(message['request']) ? readRequest(message['request']) : undefined;
  return request && { type: 'request', id, request };
}

function readRequest(value: JsonObject): QueryRequest | undefined {
  const { kind, result, from, to, row, what } = value;
  switch (kind) {
    case 'rows':
      return isIndex(result) && isIndex(from) && isIndex(to) && from <= to && to - from <= mostRowsAtOnce
        ? { kind, result, from, to }
        : undefined;
    case 'value':
    case 'copy': {
      const cell = readCell(value['cell']);
      return cell && { kind, cell };
    }
    case 'open':
      return isIndex(result) && isIndex(row)
        ? { kind, result, row, toSide: value['toSide'] === true }
        : undefined;
    case 'sort': {
      const sort = readSort(value['sort']);
      return sort && { kind, sort };
    }
    case 'act':
      return isAct(what) ? { kind, what } : undefined;
    default:
      return undefined;
  }
}

function readCell(value: unknown): CellOfResult | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const { result, row, column } = value;
  return isIndex(result) && isIndex(row) && isIndex(column) ? { result, row, column } : undefined;
}

function readSort(value: unknown): ResultSort | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const { column, descending } = value;
  return isIndex(column) && typeof descending === 'boolean' ? { column, descending } : undefined;
}

const isAct = (value: unknown): value is QueryAct => actSet.has(value);
const isIndex = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
