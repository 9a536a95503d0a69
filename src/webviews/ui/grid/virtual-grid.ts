import type { PropertyValues, TemplateResult } from 'lit';
import { LitElement, html, nothing } from 'lit';
import type { Localize } from '../../../core/localize.ts';
import { english } from '../../../core/localize.ts';
import { ColumnDrag } from './column-drag.ts';
import type { SizedColumn } from './columns.ts';
import { gridTemplate, leastWidth, moved } from './columns.ts';
import type { CellPlace, GridMove } from './grid-keys.ts';
import { gridMove } from './grid-keys.ts';
import { ScrollScale } from './scroll-scale.ts';
import { icons } from '../icons.ts';

/** Rows that are drawn above and below those in sight, so that a quick scroll shows no gap. */
const margin = 12;

export type Order = 'ascending' | 'descending' | 'none';

/** What a row looks like, beyond its cells. */
export interface RowLook {
  /** CSS classes. */
  readonly kinds: string;
  /** Shown while the row is pointed at. */
  readonly title?: string;
}

export interface CellLook {
  /** CSS classes. */
  readonly kinds: string;
  readonly content: unknown;
}

/**
 * An ARIA grid of any length: one tab stop, and only the rows near the screen are in the document. The grid keeps the
 * focus itself and names the current cell as its active descendant, as the workbench's own lists do, so that the focus
 * outlives the scrolling. What the rows are is up to the class that extends it.
 */
export abstract class VirtualGrid<Column extends SizedColumn> extends LitElement {
  static override readonly properties: Record<string, object> = {
    count: { attribute: false },
    columns: { attribute: false },
    t: { attribute: false },
    active: { state: true },
  };

  declare count: number;
  declare columns: readonly Column[];
  declare t: Localize;
  declare protected active: CellPlace;

  protected readonly scale = new ScrollScale();
  private readonly drag = new ColumnDrag<Column>(this);
  private readonly sizes = new ResizeObserver(() => {
    this.measure();
  });
  /** Pixels. */
  protected rowHeight = 24;
  /** How tall the part of the rows in sight is, in pixels. */
  private view = 0;

  constructor() {
    super();
    this.count = 0;
    this.columns = [];
    this.t = english;
    this.active = { row: 0, column: 0 };
    this.addController(this.drag);
  }

  /** What the grid is called. */
  protected abstract get label(): string;
  /** Whether more rows are on their way. */
  protected abstract get isBusy(): boolean;
  /** The index of the column that takes the room that is left; none where it is out of range. */
  protected abstract get growing(): number;
  /** What a column's header says. */
  protected abstract heading(column: Column): unknown;
  /** CSS classes of a column's header. */
  protected headingKinds?(column: Column): string;
  /** How the rows are sorted by a column; undefined for one that they cannot be sorted by. */
  protected abstract orderOf(column: Column): Order | undefined;
  /** What the row at a place looks like; undefined while it has not come. */
  protected abstract rowLook(place: number): RowLook | undefined;
  protected abstract cell(place: number, column: Column): CellLook;
  /** Does what a key asks for, other than to go somewhere. */
  protected abstract run(move: Exclude<GridMove, { kind: 'go' }>): void;
  /** Shows other widths or another order; `isDone` when they are to be kept. */
  abstract setColumns(columns: readonly Column[], isDone: boolean): void;
  /** Sorts by a column, and the other way round when it is sorted by that already. */
  abstract sortBy(column: number): void;
  /** A row was clicked; it has become the current one. */
  protected clicked?(at: CellPlace, event: MouseEvent): void;
  protected abstract doubleClicked(at: CellPlace, event: MouseEvent): void;
  /** The rows that are shown have changed. */
  protected scrolled?(): void;
  /** Scrolling has come to rest. */
  protected rested?(): void;

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
    if (changed.has('count') && this.active.row >= this.count) {
      this.active = { ...this.active, row: Math.max(this.count - 1, 0) };
    }
    this.scale.resize(this.count * this.rowHeight, this.view);
  }

  override render(): TemplateResult {
    const { columns, count, growing } = this;
    const { first, last } = this.rowsInSight();
    const places = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    // Each element shows the places that leave the same remainder: a scroll changes few of them.
    const slots = places.length === 0 ? [] : places.map((_, index) => slotPlace(index, first, places.length));
    const style = `--columns: ${gridTemplate(columns, growing)}; --least: ${leastWidth(columns, growing)}px`;
    return html`
      <div
        class="grid"
        role="grid"
        tabindex="0"
        .style=${style}
        aria-label=${this.label}
        aria-rowcount=${count + 1}
        aria-colcount=${columns.length}
        aria-activedescendant=${this.activeCell(first, last)}
        aria-busy=${this.isBusy}
        @scroll=${this.onScroll}
        @scrollend=${this.onScrollEnd}
        @keydown=${this.onKey}
        @click=${this.onClick}
        @dblclick=${this.onDoubleClick}
      >
        <div class="head" role="row" aria-rowindex="1">
          ${columns.map((column, index) => this.renderHeader(column, index))}
        </div>
        <div class="body" role="rowgroup" .style=${`height: ${this.scale.height}px`}>
          ${slots.map((place) => this.renderRow(place))}
        </div>
      </div>
      <div class="empty" ?hidden=${count > 0}><slot></slot></div>
    `;
  }

  private renderHeader(column: Column, index: number): TemplateResult {
    const { t, active, drag } = this;
    const order = this.orderOf(column);
    const isActive = active.row < 0 && active.column === index;
    return html`
      <div
        id="head-${index}"
        class="th ${this.headingKinds?.(column) ?? ''} ${isActive ? 'active' : ''} ${drag.dropClass(index)}"
        role="columnheader"
        aria-colindex=${index + 1}
        aria-sort=${order ?? nothing}
        aria-description=${t('Enter sorts, Shift with the arrows changes the width, Alt with the arrows moves.')}
        data-column=${index}
        @pointerdown=${drag.onHeaderDown}
        @click=${drag.onHeaderClick}
      >
        <span class="title">${this.heading(column)}</span>
        ${order === 'descending' ? icons.sortDown : order === 'ascending' ? icons.sortUp : nothing}
        <span class="grip" data-column=${index} @pointerdown=${drag.onGripDown}></span>
      </div>
    `;
  }

  private renderRow(place: number): TemplateResult {
    const { active, columns, rowHeight, scale } = this;
    const look = this.rowLook(place);
    const isActive = active.row === place;
    const style = `transform: translateY(${place * rowHeight + scale.shift}px)`;
    return html`
      <div
        class="row ${look?.kinds ?? 'waiting'} ${isActive ? 'active' : ''} ${place % 2 === 1 ? 'odd' : ''}"
        role="row"
        .style=${style}
        aria-rowindex=${place + 2}
        aria-selected=${isActive}
        aria-busy=${look === undefined}
        data-place=${place}
        title=${look?.title ?? nothing}
      >
        ${columns.map((column, index) => {
          const { kinds, content } = this.cell(place, column);
          return html`
            <div
              id="cell-${place}-${index}"
              class="td ${kinds} ${isActive && active.column === index ? 'active' : ''}"
              role="gridcell"
              aria-colindex=${index + 1}
              data-column=${index}
            >
              ${look === undefined ? html`<span class="bone"></span>` : content}
            </div>
          `;
        })}
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

  /** The place at the top of the screen. */
  protected get top(): number {
    return Math.floor(this.scale.top / this.rowHeight);
  }

  protected rowsInSight(): { readonly first: number; readonly last: number } {
    const { top } = this;
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

  /** Scrolls so that this many pixels of the list are above the screen. */
  protected scrollToTop(top: number): void {
    const grid = this.grid();
    grid.scrollTop = this.scale.goTo(top);
    this.requestUpdate();
  }

  private readonly onScroll = (): void => {
    this.scale.scrolled(this.grid().scrollTop);
    this.scrolled?.();
    this.requestUpdate();
  };

  private readonly onScrollEnd = (): void => {
    const grid = this.grid();
    const bar = this.scale.settle();
    if (Math.abs(grid.scrollTop - bar) >= 1) {
      grid.scrollTop = bar;
    }
    this.requestUpdate();
    this.rested?.();
  };

  /** Makes a cell the current one, and brings it into sight. */
  protected go(to: CellPlace): void {
    this.active = to;
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
    // What is selected in the page is what the user wants to copy; all other keys are the grid's.
    if (move === undefined || (move.kind === 'copy' && getSelection()?.isCollapsed === false)) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (move.kind === 'go') {
      this.go(move.to);
    } else {
      this.run(move);
    }
  };

  private readonly onClick = (event: MouseEvent): void => {
    const at = cellOf(event);
    if (at !== undefined) {
      this.go(at);
      this.clicked?.(at, event);
    }
  };

  private readonly onDoubleClick = (event: MouseEvent): void => {
    const at = cellOf(event);
    if (at !== undefined) {
      this.doubleClicked(at, event);
    }
  };

  /** Moves a column to another place, and the current cell with it. */
  moveColumn(from: number, to: number): void {
    const columns = moved(this.columns, from, to);
    const column = columns.findIndex((each) => each === this.columns[from]);
    this.active = { ...this.active, column: Math.max(column, 0) };
    this.setColumns(columns, true);
  }
}

/** Which place the element at an index of the pool shows, of so many from the first one. */
function slotPlace(index: number, first: number, size: number): number {
  return first + ((((index - first) % size) + size) % size);
}

/** The cell of a row that a pointer has hit. */
function cellOf({ target }: MouseEvent): CellPlace | undefined {
  const cell = target instanceof Element ? target.closest<HTMLElement>('.td') : null;
  const place = cell?.closest<HTMLElement>('.row')?.dataset['place'];
  const column = cell?.dataset['column'];
  return place === undefined || column === undefined
    ? undefined
    : { row: Number(place), column: Number(column) };
}
