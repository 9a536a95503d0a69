import type { CloudTrailEvent } from '../../events/event.ts';
import { eventFromRecord } from '../../events/parse-record.ts';
import { flagAt, textAt, timeAt } from '../../events/record-values.ts';
import { objectOrEmpty, type JsonObject } from '../../json.ts';
import { EventColumns } from './event-columns.ts';
import type { EventView, ViewOptions } from './event-view.ts';
import { FilteredView } from './filtered-view.ts';
import { IdIndex } from './id-index.ts';
import { merged } from './merge-rows.ts';
import { TextStore, type RecordStore } from './record-store.ts';
import type { RowSource } from './row-source.ts';

/** So many events a set is made for. Whoever fills one stops there. */
export const mostEvents = 1_000_000;

/** What became of a batch of events. */
export interface AddResult {
  readonly added: number;
  /** Events that the set had already, by their ids. */
  readonly duplicates: number;
}

/**
 * The events of an explorer: they come in any order and more than once, and are kept each once, in the order of time.
 * Made for up to {@link mostEvents}. Events are kept as the text of their record and as columns of what is filtered, sorted and
 * counted by; an event without an id is told apart by its record. Rows have numbers that stay the same for as long as
 * the set lives.
 */
export class EventSet implements RowSource {
  readonly columns = new EventColumns();
  times = new Float64Array(1024);
  private readonly records: RecordStore;
  private readonly ids = new IdIndex();
  /** Events of which the record does not tell everything: there was none, or not all of it could be kept. */
  private readonly kept = new Map<number, CloudTrailEvent>();
  private count = 0;
  private order = new Uint32Array(0);

  constructor(records: RecordStore = new TextStore()) {
    this.records = records;
  }

  /** How many events the set has. */
  get size(): number {
    return this.count;
  }

  /** Bytes of times, ids and columns; the records, and what the columns' values take, come on top. */
  get bytes(): number {
    return this.columns.bytes + this.times.byteLength + this.ids.bytes + this.order.byteLength;
  }

  add(events: Iterable<CloudTrailEvent>): AddResult {
    let [added, duplicates] = [0, 0];
    for (const event of events) {
      if (this.addOne(event)) {
        added += 1;
      } else {
        duplicates += 1;
      }
    }
    return { added, duplicates };
  }

  /** The events that pass a filter, kept up to date as the set grows. */
  view(options: ViewOptions): EventView {
    return new FilteredView(this, options);
  }

  /** The event of a row. */
  eventOf(row: number): CloudTrailEvent {
    const kept = this.kept.get(row);
    if (kept !== undefined) {
      return kept;
    }
    const event = eventFromRecord(this.recordOf(row));
    // The service may have listed resources that the record does not name.
    return { ...event, resources: this.columns.resourcesOf(row) };
  }

  /** The row of the event with the id; undefined where the set has none. */
  rowOf(id: string): number | undefined {
    return this.ids.find(id);
  }

  idOf(row: number): string | undefined {
    const key = this.ids.keyOf(row);
    return key.startsWith(withoutId) ? undefined : key;
  }

  textOf(row: number): string {
    return this.records.at(row);
  }

  recordOf(row: number): JsonObject {
    return objectOrEmpty(JSON.parse(this.records.at(row)));
  }

  isKept(row: number): boolean {
    return this.kept.has(row);
  }

  compare(left: number, right: number): number {
    const [leftTime, rightTime] = [this.sortTime(left), this.sortTime(right)];
    return leftTime === rightTime ? this.ids.compare(left, right) : rightTime - leftTime;
  }

  /** All rows, newest first. Valid until the set grows. */
  ordered(): Uint32Array {
    const known = this.order.length;
    if (known < this.count) {
      const late = Uint32Array.from({ length: this.count - known }, (_, index) => known + index);
      late.sort((left, right) => this.compare(left, right));
      this.order = merged(this.order, late, (left, right) => this.compare(left, right));
    }
    return this.order;
  }

  private addOne(event: CloudTrailEvent): boolean {
    const text = JSON.stringify(event.record);
    if (!this.ids.add(event.id ?? `${withoutId}${event.original ?? text}`)) {
      return false;
    }
    if (this.count === this.times.length) {
      const larger = new Float64Array(this.times.length * 2);
      larger.set(this.times);
      this.times = larger;
    }
    this.times[this.count] = event.time ?? Number.NaN;
    this.columns.push(event);
    this.records.push(text);
    if (needsKeeping(event)) {
      this.kept.set(this.count, event);
    }
    this.count += 1;
    return true;
  }

  /** Events without a time come last. */
  private sortTime(row: number): number {
    const time = this.times[row] ?? Number.NaN;
    return Number.isNaN(time) ? -Number.MAX_VALUE : time;
  }
}

/** What the keys of events without an id begin with; no id does. */
const withoutId = '\u0000';

/** Whether the event cannot be made of its record again: where LookupEvents had only an outline, or a faulty record. */
function needsKeeping(event: CloudTrailEvent): boolean {
  const { record } = event;
  const insight = record['insightDetails'];
  const isWhole =
    event.original === undefined &&
    event.problem === undefined &&
    event.time === (timeAt(record, 'eventTime') ?? timeAt(record, 'timeWindow', 'windowStart')) &&
    event.id === (textAt(record, 'eventID') ?? textAt(record, 'eventId')) &&
    event.name === (textAt(record, 'eventName') ?? textAt(insight, 'eventName')) &&
    event.source === (textAt(record, 'eventSource') ?? textAt(insight, 'eventSource')) &&
    (event.access === 'unknown') === (flagAt(record, 'readOnly') === undefined);
  return !isWhole;
}
