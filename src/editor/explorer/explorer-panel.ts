import { randomBytes } from 'node:crypto';
import { env, l10n, Uri, type WebviewOptions, type WebviewPanel } from 'vscode';
import { fieldTitle } from '../../core/query/field-words.ts';
import { facetFields } from '../../core/query/facets.ts';
import { filterPresets } from '../../core/query/presets.ts';
import {
  explorerVersion,
  type BeginExplorer,
  type ColumnChoice,
  type ExplorerRequest,
  type ExplorerUi,
  type FromExplorer,
  type ToExplorer,
} from '../../protocol/explorer.ts';
import { readFromExplorer } from '../../protocol/read-explorer.ts';
import type { Ending } from '../emitter.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { timesSetting } from '../settings/settings.ts';
import { webviewPage } from '../webview-page.ts';
import type { DataRequest, ExplorerSession } from './explorer-session.ts';

/** What the page looks like, as the user left it. */
export interface ExplorerLook {
  readonly columns: readonly ColumnChoice[];
  readonly ui: ExplorerUi;
}

/** What needs the editor: everything but the data. */
export type EditorRequest = Exclude<ExplorerRequest, DataRequest>;

/** What a panel needs of the rest. */
export interface ExplorerPanelDeps {
  readonly present: FailurePresenter;
  /** The folder of the bundled webviews. */
  readonly webviews: Uri;
  readonly look: () => ExplorerLook;
  /** Does what the page asks of the editor, and says what was done where that is not plain to see. */
  readonly act: (request: EditorRequest, panel: ExplorerPanel) => Promise<unknown>;
}

/** The page is told how things stand so often at most, in milliseconds: events come in pages, many a second. */
const pause = 150;

/** One explorer: the host's end of a webview panel. It ends with the panel, and its session with it. */
export class ExplorerPanel implements Ending {
  readonly session: ExplorerSession;
  readonly #panel: WebviewPanel;
  readonly #deps: ExplorerPanelDeps;
  readonly #endings: Ending[];
  /** The page is there and listens. A hidden page is gone, and says `ready` again when it comes back. */
  #isReady = false;
  #isClosed = false;
  /** Set from when a status is due until it was sent. */
  #timer: NodeJS.Timeout | undefined;
  #changes = 0;

  constructor(panel: WebviewPanel, session: ExplorerSession, deps: ExplorerPanelDeps) {
    this.#panel = panel;
    this.session = session;
    this.#deps = deps;
    this.#endings = [
      session,
      session.onDidChange(() => {
        this.#tellSoon();
      }),
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(readFromExplorer(message))),
      panel.onDidChangeViewState(() => {
        this.#isReady &&= panel.visible;
      }),
      panel.onDidDispose(() => {
        this.dispose();
      }),
    ];
    panel.webview.options = explorerOptions(deps.webviews);
    panel.webview.html = webviewPage({
      script: panel.webview.asWebviewUri(Uri.joinPath(deps.webviews, 'explorer.js')).toString(),
      nonce: randomBytes(16).toString('base64url'),
      language: env.language,
      title: l10n.t('CloudTrail events'),
    });
  }

  /** Whether it is the editor in use. */
  get isActive(): boolean {
    return !this.#isClosed && this.#panel.active;
  }

  reveal(): void {
    this.#panel.reveal();
  }

  /** Tells the page again what does not change with the events, as after a change of columns or of the zone. */
  async begin(): Promise<void> {
    if (this.#isReady) {
      await this.#send(beginMessage(this.#deps.look()));
      this.#tellSoon();
    }
  }

  dispose(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const ending of this.#endings.splice(0)) {
      ending.dispose();
    }
  }

  async #receive(message: FromExplorer | undefined): Promise<void> {
    if (message?.type === 'ready') {
      this.#isReady = true;
      await this.begin();
    } else if (message?.type === 'request') {
      await this.#answer(message.id, message.request);
    }
  }

  async #answer(id: number, request: ExplorerRequest): Promise<void> {
    try {
      const value = isOfEditor(request)
        ? await this.#deps.act(request, this)
        : await this.session.answerTo(request);
      await this.#send({ type: 'reply', id, ok: true, value: value ?? true });
    } catch (thrown) {
      await this.#send({ type: 'reply', id, ok: false });
      await this.#deps.present.notify(thrown);
    }
  }

  #tellSoon(): void {
    if (!this.#isReady || this.#isClosed) {
      return;
    }
    this.#changes += 1;
    this.#timer ??= setTimeout(() => {
      void this.#tellAll();
    }, pause);
  }

  /** One status after the other: of two at once the older one could come last. */
  async #tellAll(): Promise<void> {
    const told = this.#changes;
    await this.#tell();
    this.#timer = undefined;
    if (this.#changes !== told) {
      this.#tellSoon();
    }
  }

  async #tell(): Promise<void> {
    try {
      const status = await this.session.status();
      // Messages stay in order by themselves, and a page that is hidden may take its time to say so.
      void this.#send(status);
    } catch (thrown) {
      void this.#deps.present.notify(thrown);
    }
  }

  async #send(message: ToExplorer): Promise<void> {
    // A closed panel throws at any touch. A page that is only hidden says `false`, and asks again when it is back.
    if (!this.#isClosed) {
      await this.#panel.webview.postMessage(message);
    }
  }
}

/** What the page may do. A new panel has to be made with it: another one is loaded twice. */
export function explorerOptions(webviews: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [webviews] };
}

function isOfEditor(request: ExplorerRequest): request is EditorRequest {
  return ['act', 'open', 'copy', 'columns', 'remember'].includes(request.kind);
}

function beginMessage({ columns, ui }: ExplorerLook): BeginExplorer {
  return {
    type: 'begin',
    version: explorerVersion,
    strings: l10n.bundle ?? {},
    zone: timesSetting().zone,
    language: env.language,
    facets: facetFields.map((field) => ({ field, label: fieldTitle(field, l10n.t) })),
    presets: filterPresets
      .filter(({ asks }) => asks === undefined)
      .map(({ title, text }) => ({ name: title(l10n.t), text })),
    columns,
    ui,
  };
}
