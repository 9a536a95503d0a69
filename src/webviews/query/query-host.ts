/** The page's end of the messages. */
import type {
  BeginQueryPage,
  QueryReply,
  QueryRequest,
  QueryRequests,
  QueryStatus,
} from '../../protocol/query-results.ts';
import { queryPageVersion } from '../../protocol/query-results.ts';
import { connectPage } from '../ui/vscode-page.ts';

/** Asks the host for something. Resolves to undefined when that failed, which has then been told to the user. */
export type Ask = <Request extends QueryRequest>(
  request: Request,
) => Promise<QueryRequests[Request['kind']][1] | undefined>;

/** Connects to the host. */
export function connectToQueryHost(onMessage: (message: BeginQueryPage | QueryStatus) => void): Ask {
  const host = connectPage<QueryRequest, QueryReply>(queryPageVersion, (message) => {
    onMessage(message as BeginQueryPage | QueryStatus);
  });
  const ask = async (request: QueryRequest): Promise<unknown> => {
    const reply = await host.request(request);
    return reply.ok ? reply.value : undefined;
  };
  // What a host of the same version answers is of the shape that the contract has for the kind of request.
  return ask as Ask;
}
