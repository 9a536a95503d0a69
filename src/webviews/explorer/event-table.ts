import type { PropertyValues, TemplateResult } from 'lit';
import { LitElement, html, nothing } from 'lit';
import type { Localize } from '../../core/localize.ts';
import { english } from '../../core/localize.ts';
import type { Zone } from '../../core/time-format.ts';
import type { ColumnChoice, ColumnName, ExplorerSort, RowsAnswer } from '../../protocol/explorer.ts';
import { icons } from '../ui/icons.ts';
import { sharedStyles } from '../ui/styles.ts';
import { cellView } from './cell-view.ts';
import { ColumnDrag } from './column-drag.ts';
import { gridTemplate, leastWidth, moved, nextSort, resized, sortOf } from './column-layout.ts';
import { columnTitle } from './column-words.ts';
import type { CellPlace, GridMove } from './grid-keys.ts';
import { gridMove } from './grid-keys.ts';
import { RowCache } from './row-cache.ts';
import { ScrollScale } from './scroll-scale.ts';
import { tableStyles } from './table-styles.ts';

/** Rows that are drawn above and below those in sight, so that a quick scroll shows no gap. */
const margin = 12;

/** What the table asks of its parent, as the detail of an `ask` event. */
export type TableRequest =
  | { readonly kind: 'open'; readonly row: number; readonly toSide: boolean; readonly keepsFocus: boolean }
  | { readonly kind: 'copy'; readonly row: number; readonly column: ColumnName }
  | { readonly kind: 'sort'; readonly sort: ExplorerSort }
  | { readonly kind: 'columns'; readonly columns: readonly ColumnChoice[] }
  | { readonly kind: 'top'; readonly top: number };

/**
 * The events as an ARIA grid of any length: one tab stop, and only the rows near the screen are in the document. The
 * grid keeps the focus itself and names the current cell as its active descendant, as the workbench's own lists do, so
 * that the focus outlives the scrolling.
 */
export class EventTable extends LitElement {
  static override readonly properties = {
    ask: { attribute: false },
    count: { attribute: false },
    revision: { attribute: false },
    sort: { attribute: false },
    columns: { attribute: false },
    isReading: { attribute: false },
    zone: { attribute: false },
    times: { attribute: false },
    t: { attribute: false },
    active: { state: true },
  };

  static override readonly styles = [sharedStyles, tableStyles];

  /** Asks for rows `from` to `to` (exclusive). */
  declare ask: ((from: number, to: number) => Promise<RowsAnswer | undefined>) | undefined;
  declare count: number;
  declare revision: number;
  declare sort: ExplorerSort;
  declare columns: readonly ColumnChoice[];
  declare isReading: boolean;
  declare zone: Zone;
  declare times: 'absolute' | 'relative';
  declare t: Localize;
  declare private active: CellPlace;

  private readonly cache = new RowCache(
    async (from, to) => this.ask?.(from, to),
    () => {
      this.onRows();
    },
  );
  private readonly scale = new ScrollScale();
  private readonly drag = new ColumnDrag(this);
  private readonly sizes = new ResizeObserver(() => {
    this.measure();
  });
  /** Pixels. */
  private rowHeight = 24;
  /** How tall the part of the rows in sight is, in pixels. */
  private view = 0;
  /** The rows that the host knows by these numbers, so that both can be found again when others come before them. */
  private activeRow: number | undefined;
  private topRow: number | undefined;
  /** The place to go to once there are so many rows. */
  private restored = 0;

  constructor() {
    super();
    this.count = 0;
    this.revision = 0;
    this.sort = { by: 'time', descending: true };
    this.columns = [];
    this.isReading = false;
    this.zone = 'utc';
    this.times = 'absolute';
    this.t = english;
    this.active = { row: 0, column: 0 };
    this.addController(this.drag);
  }

  /** Goes to the row at this place as soon as there is one. */
  restore(top: number): void {
    this.restored = top;
    this.requestUpdate();
  }

  override firstUpdated(): void {
    const grid = this.grid();
    this.sizes.observe(grid);
    // The header grows with the font, and the rows do with it.
    this.sizes.observe(grid.querySelector('.head') ?? grid);
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    super.disconnectedCallback();
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
    if (changed.has('count') && this.active.row >= this.count) {
      this.active = { ...this.active, row: Math.max(this.count - 1, 0) };
    }
    this.scale.resize(this.count * this.rowHeight, this.view);
  }

  override render(): TemplateResult {
    const { t, columns, count } = this;
    const { first, last } = this.rowsInSight();
    const places = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    // Each element shows the places that leave the same remainder: a scroll changes few of them.
    const slots = places.length === 0 ? [] : places.map((_, index) => slotPlace(index, first, places.length));
    const style = `--columns: ${gridTemplate(columns)}; --least: ${leastWidth(columns)}px`;
    return html`
      <div
        class="grid"
        role="grid"
        tabindex="0"
        .style=${style}
        aria-label=${t('Events')}
        aria-rowcount=${count + 1}
        aria-colcount=${columns.length}
        aria-activedescendant=${this.activeCell(first, last)}
        aria-busy=${this.isReading}
        @scroll=${this.onScroll}
        @scrollend=${this.onScrollEnd}
        @keydown=${this.onKey}
        @click=${this.onClick}
        @dblclick=${this.onDoubleClick}
      >
        <div class="head" role="row" aria-rowindex="1">${columns.map(this.renderHeader)}</div>
        <div class="body" role="rowgroup" .style=${`height: ${this.scale.height}px`}>
          ${slots.map((place) => this.renderRow(place))}
        </div>
      </div>
      <div class="empty" ?hidden=${count > 0}><slot></slot></div>
    `;
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

  private readonly renderHeader = ({ name }: ColumnChoice, index: number): TemplateResult => {
    const { t, sort, active, drag } = this;
    const by = sortOf(name);
    const isSorted = by !== undefined && by === sort.by;
    const order = isSorted ? (sort.descending ? 'descending' : 'ascending') : 'none';
    const isActive = active.row < 0 && active.column === index;
    return html`
      <div
        id="head-${index}"
        class="th ${isActive ? 'active' : ''} ${drag.dropClass(index)}"
        role="columnheader"
        aria-colindex=${index + 1}
        aria-sort=${by === undefined ? nothing : order}
        aria-description=${t('Enter sorts, Shift with the arrows changes the width, Alt with the arrows moves.')}
        data-column=${index}
        @pointerdown=${drag.onHeaderDown}
        @click=${drag.onHeaderClick}
      >
        <span class="title"
          >${columnTitle(name, t)}
          ${name === 'time' ? html`<span class="zone">${this.zone === 'utc' ? 'UTC' : t('local')}</span>` : nothing}</span
        >
        ${isSorted ? (sort.descending ? icons.sortDown : icons.sortUp) : nothing}
        <span class="grip" data-column=${index} @pointerdown=${drag.onGripDown}></span>
      </div>
    `;
  };

  private renderRow(place: number): TemplateResult {
    const row = this.cache.at(place);
    const { active, columns, rowHeight, t } = this;
    const isActive = active.row === place;
    const style = `transform: translateY(${place * rowHeight + this.scale.shift}px)`;
    const kinds = row === undefined ? 'waiting' : `${row.access} ${row.outcome}`;
    return html`
      <div
        class="row ${kinds} ${isActive ? 'active' : ''} ${place % 2 === 1 ? 'odd' : ''}"
        role="row"
        .style=${style}
        aria-rowindex=${place + 2}
        aria-selected=${isActive}
        aria-busy=${row === undefined}
        data-place=${place}
        title=${row?.sentence ?? nothing}
      >
        ${columns.map(
          ({ name }, index) => html`
            <div
              id="cell-${place}-${index}"
              class="td ${name} ${isActive && active.column === index ? 'active' : ''}"
              role="gridcell"
              aria-colindex=${index + 1}
              data-column=${index}
            >
              ${
                row === undefined
                  ? html`<span class="bone"></span>`
                  : cellView(row, name, { zone: this.zone, times: this.times, t })
              }
            </div>
          `,
        )}
      </div>
    `;
  }

  /** Reads the sizes: only when they may have changed, for it makes the browser lay the page out. */
  private readonly measure = (): void => {
    const grid = this.grid();
    this.rowHeight = Number.parseFloat(getComputedStyle(grid).lineHeight) || 24;
    this.view = grid.clientHeight - (grid.querySelector<HTMLElement>('.head')?.offsetHeight ?? 0);
    this.requestUpdate();
  };

  private rowsInSight(): { readonly first: number; readonly last: number } {
    const top = Math.floor(this.scale.top / this.rowHeight);
    return {
      first: Math.max(top - margin, 0),
      last: Math.min(top + Math.ceil(this.view / this.rowHeight) + margin, this.count - 1),
    };
  }

  private activeCell(first: number, last: number): string | typeof nothing {
    const { row, column } = this.active;
    if (row < 0) {
      return `head-${column}`;
    }
    return row >= first && row <= last ? `cell-${row}-${column}` : nothing;
  }

  private grid(): HTMLElement {
    const grid = this.renderRoot.querySelector<HTMLElement>('.grid');
    if (grid === null) {
      throw new Error('The table is not drawn yet.');
    }
    return grid;
  }

  /** New rows have come: whoever reads stays with the same events, wherever they are now. */
  private onRows(): void {
    const { cache } = this;
    const top = Math.floor(this.scale.top / this.rowHeight);
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

  private scrollToTop(top: number): void {
    const grid = this.grid();
    grid.scrollTop = this.scale.goTo(top);
    this.requestUpdate();
  }

  private readonly onScroll = (): void => {
    this.scale.scrolled(this.grid().scrollTop);
    this.topRow = this.cache.at(Math.floor(this.scale.top / this.rowHeight))?.row;
    this.requestUpdate();
  };

  private readonly onScrollEnd = (): void => {
    const grid = this.grid();
    const bar = this.scale.settle();
    if (Math.abs(grid.scrollTop - bar) >= 1) {
      grid.scrollTop = bar;
    }
    this.requestUpdate();
    this.send({ kind: 'top', top: Math.floor(this.scale.top / this.rowHeight) });
  };

  private go(to: CellPlace): void {
    this.active = to;
    this.activeRow = this.cache.at(to.row)?.row;
    if (to.row >= 0) {
      const { rowHeight, scale, view } = this;
      const top = to.row * rowHeight;
      if (top < scale.top) {
        this.scrollToTop(top);
      } else if (top + rowHeight > scale.top + view) {
        this.scrollToTop(top + rowHeight - view);
      }
    }
    void this.updateComplete.then(() => {
      this.renderRoot
        .querySelector('.td.active, .th.active')
        ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const { key, shiftKey: shift, altKey: alt } = event;
    const press = { key, shift, alt, command: event.ctrlKey || event.metaKey };
    const page = Math.max(Math.floor(this.view / this.rowHeight) - 1, 1);
    const size = { rows: this.count, columns: this.columns.length, page };
    const move = gridMove(press, this.active, size);
    if (move !== undefined && getSelection()?.isCollapsed !== false) {
      event.preventDefault();
      event.stopPropagation();
      this.run(move);
    }
  };

  private run(move: GridMove): void {
    const { row, column } = this.active;
    const choice = this.columns[column];
    const shown = this.cache.at(row);
    switch (move.kind) {
      case 'go':
        this.go(move.to);
        break;
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

  /** Sorts by a column, and the other way round when it is sorted by that already. */
  sortBy(column: number): void {
    const name = this.columns[column]?.name;
    if (name !== undefined && sortOf(name) !== undefined) {
      this.send({ kind: 'sort', sort: nextSort(this.sort, name) });
    }
  }

  /** Moves a column to another place, and the current cell with it. */
  moveColumn(from: number, to: number): void {
    const columns = moved(this.columns, from, to);
    const column = columns.findIndex(({ name }) => name === this.columns[from]?.name);
    this.active = { ...this.active, column: Math.max(column, 0) };
    this.setColumns(columns, true);
  }

  /** Shows other widths or another order; `isDone` when they are to be kept. */
  setColumns(columns: readonly ColumnChoice[], isDone: boolean): void {
    this.columns = columns;
    if (isDone) {
      this.send({ kind: 'columns', columns });
    }
  }

  private send(request: TableRequest): void {
    this.dispatchEvent(new CustomEvent('ask', { detail: request }));
  }

  private readonly onClick = (event: MouseEvent): void => {
    const at = cellOf(event);
    if (at === undefined) {
      return;
    }
    this.go(at);
    const isName = event.target instanceof Element && event.target.closest('.name') !== null;
    if (at.row >= 0 && isName && event.detail === 1) {
      this.open(at.row, { toSide: event.ctrlKey || event.metaKey || event.altKey, keepsFocus: false });
    }
  };

  private readonly onDoubleClick = (event: MouseEvent): void => {
    const at = cellOf(event);
    const isName = event.target instanceof Element && event.target.closest('.name') !== null;
    if (at !== undefined && at.row >= 0 && !isName) {
      this.open(at.row, { toSide: event.ctrlKey || event.metaKey || event.altKey, keepsFocus: false });
    }
  };
}

/** Which place the element at an index of the pool shows, of so many from the first one. */
function slotPlace(index: number, first: number, size: number): number {
  return first + ((((index - first) % size) + size) % size);
}

function cellOf({ target }: MouseEvent): CellPlace | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.td') : null;
  const place = cell?.closest<HTMLElement>('.row')?.dataset['place'];
  const column = cell?.dataset['column'];
  return place === undefined || column === undefined
    ? undefined
    : { row: Number(place), column: Number(column) };
}

customElements.define('ts-event-table', EventTable);
