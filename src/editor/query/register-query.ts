import { CodeLens, Disposable, languages, l10n, Range, workspace, type TextDocument } from 'vscode';
import { displayText } from '../../core/events/display-text.ts';
import { registerCommands } from '../commands.ts';
import type { CommandId } from '../command-ids.ts';
import { Emitter } from '../emitter.ts';
import type { Queries, QueryDeps } from './queries.ts';
import { queryLanguage } from './query-language.ts';

/**
 * Registers query documents: SQL over opened log files. Nothing is run or read by opening a document. The code is
 * loaded with the first one.
 */
export function registerQuery(deps: QueryDeps): Disposable {
  let loaded: Promise<Queries> | undefined;
  const changed = new Emitter<undefined>();
  const queries = (): Promise<Queries> =>
    (loaded ??= load(deps, () => {
      changed.fire(undefined);
    }));
  const onQuery =
    (act: (open: Queries, document: TextDocument) => unknown) => async (document: TextDocument) => {
      if (document.languageId === queryLanguage) {
        await act(await queries(), document);
      }
    };
  return Disposable.from(
    {
      dispose: () => {
        void loaded?.then((open) => {
          open.dispose();
        });
      },
    },
    ...registerCommands(deps.present, {
      'trailscope.newQuery': async (argument) => (await queries()).create(argument),
      'trailscope.runQuery': async (argument) => (await queries()).run(argument),
      'trailscope.cancelQuery': async (argument) => {
        (await queries()).cancel(argument);
      },
      'trailscope.chooseQuerySource': async (argument) => (await queries()).chooseSource(argument),
      'trailscope.insertExampleQuery': async () => (await queries()).insertExample(),
      'trailscope.exportQuery': async (argument) => (await queries()).export(argument),
    }),
    ...languageFeatures(queries, changed),
    deps.logs.onDidChange((log) => {
      // The list has changed: a document may have lost its source, or have it back.
      if (log === undefined) {
        changed.fire(undefined);
      }
    }),
    workspace.onDidChangeTextDocument(({ document }) =>
      onQuery((open) => {
        open.edited(document);
      })(document),
    ),
    workspace.onDidOpenTextDocument(onQuery((open, document) => open.opened(document))),
    workspace.onDidCloseTextDocument(onQuery((open, document) => open.closed(document))),
  );
}

/** What the editor shows and offers in a document. */
function languageFeatures(queries: () => Promise<Queries>, changed: Emitter<undefined>): Disposable[] {
  return [
    languages.registerCodeLensProvider(queryLanguage, {
      onDidChangeCodeLenses: (listener) => Disposable.from(changed.event(listener)),
      provideCodeLenses: async (document) => lenses(document, await queries()),
    }),
    languages.registerCompletionItemProvider(
      queryLanguage,
      {
        provideCompletionItems: async (document, position) => {
          const open = await queries();
          const { completions } = await import('./language-features.ts');
          return completions(document, position, (column) => open.valuesOf(document, column));
        },
      },
      '.',
      "'",
    ),
    languages.registerHoverProvider(queryLanguage, {
      provideHover: async (document, position) =>
        (await import('./language-features.ts')).hoverAt(document, position),
    }),
  ];
}

/** What a document can do, above its first line. */
function lenses(document: TextDocument, queries: Queries): CodeLens[] {
  const range = new Range(0, 0, 0, 0);
  const lens = (title: string, command: CommandId): CodeLens =>
    new CodeLens(range, { title, command, arguments: [document.uri] });
  const isRunning = queries.sessionOf(document)?.state.kind === 'running';
  const source = queries.sourceOf(document);
  return [
    isRunning
      ? lens(`$(debug-stop) ${l10n.t('Cancel')}`, 'trailscope.cancelQuery')
      : lens(`$(play) ${l10n.t('Run')}`, 'trailscope.runQuery'),
    lens(
      source === undefined
        ? l10n.t('Choose a source')
        : // A lens draws `$(name)` as an icon.
          l10n.t('Source: {0} (change)', displayText(source.name).replaceAll('$(', '\\$(')),
      'trailscope.chooseQuerySource',
    ),
    lens(l10n.t('Export…'), 'trailscope.exportQuery'),
  ];
}

async function load(deps: QueryDeps, changed: () => void): Promise<Queries> {
  const { Queries } = await import('./queries.ts');
  return new Queries(deps, changed);
}
