import { randomBytes } from 'node:crypto';
import { env, l10n, Uri, type ViewColumn, type WebviewOptions, type WebviewPanel } from 'vscode';
import { displayText } from '../../core/events/display-text.ts';
import type { Clock } from '../../core/ports.ts';
import type { Direction, FromViewer, ShowEvent, ToViewer, ViewerRequest } from '../../protocol/messages.ts';
import { protocolVersion, readFromViewer } from '../../protocol/messages.ts';
import type { Ending } from '../emitter.ts';
import type { EventItem } from '../events/event-selection.ts';
import type { FailurePresenter } from '../failures/present-failure.ts';
import { timesSetting } from '../settings/settings.ts';
import { webviewPage } from '../webview-page.ts';
import type { EventNeighbours } from './event-neighbours.ts';
import { eventView } from './event-view.ts';
import { answerRequest } from './viewer-requests.ts';
import { savedEvent } from './saved-event.ts';

/** What a viewer is made of. */
export interface ViewerDeps {
  readonly clock: Clock;
  readonly present: FailurePresenter;
  /** The folder of the bundled webviews. */
  readonly webviews: Uri;
  /** The list that events are gone through in; without one the viewer has no way to the next event. */
  readonly neighbours?: EventNeighbours;
}

/** How a viewer comes to the front. */
interface Reveal {
  /** That of the panel now, when absent. */
  readonly viewColumn?: ViewColumn;
  /** Leaves the focus where it is. */
  readonly preserveFocus?: boolean;
}

/** One event viewer: the host's end of a webview panel. It ends with the panel. */
export class ViewerPanel implements Ending {
  readonly #panel: WebviewPanel;
  readonly #deps: ViewerDeps;
  readonly #endings: Ending[] = [];
  #item: EventItem;
  /** The page is there and listens. A hidden page is gone, and says `ready` again when it comes back. */
  #isReady = false;
  #isClosed = false;

  constructor(panel: WebviewPanel, item: EventItem, deps: ViewerDeps) {
    this.#panel = panel;
    this.#item = item;
    this.#deps = deps;
    const script = Uri.joinPath(deps.webviews, 'event.js');
    this.#endings.push(
      panel.webview.onDidReceiveMessage((message: unknown) => this.#receive(readFromViewer(message))),
      panel.onDidChangeViewState(() => {
        this.#isReady &&= panel.visible;
      }),
      panel.onDidDispose(() => {
        this.dispose();
      }),
    );
    if (deps.neighbours !== undefined) {
      this.#endings.push(deps.neighbours.onDidChange(() => this.refresh()));
    }
    panel.title = titleOf(item);
    panel.webview.options = viewerOptions(deps.webviews);
    panel.webview.html = webviewPage({
      script: panel.webview.asWebviewUri(script).toString(),
      nonce: randomBytes(16).toString('base64url'),
      language: env.language,
      title: l10n.t('CloudTrail event'),
    });
  }

  /** Where it is; undefined while it is hidden. */
  get viewColumn(): ViewColumn | undefined {
    return this.#panel.viewColumn;
  }

  /** Shows another event and comes to the front of its column, or of another one. */
  show(item: EventItem, { viewColumn, preserveFocus = false }: Reveal = {}): void {
    this.#item = item;
    this.#panel.title = titleOf(item);
    this.#panel.reveal(viewColumn, preserveFocus);
    void this.refresh();
  }

  /** Shows the same event in the words and the time zone of now. */
  async refresh(): Promise<void> {
    if (this.#isReady) {
      await this.#send(this.#message());
    }
  }

  dispose(): void {
    this.#isClosed = true;
    for (const ending of this.#endings.splice(0)) {
      ending.dispose();
    }
  }

  async #receive(message: FromViewer | undefined): Promise<void> {
    if (message?.type === 'ready') {
      this.#isReady = true;
      await this.refresh();
    } else if (message?.type === 'request') {
      await this.#answer(message.id, message.request);
    }
  }

  async #answer(id: number, request: ViewerRequest): Promise<void> {
    try {
      if (request.kind === 'go') {
        this.#go(request.direction);
      }
      const text = request.kind === 'go' ? undefined : await answerRequest(request, this.#item);
      await this.#send({ type: 'reply', id, ok: true, ...(text !== undefined && { text }) });
    } catch (thrown) {
      await this.#send({ type: 'reply', id, ok: false });
      await this.#deps.present.notify(thrown);
    }
  }

  #go(direction: Direction): void {
    const next = this.#deps.neighbours?.neighbour(this.#item, direction);
    if (next !== undefined) {
      this.show(next);
    }
  }

  #message(): ShowEvent {
    const item = this.#item;
    const { clock, neighbours } = this.#deps;
    const previous = neighbours?.neighbour(item, 'previous') !== undefined;
    const next = neighbours?.neighbour(item, 'next') !== undefined;
    return {
      type: 'show',
      version: protocolVersion,
      view: eventView(item, { now: clock.now(), times: timesSetting(), t: l10n.t }),
      record: item.event.record,
      // A restored event is in no list until its view has loaded it: no buttons then that lead nowhere.
      ...((previous || next) && { neighbours: { previous, next } }),
      strings: l10n.bundle ?? {},
      saved: savedEvent(item),
    };
  }

  async #send(message: ToViewer): Promise<void> {
    // A closed panel throws at any touch. A page that is only hidden says `false`, and asks again when it is back.
    if (!this.#isClosed) {
      await this.#panel.webview.postMessage(message);
    }
  }
}

/** What the page of a viewer may do. A new panel has to be made with it: another one is loaded twice. */
export function viewerOptions(webviews: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [webviews] };
}

function titleOf({ event }: EventItem): string {
  return displayText(event.name ?? l10n.t('CloudTrail event'), 60);
}
