import type { PropertyValues, TemplateResult } from 'lit';
import { LitElement, html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { Localize } from '../../core/localize.ts';
import { english } from '../../core/localize.ts';
import { icons } from '../ui/icons.ts';
import { sharedStyles } from '../ui/styles.ts';
import { pieces, searchesText } from './record-search.ts';
import type { TreeRow } from './record-tree.ts';
import { treeStyles } from './record-tree-styles.ts';
import { treeMove, typeahead } from './tree-keys.ts';
import type { RowRange, Segment } from './window-of-rows.ts';
import { segments } from './window-of-rows.ts';

/** What the tree asks of its parent, as the detail of an `ask` event. */
export type TreeRequest =
  | { readonly kind: 'activate'; readonly id: string }
  | { readonly kind: 'toggle'; readonly ids: readonly string[]; readonly open: boolean }
  | { readonly kind: 'copyValue' | 'copyPath' | 'eventsWith'; readonly row: TreeRow };

/** Rows that are drawn above and below those in sight, so that a quick scroll shows no gap. */
const margin = 12;

/** Letters typed within this time are one word. */
const typeaheadPause = 600;

/**
 * The record's rows as an ARIA tree: one tab stop, arrow keys, and only the rows near the page's visible part are in
 * the document. The current row always is, so that it keeps the focus while the page scrolls.
 */
export class RecordTreeView extends LitElement {
  static override readonly properties = {
    rows: { attribute: false },
    active: { attribute: false },
    pattern: { attribute: false },
    match: { attribute: false },
    t: { attribute: false },
    hovered: { state: true },
  };

  static override readonly styles = [sharedStyles, treeStyles];

  declare rows: readonly TreeRow[];
  /** Id of the current row. */
  declare active: string | undefined;
  /** What to mark in the rows. */
  declare pattern: RegExp | undefined;
  /** Id of the row that the search is at. */
  declare match: string | undefined;
  declare t: Localize;
  /** Id of the row that is pointed at. */
  declare private hovered: string | undefined;

  private typed = { text: '', at: 0 };
  private takesFocus = false;

  constructor() {
    super();
    this.rows = [];
    this.t = english;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('scroll', this.redraw, { passive: true });
    window.addEventListener('resize', this.redraw);
    this.addEventListener('pointerleave', this.onPointerLeave);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('scroll', this.redraw);
    window.removeEventListener('resize', this.redraw);
    this.removeEventListener('pointerleave', this.onPointerLeave);
    super.disconnectedCallback();
  }

  /** Brings the row into sight, and gives it the focus if asked to. */
  async reveal(id: string, options: { readonly focus: boolean }): Promise<void> {
    await this.updateComplete;
    const index = this.rows.findIndex((row) => row.id === id);
    if (index < 0) {
      return;
    }
    const height = this.rowHeight();
    const top = this.getBoundingClientRect().top + index * height;
    const above = Number.parseFloat(getComputedStyle(this).scrollMarginTop) || 0;
    if (top < above) {
      window.scrollBy(0, top - above);
    } else if (top + height > window.innerHeight) {
      window.scrollBy(0, top + height - window.innerHeight + height);
    }
    this.takesFocus = options.focus;
    this.requestUpdate();
    await this.updateComplete;
  }

  override render(): TemplateResult {
    const { t } = this;
    const active = this.activeIndex();
    const drawn = segments(this.rows.length, this.rowsInSight(), active);
    // A row keeps its element while others come and go around it, or it would lose the focus.
    const key = (segment: Segment, at: number) =>
      segment.kind === 'gap' ? `gap ${at}` : (this.rows[segment.index]?.id ?? '');
    return html`
      <div
        role="tree"
        aria-label=${t('Record')}
        @keydown=${this.onKey}
        @click=${this.onClick}
        @pointerover=${this.onPointerOver}
      >
        ${repeat(drawn, key, (segment) =>
          segment.kind === 'gap'
            ? html`<div class="gap" data-rows=${segment.rows}></div>`
            : this.renderRow(segment.index, segment.index === active),
        )}
      </div>
      ${this.renderActions()}
    `;
  }

  override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const height = this.rowHeight();
    for (const gap of this.renderRoot.querySelectorAll<HTMLElement>('.gap')) {
      // Through the object model: the security policy forbids style attributes.
      gap.style.height = `${Number(gap.dataset['rows']) * height}px`;
    }
    this.renderRoot
      .querySelector<HTMLElement>('.actions')
      ?.style.setProperty('top', `${this.targetIndex() * height}px`);
    if (this.takesFocus) {
      this.takesFocus = false;
      this.renderRoot.querySelector<HTMLElement>('.row.active')?.focus({ preventScroll: true });
    }
  }

  private renderRow(index: number, isActive: boolean): TemplateResult {
    const row = this.rows[index];
    if (row === undefined) {
      return html``;
    }
    const states = `${isActive ? 'active' : ''} ${row.id === this.match ? 'match' : ''}`;
    return html`
      <div
        class="row ${row.kind} ${row.isOpen === true ? 'open' : ''} ${states}"
        role="treeitem"
        data-index=${index}
        tabindex=${isActive ? 0 : -1}
        aria-level=${row.level}
        aria-posinset=${row.position}
        aria-setsize=${row.siblings}
        aria-expanded=${row.isOpen ?? nothing}
        aria-selected=${isActive}
      >
        ${Array.from({ length: row.level - 1 }, () => html`<span class="indent"></span>`)}
        <span class="twisty">${row.isOpen === undefined ? nothing : icons.chevronRight}</span>
        <span class="content" title=${row.text.length > 40 ? row.text : nothing}
          >${this.renderContent(row)}</span
        >
      </div>
    `;
  }

  private renderContent(row: TreeRow): TemplateResult {
    const marked = (text: string) =>
      pieces(text, this.pattern).map((piece) =>
        piece.isHit ? html`<mark>${piece.text}</mark>` : piece.text,
      );
    const isBranch = !searchesText(row);
    const value = html`<span class="value">${isBranch ? row.text : marked(row.text)}</span>`;
    if (row.kind === 'line') {
      return value;
    }
    const label = html`<span class="label">${marked(row.label)}</span>`;
    return html`${label}${isBranch ? ' ' : html`<span class="colon">: </span>`}${value}`;
  }

  /**
   * The doors of the value that is pointed at, else of the current one. They lie over the row, not in it: a tree
   * item's own name would be read with them. With Tab they come right after the tree.
   */
  private renderActions(): TemplateResult | typeof nothing {
    const { t } = this;
    const row = this.rows[this.targetIndex()];
    if (row === undefined) {
      return nothing;
    }
    const isShown = this.hovered !== undefined || (this.match !== undefined && this.match === this.active);
    return html`
      <div
        class="actions ${isShown ? 'shown' : ''}"
        role="group"
        aria-label=${row.label === '' ? row.text : row.label}
        @click=${this.onAction}
      >
        <button class="action" data-action="copyValue">${t('copy value')}</button>
        <span aria-hidden="true">·</span>
        <button class="action" data-action="copyPath">${t('copy path')}</button>
        ${
          row.isOpen === undefined
            ? html`<span aria-hidden="true">·</span>
                <button class="action" data-action="eventsWith">${t('events with this value')}</button>`
            : nothing
        }
      </div>
    `;
  }

  private targetIndex(): number {
    const hovered = this.rows.findIndex((row) => row.id === this.hovered);
    return hovered === -1 ? this.activeIndex() : hovered;
  }

  private readonly redraw = (): void => {
    this.requestUpdate();
  };

  private activeIndex(): number {
    return Math.max(
      this.rows.findIndex((row) => row.id === this.active),
      0,
    );
  }

  /** Pixels; it follows the font size that the user set. */
  private rowHeight(): number {
    return Number.parseFloat(getComputedStyle(this).lineHeight) || 22;
  }

  private rowsInSight(): RowRange {
    const height = this.rowHeight();
    const { top } = this.getBoundingClientRect();
    return {
      first: Math.floor(-top / height) - margin,
      last: Math.ceil((window.innerHeight - top) / height) + margin,
    };
  }

  private ask(request: TreeRequest): void {
    this.dispatchEvent(new CustomEvent('ask', { detail: request }));
  }

  private readonly onClick = ({ target }: MouseEvent): void => {
    const element = target instanceof Element ? target : undefined;
    const index = Number(element?.closest<HTMLElement>('.row')?.dataset['index']);
    const row = this.rows[index];
    if (row === undefined) {
      return;
    }
    this.ask({ kind: 'activate', id: row.id });
    if (row.isOpen !== undefined && getSelection()?.isCollapsed !== false) {
      this.ask({ kind: 'toggle', ids: [row.id], open: !row.isOpen });
    }
  };

  private readonly onAction = ({ target }: MouseEvent): void => {
    const action = target instanceof HTMLElement ? target.dataset['action'] : undefined;
    const row = this.rows[this.targetIndex()];
    if (row !== undefined && (action === 'copyValue' || action === 'copyPath' || action === 'eventsWith')) {
      this.ask({ kind: action, row });
    }
  };

  private readonly onPointerOver = ({ target }: PointerEvent): void => {
    const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null;
    this.hovered = this.rows[Number(row?.dataset['index'])]?.id;
  };

  private readonly onPointerLeave = (): void => {
    this.hovered = undefined;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const row = this.rows[this.activeIndex()];
    if (row === undefined) {
      return;
    }
    const isHandled = event.ctrlKey || event.metaKey ? this.onCopyKey(event, row) : this.onPlainKey(event);
    if (isHandled) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  private onCopyKey(event: KeyboardEvent, row: TreeRow): boolean {
    const isCopy = event.key.toLowerCase() === 'c' && !event.shiftKey && !event.altKey;
    if (!isCopy || getSelection()?.isCollapsed === false) {
      return false;
    }
    this.ask({ kind: 'copyValue', row });
    return true;
  }

  private onPlainKey(event: KeyboardEvent): boolean {
    const index = this.activeIndex();
    const page = Math.max(Math.floor(window.innerHeight / this.rowHeight()) - 4, 1);
    const move = event.altKey ? undefined : treeMove(event.key, this.rows, index, page);
    if (move?.kind === 'toggle') {
      this.ask(move);
      return true;
    }
    const goal = move?.index ?? this.typedGoal(event, index);
    const row = goal === undefined ? undefined : this.rows[goal];
    if (row === undefined) {
      return false;
    }
    this.ask({ kind: 'activate', id: row.id });
    void this.reveal(row.id, { focus: true });
    return true;
  }

  private typedGoal(event: KeyboardEvent, index: number): number | undefined {
    if (event.altKey || !/^[\p{L}\p{N}_-]$/u.test(event.key)) {
      return undefined;
    }
    const isSameWord = event.timeStamp - this.typed.at < typeaheadPause;
    this.typed = { text: (isSameWord ? this.typed.text : '') + event.key, at: event.timeStamp };
    return typeahead(this.typed.text, this.rows, index);
  }
}

customElements.define('ts-record-tree', RecordTreeView);
