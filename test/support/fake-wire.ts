import type { RequestHandler } from '../../src/aws/network.ts';
import type { JsonObject } from '../../src/core/json.ts';

/** A request as it would have gone over the network, and what its signature says. */
export interface SentRequest {
  /** Of JSON protocols from the target header, of query protocols from the body: `LookupEvents`. */
  readonly operation: string;
  readonly url: string;
  /** The Region that it was signed for. */
  readonly region: string;
  readonly accessKeyId: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body of a JSON protocol; `{}` for the others. */
  readonly input: JsonObject;
  /** The members of the body of a query protocol; empty for the others. */
  readonly form: Readonly<Record<string, string>>;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a fake wire does with a request: answers, throws what a socket would throw, or keeps silent until the abort. */
export type Respond = (request: SentRequest, signal: AbortSignal) => WireAnswer | Promise<WireAnswer>;

/** The far end of the SDK's clients: keeps what they send, and answers with prepared texts. */
export class FakeWire {
  readonly requests: SentRequest[] = [];
  readonly handler: RequestHandler;

  constructor(respond: Respond) {
    this.handler = {
      handle: async (request: HttpRequest, options?: { readonly abortSignal?: unknown }) => {
        const sent = toSent(request);
        this.requests.push(sent);
        const answer = await respond(sent, options?.abortSignal as AbortSignal);
        const headers = { 'x-amzn-requestid': `request-${this.requests.length}`, ...answer.headers };
        return { response: { statusCode: answer.status, headers, body: Buffer.from(answer.body) } };
      },
      updateHttpClientConfig: () => undefined,
      httpHandlerConfigs: () => ({}),
    };
  }

  /** The operations so far, in order. */
  operations(): readonly string[] {
    return this.requests.map(({ operation }) => operation);
  }
}

/** An answer of a JSON protocol. */
export function json(body: JsonObject): WireAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
  };
}

/** An error of a JSON protocol. */
export function jsonError(code: string, message = 'What the service says', status = 400): WireAnswer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ __type: code, message }),
  };
}

/** An answer in XML. */
export function xml(body: string, status = 200): WireAnswer {
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

/** Does not answer; ends as a socket does when the caller gives up. */
export function silence(signal: AbortSignal): Promise<WireAnswer> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    });
  });
}

interface HttpRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

function toSent({ protocol, hostname, port, path, headers, body }: HttpRequest): SentRequest {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const target = headers['x-amz-target'];
  const [, accessKeyId = '', region = ''] =
    /Credential=([^/]*)\/[^/]*\/([^/]*)/.exec(headers['authorization'] ?? '') ?? [];
  return {
    operation: target?.split('.').at(-1) ?? new URLSearchParams(text).get('Action') ?? '',
    url: `${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`,
    region,
    accessKeyId,
    headers,
    input: target === undefined ? {} : (JSON.parse(text) as JsonObject),
    form: target === undefined ? Object.fromEntries(new URLSearchParams(text)) : {},
  };
}
