import { Disposable, window, workspace, type WebviewPanel } from 'vscode';
import { isJsonObject } from '../../core/json.ts';
import { registerCommands } from '../commands.ts';
import { eventItem, type EventItem } from '../events/event-selection.ts';
import { changes } from '../settings/settings.ts';
import type { EventViewerDeps, Viewers } from './viewers.ts';

/** The kind of panel, as VS Code keeps it; package.json names it too, to be activated for it. */
const viewType = 'trailscope.eventViewer';

/**
 * Registers the event viewer: the commands that open events, and the restoring of open viewers after the window is
 * reloaded. `trailscope.openEvent` shows every event in one viewer, as a preview; `trailscope.openEventToSide` opens
 * a viewer of its own beside it. Both take `{ preserveFocus: true }` after the event. The viewer's code is loaded with
 * the first event.
 */
export function registerEventViewer(deps: EventViewerDeps): Disposable {
  let loaded: Promise<Viewers> | undefined;
  const viewers = (): Promise<Viewers> => (loaded ??= load(deps));
  const onEvent =
    (act: (viewers: Viewers, item: EventItem, preserveFocus: boolean) => void) =>
    async (argument: unknown, how: unknown) => {
      const item = eventItem(argument);
      if (item !== undefined) {
        act(await viewers(), item, isJsonObject(how) && how['preserveFocus'] === true);
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
      'trailscope.openEvent': onEvent((open, item, preserveFocus) => {
        open.open(item, preserveFocus);
      }),
      'trailscope.openEventToSide': onEvent((open, item, preserveFocus) => {
        open.openToSide(item, preserveFocus);
      }),
    }),
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: async (panel: WebviewPanel, state: unknown) => {
        (await viewers()).restore(panel, state);
      },
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (changes(event, 'trailscope.timeZone')) {
        void loaded?.then((open) => {
          open.refresh();
        });
      }
    }),
  );
}

async function load(deps: EventViewerDeps): Promise<Viewers> {
  const [{ Viewers }] = await Promise.all([import('./viewers.ts'), deps.consoleAccess.known()]);
  return new Viewers(deps, viewType);
}
