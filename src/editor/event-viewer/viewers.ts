import { ViewColumn, window, type WebviewPanel } from 'vscode';
import { readViewerState } from '../../protocol/messages.ts';
import type { ConsoleAccess } from '../connections/console-access.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import type { Ending } from '../emitter.ts';
import type { EventItem } from '../events/event-selection.ts';
import { restoredEvent } from './saved-event.ts';
import { ViewerPanel, viewerOptions, type ViewerDeps } from './viewer-panel.ts';

/** What the event viewers need of the rest. */
export interface EventViewerDeps extends ViewerDeps {
  readonly connections: ConnectionStore;
  /** An event that VS Code kept is shown before anything else is asked for. */
  readonly consoleAccess: Pick<ConsoleAccess, 'known'>;
}

/** The open viewers. */
export class Viewers implements Ending {
  readonly #deps: EventViewerDeps;
  readonly #viewType: string;
  readonly #open = new Set<ViewerPanel>();
  /** The one that shows the next event too. */
  #main: ViewerPanel | undefined;
  /** The one beside, for whoever goes through a list and looks at each event from there. */
  #beside: ViewerPanel | undefined;

  constructor(deps: EventViewerDeps, viewType: string) {
    this.#deps = deps;
    this.#viewType = viewType;
  }

  /** Shows the event in the viewer that shows every event; there is one more only when there is none. */
  open(item: EventItem, preserveFocus = false): void {
    if (this.#main === undefined) {
      this.#main = this.#create(item, { viewColumn: ViewColumn.Active, preserveFocus });
    } else {
      this.#main.show(item, { preserveFocus });
    }
  }

  /**
   * Shows the event in the column beside: in a viewer of its own, or, for whoever keeps the focus to look at the next
   * one, in the one that showed the event before.
   */
  openToSide(item: EventItem, preserveFocus = false): void {
    const how = { viewColumn: ViewColumn.Beside, preserveFocus };
    if (!preserveFocus) {
      this.#create(item, how);
    } else if (this.#beside === undefined) {
      this.#beside = this.#create(item, how);
    } else {
      // Where the user has moved it before the list, it goes beside again: it must not cover what has the focus.
      const isInFront = this.#beside.viewColumn === window.tabGroups.activeTabGroup.viewColumn;
      this.#beside.show(item, isInFront ? how : { preserveFocus });
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

  /** Shows the events in the words and the time zone of now. */
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

  #create(item: EventItem, where: { viewColumn: ViewColumn; preserveFocus: boolean }): ViewerPanel {
    const options = viewerOptions(this.#deps.webviews);
    return this.#add(window.createWebviewPanel(this.#viewType, '', where, options), item);
  }

  #add(panel: WebviewPanel, item: EventItem): ViewerPanel {
    const viewer = new ViewerPanel(panel, item, this.#deps);
    this.#open.add(viewer);
    panel.onDidDispose(() => {
      this.#open.delete(viewer);
      if (this.#main === viewer) {
        this.#main = undefined;
      }
      if (this.#beside === viewer) {
        this.#beside = undefined;
      }
    });
    return viewer;
  }
}
