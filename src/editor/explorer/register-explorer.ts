import { Disposable, l10n, window, workspace, type TextEditor, type WebviewPanel } from 'vscode';
import { registerCommands } from '../commands.ts';
import { changes } from '../settings/settings.ts';
import { logOf } from '../opened-logs/register-opened-logs.ts';
import type { Explorers, ExplorersDeps } from './explorers.ts';

/** The kind of panel, as VS Code keeps it; package.json names it too, to be activated for it. */
const viewType = 'trailscope.explorer';

/**
 * Registers the events explorer and the commands that open it with a question. Its code is loaded with the first of
 * them.
 */
export function registerExplorer(deps: ExplorersDeps): Disposable {
  let loaded: Promise<Explorers> | undefined;
  const explorers = (): Promise<Explorers> => (loaded ??= load(deps));
  return Disposable.from(
    {
      dispose: () => {
        void loaded?.then((open) => {
          open.dispose();
        });
      },
    },
    ...registerCommands(deps.present, {
      'trailscope.exploreEvents': async (argument) => {
        const { connectionOf, filterOf } = await import('./opening-filters.ts');
        const filter = filterOf(argument);
        const open = await explorers();
        await (filter === undefined
          ? open.explore()
          : open.exploreBy(filter, 'show', connectionOf(argument)));
      },
      'trailscope.exploreLogs': async (argument) => {
        const log = await logOf(deps.logs, argument);
        if (log !== undefined) {
          const { placeFilter } = await import('./opening-filters.ts');
          const filter = placeFilter(argument);
          const panel = (await explorers()).exploreLog(log);
          if (filter !== undefined) {
            panel.session.show(filter);
          }
        }
      },
      'trailscope.whoChangedThis': async () => {
        const { changesOf } = await import('./opening-filters.ts');
        const filter = changesOf(selectedText(window.activeTextEditor));
        if (filter === undefined) {
          void window.showInformationMessage(
            l10n.t('Select an ARN, an id, a key, an address or a name first; then ask again.'),
          );
        } else {
          await (await explorers()).exploreBy(filter, 'renew');
        }
      },
      'trailscope.investigate': async () => {
        await (await explorers()).investigate();
      },
    }),
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) => {
        (await explorers()).restore(panel, state);
      },
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (changes(event, 'trailscope.timeZone')) {
        void loaded?.then((open) => {
          open.reword();
        });
      }
    }),
  );
}

/** What is selected, or else what the cursor is in: anything without blanks and quotes. */
function selectedText(editor: TextEditor | undefined): string {
  if (editor === undefined) {
    return '';
  }
  const { document, selection } = editor;
  const range = selection.isEmpty
    ? document.getWordRangeAtPosition(selection.active, /[^\s"'`,;(){}<>[\]]+/)
    : selection;
  return range === undefined ? '' : document.getText(range);
}

async function load(deps: ExplorersDeps): Promise<Explorers> {
  const { Explorers } = await import('./explorers.ts');
  return new Explorers(deps, viewType);
}
