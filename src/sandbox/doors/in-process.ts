import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SampleAccount } from '../sample-account.ts';
import type { WireRequest } from '../wire/http.ts';

/** The parts of an SDK client's request that the sandbox reads. */
interface ClientRequest {
  readonly method: string;
  readonly hostname: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The answer in the shape that an SDK client's deserializers read. */
interface ClientResponse {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  readonly body: Readable;
}

/** What the SDK hands to a request handler beside the request. */
interface HandlerOptions {
  readonly abortSignal?: {
    readonly aborted: boolean;
    addEventListener?(type: 'abort', listener: () => void): void;
  };
}

/** A `requestHandler` of the AWS SDK's clients. */
export interface InProcessHandler {
  readonly metadata: { readonly handlerProtocol: string };
  handle(request: ClientRequest, options?: HandlerOptions): Promise<{ response: ClientResponse }>;
  updateHttpClientConfig(key: never, value: never): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

/** The address that calls through this door are recorded with: one that is reserved for documentation. */
const sourceAddress = '203.0.113.20';

/**
 * A door into the account for the AWS SDK's clients in this process. Nothing is opened and nothing leaves.
 * @param sleep waits for milliseconds, where an answer is late; ends early or throws when the signal aborts
 */
export function inProcessHandler(
  account: SampleAccount,
  sleep: (milliseconds: number, signal: HandlerOptions['abortSignal']) => Promise<void> = sleepOrAbort,
): InProcessHandler {
  return {
    metadata: { handlerProtocol: 'http/1.1' },

    async handle(request, options) {
      const signal = options?.abortSignal;
      throwIfAborted(signal);
      const wireRequest = await wireRequestOf(request);
      // A turn of the event loop lies between request and answer, as over a network, so that a caller can cancel.
      await nextTurn();
      throwIfAborted(signal);
      const { response, delay } = account.answer(wireRequest);
      if (delay > 0) {
        await sleep(delay, signal);
      }
      throwIfAborted(signal);
      if (response === undefined) {
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      }
      const { status, headers, body } = response;
      const stream = Readable.from(body.length === 0 ? [] : [Buffer.from(body)]);
      return { response: { statusCode: status, headers: { ...headers }, body: stream } };
    },

    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
    destroy: () => undefined,
  };
}

/** Ends when the time is over or the signal aborts, whichever is first. */
function sleepOrAbort(milliseconds: number, signal: HandlerOptions['abortSignal']): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener?.('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function throwIfAborted(signal: HandlerOptions['abortSignal']): void {
  if (signal?.aborted === true) {
    // The name is what the SDK and core/failures know a cancellation by.
    throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
  }
}

async function wireRequestOf(request: ClientRequest): Promise<WireRequest> {
  const query = Object.entries(request.query ?? {}).map(
    ([name, value]) => [name, Array.isArray(value) ? String(value.at(-1)) : String(value ?? '')] as const,
  );
  return {
    method: request.method.toUpperCase(),
    host: request.hostname,
    path: request.path,
    query: new Map(query),
    headers: new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: await bytesOf(request.body),
    sourceAddress,
  };
}

async function bytesOf(body: unknown): Promise<Uint8Array> {
  if (body === undefined || body === null) {
    return new Uint8Array();
  }
  if (typeof body === 'string') {
    return Buffer.from(body);
  }
  if (body instanceof Uint8Array) {
    return body;
  }
  if (body instanceof Readable) {
    return Buffer.concat((await body.toArray()) as Uint8Array[]);
  }
  throw new TypeError('The sandbox takes a request body as text, bytes or a stream.');
}
