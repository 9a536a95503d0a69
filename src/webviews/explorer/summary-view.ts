import type { TemplateResult } from 'lit';
import { html, nothing } from 'lit';
import type { Localize } from '../../core/localize.ts';
import type {
  BeginExplorer,
  ExplorerAct,
  ExplorerStatus,
  ExplorerUi,
  NoiseSwitches,
} from '../../protocol/explorer.ts';
import { icons } from '../ui/icons.ts';
import type { MenuItem } from '../ui/menu-button.ts';
import '../ui/menu-button.ts';
import { grouped } from './announcement.ts';
import type { TimeWords } from './time-scale.ts';

/** What the line between the filter and the histogram shows. */
export interface Summary {
  readonly begun: BeginExplorer;
  readonly status: ExplorerStatus;
  readonly ui: ExplorerUi;
  readonly words: TimeWords;
  /** Whether the histogram is shown as a table. */
  readonly showsTable: boolean;
  readonly language: string;
  readonly t: Localize;
}

/** What its buttons do. */
export interface SummaryActions {
  readonly act: (what: ExplorerAct) => void;
  readonly setNoise: (noise: Omit<NoiseSwitches, 'ignoreList'>) => void;
  readonly toggleFacets: () => void;
  readonly toggleTable: () => void;
  readonly stackBy: (stackBy: ExplorerUi['stackBy']) => void;
  readonly zoomOut: () => void;
  readonly anyTime: () => void;
}

/** How many events of how many there are, what is hidden, of when, and how the histogram shows them. */
export function summaryView(summary: Summary, actions: SummaryActions): TemplateResult {
  const { status, ui, words, language, t } = summary;
  const { count, total, range, plan } = status;
  return html`
    <div class="summary">
      ${iconButton(
        icons.panel,
        ui.hasFacets ? t('Hide the values') : t('Show the values'),
        actions.toggleFacets,
      )}
      <span class="counts">${countsView(grouped(count, language), grouped(total, language), t)}</span>
      ${noiseView(summary, actions)}
      ${
        range === undefined
          ? nothing
          : html`<span class="when">
              <span class="range">${words.range(range.from, range.to)}</span>
              ${iconButton(icons.zoomOut, t('Zoom out'), actions.zoomOut)}
              ${
                /(?:^|[\s(-])time:/.test(status.filter)
                  ? html`<button class="link" @click=${actions.anyTime}>${t('any time')}</button>`
                  : nothing
              }
            </span>`
      }
      <span class="push"></span>
      ${chartTools(summary, actions)}
    </div>
    ${plan.caution === undefined ? nothing : cautionView(plan.caution, plan.canBeThorough, t, actions.act)}
  `;
}

function iconButton(icon: TemplateResult, label: string, onClick: () => void): TemplateResult {
  return html`
    <button class="button icon-only bare" aria-label=${label} title=${label} @click=${onClick}>
      ${icon}
    </button>
  `;
}

/** `1,284 of 23,912 events`, with the first number strong, wherever the language puts it. */
function countsView(count: string, total: string, t: Localize): unknown {
  const mark = '\u0000';
  return t('{0} of {1} events', mark, total)
    .split(mark)
    .flatMap((text, index) => (index === 0 ? [text] : [html`<span class="strong">${count}</span>`, text]));
}

function cautionView(
  caution: string,
  canBeThorough: boolean,
  t: Localize,
  act: (what: ExplorerAct) => void,
): TemplateResult {
  return html`
    <p class="caution">
      ${icons.warning} ${caution}
      ${
        canBeThorough
          ? html`<button
              class="link"
              @click=${() => {
                act('thorough');
              }}
            >
              ${t('Search thoroughly')}
            </button>`
          : nothing
      }
    </p>
  `;
}

function chartTools(
  { begun, ui, showsTable, t }: Summary,
  { toggleTable, stackBy }: SummaryActions,
): TemplateResult {
  const fields = begun.facets.map(({ field, label }) => ({ id: field, text: label }));
  const items: readonly MenuItem[] = [{ id: 'outcome', text: t('Outcome') }, ...fields].map(
    ({ id, text }) => ({
      id,
      text,
      isChecked: ui.stackBy === id,
    }),
  );
  const shown = items.find(({ isChecked }) => isChecked)?.text ?? '';
  return html`
    <span class="chart-tools">
      ${iconButton(
        showsTable ? icons.chart : icons.table,
        showsTable ? t('Show as a chart') : t('Show as a table'),
        toggleTable,
      )}
      <ts-menu-button
        quiet
        .label=${t('Stacked by: {0}', shown)}
        .items=${items}
        @choose=${({ detail }: CustomEvent<ExplorerUi['stackBy']>) => {
          stackBy(detail);
        }}
      ></ts-menu-button>
    </span>
  `;
}

/** The toggle that hides noise, how much it hides, and its parts. */
function noiseView(
  { status: { noise, hidden }, language, t }: Summary,
  { act, setNoise }: SummaryActions,
): TemplateResult {
  const { ignoreList, ...switches } = noise;
  const part = (id: 'reads' | 'services' | 'trailscope' | 'ignored', text: string): MenuItem => ({
    id,
    text,
    isChecked: noise[id],
    ...(noise.isOn && noise[id] && { detail: t('{0} hidden', grouped(hidden[id], language)) }),
  });
  const items: readonly MenuItem[] = [
    part('reads', t('Calls that only read')),
    part('services', t('What AWS services did by themselves')),
    part('trailscope', t('Calls by Trailscope')),
    part('ignored', t('The ignore list ({0})', ignoreList.length)),
    { id: 'edit-ignore-list', text: t('Edit the ignore list…'), startsGroup: true },
  ];
  const onChoose = ({ detail }: CustomEvent<string>) => {
    if (detail === 'edit-ignore-list') {
      act(detail);
    } else if (detail in switches) {
      const name = detail as keyof typeof switches;
      setNoise({ ...switches, [name]: !switches[name] });
    }
  };
  return html`
    <span class="noise">
      <button
        class="button quiet"
        aria-pressed=${noise.isOn}
        @click=${() => {
          setNoise({ ...switches, isOn: !noise.isOn });
        }}
      >
        ${noise.isOn ? icons.eyeClosed : icons.eye}${t('Hide noise')}
      </button>
      ${noise.isOn ? html`<span class="dim">${t('{0} hidden', grouped(hidden.total, language))}</span>` : ''}
      <ts-menu-button
        quiet
        align="start"
        .name=${t('What is noise')}
        .items=${items}
        @choose=${onChoose}
      ></ts-menu-button>
    </span>
  `;
}
