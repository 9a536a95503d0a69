import type { PropertyValues, TemplateResult } from 'lit';
import { LitElement, html, nothing, svg } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { Bins, Stack } from '../../core/query/event-set/event-view.ts';
import type { Localize } from '../../core/localize.ts';
import { english } from '../../core/localize.ts';
import type { InsightBand, TimeRange } from '../../protocol/explorer.ts';
import { icons } from '../ui/icons.ts';
import { buttonStyles, sharedStyles } from '../ui/styles.ts';
import { grouped } from './announcement.ts';
import type { Brush } from './brush.ts';
import { binAt, brushed, brushedTime, brushKey, zoomedOut } from './brush.ts';
import { follow } from '../ui/grid/column-drag.ts';
import type { ChartSize } from './histogram-shapes.ts';
import { stackShapes } from './histogram-shapes.ts';
import { histogramStyles } from './histogram-styles.ts';
import { chartPatterns } from './chart-patterns.ts';
import type { BinLayout } from './time-scale.ts';
import { TimeWords } from './time-scale.ts';

/** Pixels between two labels of the axis. */
const tickDistance = 110;

/** Pixels that the axis takes below the bars. */
const axisHeight = 20;

/**
 * How many events there are when. A brush zooms in, by pointer or by keys (an ARIA slider: arrows move, with Shift
 * they select, Enter zooms in, Escape gives up, minus zooms out). The same counts are in a table, which is always
 * there for screen readers and can be shown to everybody. Sends `zoom` with a time range, `filter` with the filter of
 * an insight.
 */
export class Histogram extends LitElement {
  static override readonly properties = {
    bins: { attribute: false },
    insights: { attribute: false },
    words: { attribute: false },
    latest: { attribute: false },
    language: {},
    showsTable: { attribute: false },
    hasLegend: { attribute: false },
    t: { attribute: false },
    brush: { state: true },
    pointed: { state: true },
    size: { state: true },
  };

  static override readonly styles = [sharedStyles, buttonStyles, histogramStyles];

  declare bins: Bins | undefined;
  declare insights: readonly InsightBand[];
  declare words: TimeWords;
  /** Zooming out goes no further than this moment, epoch milliseconds. */
  declare latest: number;
  declare language: string;
  declare showsTable: boolean;
  declare hasLegend: boolean;
  declare t: Localize;
  declare private brush: Brush;
  /** The bin that is pointed at. */
  declare private pointed: number | undefined;
  declare private size: ChartSize;

  private readonly sizes = new ResizeObserver(([entry]) => {
    const { width = 0, height = 0 } = entry?.contentRect ?? {};
    this.size = { width, height: Math.max(height - axisHeight, 0) };
    this.dispatchEvent(new CustomEvent('measured', { detail: width }));
  });

  constructor() {
    super();
    this.insights = [];
    this.words = new TimeWords('en', 'utc');
    this.latest = 0;
    this.language = 'en';
    this.showsTable = false;
    this.hasLegend = false;
    this.t = english;
    this.brush = { cursor: 0 };
    this.size = { width: 0, height: 0 };
  }

  override firstUpdated(): void {
    const chart = this.renderRoot.querySelector('.chart');
    if (chart !== null) {
      this.sizes.observe(chart);
    }
  }

  override disconnectedCallback(): void {
    this.sizes.disconnect();
    super.disconnectedCallback();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('bins');
    const { bins } = this;
    if (changed.has('bins') && (before?.from !== bins?.from || before?.to !== bins?.to)) {
      this.brush = { cursor: Math.max((bins?.totals.length ?? 1) - 1, 0) };
    }
  }

  override render(): TemplateResult {
    const { t, bins, brush } = this;
    const count = bins?.totals.length ?? 1;
    return html`
      ${bins === undefined || !this.hasLegend || this.showsTable ? nothing : this.renderLegend(bins)}
      <div class="frame">
        <div
          class="chart"
          ?hidden=${this.showsTable}
          role="slider"
          tabindex="0"
          aria-label=${t('Events over time')}
          aria-description=${t('Shift with the arrows selects, Enter zooms in, minus zooms out.')}
          aria-orientation="horizontal"
          aria-valuemin="1"
          aria-valuemax=${count}
          aria-valuenow=${brush.cursor + 1}
          aria-valuetext=${bins === undefined ? t('No times yet') : this.valueText(bins)}
          @keydown=${this.onKey}
          @pointerdown=${this.onPointerDown}
          @pointermove=${this.onPointerMove}
          @pointerleave=${this.onPointerLeave}
        >
          ${bins === undefined ? nothing : this.renderChart(bins)}
        </div>
        ${bins === undefined ? nothing : this.renderBands(bins)} ${this.renderTip()}
      </div>
      <div class=${this.showsTable ? 'table' : 'visually-hidden'}>
        ${bins === undefined ? nothing : guard([bins, this.words, this.showsTable, t], () => this.renderTable(bins))}
      </div>
    `;
  }

  private renderChart(bins: Bins): TemplateResult {
    const { width, height } = this.size;
    const x = (time: number) => ((time - bins.from) / (bins.to - bins.from)) * width;
    const pitch = width / Math.max(bins.totals.length, 1);
    const { first, last } = brushed(this.brush);
    const isSelected = this.brush.anchor !== undefined;
    const band = (from: number, to: number, kind: string) =>
      svg`<rect class=${kind} x=${from} y="0" width=${Math.max(to - from, 1)} height=${height} />`;
    return html`
      <svg width=${width} height=${height + axisHeight} aria-hidden="true" focusable="false">
        ${chartPatterns}
        ${this.insights.map(({ from, to }) => band(x(Math.max(from, bins.from)), x(Math.min(to ?? bins.to, bins.to)), 'insight'))}
        ${guard([bins, this.size], () =>
          stackShapes(bins, this.size).map(
            ({ look, path }) =>
              svg`<path class="stack look-${look}" d=${path} /><path class="pattern look-${look}" d=${path} fill="url(#pattern-${look})" />`,
          ),
        )}
        ${isSelected ? band(first * pitch, (last + 1) * pitch, 'brush') : nothing}
        ${svg`<rect class="cursor" x=${this.brush.cursor * pitch} y="0" width=${pitch} height=${height} />`}
        <line class="axis" x1="0" x2=${width} y1=${height + 0.5} y2=${height + 0.5} />
        ${this.words.ticks(bins.from, bins.to, width / tickDistance).map(
          ({ time, label }) => svg`
            <line class="axis" x1=${x(time)} x2=${x(time)} y1=${height} y2=${height + 4} />
            <text class="tick" x=${Math.min(x(time) + 4, width - 40)} y=${height + 15}>${label}</text>`,
        )}
        <text class="tick most" x="2" y="11">${grouped(Math.max(...bins.totals), this.language)}</text>
      </svg>
    `;
  }

  /** Marks over the chart, as buttons: what was unusual can be read and looked at. */
  private renderBands(bins: Bins): TemplateResult | typeof nothing {
    const shown = this.insights.filter(({ from, to }) => from < bins.to && (to ?? bins.to) >= bins.from);
    if (shown.length === 0 || this.showsTable) {
      return nothing;
    }
    const left = ({ from }: InsightBand) =>
      (Math.max(from - bins.from, 0) / (bins.to - bins.from)) * this.size.width;
    return html`
      <div class="bands" role="group" aria-label=${this.t('Insights')}>
        ${shown.map(
          (band) =>
            html`<button
              class="band"
              .style=${`left: ${left(band)}px`}
              title=${band.text}
              aria-label=${band.text}
              @click=${() => this.dispatchEvent(new CustomEvent('filter', { detail: band.filter }))}
            >
              ${icons.insight}
            </button>`,
        )}
      </div>
    `;
  }

  private renderLegend(bins: Bins): TemplateResult {
    const shapes = stackShapes(bins, this.size);
    return html`
      <ul class="legend" aria-hidden="true">
        ${shapes.map(
          ({ stack, look }) =>
            html`<li>
              <svg width="12" height="12">
                <rect class="stack look-${look}" width="12" height="12" />
                <rect class="pattern look-${look}" width="12" height="12" fill="url(#pattern-${look})" />
              </svg>
              ${this.stackName(stack)}
            </li>`,
        )}
      </ul>
    `;
  }

  private renderTip(): TemplateResult | typeof nothing {
    const { bins, pointed } = this;
    if (bins === undefined || pointed === undefined || this.showsTable) {
      return nothing;
    }
    const { width } = this.size;
    const x = ((pointed + 0.5) / bins.totals.length) * width;
    const side = x > width / 2 ? `right: ${width - x + 12}px` : `left: ${x + 12}px`;
    const stacks = bins.stacks.filter(({ counts }) => (counts[pointed] ?? 0) > 0);
    return html`
      <div class="tip" aria-hidden="true" .style=${side}>
        <div class="strong">${this.timeText(bins, pointed, pointed)}</div>
        ${stacks.map((stack) => html`<div>${this.stackName(stack)}: ${this.grouped(stack.counts[pointed] ?? 0)}</div>`)}
        ${stacks.length === 0 ? html`<div>${this.t('No events')}</div>` : nothing}
      </div>
    `;
  }

  private renderTable(bins: Bins): TemplateResult {
    const { t } = this;
    return html`
      <table tabindex=${this.showsTable ? 0 : nothing}>
        <caption class="visually-hidden">
          ${t('Events over time')}
        </caption>
        <thead>
          <tr>
            <th scope="col">${t('Time')}</th>
            <th scope="col">${t('Events')}</th>
            ${bins.stacks.map((stack) => html`<th scope="col">${this.stackName(stack)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${bins.totals.map((total, index) =>
            total === 0
              ? nothing
              : html`<tr>
                  <th scope="row">${this.timeText(bins, index, index)}</th>
                  <td>${this.grouped(total)}</td>
                  ${bins.stacks.map(({ counts }) => html`<td>${this.grouped(counts[index] ?? 0)}</td>`)}
                </tr>`,
          )}
        </tbody>
      </table>
    `;
  }

  /** What a stack is called. */
  stackName({ kind, value, label }: Stack): string {
    const { t } = this;
    if (kind !== 'value') {
      return kind === 'none' ? t('none') : t('others');
    }
    return value === 'failure' ? t('failed') : value === 'success' ? t('succeeded') : label;
  }

  private grouped(count: number): string {
    return grouped(count, this.language);
  }

  private timeText(bins: Bins, first: number, last: number): string {
    return this.words.range(bins.from + first * bins.width, bins.from + (last + 1) * bins.width - 1);
  }

  private valueText(bins: Bins): string {
    const { t, brush } = this;
    const { first, last } = brushed(brush);
    const inside = (counts: readonly number[]) => sum(counts.slice(first, last + 1));
    const failed = bins.stacks.find(({ kind, value }) => kind === 'value' && value === 'failure');
    const time = this.timeText(bins, first, last);
    const count = this.grouped(inside(bins.totals));
    const text =
      failed === undefined || inside(failed.counts) === 0
        ? t('{0}: {1} events', time, count)
        : t('{0}: {1} events, {2} failed', time, count, this.grouped(inside(failed.counts)));
    return brush.anchor === undefined ? text : t('Selected {0}', text);
  }

  private layout(): BinLayout | undefined {
    const { bins } = this;
    return bins && { from: bins.from, to: bins.to, width: bins.width, count: bins.totals.length };
  }

  private apply(): void {
    const layout = this.layout();
    if (layout !== undefined) {
      this.zoom(brushedTime(this.brush, layout));
    }
  }

  /** Shows twice as much time. */
  zoomOut(): void {
    const { bins } = this;
    if (bins !== undefined) {
      this.zoom(zoomedOut({ from: bins.from, to: bins.to - 1 }, this.latest));
    }
  }

  private zoom(range: TimeRange): void {
    this.dispatchEvent(new CustomEvent('zoom', { detail: range }));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const count = this.bins?.totals.length ?? 0;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const action = isPlain && count > 0 ? brushKey(event.key, event.shiftKey, this.brush, count) : undefined;
    if (action === undefined) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    switch (action.kind) {
      case 'brush':
        this.brush = action.brush;
        break;
      case 'apply':
        this.apply();
        break;
      case 'zoom-out':
        this.zoomOut();
        break;
    }
  };

  private binUnder({ clientX }: PointerEvent): number {
    const { left, width } = this.renderRoot.querySelector('.chart')?.getBoundingClientRect() ?? {
      left: 0,
      width: 1,
    };
    return binAt(clientX - left, width, this.bins?.totals.length ?? 1);
  }

  private readonly onPointerDown = (event: PointerEvent): void => {
    const { currentTarget: chart } = event;
    if (!(chart instanceof HTMLElement) || event.button !== 0 || this.bins === undefined) {
      return;
    }
    const anchor = this.binUnder(event);
    this.brush = { cursor: anchor };
    let hasMoved = false;
    follow(chart, event, {
      move: (now) => {
        hasMoved ||= Math.abs(now.clientX - event.clientX) > 3;
        this.brush = hasMoved ? { anchor, cursor: this.binUnder(now) } : { cursor: anchor };
      },
      end: () => {
        if (hasMoved) {
          this.apply();
        }
      },
      cancel: () => {
        this.brush = { cursor: anchor };
      },
    });
  };

  private readonly onPointerMove = (event: PointerEvent): void => {
    this.pointed = this.binUnder(event);
  };

  private readonly onPointerLeave = (): void => {
    this.pointed = undefined;
  };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

customElements.define('ts-histogram', Histogram);
