import { Disposable, ViewColumn, window, workspace, type WebviewPanel } from 'vscode';
import { readViewerState } from '../../protocol/messages.ts';
import { registerCommands } from '../commands.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import { eventItem, type EventItem } from '../events/event-selection.ts';
import { changes } from '../settings/settings.ts';
import { restoredEvent } from './saved-event.ts';
import { ViewerPanel, type ViewerDeps } from './viewer-panel.ts';

/** What the event viewer needs of the rest. */
export interface EventViewerDeps extends ViewerDeps {
  readonly connections: ConnectionStore;
}

const viewType = 'trailscope.eventViewer';

/**
 * Registers the event viewer: the commands that open events, and the restoring of open viewers after the window is
 * reloaded. `trailscope.openEvent` shows every event in one viewer, as a preview; `trailscope.openEventToSide` opens
 * a viewer of its own beside it.
 */
export function registerEventViewer(deps: EventViewerDeps): Disposable {
  const viewers = new Viewers(deps);
  return Disposable.from(
    viewers,
    ...registerCommands(deps.present, {
      'trailscope.openEvent': (argument) => {
        viewers.open(eventItem(argument));
      },
      'trailscope.openEventToSide': (argument) => {
        viewers.openToSide(eventItem(argument));
      },
    }),
    window.registerWebviewPanelSerializer(viewType, {
      deserializeWebviewPanel: (panel: WebviewPanel, state: unknown) => {
        viewers.restore(panel, state);
        return Promise.resolve();
      },
    }),
    workspace.onDidChangeConfiguration((event) => {
      if (changes(event, 'trailscope.timeZone')) {
        viewers.refresh();
      }
    }),
  );
}

/** The open viewers. */
class Viewers {
  readonly #deps: EventViewerDeps;
  readonly #open = new Set<ViewerPanel>();
  /** The one that shows the next event too. */
  #main: ViewerPanel | undefined;

  constructor(deps: EventViewerDeps) {
    this.#deps = deps;
  }

  open(item: EventItem | undefined): void {
    if (item === undefined) {
      return;
    }
    if (this.#main === undefined) {
      this.#main = this.#create(item, ViewColumn.Active);
    } else {
      this.#main.show(item);
    }
  }

  openToSide(item: EventItem | undefined): void {
    if (item !== undefined) {
      this.#create(item, ViewColumn.Beside);
    }
  }

  /** Takes a panel that VS Code kept; one whose state cannot be read is closed, since it could only be empty. */
  restore(panel: WebviewPanel, state: unknown): void {
    const saved = readViewerState(state)?.saved;
    const item = saved === undefined ? undefined : restoredEvent(saved, this.#deps.connections.current);
    if (item === undefined) {
      panel.dispose();
      return;
    }
    const viewer = this.#add(panel, item);
    this.#main ??= viewer;
  }

  refresh(): void {
    for (const viewer of this.#open) {
      void viewer.refresh();
    }
  }

  dispose(): void {
    for (const viewer of this.#open) {
      viewer.dispose();
    }
  }

  #create(item: EventItem, column: ViewColumn): ViewerPanel {
    return this.#add(window.createWebviewPanel(viewType, '', column, {}), item);
  }

  #add(panel: WebviewPanel, item: EventItem): ViewerPanel {
    const viewer = new ViewerPanel(panel, item, this.#deps);
    this.#open.add(viewer);
    panel.onDidDispose(() => {
      this.#open.delete(viewer);
      if (this.#main === viewer) {
        this.#main = undefined;
      }
    });
    return viewer;
  }
}
