/** An HTTP request as both doors hand it in. */
export interface WireRequest {
  /** Upper case. */
  readonly method: string;
  /** The host without a port, such as `cloudtrail.us-east-1.amazonaws.com` or `127.0.0.1`. */
  readonly host: string;
  /** The path, still percent-encoded, without the query. */
  readonly path: string;
  /** The query's parameters, decoded; a parameter without a value is `''`. */
  readonly query: ReadonlyMap<string, string>;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
  /** The address that the request came from, as history records it. */
  readonly sourceAddress: string;
}

/** An HTTP response as both doors hand it out. */
export interface WireResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for an answer without a body. */
  readonly body: string | Uint8Array;
}

/** What became of a request. */
export interface WireAnswer {
  /** Undefined where the connection breaks before an answer, whether or not the call took effect. */
  readonly response: WireResponse | undefined;
  /** Milliseconds until the answer is there, or the connection breaks. */
  readonly delay: number;
}

/** Form fields or query parameters as a map; of a repeated name the last one counts. */
export function parameterMap(text: string): ReadonlyMap<string, string> {
  return new Map(new URLSearchParams(text));
}
