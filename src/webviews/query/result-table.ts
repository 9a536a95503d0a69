import type { PropertyValues } from 'lit';
import { html } from 'lit';
import type { ResultColumn, ResultRow, ResultSort, RowsOfResult } from '../../protocol/query-results.ts';
import { resized } from '../ui/grid/columns.ts';
import type { CellPlace, GridMove } from '../ui/grid/grid-keys.ts';
import { gridStyles } from '../ui/grid/grid-styles.ts';
import { RowCache } from '../ui/grid/row-cache.ts';
import type { CellLook, Order, RowLook } from '../ui/grid/virtual-grid.ts';
import { VirtualGrid } from '../ui/grid/virtual-grid.ts';
import { sharedStyles } from '../ui/styles.ts';
import { resultTableStyles } from './result-table-styles.ts';

/** A column of the table: one of the result's, wherever the user has moved it. */
export interface TableColumn {
  /** Its index in the result. */
  readonly at: number;
  readonly column: ResultColumn;
  /** Pixels. */
  readonly width: number;
}

/** What the table asks of its parent, as the detail of an `ask` event. */
export type TableRequest =
  | { readonly kind: 'open'; readonly row: number; readonly toSide: boolean }
  | { readonly kind: 'copy'; readonly row: number; readonly column: number }
  | { readonly kind: 'sort'; readonly sort: ResultSort }
  /** Another cell is the current one; indexes of the result. */
  | { readonly kind: 'current'; readonly row: number; readonly column: number };

/** Pixels. */
const characterWidth = 7.2;
const padding = 20;
const widest = 360;
const narrowest = 64;

/** The columns of a result, about as wide as their values. */
export function tableColumns(columns: readonly ResultColumn[]): readonly TableColumn[] {
  return columns.map((column, at) => {
    const width = Math.round(column.width * characterWidth + padding);
    return { at, column, width: Math.min(Math.max(width, narrowest), widest) };
  });
}

/** The rows of a result. */
export class ResultTable extends VirtualGrid<TableColumn> {
  static override readonly properties = {
    ask: { attribute: false },
    result: { attribute: false },
    sort: { attribute: false },
    isRunning: { attribute: false },
  };

  static override readonly styles = [sharedStyles, gridStyles, resultTableStyles];

  /** Asks for rows `from` to `to` (exclusive). */
  declare ask: ((from: number, to: number) => Promise<RowsOfResult | undefined>) | undefined;
  /** Tells results apart. */
  declare result: number;
  declare sort: ResultSort | undefined;
  declare isRunning: boolean;

  private readonly cache = new RowCache<ResultRow>(
    async (from, to) => this.ask?.(from, to),
    () => {
      this.requestUpdate();
    },
  );

  constructor() {
    super();
    this.result = 0;
    this.sort = undefined;
    this.isRunning = false;
  }

  protected get label(): string {
    return this.t('Result of the query');
  }

  protected get isBusy(): boolean {
    return this.isRunning;
  }

  protected get growing(): number {
    return -1;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('result')) {
      this.cache.clear();
      this.active = { row: 0, column: Math.min(this.active.column, Math.max(this.columns.length - 1, 0)) };
    }
    if (changed.has('count') || changed.has('result')) {
      this.cache.outdate(this.count);
    }
    super.willUpdate(changed);
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('result') && changed.get('result') !== undefined) {
      this.scrollToTop(0);
    }
    const { first, last } = this.rowsInSight();
    this.cache.want(first, last);
    if (changed.has('result') || changed.has('columns')) {
      this.tellCurrent(this.active);
    }
  }

  protected heading({ column: { name, type } }: TableColumn): unknown {
    return html`<span title=${`${name} · ${type}`}>${name}</span>`;
  }

  protected override headingKinds({ column }: TableColumn): string {
    return column.isNumber ? 'number' : '';
  }

  protected orderOf({ at }: TableColumn): Order {
    return this.sort?.column === at ? (this.sort.descending ? 'descending' : 'ascending') : 'none';
  }

  protected rowLook(place: number): RowLook | undefined {
    return this.cache.at(place) && { kinds: '' };
  }

  protected cell(place: number, { at, column }: TableColumn): CellLook {
    const text = this.cache.at(place)?.cells[at];
    return {
      kinds: column.isNumber ? 'number' : '',
      content: text === null ? html`<span class="null">NULL</span>` : text,
    };
  }

  protected run(move: Exclude<GridMove, { kind: 'go' }>): void {
    const { row, column } = this.active;
    const current = this.columns[column];
    switch (move.kind) {
      case 'open':
        this.send({ kind: 'open', row, toSide: move.toSide });
        break;
      case 'copy':
        if (current !== undefined) {
          this.send({ kind: 'copy', row, column: current.at });
        }
        break;
      case 'sort':
        this.sortBy(column);
        break;
      case 'size':
        this.setColumns(resized(this.columns, column, move.by));
        break;
      case 'move':
        this.moveColumn(column, column + move.by);
        break;
    }
  }

  sortBy(index: number): void {
    const column = this.columns[index]?.at;
    if (column !== undefined) {
      const descending = this.sort?.column === column && !this.sort.descending;
      this.send({ kind: 'sort', sort: { column, descending } });
    }
  }

  setColumns(columns: readonly TableColumn[]): void {
    this.columns = columns;
  }

  protected override go(to: CellPlace): void {
    super.go(to);
    this.tellCurrent(to);
  }

  protected doubleClicked({ row }: CellPlace, { ctrlKey, metaKey, altKey }: MouseEvent): void {
    this.send({ kind: 'open', row, toSide: ctrlKey || metaKey || altKey });
  }

  private tellCurrent({ row, column }: CellPlace): void {
    const current = this.columns[column];
    if (row >= 0 && current !== undefined) {
      this.send({ kind: 'current', row, column: current.at });
    }
  }

  private send(request: TableRequest): void {
    this.dispatchEvent(new CustomEvent('ask', { detail: request }));
  }
}

customElements.define('ts-result-table', ResultTable);
