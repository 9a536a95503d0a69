import { commands, l10n, ViewColumn, window, type QuickPickItem, type Uri, type WebviewPanel } from 'vscode';
import type { Connection } from '../../core/connection.ts';
import type { AwsPorts, Clock } from '../../core/ports.ts';
import type { EventFilter } from '../../core/query/event-filter.ts';
import type { CommandId } from '../command-ids.ts';
import type { ConnectionStore, ListedConnection, Memory } from '../connections/connection-store.ts';
import { connected } from '../connections/connected.ts';
import { connectionName } from '../connections/connection-words.ts';
import { entryKey } from '../connections/connection-store.ts';
import type { Ending } from '../emitter.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import type { OpenedLog, OpenedLogs } from '../opened-logs/opened-logs.ts';
import { timesSetting } from '../settings/settings.ts';
import { actFor, type ActDeps } from './explorer-acts.ts';
import { keptExplorer } from './explorer-kept.ts';
import { firstFilter, remember, remembered } from './explorer-memory.ts';
import { ExplorerPanel, explorerOptions } from './explorer-panel.ts';
import { ExplorerSession } from './explorer-session.ts';
import { originOf, subjectKey, subjectTitle, type ExplorerSubject } from './explorer-subject.ts';
import type { ExplorerData } from './explorer-data.ts';
import { HistoryData } from './history-data.ts';
import { askInvestigation, investigate } from './investigate.ts';
import { LogData } from './log-data.ts';

/** What explorers need of the rest. */
export interface ExplorersDeps {
  readonly connections: ConnectionStore;
  readonly logs: OpenedLogs;
  /** Asks for one of the opened log files, or for others to open. */
  readonly chooseLog: () => Promise<OpenedLog | undefined>;
  readonly ports: () => Promise<AwsPorts>;
  readonly clock: Clock;
  readonly present: FailurePresenter;
  readonly memory: Memory;
  /** The folder of the bundled webviews. */
  readonly webviews: Uri;
}

/** The open explorers, by what they show. */
export class Explorers implements Ending {
  readonly #deps: ExplorersDeps;
  readonly #viewType: string;
  readonly #open = new Map<string, ExplorerPanel>();
  /** The explorers that want all of the rate that the service allows. */
  readonly #atFullSpeed = new Set<unknown>();
  readonly #acts: ActDeps;
  readonly #subscription: Ending;

  constructor(deps: ExplorersDeps, viewType: string) {
    this.#deps = deps;
    this.#acts = {
      memory: deps.memory,
      chooseSources: (panel) => this.#chooseOthers(panel),
      showBadFiles: async ({ session: { data } }) => {
        const command: CommandId = 'trailscope.showQuarantine';
        await (data instanceof LogData && commands.executeCommand(command, { log: data.log }));
      },
      savedChanged: (saved) => {
        for (const { session } of this.#open.values()) {
          session.save(saved);
        }
      },
    };
    this.#viewType = viewType;
    this.#subscription = deps.connections.onDidChangeList(() => {
      for (const { session } of this.#open.values()) {
        if (session.data instanceof HistoryData) {
          session.data.keepTo((connection) => deps.connections.find(connection) !== undefined);
        }
      }
    });
  }

  /** Opens the explorer of the connections that the user chooses; there is no question where only one is listed. */
  async explore(): Promise<ExplorerPanel | undefined> {
    const { connections } = this.#deps;
    const isOne = connections.list.length < 2;
    const sources = isOne ? await this.#currentSources() : await this.#chooseSources();
    return sources && this.#panelOf({ kind: 'connections', sources });
  }

  /** Opens the explorer of log files. */
  exploreLog(log: OpenedLog): ExplorerPanel {
    return this.#panelOf({ kind: 'log', log });
  }

  /**
   * Shows what passes a filter.
   *
   * @param how `renew` for as of now, where `show` is content with what was read before
   * @param of the connection to look in, such as that of the event that the question is about; the one in use where
   *   it is absent or not listed
   */
  async exploreBy(filter: EventFilter, how: 'show' | 'renew', of?: Connection): Promise<void> {
    const subject = this.#subjectOf(of) ?? (await this.#currentSubject());
    if (subject !== undefined) {
      this.#panelOf(subject).session[how](filter);
    }
  }

  /** Asks a question and shows its answer: in the explorer that is in use, else in one of connections. */
  async investigate(): Promise<void> {
    const inUse = [...this.#open.values()].find(({ isActive }) => isActive);
    const asked = await askInvestigation();
    const panel = asked && (inUse ?? (await this.explore()));
    await (panel && investigate(panel.session, asked.investigation, asked.parameters));
  }

  /**
   * Takes a panel that VS Code kept: it reads again what it had. Where none of its connections is listed any more it
   * is that of the connection in use. One of log files that are closed is closed too, and so is one that VS Code knows
   * nothing of: what a page keeps is lost when a window is reloaded in the same moment.
   */
  restore(panel: WebviewPanel, state: unknown): void {
    const { connections, logs } = this.#deps;
    const { subject: kept, isOfConnections, filter } = keptExplorer(state, connections, logs);
    const subject = kept ?? (isOfConnections ? this.#subjectOf(connections.current) : undefined);
    if (subject === undefined || this.#open.has(subjectKey(subject))) {
      panel.dispose();
      return;
    }
    panel.title = subjectTitle(subject, l10n.t);
    this.#add(panel, subject, filter);
  }

  /** Shows the times in the zone of now. */
  reword(): void {
    for (const panel of this.#open.values()) {
      void panel.begin();
    }
  }

  dispose(): void {
    this.#subscription.dispose();
    for (const panel of this.#open.values()) {
      panel.dispose();
    }
  }

  /** The subject with the events of a connection; undefined where it is not listed. */
  #subjectOf(of: Connection | undefined): ExplorerSubject | undefined {
    if (of?.credentials.kind === 'files') {
      const log = this.#deps.logs.find(of.credentials.path);
      return log && { kind: 'log', log };
    }
    const listed = this.#listed(of);
    return listed && { kind: 'connections', sources: [listed] };
  }

  async #currentSubject(): Promise<ExplorerSubject | undefined> {
    const sources = await this.#currentSources();
    return sources && { kind: 'connections', sources };
  }

  async #currentSources(): Promise<readonly ListedConnection[] | undefined> {
    const { connections } = this.#deps;
    const current = this.#listed(connections.current);
    if (current !== undefined) {
      return [current];
    }
    if (connections.list.length > 0) {
      return this.#chooseSources();
    }
    const added = this.#listed(await connected(connections));
    return added && [added];
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
      placeHolder: l10n.t('Connections'),
      canPickMany: true,
    });
    return picked === undefined || picked.length === 0 ? undefined : picked.map(({ listed }) => listed);
  }

  #panelOf(subject: ExplorerSubject): ExplorerPanel {
    const known = this.#open.get(subjectKey(subject));
    if (known !== undefined) {
      known.reveal();
      return known;
    }
    const panel = window.createWebviewPanel(
      this.#viewType,
      subjectTitle(subject, l10n.t),
      ViewColumn.Active,
      explorerOptions(this.#deps.webviews),
    );
    return this.#add(panel, subject);
  }

  #add(webview: WebviewPanel, subject: ExplorerSubject, filter = firstFilterOf(subject)): ExplorerPanel {
    const { memory, present } = this.#deps;
    const data = this.#dataOf(subject);
    const failed = (thrown: unknown): void => {
      void present.notify(thrown);
    };
    const needs = { data, failed, t: l10n.t, times: timesSetting, origin: originOf(subject) };
    const session = new ExplorerSession(needs, { ...remembered(memory), filter });
    const panel = new ExplorerPanel(webview, session, {
      ...this.#deps,
      look: () => remembered(memory),
      act: (request, of) => actFor(this.#acts, request, of),
    });
    const key = subjectKey(subject);
    this.#open.set(key, panel);
    webview.onDidDispose(() => {
      this.#open.delete(key);
    });
    let { noise } = session.memory;
    session.onDidChange(() => {
      if (session.memory.noise !== noise) {
        ({ noise } = session.memory);
        void remember(memory, { noise });
      }
    });
    session.read();
    return panel;
  }

  #dataOf(subject: ExplorerSubject): ExplorerData {
    const { logs, clock } = this.#deps;
    return subject.kind === 'log'
      ? new LogData(subject.log, logs, clock)
      : new HistoryData(subject.sources, { ...this.#deps, atFullSpeed: this.#atFullSpeed, t: l10n.t });
  }

  async #chooseOthers({ session }: ExplorerPanel): Promise<void> {
    if (session.data instanceof LogData) {
      const log = await this.#deps.chooseLog();
      if (log !== undefined) {
        this.exploreLog(log);
      }
      return;
    }
    const sources = await this.#chooseSources();
    if (sources !== undefined) {
      this.#panelOf({ kind: 'connections', sources });
    }
  }
}

/** Log files are all there at once, however old they are. */
function firstFilterOf({ kind }: ExplorerSubject): string {
  return kind === 'log' ? '' : firstFilter;
}
