import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { TrailscopeError } from '../../core/failures/failure.ts';
import type { Localize } from '../../core/localize.ts';

/** So much is written to another file system than the local one at most: it takes a file whole, out of memory. */
export const mostBytesElsewhere = 64 * 1024 * 1024;

/**
 * Writes a local file, chunk by chunk: beside the target first, so that a file that is there is only replaced by a
 * whole one, and left as it is on a failure or a cancellation.
 *
 * @throws the system's error, or an `AbortError`
 */
export async function writeLocal(
  target: string,
  chunks: AsyncIterable<string>,
  signal: AbortSignal,
): Promise<void> {
  const part = `${target}.${randomUUID()}.part`;
  const file = await open(part, 'wx', 0o600);
  try {
    await pipeline(Readable.from(chunks), file.createWriteStream(), { signal });
    await rename(part, target);
  } finally {
    await rm(part, { force: true });
  }
}

/** Where {@link writeElsewhere} writes to. */
export interface Elsewhere {
  readonly write: (bytes: Uint8Array) => PromiseLike<void>;
  /** Bytes. */
  readonly limit: number;
  readonly t: Localize;
}

/**
 * Writes to a file system that takes files whole. Nothing is written on a failure or a cancellation.
 *
 * @throws TrailscopeError `invalid-input` for more than the limit, an `AbortError`, or what the file system throws
 */
export async function writeElsewhere(
  chunks: AsyncIterable<string>,
  signal: AbortSignal,
  { write, limit, t }: Elsewhere,
): Promise<void> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    signal.throwIfAborted();
    const part = new TextEncoder().encode(chunk);
    size += part.length;
    if (size > limit) {
      const message = t(
        'These events are more than {0} MB, the most that can be written to a place that is no local folder. Choose a local folder, or narrow the filter.',
        Math.floor(limit / (1024 * 1024)),
      );
      throw new TrailscopeError({ kind: 'invalid-input' }, message);
    }
    parts.push(part);
  }
  signal.throwIfAborted();
  await write(Buffer.concat(parts, size));
}
