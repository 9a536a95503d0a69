/** The webview's end of the messages. */
import type { FromViewer, Reply, ToViewer, ViewerRequest, ViewerState } from '../../protocol/messages.ts';
import { protocolVersion, readViewerState } from '../../protocol/messages.ts';

/** What VS Code gives a webview, once per page. */
interface VsCodeApi {
  postMessage(message: FromViewer): void;
  getState(): unknown;
  setState(state: ViewerState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The extension host as the viewer sees it. */
export interface ViewerHost {
  /** Asks for something; the reply tells how it went, and never fails. */
  request(request: ViewerRequest): Promise<Reply>;
  /** What was kept before the page was loaded again. */
  readonly state: ViewerState | undefined;
  keep(state: ViewerState): void;
}

/** Connects to the host: says that the page is ready, and hands over each message that shows an event. */
export function connectToHost(onShow: (message: Extract<ToViewer, { type: 'show' }>) => void): ViewerHost {
  const vscode = acquireVsCodeApi();
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  window.addEventListener('message', ({ data }: MessageEvent<ToViewer>) => {
    if (data.type === 'show') {
      onShow(data);
    } else {
      waiting.get(data.id)?.(data);
      waiting.delete(data.id);
    }
  });
  const host: ViewerHost = {
    state: readViewerState(vscode.getState()),
    keep: (state) => {
      vscode.setState(state);
    },
    request: (request) => {
      const id = (lastId += 1);
      return new Promise((resolve) => {
        waiting.set(id, resolve);
        vscode.postMessage({ type: 'request', id, request });
      });
    },
  };
  vscode.postMessage({ type: 'ready', version: protocolVersion });
  return host;
}
