/** The event viewer's end of the messages. */
import type { Reply, ShowEvent, ViewerRequest, ViewerState } from '../../protocol/messages.ts';
import { protocolVersion, readViewerState } from '../../protocol/messages.ts';
import { connectPage } from './vscode-page.ts';

/** The extension host as the viewer sees it. */
export interface ViewerHost {
  /** Asks for something; the reply tells how it went, and never fails. */
  request(request: ViewerRequest): Promise<Reply>;
  /** What was kept before the page was loaded again. */
  readonly state: ViewerState | undefined;
  keep(state: ViewerState): void;
}

/** Connects to the host: says that the page is ready, and hands over each message that shows an event. */
export function connectToHost(onShow: (message: ShowEvent) => void): ViewerHost {
  const host = connectPage<ViewerRequest, Reply>(protocolVersion, (message) => {
    onShow(message as ShowEvent);
  });
  return { ...host, state: readViewerState(host.state) };
}
