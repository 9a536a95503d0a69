import { l10n, ViewColumn, window, type QuickPickItem, type Uri, type WebviewPanel } from 'vscode';
import type { AwsPorts, Clock } from '../../core/ports.ts';
import type { EventFilter } from '../../core/query/event-filter.ts';
import { printFilter } from '../../core/query/print-filter.ts';
import type { ConnectionStore, ListedConnection, Memory } from '../connections/connection-store.ts';
import { connectionName } from '../connections/connection-words.ts';
import { entryKey } from '../connections/connection-store.ts';
import type { Ending } from '../emitter.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { timesSetting } from '../settings/settings.ts';
import { actFor } from './explorer-acts.ts';
import { firstFilter, remember, remembered } from './explorer-memory.ts';
import { ExplorerPanel } from './explorer-panel.ts';
import { ExplorerSession } from './explorer-session.ts';
import { HistoryData } from './history-data.ts';
import { askInvestigation, investigate } from './investigate.ts';

/** What explorers need of the rest. */
export interface ExplorersDeps {
  readonly connections: ConnectionStore;
  readonly ports: () => Promise<AwsPorts>;
  readonly clock: Clock;
  readonly present: FailurePresenter;
  readonly memory: Memory;
  /** The folder of the bundled webviews. */
  readonly webviews: Uri;
}

/** The open explorers, by the connections that they read. */
export class Explorers implements Ending {
  readonly #deps: ExplorersDeps;
  readonly #viewType: string;
  readonly #open = new Map<string, ExplorerPanel>();

  constructor(deps: ExplorersDeps, viewType: string) {
    this.#deps = deps;
    this.#viewType = viewType;
  }

  /** Opens the explorer of the connection in use, or of those that the user chooses where none is. */
  async explore(filter?: EventFilter): Promise<ExplorerPanel | undefined> {
    const sources = await this.#currentSources();
    const panel = sources && this.#panelOf(sources);
    if (panel !== undefined && filter !== undefined) {
      panel.session.show(filter);
    }
    return panel;
  }

  /** Asks a question and shows its answer. */
  async investigate(): Promise<void> {
    const asked = await askInvestigation();
    const panel = asked && (await this.explore());
    await (panel && investigate(panel.session, asked.investigation, asked.parameters));
  }

  /** Takes a panel that VS Code kept: it reads again what it had. */
  restore(panel: WebviewPanel): void {
    const sources = this.#listed(this.#deps.connections.current);
    if (sources === undefined) {
      panel.dispose();
      return;
    }
    this.#add(panel, [sources]);
  }

  /** Shows the times in the zone of now. */
  reword(): void {
    for (const panel of this.#open.values()) {
      void panel.begin();
    }
  }

  dispose(): void {
    for (const panel of this.#open.values()) {
      panel.dispose();
    }
  }

  async #currentSources(): Promise<readonly ListedConnection[] | undefined> {
    const current = this.#listed(this.#deps.connections.current);
    return current === undefined ? this.#chooseSources() : [current];
  }

  #listed(connection: ConnectionStore['current']): ListedConnection | undefined {
    return connection && this.#deps.connections.find(connection);
  }

  async #chooseSources(): Promise<readonly ListedConnection[] | undefined> {
    const { connections } = this.#deps;
    const current = connections.current && entryKey(connections.current);
    const items = connections.list.map((listed): QuickPickItem & { readonly listed: ListedConnection } => ({
      label: connectionName(listed.connection, l10n.t),
      description: listed.regions === 'enabled' ? l10n.t('all enabled Regions') : listed.regions.join(', '),
      picked: entryKey(listed.connection) === current,
      listed,
    }));
    const picked = await window.showQuickPick(items, {
      title: l10n.t('Explore events of'),
      placeHolder: items.length === 0 ? l10n.t('No connection yet: add one first') : l10n.t('Connections'),
      canPickMany: true,
    });
    return picked === undefined || picked.length === 0 ? undefined : picked.map(({ listed }) => listed);
  }

  #panelOf(sources: readonly ListedConnection[]): ExplorerPanel {
    const known = this.#open.get(keyOf(sources));
    if (known !== undefined) {
      known.reveal();
      return known;
    }
    const names = sources.map(({ connection }) => connectionName(connection, l10n.t));
    const title = l10n.t('Events of {0}', names.join(', '));
    const options = { retainContextWhenHidden: false, enableFindWidget: false };
    const panel = window.createWebviewPanel(this.#viewType, title, ViewColumn.Active, options);
    return this.#add(panel, sources);
  }

  #add(webview: WebviewPanel, sources: readonly ListedConnection[]): ExplorerPanel {
    const { memory, present } = this.#deps;
    const data = new HistoryData(sources, { ...this.#deps, t: l10n.t });
    const failed = (thrown: unknown): void => {
      void present.notify(thrown);
    };
    const needs = { data, failed, t: l10n.t, times: timesSetting };
    const session = new ExplorerSession(needs, { ...remembered(memory), filter: firstFilter });
    const panel = new ExplorerPanel(webview, session, {
      ...this.#deps,
      look: () => remembered(memory),
      act: (request, of) => actFor({ memory, chooseSources: () => this.#chooseOthers() }, request, of),
    });
    const key = keyOf(sources);
    this.#open.set(key, panel);
    webview.onDidDispose(() => {
      this.#open.delete(key);
    });
    session.onDidChange(() => {
      void remember(memory, { noise: session.memory.noise, filter: printFilter(session.filter) });
    });
    data.read().catch(failed);
    return panel;
  }

  async #chooseOthers(): Promise<void> {
    const sources = await this.#chooseSources();
    if (sources !== undefined) {
      this.#panelOf(sources);
    }
  }
}

function keyOf(sources: readonly ListedConnection[]): string {
  return JSON.stringify(sources.map(({ connection }) => entryKey(connection)).sort());
}
