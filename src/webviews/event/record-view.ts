import type { PropertyValues, TemplateResult } from 'lit';
import { LitElement, html, nothing } from 'lit';
import type { JsonObject } from '../../core/json.ts';
import type { Localize } from '../../core/localize.ts';
import { english } from '../../core/localize.ts';
import { maskSecrets } from '../../core/events/redact.ts';
import type { ViewerRequest, ViewerUi } from '../../protocol/messages.ts';
import { icons } from '../ui/icons.ts';
import { buttonStyles, sharedStyles } from '../ui/styles.ts';
import type { Match } from './record-search.ts';
import { allRows, matches, searchPattern } from './record-search.ts';
import type { TreeRow } from './record-tree.ts';
import { initiallyOpen, treeRows } from './record-tree.ts';
import type { RecordTreeView, TreeRequest } from './record-tree-view.ts';
import './record-tree-view.ts';
import { recordStyles } from './record-styles.ts';

/** The part of the reader's place that belongs to the record. */
export type RecordPlace = Pick<ViewerUi, 'expanded' | 'active' | 'search' | 'masked'>;

/**
 * The record of an event: a search bar above a tree. Sends `place` when the reader's place changes, and `request`
 * with a {@link ViewerRequest} for what only the host can do.
 */
export class RecordView extends LitElement {
  static override readonly properties = {
    record: { attribute: false },
    t: { attribute: false },
    open: { state: true },
    active: { state: true },
    search: { state: true },
    masked: { state: true },
    current: { state: true },
  };

  static override readonly styles = [sharedStyles, buttonStyles, recordStyles];

  declare record: JsonObject;
  declare t: Localize;
  declare private open: ReadonlySet<string>;
  declare private active: string | undefined;
  declare private search: string;
  declare private masked: boolean;
  /** The match that the search is at; it stays when nodes are opened and closed. */
  declare private current: number;

  private shown: JsonObject = {};
  private everyRow: readonly TreeRow[] | undefined;
  private rows: readonly TreeRow[] = [];
  private found: readonly Match[] = [];
  /** What was open before the search opened more, so that a search leaves the record as it was. */
  private openBefore: ReadonlySet<string> | undefined;

  constructor() {
    super();
    this.record = {};
    this.t = english;
    this.open = new Set();
    this.search = '';
    this.masked = false;
    this.current = 0;
  }

  /** Shows a record: at the place that is given, or at its start, looking for the same text as before. */
  show(record: JsonObject, place: RecordPlace | undefined): void {
    this.record = record;
    this.masked = place?.masked ?? this.masked;
    this.search = place?.search ?? this.search;
    this.open = new Set(place?.expanded ?? initiallyOpen(record));
    this.openBefore = undefined;
    this.active = place?.active;
    this.current = 0;
  }

  /** Puts the cursor into the search field. */
  focusSearch(): void {
    this.renderRoot.querySelector('input')?.select();
    this.renderRoot.querySelector('input')?.focus();
  }

  get place(): RecordPlace {
    return { expanded: [...this.open], active: this.active, search: this.search, masked: this.masked };
  }

  override willUpdate(changed: PropertyValues): void {
    if (changed.has('record') || changed.has('masked')) {
      this.shown = this.masked ? maskSecrets(this.record) : this.record;
      this.everyRow = undefined;
    }
    const pattern = searchPattern(this.search);
    if (changed.has('record') || changed.has('masked') || changed.has('search')) {
      this.found = pattern === undefined ? [] : matches(this.rowsWithAllOpen(), pattern);
      this.current = Math.min(this.current, Math.max(this.found.length - 1, 0));
    }
    if (changed.has('record') || changed.has('masked') || changed.has('open')) {
      this.rows = treeRows(this.shown, (id) => this.open.has(id));
    }
  }

  override render(): TemplateResult {
    if (this.rows.length === 0) {
      return html`<p class="dim">${this.t('There is no record to show.')}</p>`;
    }
    const pattern = searchPattern(this.search);
    return html`
      ${this.renderBar()}
      <ts-record-tree
        .rows=${this.rows}
        .active=${this.active}
        .pattern=${pattern}
        .match=${this.found[this.current]?.id}
        .t=${this.t}
        @ask=${this.onAsk}
      ></ts-record-tree>
    `;
  }

  private renderBar(): TemplateResult {
    const { t } = this;
    return html`
      <div class="bar" role="search">
        <div class="field">
          ${icons.search}
          <input
            type="text"
            spellcheck="false"
            autocomplete="off"
            placeholder=${t('Search in the record')}
            aria-label=${t('Search in the record')}
            .value=${this.search}
            @input=${this.onInput}
            @keydown=${this.onSearchKey}
          />
          <span class="count" role="status">${this.countText()}</span>
          ${this.search === '' ? nothing : this.renderSteps()}
        </div>
        <button class="button" @click=${this.openAll}>${t('Expand all')}</button>
        <button class="button" @click=${this.closeAll}>${t('Collapse all')}</button>
        <button class="button" aria-pressed=${this.masked} @click=${this.toggleMask}>
          ${t('Mask secrets')}
        </button>
      </div>
    `;
  }

  private renderSteps(): TemplateResult {
    const { t } = this;
    const none = this.found.length === 0;
    const step = (label: string, icon: TemplateResult, onClick: () => void, disabled: boolean) => html`
      <button class="step" aria-label=${label} title=${label} ?disabled=${disabled} @click=${onClick}>
        ${icon}
      </button>
    `;
    return html`
      ${step(t('Previous match'), icons.chevronUp, this.previousMatch, none)}
      ${step(t('Next match'), icons.chevronDown, this.nextMatch, none)}
      ${step(t('Clear the search'), icons.clear, this.clearSearch, false)}
    `;
  }

  private countText(): string {
    const { t } = this;
    if (searchPattern(this.search) === undefined) {
      return '';
    }
    return this.found.length === 0 ? t('no matches') : t('{0} of {1}', this.current + 1, this.found.length);
  }

  private rowsWithAllOpen(): readonly TreeRow[] {
    this.everyRow ??= allRows(this.shown);
    return this.everyRow;
  }

  private readonly onInput = ({ target }: InputEvent): void => {
    if (target instanceof HTMLInputElement) {
      this.search = target.value;
      this.openBefore ??= this.open;
      this.open = this.openBefore;
      void this.goToMatch(0);
    }
  };

  private readonly nextMatch = (): void => {
    void this.goToMatch(this.current + 1);
  };

  private readonly previousMatch = (): void => {
    void this.goToMatch(this.current - 1);
  };

  private readonly clearSearch = (): void => {
    const current = this.found[this.current];
    this.search = '';
    // The match that the search was left at stays in sight.
    this.open = new Set([...(this.openBefore ?? this.open), ...(current?.under ?? [])]);
    this.openBefore = undefined;
    this.focusSearch();
    this.tellPlace();
  };

  private readonly onSearchKey = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      void this.goToMatch(this.current + (event.shiftKey ? -1 : 1));
    } else if (event.key === 'Escape' && this.search !== '') {
      this.clearSearch();
    } else if (event.key === 'ArrowDown') {
      void this.enterTree();
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  /** Makes the match the current one, with all matches in sight; around the end to the start. */
  private async goToMatch(index: number): Promise<void> {
    // The matches are found while updating.
    await this.updateComplete;
    const count = this.found.length;
    this.current = count === 0 ? 0 : (index + count) % count;
    const match = this.found[this.current];
    if (match !== undefined) {
      this.open = new Set([...this.open, ...this.found.flatMap(({ under }) => under)]);
      this.active = match.id;
      await this.updateComplete;
      await this.tree()?.reveal(match.id, { focus: false });
    }
    this.tellPlace();
  }

  private async enterTree(): Promise<void> {
    const row = this.rows.find(({ id }) => id === this.active) ?? this.rows[0];
    if (row !== undefined) {
      await this.tree()?.reveal(row.id, { focus: true });
    }
  }

  private tree(): RecordTreeView | null {
    return this.renderRoot.querySelector('ts-record-tree');
  }

  private readonly openAll = (): void => {
    this.open = new Set(
      this.rowsWithAllOpen().flatMap(({ id, isOpen }) => (isOpen === undefined ? [] : [id])),
    );
    this.openBefore = undefined;
    this.tellPlace();
  };

  private readonly closeAll = (): void => {
    this.open = new Set();
    this.openBefore = undefined;
    this.active = undefined;
    this.tellPlace();
  };

  private readonly toggleMask = (): void => {
    this.masked = !this.masked;
    this.tellPlace();
  };

  private readonly onAsk = ({ detail }: CustomEvent<TreeRequest>): void => {
    switch (detail.kind) {
      case 'activate':
        this.active = detail.id;
        break;
      case 'toggle':
        this.open = toggled(this.open, detail.ids, detail.open);
        this.openBefore &&= toggled(this.openBefore, detail.ids, detail.open);
        break;
      case 'copyValue':
        this.send({ kind: 'copyValue', path: detail.row.path, masked: this.masked });
        break;
      case 'copyPath':
      case 'eventsWith':
        this.send({ kind: detail.kind, path: detail.row.path });
    }
    this.tellPlace();
  };

  private send(request: ViewerRequest): void {
    this.dispatchEvent(new CustomEvent('request', { detail: request }));
  }

  private tellPlace(): void {
    this.dispatchEvent(new CustomEvent('place'));
  }
}

function toggled(ids: ReadonlySet<string>, changed: readonly string[], open: boolean): ReadonlySet<string> {
  const next = new Set(ids);
  for (const id of changed) {
    if (open) {
      next.add(id);
    } else {
      next.delete(id);
    }
  }
  return next;
}

customElements.define('ts-record', RecordView);
