import { readFile } from 'node:fs/promises';
import { Agent as HttpAgent, request as httpRequest, type ClientRequest } from 'node:http';
import {
  Agent as HttpsAgent,
  request as httpsRequest,
  type AgentOptions,
  type RequestOptions,
} from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as tlsConnect, type ConnectionOptions } from 'node:tls';
import { TrailscopeError } from '../core/failures/failure.ts';
import type { Environment } from './configuration/shared-files.ts';
import { proxyFor } from './proxy-settings.ts';

/** Agents for the SDK's clients. */
export interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/**
 * Agents that do as the environment says about proxies and certificates; Node 20 has none of its own. They are for
 * processes in which nobody else has seen to it: VS Code's own must not be replaced.
 *
 * @param caBundle the path of the certificates to trust in place of Node's own, if there is one
 * @throws TrailscopeError `invalid-input` when that file cannot be read
 */
export async function environmentAgents(environment: Environment, caBundle?: string): Promise<Agents> {
  const ca = caBundle === undefined ? undefined : await readCertificates(caBundle);
  // As many sockets as the SDK's own agents have.
  const options = { keepAlive: true, maxSockets: 50 };
  return {
    httpAgent: new ForwardingAgent(environment, options),
    httpsAgent: new TunnelingAgent(environment, { ...options, ...(ca !== undefined && { ca }) }),
  };
}

async function readCertificates(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    const { code = 'unknown' } = thrown as NodeJS.ErrnoException;
    throw new TrailscopeError(
      { kind: 'invalid-input' },
      `The certificates of ${path} cannot be read (${code})`,
    );
  }
}

/** Where a request goes. */
interface Target {
  readonly host?: string | null;
  readonly port?: number | string | null;
}

/** What Node's agents have beside what their types tell. */
interface AgentInternals {
  addRequest(request: ClientRequest, options: Target): void;
}

/** Sends requests for plain HTTP to the proxy, with the whole address in them. */
class ForwardingAgent extends HttpAgent {
  readonly #environment: Environment;

  constructor(environment: Environment, options: AgentOptions) {
    super(options);
    this.#environment = environment;
  }

  addRequest(request: ClientRequest, options: Target): void {
    const host = options.host ?? 'localhost';
    const port = Number(options.port ?? 80);
    const proxy = proxyFor('http', host, port, this.#environment);
    if (proxy !== undefined) {
      request.path = new URL(request.path, `http://${host}:${port}`).href;
      for (const [name, value] of Object.entries(authorization(proxy))) {
        request.setHeader(name, value);
      }
    }
    const next = proxy === undefined ? options : { ...options, host: hostOf(proxy), port: portOf(proxy) };
    (HttpAgent.prototype as unknown as AgentInternals).addRequest.call(this, request, next);
  }
}

/** Asks the proxy for a tunnel, and speaks TLS with the service through it. */
class TunnelingAgent extends HttpsAgent {
  readonly #environment: Environment;

  constructor(environment: Environment, options: AgentOptions) {
    super(options);
    this.#environment = environment;
  }

  override createConnection(
    options: RequestOptions,
    // Typed with a stream that a failure does not have.
    onSocket: (error: Error | null, stream: Duplex) => void = () => undefined,
  ): Duplex | null | undefined {
    const host = options.host ?? 'localhost';
    const port = Number(options.port ?? 443);
    const proxy = proxyFor('https', host, port, this.#environment);
    if (proxy === undefined) {
      return super.createConnection(options, onSocket);
    }
    openTunnel(proxy, host, port).then(
      (socket) => {
        // The options of the request and of the agent together are those of the TLS connection.
        const { servername = host } = options;
        onSocket(null, tlsConnect({ ...(options as ConnectionOptions), socket, servername }));
      },
      (error: unknown) => {
        (onSocket as (error: unknown) => void)(error);
      },
    );
    return undefined;
  }
}

/** How long a proxy may take to connect, in milliseconds: as long as a service may. */
const tunnelTimeout = 5_000;

function openTunnel(proxy: URL, host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const request = (proxy.protocol === 'https:' ? httpsRequest : httpRequest)({
      method: 'CONNECT',
      host: hostOf(proxy),
      port: portOf(proxy),
      path: `${host}:${port}`,
      headers: { host: `${host}:${port}`, ...authorization(proxy) },
      agent: false,
      timeout: tunnelTimeout,
    });
    request.once('connect', ({ statusCode = 0 }, socket: Socket) => {
      socket.setTimeout(0);
      if (statusCode === 200) {
        resolve(socket);
      } else {
        socket.destroy();
        reject(
          proxyError(`The proxy answered with HTTP status ${statusCode}`, `ERR_PROXY_STATUS_${statusCode}`),
        );
      }
    });
    request.once('timeout', () => {
      request.destroy(proxyError('The proxy does not answer', 'ETIMEDOUT'));
    });
    request.once('error', reject);
    request.end();
  });
}

/** The code says to `mapError` that the proxy, and not the service, has failed. */
function proxyError(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

function portOf({ protocol, port }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}

/** The header that says who the proxy's user is, if its address does. */
function authorization({ username, password }: URL): Readonly<Record<string, string>> {
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return username === '' ? {} : { 'proxy-authorization': `Basic ${Buffer.from(user).toString('base64')}` };
}
