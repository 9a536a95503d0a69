import type { PropertyValues } from 'lit';
import { html, nothing } from 'lit';
import type { Zone } from '../../core/time-format.ts';
import type { ColumnChoice, ColumnName, ExplorerSort, RowsAnswer, RowView } from '../../protocol/explorer.ts';
import { resized } from '../ui/grid/columns.ts';
import type { CellPlace, GridMove } from '../ui/grid/grid-keys.ts';
import { gridStyles } from '../ui/grid/grid-styles.ts';
import { RowCache } from '../ui/grid/row-cache.ts';
import type { CellLook, Order, RowLook } from '../ui/grid/virtual-grid.ts';
import { VirtualGrid } from '../ui/grid/virtual-grid.ts';
import { sharedStyles } from '../ui/styles.ts';
import { cellView } from './cell-view.ts';
import { growing, nextSort, sortOf } from './column-layout.ts';
import { columnTitle } from './column-words.ts';
import { tableStyles } from './table-styles.ts';

/** What the table asks of its parent, as the detail of an `ask` event. */
export type TableRequest =
  | { readonly kind: 'open'; readonly row: number; readonly toSide: boolean; readonly keepsFocus: boolean }
  | { readonly kind: 'copy'; readonly row: number; readonly column: ColumnName }
  | { readonly kind: 'sort'; readonly sort: ExplorerSort }
  | { readonly kind: 'columns'; readonly columns: readonly ColumnChoice[] }
  | { readonly kind: 'top'; readonly top: number };

/** The events as a grid of any length, which stays with the same events when others come before them. */
export class EventTable extends VirtualGrid<ColumnChoice> {
  static override readonly properties = {
    ask: { attribute: false },
    revision: { attribute: false },
    sort: { attribute: false },
    isReading: { attribute: false },
    zone: { attribute: false },
    times: { attribute: false },
  };

  static override readonly styles = [sharedStyles, gridStyles, tableStyles];

  /** Asks for rows `from` to `to` (exclusive). */
  declare ask: ((from: number, to: number) => Promise<RowsAnswer | undefined>) | undefined;
  declare revision: number;
  declare sort: ExplorerSort;
  declare isReading: boolean;
  declare zone: Zone;
  declare times: 'absolute' | 'relative';

  private readonly cache = new RowCache<RowView>(
    async (from, to) => this.ask?.(from, to),
    () => {
      this.onRows();
    },
  );
  /** The rows that the host knows by these numbers, so that both can be found again when others come before them. */
  private activeRow: number | undefined;
  private topRow: number | undefined;
  /** The place to go to once there are so many rows. */
  /** Whether the click before has opened an event. */
  private isOpened = false;
  private restored = 0;

  constructor() {
    super();
    this.revision = 0;
    this.sort = { by: 'time', descending: true };
    this.isReading = false;
    this.zone = 'utc';
    this.times = 'absolute';
  }

  protected get label(): string {
    return this.t('Events');
  }

  protected get isBusy(): boolean {
    return this.isReading;
  }

  protected get growing(): number {
    return growing(this.columns);
  }

  /** Goes to the row at this place as soon as there is one. */
  restore(top: number): void {
    this.restored = top;
    this.requestUpdate();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('sort') && changed.get('sort') !== undefined) {
      this.cache.clear();
      this.topRow = undefined;
      this.activeRow = undefined;
    }
    if (changed.has('revision')) {
      this.cache.outdate(this.revision);
    }
    super.willUpdate(changed);
  }

  override updated(): void {
    const { first, last } = this.rowsInSight();
    this.cache.want(first, last);
    const isTall = () => (this.renderRoot.querySelector<HTMLElement>('.body')?.offsetHeight ?? 0) > 0;
    if (this.restored > 0 && this.count > this.restored && isTall()) {
      const top = this.restored * this.rowHeight;
      this.restored = 0;
      this.scrollToTop(top);
    }
  }

  protected heading({ name }: ColumnChoice): unknown {
    const { t, zone } = this;
    const mark = html`<span class="zone">${zone === 'utc' ? 'UTC' : t('local')}</span>`;
    return html`${columnTitle(name, t)} ${name === 'time' ? mark : nothing}`;
  }

  protected orderOf({ name }: ColumnChoice): Order | undefined {
    const { by, descending } = this.sort;
    const own = sortOf(name);
    return own === by ? (descending ? 'descending' : 'ascending') : own && 'none';
  }

  protected rowLook(place: number): RowLook | undefined {
    const row = this.cache.at(place);
    return row && { kinds: `${row.access} ${row.outcome}`, title: row.sentence };
  }

  protected cell(place: number, { name }: ColumnChoice): CellLook {
    const row = this.cache.at(place);
    const { zone, times, t } = this;
    return { kinds: name, content: row && cellView(row, name, { zone, times, t }) };
  }

  /** New rows have come: whoever reads stays with the same events, wherever they are now. */
  private onRows(): void {
    const { cache, top } = this;
    const moved = this.topRow === undefined || top === 0 ? undefined : cache.placeOf(this.topRow);
    if (moved !== undefined && moved !== top) {
      this.scrollToTop(this.scale.top + (moved - top) * this.rowHeight);
    }
    this.topRow = cache.at(moved ?? top)?.row;
    const active = this.activeRow === undefined ? undefined : cache.placeOf(this.activeRow);
    if (active !== undefined && active !== this.active.row && this.active.row >= 0) {
      this.active = { ...this.active, row: active };
    }
    this.activeRow ??= cache.at(this.active.row)?.row;
    this.requestUpdate();
  }

  protected override scrolled(): void {
    this.topRow = this.cache.at(this.top)?.row;
  }

  protected override rested(): void {
    this.send({ kind: 'top', top: this.top });
  }

  protected override go(to: CellPlace): void {
    this.activeRow = this.cache.at(to.row)?.row;
    super.go(to);
  }

  protected run(move: Exclude<GridMove, { kind: 'go' }>): void {
    const { row, column } = this.active;
    const choice = this.columns[column];
    const shown = this.cache.at(row);
    switch (move.kind) {
      case 'open':
        this.open(row, move);
        break;
      case 'copy':
        if (shown !== undefined && choice !== undefined) {
          this.send({ kind: 'copy', row: shown.row, column: choice.name });
        }
        break;
      case 'sort':
        this.sortBy(column);
        break;
      case 'size':
        this.setColumns(resized(this.columns, column, move.by), true);
        break;
      case 'move':
        this.moveColumn(column, column + move.by);
        break;
    }
  }

  private open(place: number, how: { readonly toSide: boolean; readonly keepsFocus: boolean }): void {
    const row = this.cache.at(place)?.row;
    if (row !== undefined) {
      this.send({ kind: 'open', row, toSide: how.toSide, keepsFocus: how.keepsFocus });
    }
  }

  sortBy(column: number): void {
    const name = this.columns[column]?.name;
    if (name !== undefined && sortOf(name) !== undefined) {
      this.send({ kind: 'sort', sort: nextSort(this.sort, name) });
    }
  }

  setColumns(columns: readonly ColumnChoice[], isDone: boolean): void {
    this.columns = columns;
    if (isDone) {
      this.send({ kind: 'columns', columns });
    }
  }

  private send(request: TableRequest): void {
    this.dispatchEvent(new CustomEvent('ask', { detail: request }));
  }

  protected override clicked({ row }: CellPlace, event: MouseEvent): void {
    if (event.detail === 1) {
      this.isOpened = isOnName(event);
      if (this.isOpened) {
        this.open(row, { toSide: isToSide(event), keepsFocus: false });
      }
    }
  }

  /** The table can move under the mouse after the first click: that one tells whether the event was opened. */
  protected doubleClicked({ row }: CellPlace, event: MouseEvent): void {
    if (!this.isOpened) {
      this.open(row, { toSide: isToSide(event), keepsFocus: false });
    }
  }
}

function isOnName({ target }: MouseEvent): boolean {
  return target instanceof Element && target.closest('.name') !== null;
}

function isToSide({ ctrlKey, metaKey, altKey }: MouseEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

customElements.define('ts-event-table', EventTable);
