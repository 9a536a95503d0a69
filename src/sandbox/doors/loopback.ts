import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SampleAccount } from '../sample-account.ts';
import { parameterMap } from '../wire/http.ts';
import type { WireRequest } from '../wire/http.ts';

/** Only this machine can reach the sandbox. */
const host = '127.0.0.1';

/**
 * The names of this machine, with or without a bucket before them. A page in a browser can reach the port under a name
 * of its own that it lets stand for 127.0.0.1, and could then read the answers; it cannot hide that name.
 */
const ownNames = /^(127\.0\.0\.1|(.+\.)?localhost)$/i;

/** Larger than any request of the services that the sandbox has. */
const largestBody = 8 * 1024 * 1024;

/** An open door into an account. */
export interface LoopbackDoor {
  /** Such as `http://127.0.0.1:4566`. */
  readonly address: string;
  /** Ends open connections too. */
  close(): Promise<void>;
}

/**
 * Opens a door into the account for any AWS client on this machine.
 * @param port the TCP port, or 0 for one that is free
 * @throws the system's error, whose `code` is `EADDRINUSE` for a port that is taken
 */
export async function openLoopback(account: SampleAccount, port: number): Promise<LoopbackDoor> {
  const server = createServer((request, response) => {
    serve(account, request, response).catch(() => {
      // The client went away in the middle of its request: there is nobody to answer.
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  return {
    address: `http://${host}:${chosen}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function serve(
  account: SampleAccount,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!ownNames.test(hostOf(request))) {
    response.writeHead(421, { connection: 'close' }).end();
    return;
  }
  const body = await bodyOf(request);
  if (body === undefined) {
    response.writeHead(413, { connection: 'close' }).end();
    return;
  }
  const { response: answer, delay } = account.answer(wireRequestOf(request, body));
  if (delay > 0) {
    await sleep(delay);
  }
  if (answer === undefined) {
    request.socket.destroy();
    return;
  }
  const content = Buffer.from(answer.body);
  // The answer to HEAD tells the length of a body that it does not have.
  const headers = { 'content-length': String(content.length), ...answer.headers };
  response.writeHead(answer.status, headers).end(content);
}

/** The body, or undefined for one that is too large. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) {
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The host that the client meant, without the port. */
function hostOf(request: IncomingMessage): string {
  return (request.headers.host ?? '').replace(/:\d+$/, '');
}

function wireRequestOf(request: IncomingMessage, body: Uint8Array): WireRequest {
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const headers = Object.entries(request.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')] as const,
  );
  return {
    method: request.method ?? 'GET',
    host: hostOf(request),
    path,
    query: parameterMap(query),
    headers: new Map(headers),
    body,
    sourceAddress: request.socket.remoteAddress ?? host,
  };
}
