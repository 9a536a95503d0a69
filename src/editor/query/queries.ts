import {
  commands,
  Diagnostic,
  DiagnosticSeverity,
  l10n,
  languages,
  Range,
  ViewColumn,
  window,
  workspace,
  type TextDocument,
  type Uri,
} from 'vscode';
import { displayText } from '../../core/events/display-text.ts';
import type { Clock } from '../../core/ports.ts';
import type { QueryAct } from '../../protocol/query-results.ts';
import type { CommandId } from '../command-ids.ts';
import type { Memory } from '../connections/connection-store.ts';
import type { Ending } from '../emitter.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { keyOfLog, type OpenedLog, type OpenedLogs } from '../opened-logs/opened-logs.ts';
import { exportQuery } from './export-query.ts';
import { starterQuery } from './language/example-queries.ts';
import { errorPlace } from './language/error-place.ts';
import { askExample, insertQuery } from './insert-example.ts';
import { editorOf, makeQuery, queryDocument, queryTextOf, showQuery } from './query-documents.ts';
import { QueryPanel } from './query-panel.ts';
import { QuerySession, type Question } from './query-session.ts';
import { QuerySources } from './query-sources.ts';
import { problemWords } from './query-status.ts';

/** What query documents need of the rest. */
export interface QueryDeps {
  readonly logs: OpenedLogs;
  /** Asks for log files: those that are open, or others. */
  readonly chooseLog: () => Promise<OpenedLog | undefined>;
  readonly clock: Clock;
  readonly present: FailurePresenter;
  readonly memory: Memory;
  /** The folder of the bundled webviews. */
  readonly webviews: Uri;
}

/** The kind of panel, as VS Code keeps it. */
const viewType = 'trailscope.queryResult';

/** A document with what became of it. */
interface Query {
  readonly session: QuerySession;
  panel: QueryPanel | undefined;
}

/** The queries of the documents that were run or made here. */
export class Queries implements Ending {
  readonly #deps: QueryDeps;
  readonly #sources: QuerySources;
  readonly #changed: () => void;
  /** By the address of the document. */
  readonly #queries = new Map<string, Query>();
  readonly #diagnostics = languages.createDiagnosticCollection('trailscope.query');

  /** @param changed is called when a document is given another source, or its query begins or ends */
  constructor(deps: QueryDeps, changed: () => void) {
    this.#deps = deps;
    this.#sources = new QuerySources(deps.memory);
    this.#changed = changed;
  }

  /** Makes a document: on the log files of the argument, else on the only ones, else on those that the user chooses. */
  async create(argument: unknown): Promise<void> {
    const { sql, cursor } = starterQuery(l10n.t);
    await this.#createWith(sql, cursor, argument);
  }

  /** Writes one of the examples into the document in use, or into a new one. */
  async insertExample(): Promise<void> {
    const example = await askExample();
    const document = this.#document(undefined);
    const editor = document && editorOf(document);
    if (example !== undefined) {
      await (editor !== undefined ? insertQuery(editor, example.sql) : this.#createWith(example.sql, 0));
    }
  }

  async #createWith(sql: string, cursor: number, argument?: unknown): Promise<void> {
    const { logs, chooseLog } = this.#deps;
    const [only, ...others] = logs.list;
    const key = keyOfLog(argument);
    const named = key === undefined ? undefined : logs.find(key);
    const log = named ?? (only !== undefined && others.length === 0 ? only : await chooseLog());
    if (log === undefined) {
      return;
    }
    const document = await makeQuery(sql);
    // Before it can be seen, and run.
    await this.#sources.choose(document.uri.toString(), log.key);
    await showQuery(document, cursor);
    await this.#queryOf(document.uri).session.prepare(log);
  }

  async run(argument: unknown): Promise<void> {
    const document = this.#document(argument);
    const question = document && (await this.#question(document));
    if (document === undefined || question === undefined) {
      return;
    }
    const query = this.#queryOf(document.uri);
    this.#show(query, document);
    this.#diagnostics.delete(document.uri);
    const { version } = document;
    await query.session.run(question);
    if (document.version === version && query.session.question === question) {
      this.#mark(document, query.session);
    }
  }

  cancel(argument: unknown): void {
    const document = this.#document(argument);
    if (document !== undefined) {
      this.#queries.get(document.uri.toString())?.session.cancel();
    }
  }

  async chooseSource(argument: unknown): Promise<OpenedLog | undefined> {
    const document = this.#document(argument);
    const log = document && (await this.#deps.chooseLog());
    if (document !== undefined && log !== undefined) {
      await this.#sources.choose(document.uri.toString(), log.key);
      this.#changed();
    }
    return log;
  }

  async export(argument: unknown): Promise<void> {
    const document = this.#document(argument);
    const question = document && (await this.#question(document));
    await (question && exportQuery(this.#queryOf(document.uri).session, question));
  }

  /** The log files that a document asks. */
  sourceOf(document: TextDocument): OpenedLog | undefined {
    const key = this.#sources.of(document.uri.toString());
    return key === undefined ? undefined : this.#deps.logs.find(key);
  }

  /** The session of a document that has one. */
  sessionOf(document: TextDocument): QuerySession | undefined {
    return this.#queries.get(document.uri.toString())?.session;
  }

  /** Values of a column: those of the files, where a query has opened them, and common ones. */
  async valuesOf(document: TextDocument, column: string): Promise<readonly string[]> {
    const { valuesIn } = await import('./language-features.ts');
    const log = this.sourceOf(document);
    const set = log && this.sessionOf(document)?.setOf(log);
    return valuesIn(set, column, this.#deps.clock.now());
  }

  /** An edited document is no longer what was wrong. */
  edited(document: TextDocument): void {
    this.#diagnostics.delete(document.uri);
  }

  /** A document that was just saved under a name for the first time keeps the source of the one that it was. */
  async opened(document: TextDocument): Promise<void> {
    const text = document.getText();
    const before = workspace.textDocuments.find(
      (each) => each.isUntitled && each.languageId === document.languageId && each.getText() === text,
    );
    const log = document.isUntitled || before === undefined ? undefined : this.sourceOf(before);
    if (log !== undefined && this.sourceOf(document) === undefined) {
      await this.#sources.choose(document.uri.toString(), log.key);
      this.#changed();
    }
  }

  /** A closed document leaves its result where that is still shown. The name of an unsaved one is given again. */
  async closed(document: TextDocument): Promise<void> {
    const address = document.uri.toString();
    this.#diagnostics.delete(document.uri);
    if (this.#queries.get(address)?.panel === undefined) {
      this.#end(address);
    }
    if (document.isUntitled) {
      await this.#sources.forget(address);
    }
  }

  dispose(): void {
    this.#diagnostics.dispose();
    for (const address of [...this.#queries.keys()]) {
      this.#end(address);
    }
  }

  /** The document that a command is about; in a result, the one that it is of. */
  #document(argument: unknown): TextDocument | undefined {
    const shown = [...this.#queries.values()].find(({ panel }) => panel?.isActive === true);
    return queryDocument(argument) ?? shown?.panel?.document;
  }

  /** What a document asks now, and of which log files; undefined when the user does not choose any. */
  async #question(document: TextDocument): Promise<Question | undefined> {
    const log = this.sourceOf(document) ?? (await this.chooseSource(document.uri));
    return log && { log, ...queryTextOf(document) };
  }

  #queryOf(uri: Uri): Query {
    const address = uri.toString();
    const known = this.#queries.get(address);
    if (known !== undefined) {
      return known;
    }
    const { logs, clock } = this.#deps;
    const query: Query = { session: new QuerySession(logs, clock), panel: undefined };
    this.#queries.set(address, query);
    let wasRunning = false;
    query.session.onDidChange(() => {
      const isRunning = query.session.state.kind === 'running';
      if (isRunning !== wasRunning) {
        wasRunning = isRunning;
        this.#changed();
      }
    });
    return query;
  }

  #show(query: Query, document: TextDocument): void {
    if (query.panel !== undefined) {
      query.panel.reveal();
      return;
    }
    const { uri } = document;
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const webview = window.createWebviewPanel(
      viewType,
      l10n.t('Result of {0}', displayText(name)),
      { viewColumn: ViewColumn.Beside, preserveFocus: true },
      { retainContextWhenHidden: false },
    );
    query.panel = new QueryPanel(webview, document, query.session, {
      ...this.#deps,
      act: (what) => this.#act(what, document),
      openEvent: (item, toSide) => {
        const command: CommandId = toSide ? 'trailscope.openEventToSide' : 'trailscope.openEvent';
        return commands.executeCommand(command, item);
      },
    });
    webview.onDidDispose(() => {
      query.panel = undefined;
      query.session.cancel();
      if (document.isClosed) {
        this.#end(uri.toString());
      }
    });
  }

  async #act(what: QueryAct, document: TextDocument): Promise<void> {
    switch (what) {
      case 'run':
        await this.run(document.uri);
        break;
      case 'cancel':
        this.cancel(document.uri);
        break;
      case 'export':
        await this.#exportShown(document.uri);
        break;
      case 'show-problem':
        await this.#showProblem(document);
        break;
    }
  }

  /** Exports what the page shows, in its order, whatever the document has become since. */
  async #exportShown(uri: Uri): Promise<void> {
    const { session } = this.#queryOf(uri);
    await (session.result && exportQuery(session, session.result.question));
  }

  async #showProblem(document: TextDocument): Promise<void> {
    const [problem] = this.#diagnostics.get(document.uri) ?? [];
    if (problem !== undefined) {
      const viewColumn = editorOf(document)?.viewColumn;
      const selection = new Range(problem.range.start, problem.range.start);
      await window.showTextDocument(document, { selection, ...(viewColumn !== undefined && { viewColumn }) });
    }
  }

  /** Marks what is wrong in the document. */
  #mark(document: TextDocument, { state, question }: QuerySession): void {
    const words = problemWords(state, question?.sql ?? '', l10n.t);
    if (state.kind !== 'failed' || words === undefined || question === undefined) {
      return;
    }
    const isMistake = state.error.failure.kind === 'invalid-input';
    const span =
      (isMistake ? errorPlace(state.error.message, question.sql) : undefined) ?? firstWord(question.sql);
    const range = new Range(
      document.positionAt(question.offset + span.start),
      document.positionAt(question.offset + span.end),
    );
    const text = [words.title, words.detail, words.advice].filter((part) => part !== '').join('\n');
    const diagnostic = new Diagnostic(range, text, DiagnosticSeverity.Error);
    diagnostic.source = 'cloudtrail';
    this.#diagnostics.set(document.uri, [diagnostic]);
  }

  #end(address: string): void {
    const query = this.#queries.get(address);
    this.#queries.delete(address);
    query?.panel?.dispose();
    query?.session.dispose();
  }
}

/** Where a mark stands that is about the query as a whole. */
function firstWord(sql: string): { readonly start: number; readonly end: number } {
  const start = sql.search(/\S/);
  return { start, end: start + (/^\S+/.exec(sql.slice(start))?.[0].length ?? 0) };
}
