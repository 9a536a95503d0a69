import type { TemplateResult } from 'lit';
import { LitElement, html, nothing } from 'lit';
import type { Localize } from '../../core/localize.ts';
import { english } from '../../core/localize.ts';
import type { CopyKind, RowLink } from '../../protocol/event-view.ts';
import type { ShowEvent, ViewerRequest, ViewerState } from '../../protocol/messages.ts';
import { protocolVersion } from '../../protocol/messages.ts';
import type { ViewerHost } from '../ui/host.ts';
import { icons } from '../ui/icons.ts';
import '../ui/menu-button.ts';
import { buttonStyles, sharedStyles } from '../ui/styles.ts';
import { translator } from '../ui/translations.ts';
import type { RecordView } from './record-view.ts';
import './record-view.ts';
import { headline, rowsView, titleView } from './summary-view.ts';
import { viewerStyles } from './viewer-styles.ts';

/** How long a short message, such as that something was copied, stays. */
const noticeTime = 2500;

/** Keeping the place writes the record too, so it waits until the reader rests. */
const keepDelay = 200;

/** One event: what happened in words, and the record. */
export class EventViewer extends LitElement {
  static override readonly properties = {
    shown: { state: true },
    notice: { state: true },
  };

  static override readonly styles = [sharedStyles, buttonStyles, viewerStyles];

  declare private shown: ShowEvent | undefined;
  declare private notice: string;

  host: ViewerHost | undefined;
  private t: Localize = english;
  private noticeTimer: number | undefined;
  private keepTimer: number | undefined;

  constructor() {
    super();
    this.notice = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('scroll', this.keepSoon, { passive: true });
    window.addEventListener('pagehide', this.keep);
    document.addEventListener('keydown', this.onPageKey);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('scroll', this.keepSoon);
    window.removeEventListener('pagehide', this.keep);
    document.removeEventListener('keydown', this.onPageKey);
    super.disconnectedCallback();
  }

  /** Shows an event: the one of before a reload at the reader's place, another one from its start. */
  async show(message: ShowEvent): Promise<void> {
    const isFirst = this.shown === undefined;
    const isSame = this.shown?.view.key === message.view.key;
    const kept = isFirst ? this.host?.state?.ui : undefined;
    const place = kept?.key === message.view.key ? kept : undefined;
    this.t = translator(message.strings);
    this.shown = message;
    await this.updateComplete;
    const record = this.record();
    if (!isSame) {
      record?.show(message.record, place);
      await record?.updateComplete;
      window.scrollTo(0, place?.scroll ?? 0);
    }
    this.keep();
  }

  override render(): TemplateResult {
    const { shown, t } = this;
    if (shown === undefined) {
      return html``;
    }
    const { view } = shown;
    return html`
      <main>
        <header>
          <div class="title">
            <div class="name">${titleView(view)}</div>
            <div class="tools">
              ${this.renderNeighbours(shown.neighbours)} ${this.renderTools(view.copies)}
            </div>
          </div>
          ${headline(view, t)}
        </header>
        <section aria-label=${t('Summary')}>${rowsView(view.rows, this.follow)}</section>
        <section aria-label=${t('Record')}>
          <ts-record .t=${t} @place=${this.keepSoon} @request=${this.onRequest}></ts-record>
        </section>
      </main>
      <div class="notice-area" role="status">
        ${this.notice === '' ? nothing : html`<span class="toast">${this.notice}</span>`}
      </div>
    `;
  }

  private renderNeighbours(neighbours: ShowEvent['neighbours']): TemplateResult | typeof nothing {
    const { t } = this;
    if (neighbours === undefined) {
      return nothing;
    }
    const step = (label: string, icon: TemplateResult, enabled: boolean, onClick: () => void) => html`
      <button
        class="button icon-only"
        aria-label=${label}
        title=${label}
        ?disabled=${!enabled}
        @click=${onClick}
      >
        ${icon}
      </button>
    `;
    return html`
      ${step(t('Previous event'), icons.chevronLeft, neighbours.previous, this.goToPrevious)}
      ${step(t('Next event'), icons.chevronRight, neighbours.next, this.goToNext)}
    `;
  }

  private renderTools(copies: readonly CopyKind[]): TemplateResult {
    const { t } = this;
    const texts: Readonly<Record<CopyKind, string>> = {
      json: t('JSON'),
      sentence: t('Sentence'),
      id: t('Event ID'),
      command: t('AWS CLI command'),
    };
    const items = copies.map((id) => ({ id, text: texts[id] }));
    return html`
      <button class="button" @click=${this.showJson}>${t('Raw JSON')}</button>
      <ts-menu-button .label=${t('Copy')} .items=${items} @choose=${this.onCopy}></ts-menu-button>
    `;
  }

  private readonly follow = ({ kind, index = 0 }: RowLink): void => {
    void this.request({ kind: 'follow', link: kind, index });
  };

  private readonly goToPrevious = (): void => {
    void this.request({ kind: 'go', direction: 'previous' });
  };

  private readonly goToNext = (): void => {
    void this.request({ kind: 'go', direction: 'next' });
  };

  private readonly showJson = (): void => {
    void this.request({ kind: 'showJson' });
  };

  private readonly onCopy = ({ detail }: CustomEvent<CopyKind>): void => {
    void this.request({ kind: 'copy', what: detail, masked: this.record()?.place.masked ?? false });
  };

  private readonly onRequest = ({ detail }: CustomEvent<ViewerRequest>): void => {
    void this.request(detail);
  };

  private async request(request: ViewerRequest): Promise<void> {
    const reply = await this.host?.request(request);
    if (reply?.text !== undefined) {
      this.tell(reply.text);
    }
  }

  private tell(text: string): void {
    this.notice = text;
    window.clearTimeout(this.noticeTimer);
    this.noticeTimer = window.setTimeout(() => {
      this.notice = '';
    }, noticeTime);
  }

  /** `/`, and Ctrl+F or Cmd+F, look for text in the record from anywhere on the page. */
  private readonly onPageKey = (event: KeyboardEvent): void => {
    const isTyping = event.composedPath()[0] instanceof HTMLInputElement;
    const isFind = (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'f';
    if (isFind || (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey)) {
      event.preventDefault();
      this.record()?.focusSearch();
    }
  };

  private record(): RecordView | null {
    return this.renderRoot.querySelector('ts-record');
  }

  private readonly keepSoon = (): void => {
    window.clearTimeout(this.keepTimer);
    this.keepTimer = window.setTimeout(this.keep, keepDelay);
  };

  private readonly keep = (): void => {
    window.clearTimeout(this.keepTimer);
    const place = this.record()?.place;
    if (this.shown === undefined || place === undefined) {
      return;
    }
    const { saved, view } = this.shown;
    const ui = { ...place, key: view.key, scroll: window.scrollY };
    this.host?.keep({ version: protocolVersion, saved, ui } satisfies ViewerState);
  };
}

customElements.define('ts-event-viewer', EventViewer);
