import type { TemplateResult } from 'lit';
import { html } from 'lit';
import type { Localize } from '../../core/localize.ts';
import type { ExplorerAct, ExplorerStatus, ExplorerUi, NamedFilter } from '../../protocol/explorer.ts';
import { icons } from '../ui/icons.ts';
import type { MenuItem } from '../ui/menu-button.ts';
import '../ui/menu-button.ts';

/** What the buttons beside the filter do. */
export interface ToolbarActions {
  readonly apply: (text: string) => void;
  readonly act: (what: ExplorerAct) => void;
  readonly tellTimes: (times: 'absolute' | 'relative') => void;
}

/** The buttons beside the filter: usual and saved filters, the sources, and what else there is to do. */
export function toolbarView(
  presets: readonly NamedFilter[],
  status: ExplorerStatus | undefined,
  { times }: ExplorerUi,
  t: Localize,
  { apply, act, tellTimes }: ToolbarActions,
): TemplateResult {
  const saved = status?.saved ?? [];
  const chosen = (filters: readonly NamedFilter[]) => (event: CustomEvent<string>) => {
    const filter = filters[Number(event.detail)];
    if (filter === undefined) {
      act(event.detail as ExplorerAct);
    } else {
      apply(filter.text);
    }
  };
  const doing = (what: ExplorerAct) => () => {
    act(what);
  };
  return html`
    <ts-menu-button
      .label=${t('Presets')}
      .items=${filterItems(presets)}
      @choose=${chosen(presets)}
    ></ts-menu-button>
    <ts-menu-button
      .label=${t('Saved')}
      .items=${[...filterItems(saved), ...savingItems(saved, t)]}
      @choose=${chosen(saved)}
    ></ts-menu-button>
    <button class="button sources-button" title=${t('Choose sources')} @click=${doing('choose-sources')}>
      ${icons.cloud}<span>${sourcesText(status, t)}</span>
    </button>
    <button class="button" @click=${doing('investigate')}>${t('Investigate…')}</button>
    <button class="button" @click=${doing('export')}>${t('Export…')}</button>
    <ts-menu-button
      .label=${t('More')}
      .items=${moreItems(times === 'relative', t)}
      @choose=${({ detail }: CustomEvent<ExplorerAct | 'times'>) => {
        if (detail === 'times') {
          tellTimes(times === 'relative' ? 'absolute' : 'relative');
        } else {
          act(detail);
        }
      }}
    ></ts-menu-button>
  `;
}

function filterItems(filters: readonly NamedFilter[]): readonly MenuItem[] {
  return filters.map(({ name, text }, index) => ({ id: String(index), text: name, detail: text }));
}

function savingItems(saved: readonly NamedFilter[], t: Localize): readonly MenuItem[] {
  const save = { id: 'save-filter', text: t('Save this filter…'), startsGroup: saved.length > 0 };
  return saved.length === 0 ? [save] : [save, { id: 'forget-filter', text: t('Forget a saved filter…') }];
}

function moreItems(isRelative: boolean, t: Localize): readonly MenuItem[] {
  const items: readonly (MenuItem & { readonly id: ExplorerAct | 'times' })[] = [
    { id: 'times', text: t('Times as how long ago'), isChecked: isRelative },
    { id: 'choose-columns', text: t('Choose columns…'), startsGroup: true },
    { id: 'choose-sources', text: t('Choose sources…') },
    { id: 'paste-finding', text: t('Paste a GuardDuty finding…'), startsGroup: true },
    { id: 'ignore-filter', text: t('Ignore what passes this filter'), startsGroup: true },
    { id: 'edit-ignore-list', text: t('Edit the ignore list…') },
  ];
  return items;
}

/** `sample account · 17 Regions`. */
function sourcesText(status: ExplorerStatus | undefined, t: Localize): string {
  const sources = status?.sources ?? [];
  const [first] = sources;
  if (first === undefined) {
    return t('Choose sources');
  }
  const names = sources.length === 1 ? first.name : t('{0} sources', sources.length);
  const regions = new Set(sources.flatMap((source) => source.regions.map(({ region }) => region)));
  if (regions.size === 0) {
    return names;
  }
  return regions.size === 1
    ? `${names} · ${[...regions].join('')}`
    : t('{0} · {1} Regions', names, regions.size);
}
