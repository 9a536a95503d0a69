/** The explorer's end of the messages. */
import type {
  BeginExplorer,
  ExplorerReply,
  ExplorerRequest,
  ExplorerRequests,
  ExplorerState,
  ExplorerStatus,
} from '../../protocol/explorer.ts';
import { explorerVersion } from '../../protocol/explorer.ts';
import { connectPage } from '../ui/vscode-page.ts';

/** Asks the host for something. Resolves to undefined when that failed, which has then been told to the user. */
export type Ask = <Request extends ExplorerRequest>(
  request: Request,
) => Promise<ExplorerRequests[Request['kind']][1] | undefined>;

/** The extension host as the explorer sees it. */
export interface ExplorerHost {
  readonly ask: Ask;
  keep(state: ExplorerState): void;
}

/** Connects to the host. `onFailure` is given what to tell of a request that failed. */
export function connectToExplorerHost(
  onMessage: (message: BeginExplorer | ExplorerStatus) => void,
  onFailure: (text: string) => void,
): ExplorerHost {
  const host = connectPage<ExplorerRequest, ExplorerReply>(explorerVersion, (message) => {
    onMessage(message as BeginExplorer | ExplorerStatus);
  });
  const ask = async (request: ExplorerRequest): Promise<unknown> => {
    const reply = await host.request(request);
    if (reply.ok) {
      return reply.value;
    }
    if (reply.text !== undefined) {
      onFailure(reply.text);
    }
    return undefined;
  };
  // What a host of the same version answers is of the shape that the contract has for the kind of request.
  const keep = (state: ExplorerState): void => {
    host.keep(state);
  };
  return { keep, ask: ask as Ask };
}
