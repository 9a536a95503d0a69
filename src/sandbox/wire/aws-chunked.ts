import { ServiceError } from './service-error.ts';

/** A body that was sent in chunks: its bytes, and what the headers behind the last chunk say, by lower-case name. */
export interface ChunkedBody {
  readonly bytes: Uint8Array;
  readonly trailers: ReadonlyMap<string, string>;
}

/**
 * Takes the `aws-chunked` encoding of S3 uploads apart: chunks of `<hex size>[;chunk-signature=...]`, an empty one at
 * the end, and trailers. Signatures are not checked.
 * @throws ServiceError IncompleteBody, InvalidRequest
 */
export function decodeChunks(body: Uint8Array, decodedLength: string | undefined): ChunkedBody {
  const source = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const chunks: Buffer[] = [];
  let position = 0;
  for (;;) {
    const end = source.indexOf('\r\n', position);
    if (end < 0) {
      throw incomplete();
    }
    const size = sizeOf(source.toString('latin1', position, end));
    position = end + 2;
    if (size === 0) {
      break;
    }
    if (source.toString('latin1', position + size, position + size + 2) !== '\r\n') {
      throw incomplete();
    }
    chunks.push(source.subarray(position, position + size));
    position += size + 2;
  }
  const bytes = Buffer.concat(chunks);
  if (decodedLength !== undefined && Number(decodedLength) !== bytes.length) {
    throw incomplete();
  }
  return { bytes, trailers: trailersOf(source.toString('latin1', position)) };
}

function sizeOf(line: string): number {
  const [, digits] = /^([0-9a-f]{1,8})(?:;.*)?$/i.exec(line) ?? [];
  if (digits === undefined) {
    throw new ServiceError('InvalidRequest', 'The chunk size is not a hexadecimal number.');
  }
  return parseInt(digits, 16);
}

function trailersOf(text: string): ReadonlyMap<string, string> {
  const trailers = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) {
      trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
  }
  return trailers;
}

function incomplete(): ServiceError {
  const message = 'You did not provide the number of bytes specified by the Content-Length HTTP header';
  return new ServiceError('IncompleteBody', message);
}
