/** A webview's end of requests and replies, for every page. */

/** What VS Code gives a webview, once per page. */
interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The answer to a request, by the request's id. */
interface PageReply {
  readonly type: 'reply';
  readonly id: number;
}

/** The extension host as a page sees it. */
export interface PageHost<Request, Reply> {
  /** What the page kept before it was loaded again. */
  readonly state: unknown;
  keep(state: unknown): void;
  /** Asks for something; the reply tells how it went, and never fails. */
  request(request: Request): Promise<Reply>;
}

/** Connects to the host: hands over each message that is no reply, and says that the page is ready. */
export function connectPage<Request, Reply extends PageReply>(
  version: number,
  onMessage: (message: unknown) => void,
): PageHost<Request, Reply> {
  const vscode = acquireVsCodeApi();
  const waiting = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  window.addEventListener('message', ({ data }: MessageEvent<{ readonly type: string }>) => {
    if (data.type === 'reply') {
      const reply = data as Reply;
      waiting.get(reply.id)?.(reply);
      waiting.delete(reply.id);
    } else {
      onMessage(data);
    }
  });
  const host: PageHost<Request, Reply> = {
    state: vscode.getState(),
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
  vscode.postMessage({ type: 'ready', version });
  return host;
}
