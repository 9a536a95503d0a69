import type { PropertyValues, TemplateResult } from 'lit';
import { LitElement, html, nothing } from 'lit';
import type { Localize } from '../../core/localize.ts';
import { english } from '../../core/localize.ts';
import type { Bins } from '../../core/query/event-set/event-view.ts';
import type { FacetField } from '../../core/query/facets.ts';
import type {
  BeginExplorer,
  BinsRequest,
  ExplorerAct,
  ExplorerStatus,
  ExplorerUi,
  FacetRequest,
  FacetView,
  FilterAnswer,
  NoiseSwitches,
  RowsAnswer,
  TimeRange,
} from '../../protocol/explorer.ts';
import { explorerVersion } from '../../protocol/explorer.ts';
import { buttonStyles, sharedStyles } from '../ui/styles.ts';
import { translator } from '../ui/translations.ts';
import { announcement } from './announcement.ts';
import type { EventTable, TableRequest } from './event-table.ts';
import './event-table.ts';
import type { ExplorerHost } from './explorer-host.ts';
import { explorerStyles } from './explorer-styles.ts';
import { FacetRequests } from './facet-requests.ts';
import './facet-panel.ts';
import type { FilterBar } from './filter-bar.ts';
import './filter-bar.ts';
import type { Histogram } from './histogram.ts';
import './histogram.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { answerView, emptyView, readingView, sourcesView } from './status-view.ts';
import { binLayout, TimeWords } from './time-scale.ts';
import type { Summary } from './summary-view.ts';
import { summaryView } from './summary-view.ts';
import { toolbarView } from './toolbar-view.ts';

/** How long a short message, such as that something was copied, stays. */
const noticeTime = 4000;

/** Pixels of the screen for each bar of the histogram. */
const barWidth = 12;

const usualUi: ExplorerUi = {
  sort: { by: 'time', descending: true },
  stackBy: 'outcome',
  hasFacets: true,
  top: 0,
};

/** The page: the filter, the histogram, the values, the events, and how reading them stands. */
export class Explorer extends LitElement {
  static override readonly properties = {
    begun: { state: true },
    status: { state: true },
    ui: { state: true },
    bins: { state: true },
    facets: { state: true },
    showsRegions: { state: true },
    showsTable: { state: true },
    notice: { state: true },
    announced: { state: true },
  };

  static override readonly styles = [sharedStyles, buttonStyles, explorerStyles];

  declare private begun: BeginExplorer | undefined;
  declare private status: ExplorerStatus | undefined;
  declare private ui: ExplorerUi;
  declare private bins: Bins | undefined;
  declare private facets: ReadonlyMap<FacetField, FacetView>;
  declare private showsRegions: boolean;
  declare private showsTable: boolean;
  declare private notice: string;
  /** For screen readers alone. */
  declare private announced: string;

  host: ExplorerHost | undefined;
  private t: Localize = english;
  private words = new TimeWords('en', 'utc');
  private width = 0;
  /** The first row on the screen. It changes with every scroll, and nothing else follows from it. */
  private top = 0;
  /** The row to begin with, for a page that comes back. */
  private restored = 0;
  private noticeTimer: number | undefined;
  private readonly binRequests = new OneAtATime<BinsRequest, Bins>(
    async (request) => this.host?.ask(request),
    (bins) => {
      this.bins = bins ?? this.bins;
    },
  );
  private readonly facetRequests = new FacetRequests(
    async (request) => this.host?.ask(request),
    (facets) => {
      this.facets = facets;
    },
  );

  constructor() {
    super();
    this.ui = usualUi;
    this.facets = new Map();
    this.showsRegions = false;
    this.showsTable = false;
    this.notice = '';
    this.announced = '';
  }

  /** Takes what the host has to say. */
  receive(message: BeginExplorer | ExplorerStatus): void {
    if (message.type === 'begin') {
      this.begin(message);
    } else {
      this.show(message);
    }
  }

  /** Shows a short message. */
  tell(text: string): void {
    this.notice = text;
    window.clearTimeout(this.noticeTimer);
    this.noticeTimer = window.setTimeout(() => {
      this.notice = '';
    }, noticeTime);
  }

  private begin(message: BeginExplorer): void {
    this.t = translator(message.strings);
    this.words = new TimeWords(message.language, message.zone);
    const isFirst = this.begun === undefined;
    this.begun = message;
    this.ui = message.ui;
    if (isFirst) {
      this.top = message.ui.top;
      this.restored = message.ui.top;
    }
  }

  private show(status: ExplorerStatus): void {
    const before = this.status;
    this.status = status;
    this.announced = announcement(before, status, this.t, this.language) ?? this.announced;
    if (before?.filter !== status.filter || before.kept !== status.kept) {
      this.keep();
    }
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('status') || changed.has('begun') || changed.has('ui')) {
      this.askForBins();
      this.askForFacets();
    }
    const table = this.table();
    if (this.restored > 0 && table !== null) {
      table.restore(this.restored);
      this.restored = 0;
    }
  }

  override render(): TemplateResult {
    const { begun, status, t } = this;
    if (begun === undefined) {
      return html``;
    }
    const actions = { apply: this.apply, act: this.act, tellTimes: this.tellTimes };
    return html`
      <main>
        <h1 class="visually-hidden">${t('Events')}</h1>
        <div class="top" role="search" aria-label=${t('Filter')}>
          <ts-filter-bar
            .ask=${this.host?.ask}
            .filter=${status?.filter ?? ''}
            .plan=${planText(status)}
            .t=${t}
            @apply=${this.onApply}
          ></ts-filter-bar>
          <div class="tools">${toolbarView(begun.presets, status, this.ui, t, actions)}</div>
        </div>
        ${
          status === undefined
            ? html`<p class="dim">${t('Starting …')}</p>`
            : html`${this.summary(begun, status)} ${this.renderAnswer(status)} ${this.renderHistogram(status)}
              ${this.renderEvents(begun, status)} ${this.renderFoot(status)}`
        }
      </main>
      <div class="visually-hidden" role="status">${this.announced}</div>
      <div class="notice-area" role="status">
        ${this.notice === '' ? nothing : html`<span class="toast">${this.notice}</span>`}
      </div>
    `;
  }

  private summary(begun: BeginExplorer, status: ExplorerStatus): TemplateResult {
    const { ui, words, showsTable, language, t } = this;
    const shown: Summary = { begun, status, ui, words, showsTable, language, t };
    return summaryView(shown, {
      act: this.act,
      setNoise: this.setNoise,
      toggleFacets: this.toggleFacets,
      toggleTable: this.toggleTable,
      stackBy: this.stackBy,
      zoomOut: this.zoomOut,
      anyTime: this.anyTime,
    });
  }

  private renderHistogram(status: ExplorerStatus): TemplateResult {
    return html`
      <ts-histogram
        .bins=${this.bins}
        .insights=${status.insights ?? []}
        .words=${this.words}
        .latest=${status.range?.to ?? 0}
        .language=${this.language}
        .showsTable=${this.showsTable}
        .hasLegend=${this.ui.stackBy !== 'outcome'}
        .t=${this.t}
        @measured=${this.onMeasured}
        @zoom=${this.onZoom}
        @filter=${this.onApply}
      ></ts-histogram>
    `;
  }

  private renderAnswer({ answer }: ExplorerStatus): TemplateResult | typeof nothing {
    return answer === undefined
      ? nothing
      : answerView(answer, this.t, this.apply, () => {
          this.act('close-answer');
        });
  }

  private renderEvents(begun: BeginExplorer, status: ExplorerStatus): TemplateResult {
    const { t, ui } = this;
    return html`
      <div class="events ${ui.hasFacets ? 'with-facets' : ''}">
        ${
          ui.hasFacets
            ? html`<ts-facet-panel
                .labels=${begun.facets}
                .facets=${this.facets}
                .folded=${new Set(ui.folded)}
                .total=${status.count}
                .language=${this.language}
                .t=${t}
                @facet=${this.onFacet}
                @more=${this.onMore}
                @fold=${this.onFold}
              ></ts-facet-panel>`
            : nothing
        }
        <ts-event-table
          .ask=${this.askForRows}
          .count=${status.count}
          .revision=${status.revision}
          .sort=${ui.sort}
          .columns=${begun.columns}
          .zone=${begun.zone}
          .times=${ui.times ?? 'absolute'}
          .isReading=${status.reading.state === 'reading'}
          .t=${t}
          @ask=${this.onTable}
        >
          ${emptyView(status, t, this.apply)}
        </ts-event-table>
      </div>
    `;
  }

  private renderFoot(status: ExplorerStatus): TemplateResult {
    return html`
      ${this.showsRegions ? sourcesView(status.sources, this.t) : nothing}
      <footer>${readingView(status, this.showsRegions, this.t, this.toggleRegions, this.act)}</footer>
    `;
  }

  private get language(): string {
    return this.begun?.language ?? 'en';
  }

  private table(): EventTable | null {
    return this.renderRoot.querySelector('ts-event-table');
  }

  private askForBins(): void {
    const range = this.status?.range;
    if (range !== undefined && this.width > 0 && this.begun !== undefined) {
      const most = Math.max(Math.floor(this.width / barWidth), 8);
      const { from, to, count } = binLayout(range, most, this.begun.zone);
      this.binRequests.ask({ kind: 'bins', from, to, count, stackBy: this.ui.stackBy });
    }
  }

  private askForFacets(): void {
    if (this.ui.hasFacets && this.status !== undefined && this.begun !== undefined) {
      const folded = new Set(this.ui.folded);
      const fields = this.begun.facets.map(({ field }) => field).filter((field) => !folded.has(field));
      this.facetRequests.refresh(fields);
    }
  }

  private readonly askForRows = (from: number, to: number): Promise<RowsAnswer | undefined> =>
    this.host?.ask({ kind: 'rows', from, to, sort: this.ui.sort }) ?? Promise.resolve(undefined);

  private remember(change: Partial<Omit<ExplorerUi, 'top'>>): void {
    this.ui = { ...this.ui, ...change };
    this.keepUi();
  }

  private keepUi(): void {
    this.keep();
    void this.host?.ask({ kind: 'remember', ui: this.shownUi });
  }

  private get shownUi(): ExplorerUi {
    return { ...this.ui, top: this.top };
  }

  private keep(): void {
    const kept = this.status?.kept;
    this.host?.keep({ version: explorerVersion, ui: this.shownUi, ...(kept !== undefined && { kept }) });
  }

  /** Shows what came of a change of the filter. */
  private async changeFilter(change: Promise<FilterAnswer | undefined> | undefined): Promise<void> {
    const answer = await change;
    this.renderRoot.querySelector<FilterBar>('ts-filter-bar')?.answer(answer);
  }

  private readonly apply = (text: string): void => {
    void this.changeFilter(this.host?.ask({ kind: 'filter', text }));
  };

  private readonly act = (what: ExplorerAct): void => {
    void this.host?.ask({ kind: 'act', what });
  };

  private readonly setNoise = (noise: Omit<NoiseSwitches, 'ignoreList'>): void => {
    void this.host?.ask({ kind: 'noise', noise });
  };

  private readonly onApply = ({ detail }: CustomEvent<string>): void => {
    this.apply(detail);
  };

  private readonly onZoom = ({ detail: { from, to } }: CustomEvent<TimeRange>): void => {
    void this.changeFilter(this.host?.ask({ kind: 'time', from, to }));
  };

  private readonly anyTime = (): void => {
    void this.changeFilter(this.host?.ask({ kind: 'time' }));
  };

  private readonly zoomOut = (): void => {
    this.renderRoot.querySelector<Histogram>('ts-histogram')?.zoomOut();
  };

  private readonly onFacet = ({ detail }: CustomEvent<FacetRequest>): void => {
    void this.changeFilter(this.host?.ask(detail));
  };

  private readonly onMore = ({ detail }: CustomEvent<FacetField>): void => {
    this.facetRequests.grow(detail);
    this.askForFacets();
  };

  private readonly onFold = ({ detail }: CustomEvent<FacetField>): void => {
    const folded = new Set(this.ui.folded);
    if (!folded.delete(detail)) {
      folded.add(detail);
    }
    this.remember({ folded: [...folded] });
  };

  private readonly stackBy = (stackBy: ExplorerUi['stackBy']): void => {
    this.remember({ stackBy });
  };

  private readonly tellTimes = (times: 'absolute' | 'relative'): void => {
    this.remember({ times });
  };

  private readonly onMeasured = ({ detail }: CustomEvent<number>): void => {
    this.width = detail;
    this.askForBins();
  };

  private readonly toggleFacets = (): void => {
    this.remember({ hasFacets: !this.ui.hasFacets });
  };

  private readonly toggleRegions = (): void => {
    this.showsRegions = !this.showsRegions;
  };

  private readonly toggleTable = (): void => {
    this.showsTable = !this.showsTable;
  };

  private readonly onTable = ({ detail }: CustomEvent<TableRequest>): void => {
    switch (detail.kind) {
      case 'sort':
        this.top = 0;
        this.remember({ sort: detail.sort });
        break;
      case 'top':
        this.top = detail.top;
        this.keepUi();
        break;
      case 'copy':
        void this.copy(detail);
        break;
      default:
        void this.host?.ask(detail);
    }
  };

  private async copy(request: Extract<TableRequest, { kind: 'copy' }>): Promise<void> {
    if ((await this.host?.ask(request)) === true) {
      this.tell(this.t('Copied'));
    }
  }
}

function planText(status: ExplorerStatus | undefined): string {
  return status === undefined
    ? ''
    : [status.plan.service, status.plan.here].filter((text) => text !== undefined).join(' · ');
}

customElements.define('ts-explorer', Explorer);
