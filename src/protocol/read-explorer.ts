/** Turns what a webview sends or kept into known messages: the host trusts nothing that comes from a page. */
import type { JsonObject } from '../core/json.ts';
import { isJsonObject } from '../core/json.ts';
import type { FacetField } from '../core/query/facets.ts';
import { facetFields } from '../core/query/facets.ts';
import type {
  ColumnChoice,
  ColumnName,
  ExplorerAct,
  ExplorerRequest,
  ExplorerSort,
  ExplorerState,
  ExplorerUi,
  FacetRequest,
  FromExplorer,
} from './explorer.ts';
import { columnNames, explorerActs, explorerVersion } from './explorer.ts';

/** The most rows that one request may ask for. */
export const mostRowsAtOnce = 500;

/** The most bins and the most values of a facet that one request may ask for. */
const mostBins = 10_000;
const mostValues = 1000;

/** UTF-16 units. The language itself refuses filters far shorter than this, and says so. */
const longestText = 1_000_000;

/** Pixels. */
const widths = { least: 20, most: 4000 };

/** Epoch milliseconds that the language can write: of the years 1 to 9999. */
const times = { least: -62_135_596_800_000, most: 253_402_300_799_999 };

const fieldSet = new Set<unknown>(facetFields);
const columnSet = new Set<unknown>(columnNames);
const actSet = new Set<unknown>(explorerActs);
const changes = new Set<unknown>(['include', 'exclude', 'forget'] satisfies FacetRequest['change'][]);

/** A message from the page as one of {@link FromExplorer}, rebuilt from checked parts; undefined for anything else. */
export function readFromExplorer(message: unknown): FromExplorer | undefined {
  if (!isJsonObject(message)) {
    return undefined;
  }
  if (message['type'] === 'ready' && message['version'] === explorerVersion) {
    return { type: 'ready', version: explorerVersion };
  }
  const { id } = message;
  if (message['type'] !== 'request' || typeof id !== 'number' || !Number.isSafeInteger(id)) {
    return undefined;
  }
  const request = isJsonObject(message['request']) ? readRequest(message['request']) : undefined;
  return request && { type: 'request', id, request };
}

/** A state that a page kept, for as far as it can be read; undefined when it is of another version or shape. */
export function readExplorerState(state: unknown): ExplorerState | undefined {
  if (!isJsonObject(state) || state['version'] !== explorerVersion) {
    return undefined;
  }
  const ui = readUi(state['ui']);
  const { kept } = state;
  return ui && { version: explorerVersion, ui, ...(isJsonObject(kept) && { kept }) };
}

type Readers = {
  readonly [Kind in ExplorerRequest['kind']]: (
    value: JsonObject,
  ) => Extract<ExplorerRequest, { kind: Kind }> | undefined;
};

const readers: Readers = {
  rows: ({ from, to, sort }) => {
    const order = readSort(sort);
    const isRange = isIndex(from) && isIndex(to) && from <= to && to - from <= mostRowsAtOnce;
    return isRange && order ? { kind: 'rows', from, to, sort: order } : undefined;
  },
  bins: ({ from, to, count, stackBy }) =>
    isTime(from) && isTime(to) && from < to && isCount(count, mostBins) && isStack(stackBy)
      ? { kind: 'bins', from, to, count, stackBy }
      : undefined,
  facets: ({ fields, top }) =>
    Array.isArray(fields) &&
    fields.length <= facetFields.length &&
    fields.every(isField) &&
    isCount(top, mostValues)
      ? { kind: 'facets', fields: [...fields], top }
      : undefined,
  filter: ({ text }) => (isText(text) ? { kind: 'filter', text } : undefined),
  check: ({ text }) => (isText(text) ? { kind: 'check', text } : undefined),
  complete: ({ text, offset }) =>
    isText(text) && isIndex(offset) && offset <= text.length ? { kind: 'complete', text, offset } : undefined,
  facet: ({ field, value, change }) =>
    isField(field) && isAbsentOr(value, isText) && isChange(change)
      ? { kind: 'facet', field, change, ...(value !== undefined && { value }) }
      : undefined,
  time: ({ from, to }) =>
    isAbsentOr(from, isTime) && isAbsentOr(to, isTime)
      ? {
          kind: 'time',
          ...(from !== undefined && { from: Math.round(from) }),
          ...(to !== undefined && { to: Math.round(to) }),
        }
      : undefined,
  noise: ({ noise }) => {
    if (!isJsonObject(noise)) {
      return undefined;
    }
    const { isOn, reads, services, trailscope, ignored } = noise;
    const switches = { isOn, reads, services, trailscope, ignored };
    return areBooleans(switches) ? { kind: 'noise', noise: switches } : undefined;
  },
  act: ({ what }) => (isAct(what) ? { kind: 'act', what } : undefined),
  open: ({ row, toSide, keepsFocus }) =>
    isIndex(row)
      ? { kind: 'open', row, toSide: toSide === true, keepsFocus: keepsFocus === true }
      : undefined,
  copy: ({ row, column }) => (isIndex(row) && isColumn(column) ? { kind: 'copy', row, column } : undefined),
  columns: ({ columns }) => {
    const read = readColumns(columns);
    return read && { kind: 'columns', columns: read };
  },
  remember: ({ ui }) => {
    const read = readUi(ui);
    return read && { kind: 'remember', ui: read };
  },
};

function readRequest(value: JsonObject): ExplorerRequest | undefined {
  const { kind } = value;
  return typeof kind === 'string' && isKind(kind) ? readers[kind](value) : undefined;
}

/** Its own members only: `constructor` is no kind of request. */
function isKind(kind: string): kind is ExplorerRequest['kind'] {
  return Object.hasOwn(readers, kind);
}

function readSort(value: unknown): ExplorerSort | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const { by, descending } = value;
  return (by === 'time' || isField(by)) && typeof descending === 'boolean' ? { by, descending } : undefined;
}

function readUi(value: unknown): ExplorerUi | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const sort = readSort(value['sort']);
  const { stackBy, hasFacets, top, times, folded } = value;
  if (sort === undefined || !isStack(stackBy)) {
    return undefined;
  }
  return {
    sort,
    stackBy,
    hasFacets: hasFacets !== false,
    top: isIndex(top) ? top : 0,
    ...((times === 'absolute' || times === 'relative') && { times }),
    ...(Array.isArray(folded) && { folded: [...new Set(folded.filter(isField))] }),
  };
}

/** At least one column, and each at most once. */
function readColumns(value: unknown): readonly ColumnChoice[] | undefined {
  if (!Array.isArray(value) || value.length === 0 || value.length > columnNames.length) {
    return undefined;
  }
  const columns = value.map(readColumn);
  const names = new Set(columns.map((column) => column?.name));
  return names.size === columns.length && columns.every((column) => column !== undefined)
    ? columns
    : undefined;
}

function readColumn(value: unknown): ColumnChoice | undefined {
  if (!isJsonObject(value)) {
    return undefined;
  }
  const { name, width } = value;
  return isColumn(name) && typeof width === 'number' && width >= widths.least && width <= widths.most
    ? { name, width }
    : undefined;
}

const isField = (value: unknown): value is FacetField => fieldSet.has(value);
const isColumn = (value: unknown): value is ColumnName => columnSet.has(value);
const isAct = (value: unknown): value is ExplorerAct => actSet.has(value);
const isChange = (value: unknown): value is FacetRequest['change'] => changes.has(value);
const isStack = (value: unknown): value is 'outcome' | FacetField => value === 'outcome' || isField(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= longestText;
const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Math.round(value) >= times.least && Math.round(value) <= times.most;

function isIndex(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isCount(value: unknown, most: number): value is number {
  return isIndex(value) && value >= 1 && value <= most;
}

function isAbsentOr<Value>(
  value: unknown,
  isValue: (value: unknown) => value is Value,
): value is Value | undefined {
  return value === undefined || isValue(value);
}

function areBooleans<Name extends string>(
  values: Readonly<Record<Name, unknown>>,
): values is Readonly<Record<Name, boolean>> {
  return Object.values(values).every((value) => typeof value === 'boolean');
}
