import { ViewColumn, window, type WebviewPanel } from 'vscode';
import { readViewerState } from '../../protocol/messages.ts';
import type { ConnectionStore } from '../connections/connection-store.ts';
import type { Ending } from '../emitter.ts';
import type { EventItem } from '../events/event-selection.ts';
import { restoredEvent } from './saved-event.ts';
import { ViewerPanel, type ViewerDeps } from './viewer-panel.ts';

/** What the event viewers need of the rest. */
export interface EventViewerDeps extends ViewerDeps {
  readonly connections: ConnectionStore;
}

/** The open viewers. */
export class Viewers implements Ending {
  readonly #deps: EventViewerDeps;
  readonly #viewType: string;
  readonly #open = new Set<ViewerPanel>();
  /** The one that shows the next event too. */
  #main: ViewerPanel | undefined;

  constructor(deps: EventViewerDeps, viewType: string) {
    this.#deps = deps;
    this.#viewType = viewType;
  }

  /** Shows the event in the viewer that shows every event; there is one more only when there is none. */
  open(item: EventItem): void {
    if (this.#main === undefined) {
      this.#main = this.#create(item, ViewColumn.Active);
    } else {
      this.#main.show(item);
    }
  }

  /** Shows the event in a viewer of its own, in the column beside. */
  openToSide(item: EventItem): void {
    this.#create(item, ViewColumn.Beside);
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

  #create(item: EventItem, column: ViewColumn): ViewerPanel {
    return this.#add(window.createWebviewPanel(this.#viewType, '', column, {}), item);
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
