import type { CloudTrailEvent } from '../../events/event.ts';
import type { Predicate } from '../matches.ts';
import type { FacetField } from '../facets.ts';
import type { ValueColumn } from './event-columns.ts';
import type {
  BinOptions,
  Bins,
  EventRow,
  EventView,
  FacetCounts,
  NoiseCounts,
  ViewOptions,
  ViewSort,
} from './event-view.ts';
import { countFacets } from './facet-counts.ts';
import { countBins } from './histogram.ts';
import { merged } from './merge-rows.ts';
import { noiseFilters, noNoise, type NoiseReason } from './noise.ts';
import { sortedByColumn } from './row-order.ts';
import { compileForRows } from './row-predicate.ts';
import type { RowSource } from './row-source.ts';

const newestFirst: ViewSort = { by: 'time', descending: true };

/** A view on an event set. Each event is asked once; what comes later is merged in when the view is next read. */
export class FilteredView implements EventView {
  private readonly source: RowSource;
  private readonly passes: Predicate<number>;
  private readonly noise: readonly { readonly reason: NoiseReason; readonly is: Predicate<number> }[];
  private matching = new Uint32Array(0);
  private counts: NoiseCounts = noNoise;
  /** How many rows of the set have been asked. */
  private asked = 0;
  private readonly sorted = new Map<string, Uint32Array>();

  constructor(source: RowSource, { filter, noise, now }: ViewOptions) {
    this.source = source;
    this.passes = compileForRows(filter, source, now);
    this.noise = (noise === undefined ? [] : noiseFilters(noise)).map((each) => ({
      reason: each.reason,
      is: compileForRows(each.filter, source, now),
    }));
  }

  get count(): number {
    return this.current().length;
  }

  get hidden(): NoiseCounts {
    this.current();
    return this.counts;
  }

  get extent(): { readonly from: number; readonly to: number } | undefined {
    const rows = this.current();
    const to = this.timeOf(rows[0]);
    let last = rows.length - 1;
    while (last > 0 && this.timeOf(rows[last]) === undefined) {
      last -= 1;
    }
    const from = this.timeOf(rows[last]);
    return from === undefined || to === undefined ? undefined : { from, to };
  }

  rows(from: number, to: number, sort: ViewSort = newestFirst): readonly EventRow[] {
    return Array.from(this.inOrder(sort).subarray(Math.max(0, from), Math.max(0, to)), (row) => ({
      row,
      event: this.source.eventOf(row),
    }));
  }

  placeOf(row: number, sort: ViewSort = newestFirst): number | undefined {
    const place = this.inOrder(sort).indexOf(row);
    return place < 0 ? undefined : place;
  }

  bins(options: BinOptions): Bins {
    return countBins(this.current(), this.source.times, this.column(options.stackBy), options);
  }

  facets(field: FacetField, top: number): FacetCounts {
    return countFacets(this.current(), field, this.column(field), top);
  }

  *events(sort: ViewSort = newestFirst): Iterable<CloudTrailEvent> {
    for (const row of this.inOrder(sort)) {
      yield this.source.eventOf(row);
    }
  }

  /** The rows of the view, newest first, with all that the set has by now. */
  private current(): Uint32Array {
    const { source } = this;
    if (this.asked === source.size) {
      return this.matching;
    }
    const isFirst = this.asked === 0;
    const late = isFirst
      ? source.ordered().filter((row) => this.isShown(row))
      : Uint32Array.from(this.lateRows()).sort((left, right) => source.compare(left, right));
    this.matching = isFirst
      ? late
      : merged(this.matching, late, (left, right) => source.compare(left, right));
    this.asked = source.size;
    this.sorted.clear();
    return this.matching;
  }

  private *lateRows(): Iterable<number> {
    for (let row = this.asked; row < this.source.size; row += 1) {
      if (this.isShown(row)) {
        yield row;
      }
    }
  }

  private isShown(row: number): boolean {
    if (!this.passes(row)) {
      return false;
    }
    const reason = this.noise.find(({ is }) => is(row))?.reason;
    if (reason === undefined) {
      return true;
    }
    this.counts = { ...this.counts, [reason]: this.counts[reason] + 1, total: this.counts.total + 1 };
    return false;
  }

  private inOrder(sort: ViewSort): Uint32Array {
    const rows = this.current();
    if (sort.by === 'time' && sort.descending) {
      return rows;
    }
    const key = `${sort.by} ${String(sort.descending)}`;
    const known = this.sorted.get(key);
    if (known !== undefined) {
      return known;
    }
    const made =
      sort.by === 'time'
        ? rows.slice().reverse()
        : sortedByColumn(rows, this.column(sort.by), sort.descending);
    this.sorted.set(key, made);
    return made;
  }

  private column(name: FacetField | 'outcome'): ValueColumn {
    const column = this.source.columns.column(name);
    if (column === undefined) {
      throw new Error(`No column holds ${name}.`);
    }
    return column;
  }

  private timeOf(row: number | undefined): number | undefined {
    const time = row === undefined ? Number.NaN : (this.source.times[row] ?? Number.NaN);
    return Number.isNaN(time) ? undefined : time;
  }
}
