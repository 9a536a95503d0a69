import { randomBytes } from 'node:crypto';
import { env, l10n, Uri, type TextDocument, type WebviewPanel } from 'vscode';
import {
  queryPageVersion,
  type FromQueryPage,
  type QueryAct,
  type QueryRequest,
  type ToQueryPage,
} from '../../protocol/query-results.ts';
import { readFromQueryPage } from '../../protocol/read-query-results.ts';
import type { Ending } from '../emitter.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import type { OpenedLog, OpenedLogs } from '../opened-logs/opened-logs.ts';
import { webviewPage } from '../webview-page.ts';
import { cellText, valueText, wholeValue } from './cell-text.ts';
import type { QuerySession } from './query-session.ts';
import { queryStatus } from './query-status.ts';

/** What a panel needs of the rest. */
export interface QueryPanelDeps {
  readonly logs: Pick<OpenedLogs, 'stateOf' | 'onDidChange'>;
  readonly present: FailurePresenter;
  /** The folder of the bundled webviews. */
  readonly webviews: Uri;
  readonly act: (what: QueryAct) => unknown;
  /** Opens an event. */
  readonly openEvent: (item: unknown, toSide: boolean) => unknown;
}

/** The host's end of the page with a query's result. The session goes on without it. */
export class QueryPanel implements Ending {
  /** The document with the query. */
  readonly document: TextDocument;
  readonly #panel: WebviewPanel;
  readonly #session: QuerySession;
  readonly #deps: QueryPanelDeps;
  readonly #endings: Ending[];
  /** The page is there and listens. A hidden page is gone, and says `ready` again when it comes back. */
  #isReady = false;
  #isClosed = false;

  constructor(panel: WebviewPanel, document: TextDocument, session: QuerySession, deps: QueryPanelDeps) {
    this.document = document;
    this.#panel = panel;
    this.#session = session;
    this.#deps = deps;
    this.#endings = [
      session.onDidChange(() => this.#tell()),
      deps.logs.onDidChange(() => (session.state.kind === 'running' ? this.#tell() : undefined)),
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(readFromQueryPage(message))),
      panel.onDidChangeViewState(() => {
        this.#isReady &&= panel.visible;
      }),
      panel.onDidDispose(() => {
        this.#end();
      }),
    ];
    panel.webview.options = { enableScripts: true, localResourceRoots: [deps.webviews] };
    panel.webview.html = webviewPage({
      script: panel.webview.asWebviewUri(Uri.joinPath(deps.webviews, 'query.js')).toString(),
      nonce: randomBytes(16).toString('base64url'),
      language: env.language,
      title: l10n.t('Result of a query'),
    });
  }

  /** Whether the panel is the editor in use. */
  get isActive(): boolean {
    return !this.#isClosed && this.#panel.active;
  }

  /** Shows the panel, without taking the focus from the query. */
  reveal(): void {
    this.#panel.reveal(undefined, true);
  }

  dispose(): void {
    this.#panel.dispose();
    this.#end();
  }

  #end(): void {
    this.#isClosed = true;
    for (const ending of this.#endings.splice(0)) {
      ending.dispose();
    }
  }

  async #receive(message: FromQueryPage | undefined): Promise<void> {
    if (message?.type === 'ready') {
      this.#isReady = true;
      await this.#send({ type: 'begin', version: queryPageVersion, strings: l10n.bundle ?? {} });
      await this.#tell();
    } else if (message?.type === 'request') {
      await this.#answer(message.id, message.request);
    }
  }

  async #answer(id: number, request: QueryRequest): Promise<void> {
    try {
      const value = await this.#do(request);
      await this.#send({ type: 'reply', id, ok: true, value: value ?? true });
    } catch (thrown) {
      await this.#send({ type: 'reply', id, ok: false });
      await this.#deps.present.notify(thrown);
    }
  }

  async #do(request: QueryRequest): Promise<unknown> {
    const session = this.#session;
    switch (request.kind) {
      case 'rows': {
        const { result, from, to } = request;
        const rows = session.rows(result, from, to);
        const cells = rows.map((row, index) => ({ row: from + index, cells: row.map(cellText) }));
        return { revision: session.result?.rows.count ?? 0, rows: cells };
      }
      case 'value': {
        const { result, row, column } = request.cell;
        return wholeValue(session.value(result, row, column) ?? null);
      }
      case 'copy': {
        const { result, row, column } = request.cell;
        const value = session.value(result, row, column);
        return value === undefined ? undefined : env.clipboard.writeText(valueText(value));
      }
      case 'open': {
        const item = await session.eventOf(request.result, request.row);
        return item && this.#deps.openEvent(item, request.toSide);
      }
      case 'sort':
        return session.sort(request.sort);
      case 'act':
        return this.#deps.act(request.what);
    }
  }

  async #tell(): Promise<void> {
    if (this.#isReady) {
      const lineAt = (offset: number) => {
        const { line, character } = this.document.positionAt(offset);
        return { line: line + 1, column: character + 1 };
      };
      const stateOf = (log: OpenedLog) => this.#deps.logs.stateOf(log);
      await this.#send(queryStatus(this.#session, { t: l10n.t, language: env.language, lineAt, stateOf }));
    }
  }

  async #send(message: ToQueryPage): Promise<void> {
    // A closed panel throws at any touch. A page that is only hidden says `false`, and asks again when it is back.
    if (!this.#isClosed) {
      await this.#panel.webview.postMessage(message);
    }
  }
}
