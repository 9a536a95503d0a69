import type { PropertyValues, TemplateResult } from 'lit';
import { LitElement, html, nothing } from 'lit';
import type {
  BeginQueryPage,
  CellOfResult,
  QueryAct,
  QueryProblem,
  QueryStatus,
  WholeValue,
} from '../../protocol/query-results.ts';
import { icons } from '../ui/icons.ts';
import { printable } from '../ui/printable.ts';
import { buttonStyles, sharedStyles } from '../ui/styles.ts';
import { translator } from '../ui/translations.ts';
import type { Ask } from './query-host.ts';
import { queryStyles } from './query-styles.ts';
import './result-table.ts';
import { tableColumns, type TableColumn, type TableRequest } from './result-table.ts';

/** The result of a query: how it stands, its rows, and the whole of the current value. */
export class QueryPage extends LitElement {
  static override readonly properties = {
    status: { state: true },
    columns: { state: true },
    current: { state: true },
    value: { state: true },
    told: { state: true },
  };

  static override readonly styles = [sharedStyles, buttonStyles, queryStyles];

  declare private status: QueryStatus | undefined;
  declare private columns: readonly TableColumn[];
  /** The current cell. */
  declare private current: CellOfResult | undefined;
  /** What the current cell holds; undefined until it has come. */
  declare private value: WholeValue | undefined;
  /** What a screen reader is to say. */
  declare private told: string;

  ask: Ask | undefined;
  private t = translator({});

  constructor() {
    super();
    this.status = undefined;
    this.columns = [];
    this.current = undefined;
    this.value = undefined;
    this.told = '';
  }

  receive(message: BeginQueryPage | QueryStatus): void {
    if (message.type === 'begin') {
      this.t = translator(message.strings);
      this.requestUpdate();
      return;
    }
    if (message.result !== this.status?.result && !haveEqualNames(message, this.status)) {
      this.columns = tableColumns(message.columns);
    }
    if (message.columns.length === 0) {
      this.current = undefined;
    }
    this.status = message;
  }

  override willUpdate(changed: PropertyValues): void {
    const before: unknown = changed.get('status');
    const { status } = this;
    if (
      changed.has('status') &&
      status !== undefined &&
      status.text !== (before as QueryStatus | undefined)?.text
    ) {
      this.told =
        status.problem === undefined ? status.text : `${status.problem.title}. ${status.problem.detail}`;
    }
  }

  override render(): TemplateResult {
    const { status, t } = this;
    return html`
      <main>
        <h1 class="visually-hidden">${t('Result of the query')}</h1>
        ${status === undefined ? nothing : this.renderTop(status)}
        <div class="progress" ?hidden=${status?.state !== 'running'}></div>
        ${status?.problem === undefined ? nothing : this.renderProblem(status.problem)}
        ${status === undefined || status.columns.length === 0 ? nothing : this.renderTable(status)}
        ${this.current === undefined ? nothing : this.renderStrip(this.current)}
        <div class="visually-hidden" role="status" aria-label=${t('State of the query')}>${this.told}</div>
      </main>
    `;
  }

  private renderTop({ text, source, state, rows }: QueryStatus): TemplateResult {
    const { t } = this;
    const isRunning = state === 'running';
    return html`
      <div class="top">
        <div class="status">
          <span class="counts">${text}</span>
          ${source === undefined ? nothing : html`<span class="source"> · ${printable(source)}</span>`}
        </div>
        <div class="tools">
          <button class="button" @click=${this.act(isRunning ? 'cancel' : 'run')}>
            ${isRunning ? t('Cancel') : t('Run again')}
          </button>
          <button class="button" ?disabled=${rows === 0} @click=${this.act('export')}>${t('Export…')}</button>
        </div>
      </div>
    `;
  }

  private renderProblem({ title, detail, advice, place }: QueryProblem): TemplateResult {
    const { t } = this;
    return html`
      <section class="problem">
        <h2>${icons.error}${title}</h2>
        ${detail === '' ? nothing : html`<pre>${detail}</pre>`}
        ${advice === '' ? nothing : html`<p>${advice}</p>`}
        ${
          place === undefined
            ? nothing
            : html`<button class="link" @click=${this.act('show-problem')}>
                ${t('Line {0}, column {1}', place.line, place.column)}
              </button>`
        }
      </section>
    `;
  }

  private renderTable({ rows, result, sort, state }: QueryStatus): TemplateResult {
    const { t } = this;
    return html`
      <ts-result-table
        .ask=${(from: number, to: number) => this.ask?.({ kind: 'rows', result, from, to })}
        .count=${rows}
        .columns=${this.columns}
        .result=${result}
        .sort=${sort}
        .isRunning=${state === 'running'}
        .t=${t}
        @ask=${this.onTable}
        >${t('The result has no rows.')}</ts-result-table
      >
    `;
  }

  private renderStrip({ row, column }: CellOfResult): TemplateResult {
    const { t, value, status } = this;
    const of = status?.columns[column];
    return html`
      <section class="strip" aria-label=${t('Current value')}>
        <div class="strip-head">
          <span class="strip-name"
            ><span class="strong">${of?.name}</span>
            <span class="dim">${of?.type} · ${t('row {0}', row + 1)}</span></span
          >
          <button class="button" @click=${this.copy}>${t('Copy value')}</button>
          ${
            status?.hasEvents === true
              ? html`<button class="button" @click=${this.open}>${t('Open event')}</button>`
              : nothing
          }
        </div>
        <pre class="value" tabindex="0" aria-label=${t('Value')}>
${value === undefined ? '' : value.isNull ? html`<span class="dim">NULL</span>` : readable(value.text)}</pre>
      </section>
    `;
  }

  private act(what: QueryAct): () => void {
    return () => {
      void this.ask?.({ kind: 'act', what });
    };
  }

  private readonly onTable = ({ detail }: CustomEvent<TableRequest>): void => {
    const { status, ask } = this;
    if (status === undefined || ask === undefined) {
      return;
    }
    const { result } = status;
    switch (detail.kind) {
      case 'open':
        if (status.hasEvents) {
          void ask({ kind: 'open', result, row: detail.row, toSide: detail.toSide });
        }
        break;
      case 'copy':
        void ask({ kind: 'copy', cell: { result, row: detail.row, column: detail.column } });
        break;
      case 'sort':
        void ask(detail);
        break;
      case 'current':
        if (detail.row < status.rows) {
          void this.show({ result, row: detail.row, column: detail.column });
        }
        break;
    }
  };

  private async show(cell: CellOfResult): Promise<void> {
    this.current = cell;
    const value = await this.ask?.({ kind: 'value', cell });
    // Another cell may have become the current one.
    if (this.current === cell) {
      this.value = value;
    }
  }

  private readonly copy = (): void => {
    if (this.current !== undefined) {
      void this.ask?.({ kind: 'copy', cell: this.current });
    }
  };

  private readonly open = (): void => {
    if (this.current !== undefined) {
      const { result, row } = this.current;
      void this.ask?.({ kind: 'open', result, row, toSide: false });
    }
  };
}

/** The same columns again, as after a sort, keep the widths and the order that the user gave them. */
function haveEqualNames({ columns }: QueryStatus, before: QueryStatus | undefined): boolean {
  return (
    columns.length === before?.columns.length &&
    columns.every(({ name }, index) => name === before.columns[index]?.name)
  );
}

/** Every character visible, but for the breaks of lines. */
function readable(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

customElements.define('ts-query-page', QueryPage);
