import type { EventFilter } from '../../core/query/event-filter.ts';
import type {
  BinOptions,
  Bins,
  EventRow,
  FacetCount,
  FacetCounts,
  NoiseCounts,
  Stack,
  ViewOptions,
  ViewSort,
} from '../../core/query/event-set/event-view.ts';
import { noiseFilters, noNoise } from '../../core/query/event-set/noise.ts';
import type { CloudTrailEvent } from '../../core/events/event.ts';
import { eventFromRecord } from '../../core/events/parse-record.ts';
import { facetValuesOf, type FacetField } from '../../core/query/facets.ts';
import { facetSql } from '../../core/query/sql-columns.ts';
import { allOfSql, anyOfSql, literal } from '../../core/query/sql-text.ts';
import type { LogView } from '../../core/log-engine.ts';
import { interruptible, readRows, type Row } from './database.ts';
import { decideFilter, listRows, type DecidedFilter } from './decide-filter.ts';
import type { EventStore } from './event-store.ts';
import type { RecordColumn } from './record-columns.ts';
import { keptRecords, rowNumber, rowsAre } from './rebuild-record.ts';

interface Facts {
  readonly count: number;
  readonly hidden: NoiseCounts;
  readonly extent: { readonly from: number; readonly to: number } | undefined;
}

const usualStacks = 6;

/** Rows whose resources are looked at for their facet: to count all would mean to read all records. */
const mostForResources = 20_000;

/** The events of a store that pass a filter, counted and sorted by DuckDB. */
export class DuckView implements LogView {
  readonly count: number;
  readonly hidden: NoiseCounts;
  readonly extent: { readonly from: number; readonly to: number } | undefined;
  private readonly store: EventStore;
  private readonly shown: string;
  private readonly parts: readonly DecidedFilter[];

  private constructor(store: EventStore, shown: string, parts: readonly DecidedFilter[], facts: Facts) {
    this.store = store;
    this.shown = shown;
    this.parts = parts;
    [this.count, this.hidden, this.extent] = [facts.count, facts.hidden, facts.extent];
  }

  static async open(store: EventStore, options: ViewOptions, signal: AbortSignal): Promise<DuckView> {
    const { filter, noise, now } = options;
    const decide = (each: EventFilter, within: string) => decideFilter(store, each, { now, within }, signal);
    const wanted = await decide(filter, 'true');
    const noises = await Promise.all(
      (noise === undefined ? [] : noiseFilters(noise)).map(async (each) => ({
        reason: each.reason,
        decided: await decide(each.filter, wanted.condition),
      })),
    );
    const cases = noises.map(({ reason, decided }) => `WHEN ${decided.condition} THEN ${literal(reason)}`);
    const reason = cases.length === 0 ? `'shown'` : `CASE ${cases.join(' ')} ELSE 'shown' END`;
    const rows = await store.using((connection) =>
      interruptible(connection, signal, () =>
        readRows(
          connection,
          `SELECT ${reason} AS reason, count(*) AS events, min(ms) AS earliest, max(ms) AS latest
          FROM ${store.events} WHERE ${wanted.condition} GROUP BY 1`,
        ),
      ),
    );
    const isNoise = anyOfSql(noises.map(({ decided }) => decided.condition));
    const shown = allOfSql([wanted.condition, isNoise === 'false' ? 'true' : `NOT ${isNoise}`]);
    const parts = [wanted, ...noises.map(({ decided }) => decided)];
    return new DuckView(store, await keepRows(store, shown, parts, signal), parts, factsOf(rows));
  }

  async rows(from: number, to: number, sort: ViewSort, signal: AbortSignal): Promise<readonly EventRow[]> {
    const [start, end] = [Math.max(0, Math.floor(from)), Math.max(0, Math.floor(to))];
    if (end <= start) {
      return [];
    }
    const order = await this.read(
      `SELECT ${rowNumber} AS row FROM ${this.store.events} WHERE ${this.shown}
      ORDER BY ${orderBy(sort)} LIMIT ${end - start} OFFSET ${start}`,
      signal,
    );
    return this.eventRows(
      order.map(({ row }) => Number(row)),
      signal,
    );
  }

  async bins(options: BinOptions, signal: AbortSignal): Promise<Bins> {
    const from = Math.floor(options.from);
    const to = Math.max(Math.ceil(options.to), from + 1);
    const count = Math.min(10_000, Math.max(1, Math.floor(options.count)));
    const width = (to - from) / count;
    const range = `${this.shown} AND ms >= ${from} AND ms < ${to}`;
    const value =
      options.stackBy === 'outcome'
        ? `CASE WHEN failure IS NULL THEN 'success' ELSE 'failure' END`
        : valueSql(options.stackBy);
    const most = options.stacks ?? usualStacks;
    const top = await this.read(
      `SELECT ${value} AS value, count(*) AS events, min(${rowNumber}) AS row FROM ${this.store.events}
      WHERE ${range} GROUP BY 1 ORDER BY events DESC, value LIMIT ${most + 1}`,
      signal,
    );
    const named = top.slice(0, most);
    const place = `CASE ${named
      .map((row, index) => `WHEN value IS NOT DISTINCT FROM ${sqlValue(row['value'])} THEN ${index}`)
      .join(' ')} ELSE ${most} END`;
    const cells =
      top.length === 0
        ? []
        : await this.read(
            `SELECT ${place} AS stack, bin, count(*) AS events FROM (
              SELECT ${value} AS value, least(${count - 1}, floor((ms - ${from}) / ${width})) AS bin
              FROM ${this.store.events} WHERE ${range}) GROUP BY ALL`,
            signal,
          );
    const keys = await this.stackKeys(options.stackBy, named, signal);
    return stacked({ from, to, width, count }, top.length > most ? [...keys, restKey] : keys, cells);
  }

  async facets(field: FacetField, top: number, signal: AbortSignal): Promise<FacetCounts> {
    if (field === 'resource') {
      return this.resourceFacets(top, signal);
    }
    const value = valueSql(field);
    const rows = await this.read(
      `SELECT ${value} AS value, count(*) AS events, min(${rowNumber}) AS row, count(*) OVER () AS distinct_values
      FROM ${this.store.events} WHERE ${this.shown} GROUP BY 1
      ORDER BY value IS NULL DESC, events DESC, value LIMIT ${Math.max(1, Math.floor(top)) + 1}`,
      signal,
    );
    const none = rows.find((row) => row['value'] === null);
    const found = rows.filter((row) => row['value'] !== null).slice(0, top);
    const labels = await this.labels(field, found, signal);
    const values = found.map((row, index): FacetCount => {
      const text = String(row['value']);
      return { value: text, label: labels[index] ?? text, count: Number(row['events']) };
    });
    const all = Number(rows[0]?.['distinct_values'] ?? 0);
    return {
      field,
      values,
      distinct: all - (none === undefined ? 0 : 1),
      none: Number(none?.['events'] ?? 0),
    };
  }

  async *events(signal: AbortSignal): AsyncGenerator<readonly EventRow[]> {
    const order = await this.read(
      `SELECT ${rowNumber} AS row FROM ${this.store.events} WHERE ${this.shown} ORDER BY ${orderBy(newestFirst)}`,
      signal,
    );
    for (let start = 0; start < order.length; start += pageSize) {
      signal.throwIfAborted();
      yield await this.eventRows(
        order.slice(start, start + pageSize).map(({ row }) => Number(row)),
        signal,
      );
    }
  }

  close(): void {
    for (const part of this.parts) {
      part.close();
    }
  }

  private async read(sql: string, signal: AbortSignal): Promise<readonly Row[]> {
    return this.store.using((connection) =>
      interruptible(connection, signal, () => readRows(connection, sql)),
    );
  }

  /** The events of rows, in the order of the rows. */
  private async eventRows(rows: readonly number[], signal: AbortSignal): Promise<readonly EventRow[]> {
    if (rows.length === 0) {
      return [];
    }
    const events = new Map<number, EventRow>();
    await this.store.using((connection) =>
      interruptible(connection, signal, async () => {
        for await (const page of keptRecords(connection, `${this.store.events} WHERE ${rowsAre(rows)}`)) {
          for (const { row, record } of page) {
            events.set(row, { row, event: eventFromRecord(record) });
          }
        }
      }),
    );
    return rows.flatMap((row) => events.get(row) ?? []);
  }

  /** How the values of a field are shown, each by an event that has it. */
  private async labels(
    field: FacetField,
    values: readonly Row[],
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const events = await this.eventRows(
      values.map(({ row }) => Number(row)),
      signal,
    );
    const byRow = new Map(events.map(({ row, event }) => [row, event]));
    return values.map(({ value, row }) => {
      const event = byRow.get(Number(row));
      const known = event === undefined ? [] : facetValuesOf(field, event);
      return known.find((each) => each.value === value)?.label ?? String(value);
    });
  }

  private async stackKeys(
    stackBy: BinOptions['stackBy'],
    rows: readonly Row[],
    signal: AbortSignal,
  ): Promise<readonly StackKey[]> {
    const values = rows.filter(({ value }) => value !== null);
    const labels =
      stackBy === 'outcome'
        ? values.map(({ value }) => String(value))
        : await this.labels(stackBy, values, signal);
    let next = 0;
    return rows.map(({ value }) => {
      if (value === null) {
        return noneKey;
      }
      const label = labels[next] ?? '';
      next += 1;
      return { kind: 'value', value: String(value), label };
    });
  }

  /** The resources of the newest events: what a call was about is not in a column, it follows from the record. */
  private async resourceFacets(top: number, signal: AbortSignal): Promise<FacetCounts> {
    const from = `${this.store.events} WHERE ${this.shown}`;
    const [oldest] = await this.read(
      `SELECT min(ms) AS ms FROM (SELECT ms FROM ${from} ORDER BY ms DESC NULLS LAST LIMIT ${mostForResources})`,
      signal,
    );
    const newest = `${from} AND ms >= ${Number(oldest?.['ms'] ?? 0)} LIMIT ${mostForResources}`;
    const counts = new ResourceCounts();
    await this.store.using((connection) =>
      interruptible(connection, signal, async () => {
        for await (const page of keptRecords(connection, newest, resourceMembers)) {
          signal.throwIfAborted();
          for (const { record } of page) {
            counts.add(eventFromRecord(record));
          }
        }
      }),
    );
    return counts.facets(top);
  }
}

/** What the resources of an event follow from. */
const resourceMembers = [
  'eventSource',
  'eventName',
  'errorMessage',
  'requestParameters',
  'responseElements',
  'resources',
  'serviceEventDetails',
] as const satisfies readonly RecordColumn[];

class ResourceCounts {
  private readonly counts = new Map<string, FacetCount>();
  private none = 0;

  add(event: CloudTrailEvent): void {
    const values = facetValuesOf('resource', event);
    this.none += values.length === 0 ? 1 : 0;
    for (const { value, label } of values) {
      const known = this.counts.get(value);
      this.counts.set(value, { value, label: known?.label ?? label, count: (known?.count ?? 0) + 1 });
    }
  }

  facets(top: number): FacetCounts {
    const values = [...this.counts.values()].sort(
      (left, right) => right.count - left.count || (left.value < right.value ? -1 : 1),
    );
    return { field: 'resource', values: values.slice(0, top), distinct: values.length, none: this.none };
  }
}

/** A condition of this many characters takes longer to ask of all events than to look up which ones it holds for. */
const longCondition = 1_000;

/** The condition itself, or one that looks up the rows for which it holds. */
async function keepRows(
  store: EventStore,
  condition: string,
  parts: DecidedFilter[],
  signal: AbortSignal,
): Promise<string> {
  if (condition.length < longCondition) {
    return condition;
  }
  const kept = await listRows(
    store,
    `SELECT ${rowNumber} AS row FROM ${store.events} WHERE ${condition}`,
    signal,
  );
  parts.push(kept);
  return kept.condition;
}

const pageSize = 2_048;

const newestFirst: ViewSort = { by: 'time', descending: true };

function orderBy({ by, descending }: ViewSort): string {
  const direction = descending ? 'DESC' : 'ASC';
  const newest = `ms DESC NULLS LAST, "eventID", f, i`;
  return by === 'time'
    ? `ms ${direction} NULLS LAST, "eventID" ${descending ? 'ASC' : 'DESC'}, f, i`
    : `${valueSql(by)} ${direction} NULLS LAST, ${newest}`;
}

/** The value that a field is sorted and counted by. */
function valueSql(field: FacetField): string {
  return field === 'resource'
    ? `coalesce("resources" ->> '$[0].ARN', "resources" ->> '$[0].ARNPrefix')`
    : (facetSql[field] ?? 'NULL');
}

function sqlValue(value: unknown): string {
  return typeof value === 'string' ? literal(value) : 'NULL';
}

type StackKey = Pick<Stack, 'kind' | 'value' | 'label'>;

const noneKey: StackKey = { kind: 'none', value: '', label: '' };
const restKey: StackKey = { kind: 'rest', value: '', label: '' };

function stacked(
  { from, to, width, count }: { from: number; to: number; width: number; count: number },
  keys: readonly StackKey[],
  cells: readonly Row[],
): Bins {
  const totals = new Array<number>(count).fill(0);
  const stacks = keys.map((key) => ({ ...key, total: 0, counts: new Array<number>(count).fill(0) }));
  for (const cell of cells) {
    const [bin, events] = [Number(cell['bin']), Number(cell['events'])];
    const stack = stacks[Number(cell['stack'])];
    totals[bin] = (totals[bin] ?? 0) + events;
    if (stack !== undefined) {
      stack.counts[bin] = (stack.counts[bin] ?? 0) + events;
      stack.total += events;
    }
  }
  return { from, to, width, totals, stacks };
}

function factsOf(rows: readonly Row[]): Facts {
  const hidden = { ...noNoise };
  let [count, from, to]: [number, number | undefined, number | undefined] = [0, undefined, undefined];
  for (const row of rows) {
    const events = Number(row['events']);
    const reason = String(row['reason']);
    if (reason === 'shown') {
      count = events;
      from = typeof row['earliest'] === 'number' ? row['earliest'] : undefined;
      to = typeof row['latest'] === 'number' ? row['latest'] : undefined;
    } else {
      Object.assign(hidden, { [reason]: events, total: hidden.total + events });
    }
  }
  return { count, hidden, extent: from === undefined || to === undefined ? undefined : { from, to } };
}
